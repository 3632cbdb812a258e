import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from congso.files.inspector import office, sniff
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.rules import DOCX, XLSX
from congso.files.testing import word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def look(folder: Path, content: bytes, ending: str = ".docx", limits: Limits | None = None) -> Found:
    path = folder / "file"
    path.write_bytes(content)
    return sniff.inspect(path, ending, limits or Limits())


def refused(folder: Path, content: bytes, ending: str = ".docx", limits: Limits | None = None) -> Bad:
    with pytest.raises(Bad) as caught:
        look(folder, content, ending, limits)
    return caught.value


def packed(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_parts(**parts: bytes | str) -> bytes:
    base: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body/></w:document>",
    }
    return packed(base | parts)


def test_words_of_a_document_with_head_table_and_box(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Thân\tvăn bản")
    document.add_table(1, 1).cell(0, 0).text = "Trong bảng"
    document.sections[0].header.paragraphs[0].text = "Ở đầu trang"
    out = io.BytesIO()
    document.save(out)
    found = look(tmp_path, out.getvalue())
    assert (found.mime, found.pages, found.unread) == (DOCX, None, 0)
    assert [line for line in found.texts[0].splitlines() if line] == [
        "Thân\tvăn bản",
        "Trong bảng",
        "Ở đầu trang",
    ]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:document {W} {mc}><w:body><w:p><w:r><w:t>trước</w:t><w:br/><w:noBreakHyphen/></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p></w:body></w:document>"
    )
    assert look(tmp_path, with_parts(**{"word/document.xml": body})).texts == ["trước\n-\nMẬT"]


def test_document_of_images_only_counts_as_unread(tmp_path: Path) -> None:
    assert look(tmp_path, with_parts()).unread == 1


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Số thứ tự"
    book.active["B2"] = "Trích yếu"
    out = io.BytesIO()
    book.save(out)
    found = look(tmp_path, out.getvalue(), ".xlsx")
    assert found.mime == XLSX
    assert found.texts == ["Số thứ tự\nTrích yếu"]


def test_inline_cells_of_a_workbook(tmp_path: Path) -> None:
    s = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {s}><sheetData><row><c><is><t>trong ô</t></is></c></row></sheetData></worksheet>"
    content = packed(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": sheet}
    )
    assert look(tmp_path, content, ".xlsx").texts == ["trong ô"]


def test_zip_named_pdf(tmp_path: Path) -> None:
    bad = refused(tmp_path, packed({"a.txt": "x"}), ".pdf")
    assert (bad.code, bad.params) == ("files.not_what_it_says", {"said": ".pdf", "found": "zip"})


def test_package_of_another_kind(tmp_path: Path) -> None:
    content = packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"})
    assert refused(tmp_path, content, "").params == {"said": "?", "found": "zip"}


def test_true_word_file_with_a_wrong_name_is_taken_as_what_it_is(tmp_path: Path) -> None:
    assert look(tmp_path, word("x"), ".pdf").mime == DOCX


def test_bomb_by_ratio(tmp_path: Path) -> None:
    bomb = with_parts(**{"word/media/a.bin": b"\0" * 6_000_000})
    assert refused(tmp_path, bomb).code == "files.archive_bomb"


def test_bomb_by_total_size(tmp_path: Path) -> None:
    assert refused(tmp_path, word("x"), limits=Limits(unpacked=100)).code == "files.archive_bomb"


def test_bomb_by_number_of_entries(tmp_path: Path) -> None:
    assert refused(tmp_path, word("x"), limits=Limits(entries=3)).code == "files.archive_bomb"


def test_bomb_of_entities(tmp_path: Path) -> None:
    body = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document {W}>&b;</w:document>'
    assert refused(tmp_path, with_parts(**{"word/document.xml": body})).code == "files.archive_bomb"


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {
            "[Content_Types].xml": "<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"
        },
    ],
)
def test_macros(tmp_path: Path, parts: dict[str, bytes | str]) -> None:
    assert refused(tmp_path, with_parts(**parts), ".docm").code == "files.macros"


def test_template_fetched_from_elsewhere(tmp_path: Path) -> None:
    far = '<Relationship Type="http://x/attachedTemplate" Target="https://vidu.vn/a.dotm" TargetMode="External"/>'
    bad = refused(tmp_path, with_parts(**{"word/_rels/settings.xml.rels": far}))
    assert (bad.code, bad.params) == ("files.active_content", {"action": "attachedTemplate"})


def test_template_of_the_writers_machine_does_no_harm(tmp_path: Path) -> None:
    near = '<Relationship Type="http://x/attachedTemplate" Target="file:///C:/Normal.dotm" TargetMode="External"/>'
    assert look(tmp_path, with_parts(**{"word/_rels/settings.xml.rels": near})).mime == DOCX


@pytest.mark.parametrize("content", [word("x")[:2000], b"PK\x03\x04 and nothing else"])
def test_broken_package(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content).code == "files.damaged"


def test_broken_part(tmp_path: Path) -> None:
    assert refused(tmp_path, with_parts(**{"word/document.xml": "<w:document"})).code == "files.damaged"


def test_locked_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: object) -> None:
        raise RuntimeError("File is encrypted, password required for extraction")

    monkeypatch.setattr(office, "_must_be_passive", locked)
    assert refused(tmp_path, word("x")).code == "files.encrypted"
