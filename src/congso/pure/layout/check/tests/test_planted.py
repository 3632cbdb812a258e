"""Each planted fault is found with its place, in PDF and in Word; the right paper has no finding at all."""

import dataclasses
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from congso.pure.layout import Letterhead, OfficialDocument, SignatureBlock, basis
from congso.pure.layout.check import Report, Severity, check
from congso.pure.layout.check.head import MOTTO, NATIONAL
from congso.pure.layout.check.tests.papers import (
    BASES,
    DECISION,
    LETTER,
    SENTENCE,
    Word,
    letter,
    typeset,
    word,
)


def found(report: Report, code: str):
    """The one finding of a code, everything else being right."""
    assert [finding.code for finding in report.findings] == [code]
    return report.findings[0]


def letter_size(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.MediaBox = pikepdf.Array([0, 0, 612, 792])
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [typeset(), typeset(LETTER), word(), word(letter())])
def test_the_right_paper_has_no_finding(data: bytes) -> None:
    report = check(data)
    assert report.findings == ()
    assert report.regime.code == "nd30"
    assert report.date is not None
    assert report.date.isoformat() == "2026-02-03"


def document(**changes: Any) -> OfficialDocument:
    return dataclasses.replace(DECISION, **changes)


def signed(*lines: str) -> OfficialDocument:
    return document(signature_blocks=(SignatureBlock(lines, "Trần Văn Bình"),))


def titled(national: str = NATIONAL, motto: str = MOTTO) -> dict[str, Any]:
    return {"head": dataclasses.asdict(Letterhead((national, motto)))}


WITHOUT_MARK = tuple(map(basis, (BASES[0].rstrip(";"), *BASES[1:]))) + DECISION.body[3:]
PLANTED_IN_PDF: list[tuple[str, Mapping[str, Any], str]] = [
    ("margin.left", {"data": {"margins": {"top": 20, "bottom": 20, "left": 22, "right": 20}}}, ""),
    ("font.family", {"template": {'face = "Tinos"': 'face = "Libertinus Serif"'}}, ""),
    ("head.national_case", {"data": titled("Cộng hòa xã hội chủ nghĩa Việt Nam")}, "Cộng hòa"),
    ("head.motto_spaces", {"data": titled(motto="Độc lập-Tự do-Hạnh phúc")}, "Độc lập-Tự do-Hạnh phúc"),
    ("head.motto_case", {"data": titled(motto="Độc Lập - Tự Do - Hạnh phúc")}, "Độc Lập"),
    ("head.motto_dash", {"data": titled(motto="Độc lập – Tự do – Hạnh phúc")}, "Độc lập –"),
    ("number.zero", {"document": document(number="5")}, "Số: 5/QĐ-UBND"),
    ("number.symbol_case", {"document": document(symbol="qđ-ubnd")}, "Số: 05/qđ-ubnd"),
    ("date.zero", {"data": {"day": "3"}}, "Mẫu, ngày 3 tháng 02 năm 2026"),
    ("date.zero", {"data": {"month": "2"}}, "Mẫu, ngày 03 tháng 2 năm 2026"),
    ("date.form", {"template": {'[ tháng ]; part("date_month", d.month, 7mm)': "[/02]", "[ năm ]; part": "[/]; part"}},
     "Mẫu, ngày 03/02/2026"),
    ("date.place", {"document": document(place="")}, "ngày 03 tháng 02"),
    ("subject.about_missing", {"document": LETTER, "data": {"about": ""}}, "Số: 05/UBND-NC"),
    ("basis.semicolon", {"document": document(body=WITHOUT_MARK)}, "Căn cứ Luật Tổ chức"),
    ("sign.head_title", {"document": signed("TM. ỦY BAN NHÂN DÂN", "KT. PHÓ CHỦ TỊCH")}, "KT. PHÓ"),
    ("sign.head_title", {"document": signed("KT.", "PHÓ CHỦ TỊCH")}, "KT."),
    ("sign.order", {"document": signed("KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH")}, "TM. ỦY BAN"),
    ("recipients.archive", {"document": document(archive="")}, "- Bộ Nội vụ"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "excerpt"), PLANTED_IN_PDF)
def test_a_fault_planted_in_a_pdf(code: str, changes: Mapping[str, Any], excerpt: str) -> None:
    options = dict(changes)
    report = check(typeset(options.pop("document", DECISION), **options))
    finding = found(report, code)
    assert finding.severity is (Severity.WARNING if code == "head.motto_dash" else Severity.ERROR)
    assert finding.excerpt.startswith(excerpt)
    assert finding.spot is not None
    assert finding.spot.page == 0
    assert 0 < finding.spot.x0 < finding.spot.x1 < 596
    assert 0 < finding.spot.y0 < finding.spot.y1 < 842


def test_wrong_paper_in_a_pdf() -> None:
    finding = check(letter_size(typeset())).findings[0]
    assert (finding.code, finding.severity, finding.params["width"]) == (
        "paper.size",
        Severity.ERROR,
        "215,9",
    )


def test_the_place_of_a_fault_is_where_it_stands() -> None:
    """The number stands under the left column, the date under the right one."""
    number = found(check(typeset(document(number="5"))), "number.zero").spot
    day = found(check(typeset(data={"day": "3"})), "date.zero").spot
    assert number is not None
    assert day is not None
    assert number.x1 < 270 < day.x0
    assert abs(number.y1 - day.y1) < 4


def paper(**changes: Any) -> Word:
    return dataclasses.replace(Word(), **changes)


HEAD = Word()
SIGNED = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Trần Văn Bình"]
PLANTED_IN_WORD: list[tuple[str, Word, str]] = [
    ("paper.size", paper(page=(215.9, 279.4)), ""),
    ("margin.left", paper(margins=(20, 20, 25, 20)), ""),
    ("margin.right", paper(margins=(20, 20, 30, 10)), ""),
    ("margin.top", paper(margins=(15, 20, 30, 20)), ""),
    ("margin.bottom", paper(margins=(20, 15, 30, 20)), ""),
    ("font.family", paper(font="Arial"), ""),
    ("head.national_case", paper(right=["Cộng hòa xã hội chủ nghĩa Việt Nam", *HEAD.right[1:]]), "Cộng hòa"),
    ("head.national_words", paper(right=["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMM", *HEAD.right[1:]]), "CỘNG"),
    ("head.motto_spaces", paper(right=[HEAD.right[0], "Độc lập-Tự do-Hạnh phúc", HEAD.right[2]]), "Độc"),
    ("head.motto_case", paper(right=[HEAD.right[0], "Độc Lập - Tự Do - Hạnh Phúc", HEAD.right[2]]), "Độc"),
    ("head.motto_words", paper(right=[HEAD.right[0], "Độc lập - Tự do - Hạnh phú", HEAD.right[2]]), "Độc"),
    ("head.motto_missing", paper(right=[HEAD.right[0], HEAD.right[2]]), "CỘNG"),
    ("head.national_missing", paper(right=HEAD.right[1:]), "Độc"),
    ("number.zero", paper(left=[*HEAD.left[:2], "Số: 5/QĐ-UBND"]), "Số: 5"),
    ("number.symbol_case", paper(left=[*HEAD.left[:2], "Số: 15/qđ-ubnd"]), "Số: 15"),
    ("number.symbol_case", paper(left=[*HEAD.left[:2], "Số: 15/QĐ-Ubnd"]), "Số: 15"),
    ("number.symbol_case", paper(left=[*HEAD.left[:2], "Số: 15/Qđ-UBND"]), "Số: 15"),
    ("date.zero", paper(right=[*HEAD.right[:2], "Mẫu, ngày 3 tháng 2 năm 2026"]), "Mẫu"),
    ("date.form", paper(right=[*HEAD.right[:2], "Mẫu, 03/02/2026"]), "Mẫu"),
    ("date.form", paper(right=[*HEAD.right[:2], "Mẫu, ngày 03-02-2026"]), "Mẫu"),
    ("date.impossible", paper(right=[*HEAD.right[:2], "Mẫu, ngày 31 tháng 02 năm 2026"]), "Mẫu"),
    ("date.place", paper(right=[*HEAD.right[:2], "ngày 03 tháng 02 năm 2026"]), "ngày"),
    ("subject.about_missing", dataclasses.replace(letter(), left=letter().left[:3]), "Số: 05"),
    ("basis.semicolon", paper(bases=[BASES[0].rstrip(";"), *BASES[1:]]), "Căn cứ Luật"),
    ("basis.semicolon", paper(bases=[BASES[0].replace(";", ","), *BASES[1:]]), "Căn cứ Luật"),
    ("sign.head_title", paper(signature=["TM. ỦY BAN NHÂN DÂN", "KT. PHÓ CHỦ TỊCH", "", "", "Trần Văn Bình"]), "KT."),
    ("sign.head_title", paper(signature=["KT.", "PHÓ CHỦ TỊCH", "", "", "Trần Văn Bình"]), "KT."),
    ("sign.order", paper(signature=[SIGNED[1], SIGNED[0], *SIGNED[2:]]), "TM."),
    ("recipients.archive", paper(recipients=["Nơi nhận:", "- Như Điều 3;", "- Bộ Nội vụ."]), "- Bộ"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "planted", "excerpt"), PLANTED_IN_WORD)
def test_a_fault_planted_in_a_word_file(code: str, planted: Word, excerpt: str) -> None:
    finding = found(check(word(planted)), code)
    assert finding.severity is Severity.ERROR
    assert finding.excerpt.startswith(excerpt)
    assert finding.paragraph > 0
    assert finding.spot is None


WARNED: list[tuple[str, Word]] = [
    ("paper.landscape", paper(page=(297, 210))),
    ("margin.left", paper(margins=(20, 20, 40, 20))),
    ("head.motto_dash", paper(right=[HEAD.right[0], "Độc lập – Tự do – Hạnh phúc", HEAD.right[2]])),
    ("head.body_missing", paper(left=HEAD.left[2:])),
    ("head.body_case", paper(left=["Ủy ban nhân dân", "tỉnh Mẫu", HEAD.left[2]])),
    ("number.missing", paper(left=HEAD.left[:2])),
    ("number.form", paper(left=[*HEAD.left[:2], "Số 05/QĐ-UBND"])),
    ("number.form", paper(left=[*HEAD.left[:2], "Số: 05-QĐ/UBND"])),
    ("number.symbol_spaces", paper(left=[*HEAD.left[:2], "Số: 05/QĐ - UBND"])),
    ("number.kind", paper(left=[*HEAD.left[:2], "Số: 05/TB-UBND"])),
    ("date.missing", paper(right=HEAD.right[:2])),
    ("date.comma", paper(right=[*HEAD.right[:2], "Mẫu ngày 03 tháng 02 năm 2026"])),
    ("date.place", paper(right=[*HEAD.right[:2], "mẫu, ngày 03 tháng 02 năm 2026"])),
    ("date.form", paper(right=[*HEAD.right[:2], "Mẫu, Ngày 03 tháng 02 năm 2026"])),
    ("subject.about_lead", dataclasses.replace(letter(), left=[*letter().left[:3], "Về việc công tác văn thư"])),
    ("subject.title_lead", paper(title=["QUYẾT ĐỊNH", "V/v ban hành Quy chế"])),
    ("subject.missing", paper(title=["QUYẾT ĐỊNH"])),
    ("address.missing", dataclasses.replace(letter(), body=[SENTENCE] * 3)),
    ("basis.last", paper(bases=[*BASES[:2], BASES[2].rstrip(".") + ","])),
    ("sign.deputy_title", paper(signature=["KT. CHỦ TỊCH", "", "", "Trần Văn Bình"])),
    ("sign.deputy_alone", paper(signature=["TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "", "", "Trần Văn Bình"])),
    ("sign.form", paper(signature=["T/M ỦY BAN NHÂN DÂN", *SIGNED[1:]])),
    ("sign.form", paper(signature=[SIGNED[0], "KT CHỦ TỊCH", *SIGNED[2:]])),
    ("sign.case", paper(signature=["TM. Ủy ban nhân dân", *SIGNED[1:]])),
    ("sign.name_case", paper(signature=[*SIGNED[:3], "", "", "TRẦN VĂN BÌNH"])),
    ("recipients.missing", paper(recipients=["…"])),
    ("recipients.archive_form", paper(recipients=["Nơi nhận:", "- Như Điều 3;", "- Lưu VT."])),
    ("recipients.archive_form", paper(recipients=["Nơi nhận:", "- Như Điều 3;", "- Lưu: VP."])),
    ("recipients.marks", paper(recipients=["Nơi nhận:", "- Như Điều 3", "- Lưu: VT."])),
    ("recipients.marks", paper(recipients=["Nơi nhận:", "- Như Điều 3;", "Lưu: VT."])),
    ("caps.article", paper(body=["QUYẾT ĐỊNH:", "Theo quy định tại điều 5 Luật Lưu trữ."])),
    ("caps.kind", paper(body=["QUYẾT ĐỊNH:", "Thực hiện theo nghị định số 30/2020/NĐ-CP."])),
    ("caps.country", paper(body=["QUYẾT ĐỊNH:", "Các cơ quan ở Việt nam."])),
    ("caps.day", paper(body=["QUYẾT ĐỊNH:", "Họp vào thứ hai, ngày 02 tháng 02 năm 2026."])),
    ("spelling.syllable", paper(body=["QUYẾT ĐỊNH:", "Các nghành liên quan thực hiện, nghành nào chậm báo cáo."])),
]  # fmt: skip


@pytest.mark.parametrize(("code", "planted"), WARNED)
def test_what_is_likely_or_light_is_a_warning(code: str, planted: Word) -> None:
    finding = found(check(word(planted)), code)
    assert finding.severity is Severity.WARNING


NOTED: list[tuple[str, Word]] = [
    ("sign.rank", paper(signature=[*SIGNED[:5], "TS. Trần Văn Bình"])),
    ("spelling.tone", paper(body=["QUYẾT ĐỊNH:", "Văn hoá và khoa học hóa học, hòa bình."])),
    ("abbreviation.unexplained", paper(body=["QUYẾT ĐỊNH:", "Cơ quan HCSN báo cáo.", "Các cơ quan HCSN khác."])),
]  # fmt: skip


@pytest.mark.parametrize(("code", "planted"), NOTED)
def test_what_the_reader_must_judge_is_a_note(code: str, planted: Word) -> None:
    assert found(check(word(planted)), code).severity is Severity.NOTE
