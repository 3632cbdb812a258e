"""Golden places: what the decree gives in millimetres and points is measured on the rendered page."""

import io
import threading
import unicodedata

import pikepdf
import pypdfium2
import pytest

from congso.pure.layout import (
    KINDS,
    Appendix,
    Cell,
    PageBreak,
    PageSettings,
    Paragraph,
    Rule,
    Run,
    SignatureBlock,
    Table,
    article,
    basis,
    heading,
    render_document,
    text_paragraph,
)
from congso.pure.layout.glyphs import covered
from congso.pure.layout.tests.conftest import SENTENCE
from congso.pure.layout.tests.helpers import MM, ink, line, lines, text_of

pytestmark = pytest.mark.slow

NEAR = 2.0
LEFT, RIGHT = 30 * MM, 190 * MM


def near(value):
    return pytest.approx(value, abs=NEAR)


def letter(decision, **changes):
    return decision(
        kind_code="CV",
        symbol="SNV-VP",
        subject="V/v công tác văn thư",
        addressees=("Sở Tài chính", "Sở Xây dựng"),
        **changes,
    )


def test_margins_of_the_body(decision):
    found = [
        found for found in lines(render_document(decision()).pdf) if found.text.startswith(("Thực", "Sở Nội"))
    ]
    assert found[0].left == near(LEFT + 12.7 * MM)
    assert found[1].left == near(LEFT)
    assert [item.right for item in found] == [near(RIGHT)] * 4
    assert all(item.size == 14 and "Tinos" in item.font for item in found)


def test_settings_move_the_margins(decision):
    settings = PageSettings(top=25, left=35, right=15, body_size=13, first_line=10)
    pdf = render_document(decision(settings=settings)).pdf
    first = line(pdf, "Thực hiện")
    assert (first.left, first.right, first.size) == (near(35 * MM + 10 * MM), near(195 * MM), 13)
    assert line(pdf, "CỘNG HÒA").top == near(25 * MM)


def test_lines_and_paragraphs_keep_their_distance(decision):
    found = [item for item in lines(render_document(decision()).pdf) if item.text.startswith("Thực")]
    pitch = 14 * 1.149 * 1.1
    assert found[1].top - found[0].top == pytest.approx(3 * pitch + 6, abs=0.2)


def test_national_heading(decision):
    pdf = render_document(decision()).pdf
    country, motto = line(pdf, "CỘNG HÒA"), line(pdf, "Độc lập")
    assert (country.size, motto.size) == (13, 14)
    assert "Bold" in country.font
    assert "Bold" in motto.font
    assert country.top == near(20 * MM)
    assert country.middle == near(motto.middle)
    assert country.left > 105 * MM - 14 * MM
    assert country.right <= RIGHT + 0.5
    under = (motto.left, motto.bottom + 0.5, motto.right, motto.bottom + 5)
    assert ink(pdf, under) >= (motto.right - motto.left) * 0.9


def test_bodies_number_and_date(decision):
    pdf = render_document(decision()).pdf
    parent, own = line(pdf, "TỈNH ỦY MẪU"), line(pdf, "ỦY BAN NHÂN DÂN")
    assert (parent.size, own.size) == (13, 13)
    assert "Bold" not in parent.font
    assert "Bold" in own.font
    assert parent.middle == near(own.middle) == near(LEFT + 31.5 * MM)
    assert own.top > parent.bottom
    number, day = line(pdf, "Số:"), line(pdf, "Mẫu,")
    assert number.size == 13
    assert (day.size, "Italic" in day.font) == (14, True)
    assert number.bottom == near(day.bottom - 2.5)
    assert "Số: 05/QĐ-UBND" in text_of(pdf)
    assert "Mẫu, ngày 03 tháng 02 năm 2026" in text_of(pdf)


def test_rule_under_the_issuing_body_is_a_third_to_a_half_of_its_line(decision):
    pdf = render_document(decision()).pdf
    own = line(pdf, "TỈNH MẪU")
    drawn = ink(pdf, (LEFT, own.bottom + 0.5, own.right + 20, own.bottom + 6))
    assert 1 / 3 <= drawn / (own.right - own.left) <= 0.55


def test_title_and_subject(decision):
    pdf = render_document(decision(authority=("Ủy ban nhân dân tỉnh Mẫu",))).pdf
    title, subject = line(pdf, "QUYẾT ĐỊNH"), line(pdf, "Về việc ban hành")
    authority = line(pdf, "ỦY BAN NHÂN DÂN TỈNH MẪU")
    for item in (title, subject, authority):
        assert item.middle == near((LEFT + RIGHT) / 2)
        assert item.size == 14
        assert "Bold" in item.font
    assert title.bottom < subject.top < authority.top


def test_official_letter_has_its_subject_under_the_number(decision):
    pdf = render_document(letter(decision)).pdf
    about = line(pdf, "V/v công tác văn thư")
    number = line(pdf, "Số:")
    assert about.size == 12
    assert about.middle == near(LEFT + 31.5 * MM)
    assert 4 <= about.top - number.bottom <= 11
    assert "V/v V/v" not in text_of(pdf)
    assert "CÔNG VĂN" not in text_of(pdf)


@pytest.mark.parametrize("subject", ["V/v lưu trữ", "Về việc lưu trữ", "lưu trữ"])
def test_the_lead_of_a_subject_is_not_doubled(decision, subject):
    words = text_of(render_document(decision(kind_code="CV", subject=subject)).pdf)
    assert "V/v lưu trữ" in words


def test_addressees_stand_under_the_colon(decision):
    pdf = render_document(letter(decision)).pdf
    label, first, second = line(pdf, "Kính gửi:"), line(pdf, "- Sở Tài chính;"), line(pdf, "- Sở Xây dựng.")
    assert first.left == near(second.left) == near(label.right - 2)
    assert label.size == first.size == 14
    one = render_document(decision(addressees=("Chính phủ;",))).pdf
    assert "Kính gửi: Chính phủ Thực hiện" in text_of(one)


def test_recipients(decision):
    pdf = render_document(decision(drafter_initials="pl", copies=300)).pdf
    head, first, last = line(pdf, "Nơi nhận:"), line(pdf, "- Như Điều 3;"), line(pdf, "- Lưu: VT.")
    assert (head.size, "BoldItalic" in head.font) == (12, True)
    assert (first.size, last.size, line(pdf, "PL.(300)").size) == (11, 11, 11)
    assert head.left == near(LEFT)
    assert head.top == near(line(pdf, "TM. ỦY BAN").top + 2)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"addressees": ("Bộ Nội vụ",), "recipients": ()}, ["- Như trên;", "- Lưu: VT."]),
        ({"addressees": ("A",), "recipients": ("Như trên", "B")}, ["- Như trên;", "- B;", "- Lưu: VT."]),
        ({"recipients": ("A", "Lưu: VT, KH.")}, ["- A;", "- Lưu: VT, KH."]),
        ({"recipients": ("A", " "), "archive": ""}, ["- A."]),
        ({"recipients": (), "archive": ""}, []),
    ],
)
def test_recipients_are_closed_as_the_decree_says(decision, changes, expected):
    pdf = render_document(decision(**changes)).pdf
    assert [found.text for found in lines(pdf) if found.size == 11] == expected


def test_signature_block(decision):
    pages = render_document(decision())
    title, name = line(pages.pdf, "CHỦ TỊCH"), line(pages.pdf, "Trần Văn Bình")
    assert title.middle == near(name.middle) == near(RIGHT - 40 * MM)
    assert (title.size, name.size) == (14, 14)
    assert "Bold" in name.font
    assert name.top - title.bottom >= 30 * MM
    signature, seal = pages.anchors["signature"], pages.anchors["seal"]
    assert signature.height == pytest.approx(30 * MM)
    assert 841.89 - signature.y1 >= title.bottom
    assert 841.89 - signature.y0 <= name.top
    assert seal.x1 == pytest.approx(signature.x0 + signature.width / 3)
    assert seal.width == seal.height == pytest.approx(36 * MM)
    assert (seal.y0 + seal.y1) / 2 == pytest.approx((signature.y0 + signature.y1) / 2)


def test_blank_number_and_date_leave_named_room(decision):
    rendered = render_document(decision(number=None, date=None))
    number, symbol = rendered.anchors["number"], line(rendered.pdf, "/QĐ-UBND")
    assert number.width == pytest.approx(12 * MM, abs=0.1)
    assert symbol.left == near(number.x1)
    assert line(rendered.pdf, "Số:").right == near(number.x0 - 3.3)
    assert symbol.bottom == near(841.89 - number.y0)
    day, month, year = (rendered.anchors[f"date_{part}"] for part in ("day", "month", "year"))
    words = [line(rendered.pdf, word) for word in ("ngày", "tháng", "năm")]
    for box, before in zip((day, month, year), words, strict=True):
        assert box.x0 >= before.right - NEAR
        assert box.y0 <= 841.89 - before.bottom + 3
        assert ink(rendered.pdf, (box.x0 + 1, 841.89 - box.y1, box.x1 - 1, 841.89 - box.y0)) == 0
    assert rendered.anchors["date"].x0 < day.x0 < month.x0 < year.x0


def test_the_year_may_be_printed_before_the_day_is_known(decision):
    rendered = render_document(decision(number=None, date=None, date_year=2026))
    assert "năm 2026" in text_of(rendered.pdf)


def test_printed_number_and_date_are_named_too(decision):
    rendered = render_document(decision())
    number = rendered.anchors["number"]
    printed = line(rendered.pdf, "05")
    assert (number.x0, number.x1) == (near(printed.left), near(printed.right))
    assert set(rendered.anchors) == {
        "number", "date", "date_day", "date_month", "date_year", "signature", "seal", "copy_note",
    }  # fmt: skip


def test_copy_note_stands_top_right(decision):
    rendered = render_document(decision(top_note=("SAO Y", "Ủy ban nhân dân tỉnh Mẫu")))
    box = rendered.anchors["copy_note"]
    note = line(rendered.pdf, "SAO Y")
    assert (note.size, note.right) == (10, near(RIGHT))
    assert box.x0 <= note.left
    assert 841.89 - box.y1 <= note.top < line(rendered.pdf, "CỘNG HÒA").top
    assert box.page == 0


@pytest.mark.parametrize(("mark", "width"), [("HỎA TỐC", 30), ("THƯỢNG KHẨN", 40), ("KHẨN", 20)])
def test_urgency_is_framed_red_in_its_size(decision, mark, width):
    pdf = render_document(decision(urgency=mark)).pdf
    found = line(pdf, mark)
    assert found.size == 13
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    red = [
        (x / 2, y / 2) for x in range(image.width) for y in range(150, 600)
        if image.getpixel((x, y))[0] > 180 and image.getpixel((x, y))[2] < 60
    ]  # fmt: skip
    assert max(x for x, _ in red) - min(x for x, _ in red) == near(width * MM)
    assert max(y for _, y in red) - min(y for _, y in red) == near(8 * MM)


def test_circulation_mark_stands_under_the_urgency(decision):
    pdf = render_document(decision(urgency="KHẨN", circulation="XEM XONG TRẢ LẠI")).pdf
    assert line(pdf, "XEM XONG TRẢ LẠI").top > line(pdf, "KHẨN").bottom


def test_footer_stands_on_page_one_only(decision):
    pdf = render_document(decision(footer=("Số 1 Trần Phú",), body=(text_paragraph(SENTENCE * 30),))).pdf
    found = [item for item in lines(pdf) if item.text.startswith("Số 1 Trần Phú")]
    assert [(item.page, item.size) for item in found] == [(0, 11)]
    assert found[0].middle == near((LEFT + RIGHT) / 2)
    assert found[0].top > 277 * MM


def test_page_numbers(decision):
    rendered = render_document(
        decision(
            body=(text_paragraph(SENTENCE * 60),),
            appendices=(
                Appendix("Phụ lục I", (text_paragraph(SENTENCE * 30),), title="Danh mục"),
                Appendix("Phụ lục II", (), landscape=True, reference="(Kèm theo Quyết định này)"),
            ),
        )
    )
    numbers = [(item.page, item.text, item.size) for item in lines(rendered.pdf) if item.top < 18 * MM]
    assert numbers[0] == (1, "2", 14)
    assert [text for _, text, _ in numbers] == ["2", "3", "4", "5", "2", "3"]
    middle = next(item for item in lines(rendered.pdf) if item.top < 18 * MM)
    assert middle.middle == near((LEFT + RIGHT) / 2)
    starts = [item.page for item in lines(rendered.pdf) if item.text.startswith("Phụ lục I")]
    assert [page for page, *_ in numbers if page in starts] == []


def test_appendix_follows_number_and_date(decision):
    blank = render_document(decision(number=None, date=None, appendices=(Appendix("Phụ lục I", ()),)))
    assert blank.anchors["appendix1_number"].page == 1
    assert {"appendix1_date_day", "appendix1_date_month", "appendix1_date_year"} <= set(blank.anchors)
    full = render_document(decision(appendices=(Appendix("Phụ lục", (), title="Danh mục"),)))
    assert (
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Mẫu)"
        in text_of(full.pdf)
    )
    assert "DANH MỤC" in text_of(full.pdf)


def test_landscape_table_and_appendix_turn_the_page(decision):
    table = Table(((Cell((text_paragraph("Một"),)),),), landscape=True)
    rendered = render_document(decision(body=(table,), appendices=(Appendix("Phụ lục", (), landscape=True),)))
    document = pypdfium2.PdfDocument(rendered.pdf)
    wide = [page.get_width() > page.get_height() for page in document]
    document.close()
    assert wide.count(True) == 2
    assert wide[0] is False


def test_every_kind_of_block(decision):
    cell = Cell((text_paragraph("ô"),), header=True)
    body = (
        basis("Căn cứ Luật;"),
        heading("I. MỤC ĐÍCH"),
        article(1, "Phạm vi", title=True),
        Rule(),
        Table(((cell, cell), (Cell(()), cell))),
        PageBreak(),
        Paragraph(
            (
                Run("H"), Run("2", subscript=True), Run("m"), Run("3", superscript=True), Run("x\ny", strike=True),
                Run("gạch", underline=True, italic=True, bold=True),
            ),
            align="right",
        ),
    )  # fmt: skip
    rendered = render_document(decision(body=body))
    assert rendered.pages == 2
    assert "Italic" in line(rendered.pdf, "Căn cứ").font
    assert line(rendered.pdf, "Căn cứ").left == near(LEFT + 12.7 * MM)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_renders(decision, kind):
    rendered = render_document(decision(kind_code=kind.code, symbol=f"{kind.abbreviation or 'VP'}-UBND"))
    words = text_of(rendered.pdf)
    assert (kind.name.upper() in unicodedata.normalize("NFC", words)) == kind.titled


def test_a_kind_outside_the_list_prints_its_own_name(decision):
    assert "NỘI QUY" in text_of(render_document(decision(kind_code="NQY", kind_name="Nội quy")).pdf)
    assert "VBK" in text_of(render_document(decision(kind_code="VBK")).pdf)


def test_a_paper_without_number_and_subject(decision):
    words = text_of(
        render_document(decision(kind_code="ThC", number=None, symbol="", subject="", place="")).pdf
    )
    assert "Số:" not in words
    assert "THƯ CÔNG" in words


def test_two_signers(decision):
    blocks = (SignatureBlock(("CHỦ TỌA",), "Lê Thị A"), SignatureBlock(("THƯ KÝ",), "Trần Văn B"))
    rendered = render_document(decision(kind_code="BB", signature_blocks=blocks))
    assert line(rendered.pdf, "CHỦ TỌA").left > line(rendered.pdf, "THƯ KÝ").right
    assert rendered.anchors["signature"].x0 > rendered.anchors["signature_2"].x1
    assert "seal_2" in rendered.anchors
    assert line(rendered.pdf, "Nơi nhận:").top > line(rendered.pdf, "Lê Thị A").bottom


def test_four_signers_stand_in_two_rows_the_lead_first_at_the_right(decision):
    names = ("Lê Thị A", "Trần Văn B", "Hồ Văn C", "Vũ Thị D")
    blocks = tuple(SignatureBlock(("TM. MỘT CƠ QUAN", "CHỦ TỊCH"), name) for name in names)
    places = render_document(decision(signature_blocks=blocks)).anchors
    signatures = [places[f"signature{order}"] for order in ("", "_2", "_3", "_4")]
    assert len({box.page for box in signatures}) == 1
    lead, second, third, fourth = signatures
    assert lead.x0 == near(third.x0)
    assert lead.x0 > second.x1
    assert second.x0 == near(fourth.x0)
    assert min(lead.y0, second.y0) > max(third.y1, fourth.y1)
    three = render_document(decision(signature_blocks=blocks[:3])).anchors
    assert three["signature_3"].x0 == near(lead.x0)
    assert "signature_4" not in three


def test_no_signer_at_all(decision):
    assert "signature" not in render_document(decision(signature_blocks=())).anchors


def _lines_over_signature(rendered):
    page = rendered.anchors["signature"].page
    top = 841.89 - rendered.anchors["signature"].y1
    return [item for item in lines(rendered.pdf) if item.page == page and item.size == 14 and item.top < top
            and "Bold" not in item.font and item.top > 19 * MM]  # fmt: skip


@pytest.mark.parametrize("count", range(22, 30))
def test_a_signature_never_stands_alone(decision, count):
    body = tuple(text_paragraph(f"Dòng {i} ngắn.") for i in range(count))
    rendered = render_document(decision(body=body))
    assert len(_lines_over_signature(rendered)) >= 2
    assert line(rendered.pdf, "TM. ỦY BAN").page == rendered.anchors["signature"].page


@pytest.mark.parametrize("count", [1, 6, 7, 8, 9])
def test_two_lines_of_a_long_last_paragraph_go_over(decision, count):
    body = tuple(text_paragraph(SENTENCE) for _ in range(count))
    assert len(_lines_over_signature(render_document(decision(body=body)))) >= 2


def test_one_paragraph_longer_than_a_page_is_left_as_it_falls(decision):
    for repeat in range(20, 34, 2):
        assert "signature" in render_document(decision(body=(text_paragraph(SENTENCE * repeat),))).anchors


def test_a_lone_line_after_a_table(decision):
    table = Table(tuple((Cell((text_paragraph(f"Hàng {i}"),)),) for i in range(24)))
    rendered = render_document(decision(body=(table, text_paragraph("Dòng cuối."))))
    assert rendered.anchors["signature"].page == line(rendered.pdf, "Dòng cuối.").page


def test_a_long_list_of_recipients_flows_on(decision):
    names = tuple(f"Ủy ban nhân dân xã thứ {i}" for i in range(120))
    rendered = render_document(decision(recipients=names))
    assert rendered.pages > 1
    assert rendered.anchors["signature"].page == 0
    assert all(f"xã thứ {i};" in text_of(rendered.pdf) for i in range(120))


HOSTILE = (
    '#set page(width: 1cm) #panic() $ x^2 $ *đậm* _nghiêng_ `mã` \\ @ref [ngoặc] <nhãn> // ghi /* chú */ ~ -- --- ... "q" '
    '= Tiêu đề #sys.inputs #read("/etc/passwd") {"a": 1} \u202e שלום \u0000 %PDF'
)


def test_hostile_text_stays_text(decision):
    lists = dict.fromkeys(
        ("recipients", "addressees", "footer", "top_note", "issuing_body", "authority"), (HOSTILE,)
    )
    singles = dict.fromkeys(
        ("subject", "place", "symbol", "number", "drafter_initials", "kind_name"), HOSTILE
    )
    rendered = render_document(
        decision(
            **lists,
            **singles,
            body=(text_paragraph(HOSTILE), Table(((Cell((text_paragraph(HOSTILE),)),),))),
            signature_blocks=(SignatureBlock((HOSTILE,), HOSTILE),),
            appendices=(Appendix(HOSTILE, (text_paragraph(HOSTILE),), title=HOSTILE),),
        )
    )
    words = text_of(rendered.pdf)
    for token in (
        "#set page(width: 1cm)",
        "*đậm*",
        "_nghiêng_",
        "`mã`",
        "@ref",
        "[ngoặc]",
        "<nhãn>",
        "/* chú */",
        "---",
    ):
        assert token in words


def test_every_covered_character_may_be_printed(decision):
    every = "".join(chr(code) for code in sorted(covered()))
    assert render_document(decision(body=(text_paragraph(every),))).pages >= 1


def test_text_without_glyphs_prints_boxes_and_no_notdef(decision):
    pdf = render_document(decision(subject="Chúc mừng 😀 العربية")).pdf
    assert "Chúc mừng □ □□□□□□□" in text_of(pdf)


def test_the_file_is_archival_and_all_fonts_are_embedded(decision, moment):
    rendered = render_document(decision(), created=moment)
    assert rendered.pdf == render_document(decision(), created=moment).pdf
    with pikepdf.open(io.BytesIO(rendered.pdf)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "U")
        assert document.Root.Lang == "vi"
        assert "/StructTreeRoot" in document.Root
        assert "QĐ-UBND" in metadata["dc:title"]
        fonts = document.pages[0].Resources.Font
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "Tinos" in str(descriptor.FontName)
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_threads_render_side_by_side(decision):
    results = []

    def work(number):
        results.append(render_document(decision(number=str(number))).pages)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1, 1, 1, 1]


def test_a_long_name_breaks_into_lines_of_like_length(decision):
    pdf = render_document(decision(issuing_body=("Bộ Tài nguyên và Môi trường nước Mẫu",))).pdf
    first, second = (item for item in lines(pdf) if item.top < 110 and "Bold" in item.font and item.middle < 250
                     and item.size == 13)  # fmt: skip
    assert first.middle == near(second.middle)
    assert (second.right - second.left) / (first.right - first.left) > 0.4


@pytest.mark.parametrize("place", ["Thành phố Hồ Chí Minh", "Đặc khu Quần đảo Mẫu thuộc tỉnh Mẫu miền Trung"])
def test_a_long_place_keeps_within_the_page(decision, place):
    pdf = render_document(decision(place=place)).pdf
    found = [item for item in lines(pdf) if "Italic" in item.font and item.top < 160 and item.size >= 13]
    assert max(item.right for item in found) <= RIGHT + 1
    assert min(item.left for item in found) > line(pdf, "/QĐ-UBND").right


def test_words_of_the_head_are_never_hyphenated(decision):
    body = ("Ban Quản lý dự án đầu tư xây dựng công trình giao thông và nông nghiệp tỉnh Mẫu",)
    words = [item.text for item in lines(render_document(decision(issuing_body=body)).pdf)]
    assert not [text for text in words if text.endswith("-")]
