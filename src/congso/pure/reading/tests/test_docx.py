"""Word files: styles, tables, tabs, bullets, text boxes, old fonts, and files that are none."""

import io
import zipfile

import pytest

from congso.pure.reading import Unreadable, read
from congso.pure.reading.docx_pages import docx_pages, text_width
from congso.pure.reading.tests.sheets import TEXT
from congso.pure.reading.tests.test_text import encoded_tcvn3

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def docx(body, styles="", told="", **parts):
    """The bytes of a Word file with this body (XML inside w:body)."""
    files = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    }
    if styles:
        files["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    if told:
        files["docProps/app.xml"] = f'<Properties xmlns="urn:x"><Pages>{told}</Pages></Properties>'
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, content in (files | parts).items():
            archive.writestr(name, content)
    return output.getvalue()


def run(text, looks=""):
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text="", looks="", about="", inside=""):
    return f"<w:p><w:pPr>{about}</w:pPr>{run(text, looks) if text else ''}{inside}</w:p>"


def middle(text, looks="<w:b/>"):
    return p(text, looks, '<w:jc w:val="center"/>')


def cell(*paragraphs, width=4500, span=0):
    merged = f'<w:gridSpan w:val="{span}"/>' if span else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}"/>{merged}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows, grid=(4200, 5400), about=""):
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    lines = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"


def head(number="Số: 15/KH-UBND", grid=(4200, 5400), about=""):
    return table(
        (
            cell(middle("ỦY BAN NHÂN DÂN"), middle("TỈNH MẪU")),
            cell(middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), middle("Độc lập - Tự do - Hạnh phúc")),
        ),
        (cell(middle(number, "")), cell(middle("Mẫu, ngày 05 tháng 7 năm 2025", "<w:i/>"))),
        grid=grid,
        about=about,
    )


def closing(*receivers):
    rows = receivers or ("- Như Điều 3;", "- Lưu: VT, NN.")
    signed = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "", "Lê Ngọc Tuấn")
    return table(
        (
            cell(p("Nơi nhận:", "<w:b/><w:i/>"), *(row if "<" in row else p(row) for row in rows)),
            cell(*map(middle, signed)),
        )
    )


HEADING = p() + middle("KẾ HOẠCH") + middle("Triển khai Đề án chuyển đổi số") + p()
BODY = p(TEXT, "", '<w:jc w:val="both"/><w:ind w:firstLine="720"/>') * 3


def values(data):
    return {name: found.value for name, found in read(data).fields.items()}


PLAN = {
    "kind": "Kế hoạch",
    "number": "15",
    "symbol": "KH-UBND",
    "issuing_body": "ỦY BAN NHÂN DÂN TỈNH MẪU",
    "place": "Mẫu",
    "date": "2025-07-05",
    "subject": "Triển khai Đề án chuyển đổi số",
    "signer_name": "Lê Ngọc Tuấn",
    "signer_title": "PHÓ CHỦ TỊCH",
    "signing_form": "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH",
    "recipients": ("Như Điều 3", "Lưu: VT, NN"),
}


def test_a_plan_set_in_tables():
    reading = read(docx(head() + HEADING + BODY + closing(), told="7"))
    assert {name: found.value for name, found in reading.fields.items()} == PLAN
    assert (reading.pages, reading.text_layer) == (7, None)
    assert all(found.box is None for found in reading.fields.values())


@pytest.mark.parametrize("told", ["", "0", "nhiều"])
def test_a_file_need_not_tell_its_pages(told):
    assert read(docx(HEADING, told=told)).pages is None


@pytest.mark.parametrize(
    "about",
    [
        '<w:jc w:val="center"/>',
        '<w:tblInd w:w="-300"/>',
        '<w:jc w:val="left"/><w:tblInd w:w="x"/>',
    ],
)
def test_tables_moved_or_without_a_grid(about):
    assert values(docx(head(about=about) + HEADING + BODY + closing())) == PLAN
    assert values(docx(head(grid=(), about=about) + HEADING + BODY + closing()))["number"] == "15"


def test_cells_over_several_columns_and_without_widths():
    wide = table(
        (
            cell(middle("ỦY BAN NHÂN DÂN"), middle("TỈNH MẪU"), span=2),
            cell(middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), span=1),
        ),
        grid=(2000, 2200, 5400),
    )
    assert values(docx(wide + BODY))["issuing_body"] == "ỦY BAN NHÂN DÂN TỈNH MẪU"
    bare = (
        "<w:tbl><w:tblGrid/><w:tr><w:tc>" + p("trái") + "</w:tc><w:tc>" + p("phải") + "</w:tc></w:tr></w:tbl>"
    )
    lines = docx_pages(docx(bare))[0][0].lines
    assert [line.text for line in lines] == ["trái", "phải"]


def test_a_table_inside_a_cell():
    inner = table((cell(middle("BỘ Y TẾ")),), grid=(3000,))
    outer = table((cell(inner), cell(middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))))
    assert values(docx(outer + BODY))["issuing_body"] == "BỘ Y TẾ"


def test_a_letterhead_set_with_tabs():
    stops = '<w:tabs><w:tab w:val="center" w:pos="1900"/><w:tab w:val="center" w:pos="6500"/></w:tabs>'

    def line(left, right, looks="<w:b/>"):
        return p(
            "",
            "",
            stops,
            f"<w:r><w:rPr>{looks}</w:rPr><w:tab/><w:t>{left}</w:t><w:tab/><w:t>{right}</w:t></w:r>",
        )

    body = line("SỞ TƯ PHÁP TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    body += line("TRUNG TÂM TRỢ GIÚP PHÁP LÝ", "Độc lập - Tự do - Hạnh phúc")
    body += line("Số: 45/BC-TGPL", "Mẫu, ngày 5 tháng 12 năm 2024", "")
    body += p() + middle("BÁO CÁO") + middle("Kết quả công tác năm 2024") + BODY
    body += p(
        "",
        "",
        "",
        "<w:r><w:t>Nơi nhận:</w:t><w:tab/><w:tab/><w:tab/><w:tab/><w:tab/><w:tab/><w:tab/><w:t>GIÁM ĐỐC</w:t></w:r>",
    )
    body += p("- Sở Tư pháp;") + p("- Lưu: VT.") + p() * 2
    right = '<w:tabs><w:tab w:val="right" w:pos="8000"/><w:tab w:val="clear" w:pos="1"/><w:tab w:pos="x"/></w:tabs>'
    body += p("", "", right, "<w:r><w:tab/><w:t>Nguyễn Thị Hạnh</w:t></w:r>")
    read_values = values(docx(body))
    assert read_values["issuing_body"] == "TRUNG TÂM TRỢ GIÚP PHÁP LÝ"
    assert (read_values["number"], read_values["date"]) == ("45", "2024-12-05")
    assert read_values["signer_name"] == "Nguyễn Thị Hạnh"
    assert read_values["recipients"] == ("Sở Tư pháp", "Lưu: VT")


def test_bullets_drawn_by_word():
    listed = '<w:numPr><w:numId w:val="3"/></w:numPr>'
    rows = [p(text, "", listed) for text in ("Như Điều 3;", "Lưu: VT, NN.", "")]
    assert values(docx(head() + HEADING + BODY + closing(*rows)))["recipients"] == PLAN["recipients"]
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    assert [line.text for line in docx_pages(docx(p("Một", "", off)))[0][0].lines] == ["Một"]
    assert docx_pages(docx(p("Một", "", "<w:numPr/>")))[0][0].lines[0].text == "- Một"


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Thuong"><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dam"><w:basedOn w:val="Thuong"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:b/><w:i w:val="0"/><w:caps/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>'
    '<w:style w:type="character" w:styleId="Chu"><w:rPr><w:b/></w:rPr></w:style>'
)


def test_looks_come_from_styles():
    body = p("một", about='<w:pStyle w:val="Dam"/>') + p("hai") + p("ba", about='<w:pStyle w:val="Vong"/>')
    body += p("bốn", '<w:rStyle w:val="Chu"/><w:sz w:val="20"/>') + p(
        "năm", about='<w:pStyle w:val="Khong"/>'
    )
    body += "<w:p><w:r><w:t>sáu</w:t></w:r></w:p>"
    lines = docx_pages(docx(body, STYLES))[0][0].lines
    assert [(line.text, line.bold, line.italic, line.size) for line in lines] == [
        ("MỘT", True, False, 14),
        ("hai", False, True, 14),
        ("ba", False, False, 14),
        ("bốn", True, True, 10),
        ("năm", False, False, 14),
        ("sáu", False, True, 14),
    ]
    assert lines[0].x0 > lines[1].x0 + 100


def test_indents_spaces_and_alignment_place_the_lines():
    def place(about):
        line = docx_pages(docx(p("chữ", "", about)))[0][0].lines[0]
        return round(line.x0), round(line.y0)

    left, top = place("")
    assert place('<w:ind w:left="400" w:firstLine="200"/>') == (left + 30, top)
    assert place('<w:ind w:start="400" w:hanging="200"/>') == (left + 10, top)
    assert place('<w:spacing w:before="200" w:after="x"/>') == (left, top + 10)
    assert place('<w:jc w:val="right"/><w:ind w:right="400"/>')[0] > 450
    assert place('<w:jc w:val="end"/><w:ind w:end="0"/>')[0] > 480


def test_deleted_hidden_and_doubled_text_is_left_out():
    box = f"<w:txbxContent>{p('khung')}</w:txbxContent>"
    inside = (
        f"<w:del>{run('xóa')}</w:del><w:ins>{run('thêm')}</w:ins>"
        + run("ẩn", "<w:vanish/>")
        + run("")
        + f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>15</w:t><w:noBreakHyphen/><w:t>QĐ</w:t><w:softHyphen/></w:r><!-- x -->"
    )
    page = docx_pages(docx(p("", "", "", inside)))[0][0]
    assert [line.text for line in page.lines] == ["thêm15-QĐ", "khung"]


def test_breaks_of_lines_and_pages():
    parts = "<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:br w:type='page'/><w:t>ba</w:t></w:r>"
    hint = "<w:r><w:lastRenderedPageBreak/><w:t>bốn</w:t></w:r>"
    in_a_table = table((cell(p("", "", "", hint.replace("bốn", "năm"))),))
    pages = docx_pages(
        docx(p("", "", "", hint.replace("bốn", "")) + p("", "", "", parts) + p("", "", "", hint))
    )[0]
    assert len(docx_pages(docx(p("chữ") + in_a_table))[0]) == 1
    assert [[line.text for line in page.lines] for page in pages] == [["một", "hai"], ["ba"], ["bốn"]]


def test_long_text_runs_over_pages_and_only_what_counts_is_laid():
    long = BODY * 60
    pages, _ = docx_pages(docx(head() + HEADING + long + closing() + long))
    assert len(pages) < 8
    assert values(docx(head() + HEADING + long + closing() + long)) == PLAN


def test_a_long_table_runs_over_pages():
    rows = [(cell(p(f"hàng {at}")), cell(p("ô"))) for at in range(60)]
    assert len(docx_pages(docx(table(*rows)))[0]) == 2


def test_many_titles_in_a_text_do_not_hide_the_signature():
    noise = (p("CHỦ TỊCH ủy ban") + p("lời văn") * 20) * 30
    assert values(docx(head() + HEADING + noise + closing())) == PLAN


def test_words_wider_than_their_cell_stand_alone():
    narrow = table((cell(p("Nghiêng ngả khắp nơi")),), grid=(300,))
    assert [line.text for line in docx_pages(docx(narrow))[0][0].lines] == ["Nghiêng", "ngả", "khắp", "nơi"]


def test_a_word_in_several_runs_is_one_word():
    page = docx_pages(docx(p("", "", "", run("QUYẾT Đ") + run("ỊN") + run("H số"))))[0][0]
    assert [word.text for word in page.lines[0].words] == ["QUYẾT", "ĐỊNH", "số"]


def test_fonts_of_the_time_before_unicode():
    def old(text, looks=""):
        return middle(encoded_tcvn3(text), f'{looks}<w:rFonts w:hAnsi=".VnTime"/>')

    capitals = '<w:rFonts w:ascii=".VnTimeH"/><w:b/>'
    body = table(
        (
            cell(middle(encoded_tcvn3("bộ giáo dục và đào tạo"), capitals)),
            cell(middle(encoded_tcvn3("cộng hòa xã hội chủ nghĩa việt nam"), capitals)),
        ),
        (cell(old("Số: 12/2003/QĐ-BGDĐT")), cell(old("Hà Nội, ngày 5 tháng 4 năm 2003"))),
    )
    body += p() + middle(encoded_tcvn3("quyết định"), capitals) + old("Về việc ban hành Quy chế") + p(TEXT)
    read_values = values(docx(body))
    assert (read_values["kind"], read_values["symbol"]) == ("Quyết định", "2003/QĐ-BGDĐT")
    assert (read_values["place"], read_values["subject"]) == ("Hà Nội", "Về việc ban hành Quy chế")


def test_content_controls_are_read():
    body = f"<w:sdt><w:sdtContent>{head()}</w:sdtContent></w:sdt><w:sdt/>" + HEADING + BODY
    assert values(docx(body))["number"] == "15"


@pytest.mark.parametrize(
    ("section", "width"),
    [
        (
            '<w:sectPr><w:pgSz w:w="16840" w:h="11900"/><w:pgMar w:left="1440" w:right="1440" w:top="1"/></w:sectPr>',
            842,
        ),
        ('<w:sectPr><w:pgSz w:w="99" w:h="11900"/><w:pgMar w:left="1440"/></w:sectPr>', 595),
        ('<w:sectPr><w:pgSz w:w="16840" w:h="11900"/></w:sectPr>', 595),
        ("", 595),
    ],
)
def test_the_page_of_the_first_section(section, width):
    assert docx_pages(docx(p("chữ") + section))[0][0].width == width


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no archive",
        docx("<w:p><w:t></w:p>"),
        docx("&xxe;"),
        docx("", **{"word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
    ],
)
def test_damaged_files(data):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == "damaged"


def test_an_archive_that_is_no_word_file():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("readme.txt", "chữ")
    with pytest.raises(Unreadable, match="damaged"):
        read(output.getvalue())


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("congso.pure.reading.docx_package._LARGEST_PART", 1000)
    with pytest.raises(Unreadable) as caught:
        read(docx(BODY))
    assert caught.value.code == "too_large"


def test_entities_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("BÍ MẬT")
    part = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><w:document xmlns:w="{W}"><w:body>'
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    pages, _ = docx_pages(docx("", **{"word/document.xml": part}))
    assert "BÍ" not in str(pages)


def test_widths_of_letters():
    assert text_width("MM") > text_width("mm") > text_width("il")
