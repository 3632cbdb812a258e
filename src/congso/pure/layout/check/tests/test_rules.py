"""Rules asked on parts made by hand: sheets, fonts and looks, page numbers, head, foot and words."""

import dataclasses

import pytest

from congso.pure.kinds import kind_named
from congso.pure.layout.check.foot import Foot
from congso.pure.layout.check.foot_rules import foot_findings
from congso.pure.layout.check.head import MOTTO, NATIONAL, Head
from congso.pure.layout.check.head_rules import head_findings
from congso.pure.layout.check.model import Finding, Line, PageNumber, Paper, Severity, Sheet, Span, Spot
from congso.pure.layout.check.page_rules import page_findings
from congso.pure.layout.check.rules import PARTS, RULES
from congso.pure.layout.check.tests.lines import A4, cell, docx, line, pdf
from congso.pure.layout.check.text import excerpt, excerpt_at, joined, upper_share, without_footnote
from congso.pure.layout.check.word_rules import word_findings


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def of_page(paper: Paper, foot: Foot | None = None, head: Head | None = None) -> list[Finding]:
    return list(page_findings(paper, head or Head(), foot or Foot()))


def text(count: int = 6, x: float = 85, *, page: int = 0) -> list[Line]:
    return [
        line(f"Dòng {number} của nội dung văn bản", x, 60 + 20 * number, width=450, page=page)
        for number in range(count)
    ]


def test_margins_are_measured_on_the_long_lines_of_the_text():
    wide = text(x=120)
    foot = Foot(body=tuple(wide))
    assert codes(of_page(pdf(*wide), foot)) == ["margin.left", "margin.right"]
    assert {finding.severity for finding in of_page(pdf(*wide), foot)} == {
        Severity.WARNING,
        Severity.ERROR,
    } - {Severity.ERROR}
    few = text(2)
    assert of_page(pdf(*few), Foot(body=tuple(few))) == []


def test_a_page_turned_for_its_table_is_not_measured():
    turned = Paper("pdf", (A4, Sheet(297, 210)), tuple(text(6, 20, page=1)), pages=1)
    assert of_page(turned, Foot(body=turned.lines)) == []


def test_few_lines_at_many_edges_are_measured_at_the_least():
    ragged = [
        line("Dòng lệch của văn bản", 90 + 9 * row, 70 + 20 * row, width=450 - 9 * row) for row in range(6)
    ]
    assert codes(of_page(pdf(*ragged), Foot(body=tuple(ragged)))) == []


def fonts(*names: str, letters: int = 60) -> Paper:
    return pdf(*(
        dataclasses.replace(line("x", 85, 100 + 20 * row), spans=(Span("a" * letters, name, 14),))
        for row, name in enumerate(names)
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (
            fonts(
                "Tinos",
                "Liberation Serif",
                "Times-Roman",
                "NimbusRomNo9L-Regu",
                "SymbolMT",
                "F1",
                "CIDFont+F3",
                "",
            ),
            [],
        ),
        (fonts("Arial"), [("font.family", "error")]),
        (fonts("Times New Roman", "Arial", "Times New Roman", "Times New Roman"), [("font.some", "warning")]),
        (fonts(*["Times New Roman"] * 4, "Arial", letters=8), []),
        (fonts(".VnTime"), [("font.encoding", "error")]),
        (fonts(*["Times New Roman"] * 11, "VNI-Times"), [("font.encoding", "warning")]),
        (fonts("Times New Roman", letters=0), []),
    ],
)
def test_fonts(paper, expected):
    assert [(finding.code, finding.severity.value) for finding in of_page(paper)] == expected


def test_the_longest_place_of_a_wrong_font_is_shown():
    short = dataclasses.replace(line("x", 85, 90), spans=(Span("ngắn", "Arial", 14),))
    paper = fonts(*["Times New Roman"] * 5, "Arial")
    found = of_page(dataclasses.replace(paper, lines=(short, *paper.lines)))
    assert [(finding.code, len(finding.excerpt)) for finding in found] == [("font.some", 60)]


def test_a_letter_that_the_font_lacks_is_no_other_font():
    mixed = dataclasses.replace(
        line("x"), spans=(Span("a" * 50, "Times New Roman", 14), Span("ắ" * 9, "DejaVu Serif", 14))
    )
    assert of_page(pdf(mixed)) == []


def test_sizes_and_faces_of_the_parts():
    head = Head(
        national=line(NATIONAL, size=11, bold=True), motto=line(MOTTO, size=14), date=line("Mẫu, ngày 05", size=14),
        title=line("CỘNG", size=14), bodies=(line("BỘ", size=13), line("SỞ", size=13, bold=True)),
    )  # fmt: skip
    found = of_page(pdf(*text()), Foot(body=(line("chữ", size=12),)), head)
    told = [(finding.code, finding.params["part"]) for finding in found if finding.code.startswith("look")]
    assert told == [
        ("look.size", "national"), ("look.bold", "motto"), ("look.italic", "date"), ("look.bold", "title"), ("look.size", "text"),
    ]  # fmt: skip
    anonymous = dataclasses.replace(line(MOTTO), spans=(Span(MOTTO, "CIDFont+F1", 14),))
    assert of_page(pdf(), Foot(), Head(motto=anonymous)) == []


def test_no_page_has_no_place():
    tall = Paper("docx", (Sheet(216, 279),), ())
    assert [finding.spot for finding in of_page(tall)] == [None]


NUMBER = Spot(1, 300, 30, 310, 42)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), ["page.number_missing"]),
        ((PageNumber("top", True, 1, NUMBER), PageNumber("top", True, 2, NUMBER)), []),
        ((PageNumber("foot", True, 1, NUMBER), PageNumber("foot", True, 2, NUMBER)), ["page.number_place"]),
        ((PageNumber("top", False, 1, NUMBER),), ["page.number_place"]),
        ((PageNumber("top", True, 0, NUMBER), PageNumber("top", True, 1, NUMBER)), ["page.number_first"]),
    ],
)
def test_numbers_of_pages(numbers, expected):
    paper = pdf(*text(), *text(page=1), pages=3, page_numbers=numbers)
    assert codes(of_page(paper)) == expected


def of_head(head: Head, *below: Line, source: str = "docx") -> list[str]:
    paper = docx(*below) if source == "docx" else pdf(*below)
    return codes(head_findings(paper, head))


def right(**changes) -> Head:
    head = Head(
        national=cell(NATIONAL), motto=cell(MOTTO), bodies=(cell("SỞ NỘI VỤ"),), number=cell("Số: 05/BC-SNV"),
        date=cell("Mẫu, ngày 03 tháng 02 năm 2026"), title=cell("BÁO CÁO"), subject=(cell("Kết quả"),), kind=kind_named("Báo cáo"),
    )  # fmt: skip
    return dataclasses.replace(head, **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"national": cell("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")}, []),
        ({"national": None, "motto": None}, ["head.national_missing"]),
        ({"motto": cell("Độc lập Tự do Hạnh phúc")}, ["head.motto_words"]),
        ({"number": cell("Số: …/BC-SNV")}, []),
        ({"number": cell("Số:")}, []),
        ({"number": cell("Số một trăm")}, ["number.form"]),
        ({"number": cell("15")}, []),
        ({"number": cell("Số: 15/TTR-SNV"), "kind": kind_named("Tờ trình"), "title": cell("TỜ TRÌNH")}, []),
        ({"number": cell("Số: 15/BC-SGDĐT-GDTrH")}, []),
        ({"bodies": (), "number": None}, ["head.body_missing", "number.missing"]),
        ({"date": cell("Mẫu, ngày … tháng … năm 2026")}, []),
        ({"date": dataclasses.replace(cell("Mẫu, ngày 5"), stamp=True)}, []),
        ({"date": cell("Mẫu, 3 tháng 2")}, ["date.form"]),
        ({"subject": (), "kind": kind_named("Biên bản"), "number": cell("Số: 05/BB-SNV")}, []),
        ({"title": None, "kind": None, "subject": ()}, []),
    ],
)
def test_the_rules_of_the_head(changes, expected):
    assert of_head(right(**changes)) == expected


def test_what_a_pdf_may_have_garbled_weighs_less():
    head = right(national=line("CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    found = list(head_findings(pdf(), head))
    assert [(finding.code, finding.severity) for finding in found] == [("head.national_words", Severity.NOTE)]


def test_a_title_without_a_subject_is_told_when_the_text_follows_at_once():
    bare = right(subject=(), end=0)
    assert of_head(bare, cell("Kính gửi: Sở")) == ["subject.missing"]
    assert of_head(bare, cell("Nội dung")) == []
    assert of_head(bare) == []


def letter(**changes) -> Head:
    head = right(
        title=None,
        subject=(),
        kind=kind_named("Công văn"),
        number=cell("Số: 05/SNV-VP"),
        addressees=cell("Kính gửi: A"),
    )
    return dataclasses.replace(head, **changes)


def test_the_subject_of_a_letter_must_stand_under_its_number():
    assert of_head(letter(about=(cell("V/v lưu trữ"),))) == []
    assert of_head(letter(stray_about=cell("V/v lưu trữ"))) == ["subject.about_place"]
    assert of_head(letter(), cell("V/v lưu trữ")) == ["subject.about_place"]
    assert of_head(letter(number=None)) == ["number.missing"]
    assert of_head(letter(addressees=None)) == ["subject.about_missing", "address.missing"]


def of_foot(foot: Foot, *lines: Line, kind: str = "Báo cáo") -> list[str]:
    return codes(foot_findings(docx(*lines), Head(kind=kind_named(kind)), foot))


def block(*texts: str) -> Foot:
    return Foot(
        blocks=(tuple(cell(text, "right") for text in texts),), names=(cell("Trần Văn Bình", "right"),)
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("TL. BỘ TRƯỞNG", "KT. VỤ TRƯỞNG", "PHÓ VỤ TRƯỞNG"), []),
        (("Q. GIÁM ĐỐC",), []),
        (("QUYỀN GIÁM ĐỐC",), []),
        (("K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ["sign.form"]),
        (("KT. THỨ TRƯỞNG",), ["sign.head_title"]),
        (("TL. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"), ["sign.order"]),
    ],
)
def test_signature_blocks(texts, expected):
    assert of_foot(block(*texts), kind="Biên bản") == expected


def test_forms_of_their_own_need_no_recipients():
    assert of_foot(block("GIÁM ĐỐC")) == ["recipients.missing"]
    assert of_foot(block("GIÁM ĐỐC"), kind="Hợp đồng") == []
    assert of_foot(Foot()) == []
    assert codes(foot_findings(docx(), Head(), Foot(label=cell("Nơi nhận:")))) == ["recipients.missing"]


def test_the_archive_may_stand_apart_from_the_list():
    label = cell("Nơi nhận:", "left")
    foot = Foot(label=label, recipients=(cell("- Như trên.", "left"),))
    assert of_foot(foot, label, cell("- Lưu: VT.", "right")) == []
    assert of_foot(foot, label) == ["recipients.archive"]


def test_lists_marked_by_word_need_no_dash():
    items = (
        dataclasses.replace(cell("Như trên;"), listed=True),
        dataclasses.replace(cell("Lưu: VT."), listed=True),
    )
    assert of_foot(Foot(label=cell("Nơi nhận:"), recipients=items)) == []
    label = cell("Nơi nhận: - Lưu: VT.")
    assert of_foot(Foot(label=label, recipients=(label,))) == []


def test_only_the_first_few_of_a_kind_of_finding_are_told():
    wrong = [cell(f"chữ {onset}ươc thứ") for onset in "bcdđhlmnrstvx"]
    wrong += [cell("từ thươc ngươc chươc trươc đươc")]
    assert len(list(word_findings(docx(*wrong), Foot()))) == 15
    capitals = [cell(f"Ở Việt nam lần {number}") for number in range(5)]
    assert codes(word_findings(docx(*capitals), Foot())) == ["caps.country"] * 3
    short = [
        cell("Các đơn vị cùng các cơ quan HAB, HCB, HDB, HEB; lại nói đến các đơn vị HAB, HCB, HDB, HEB."),
        cell("TOÀN CHỮ HOA HGB HGB"),
    ]
    assert codes(word_findings(docx(), Foot(body=tuple(short)))) == ["abbreviation.unexplained"] * 3


@pytest.mark.parametrize(
    "said", ["Hội đồng quản lý (HĐQL) và HĐQL", "Hội đồng (viết tắt là HĐQL), HĐQL", "UBND tỉnh, UBND xã", "khóa XIV, khóa XIV", "HĐQL một lần"]
)  # fmt: skip
def test_abbreviations_that_are_explained_or_known(said):
    assert list(word_findings(docx(), Foot(body=(cell(said),)))) == []


def test_what_stamps_say_is_not_judged():
    stamped = dataclasses.replace(line("nghành HAB HAB"), stamp=True)
    assert list(word_findings(pdf(stamped), Foot(body=(stamped,)))) == []


def test_every_rule_cites_and_tells():
    for row in RULES.values():
        assert row.article.startswith(("Phụ lục", "Chính tả", "Hướng dẫn"))
        assert row.rule.endswith(".")
        assert row.mend.endswith(".")
    assert all(part.smallest <= part.largest for part in PARTS.values())


def test_words_of_lines():
    assert without_footnote("Nghị định số 30;12") == "Nghị định số 30;"
    assert without_footnote("Luật Phá sản.[1]") == "Luật Phá sản."
    assert upper_share("…") == 0
    long = "chữ " * 60
    assert len(excerpt(long)) == 120
    assert excerpt_at("ngắn", 2) == "ngắn"
    assert excerpt_at(long, 0).startswith("chữ")
    assert excerpt_at(long + "cuối", 241).startswith("…chữ")
    apart = joined((line("một"), line("hai", page=1)))
    assert (apart.text, apart.at.page) == ("một hai", 0)
