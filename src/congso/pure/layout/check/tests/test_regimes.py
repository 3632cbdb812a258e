"""Regimes recognised from heads; no errors outside Decree 30; findings in words and as JSON."""

import dataclasses
import datetime

import pytest

from congso.pure.kinds import kind_named
from congso.pure.layout.check import (
    REGIMES,
    RULES,
    Severity,
    article,
    as_json,
    check,
    check_paper,
    mend,
    place,
    rule,
)
from congso.pure.layout.check.head import MOTTO, NATIONAL, Head
from congso.pure.layout.check.model import Finding, Spot
from congso.pure.layout.check.regimes import issued_on, latest_day, recognise
from congso.pure.layout.check.tests.lines import cell, docx, line, pdf
from congso.pure.layout.check.tests.papers import DECISION, Word, typeset, word


def head(**parts: str) -> Head:
    made = Head(national=cell(NATIONAL), motto=cell(MOTTO))
    for name, text in parts.items():
        if name == "bodies":
            made.bodies = (cell(text),)
        elif name == "kind":
            made.kind = kind_named(text)
        else:
            setattr(made, name, cell(text) if text else None)
    return made


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"number": "Số: 05/QĐ-UBND", "bodies": "ỦY BAN NHÂN DÂN TỈNH MẪU"}, "nd30"),
        ({"number": "Số: 05/2026/QĐ-UBND", "bodies": "ỦY BAN NHÂN DÂN TỈNH MẪU"}, "qppl"),
        ({"number": "Số: 05/TT-BNV", "kind": "Thông tư", "bodies": "BỘ NỘI VỤ"}, "qppl"),
        ({"number": "Luật số: 54/2024/QH15", "bodies": "QUỐC HỘI"}, "assembly"),
        ({"number": "Số: 884/BC-UBVHXH15", "bodies": "QUỐC HỘI KHÓA XV"}, "assembly"),
        ({"number": "Số: 119/VBHN-VPQH"}, "assembly"),
        ({"party": "ĐẢNG CỘNG SẢN VIỆT NAM", "national": "", "motto": ""}, "party"),
        ({"party": "ĐOÀN TNCS HỒ CHÍ MINH", "national": "", "number": "Số: 29-HD/TWĐTN-VP"}, "union"),
        ({"number": "Số: 05/KH-LĐLĐ", "bodies": "LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU"}, "union"),
        ({"national": "", "bodies": "TỈNH ỦY MẪU", "number": "Số 12-QĐ/TU"}, "party"),
        ({"national": "", "bodies": "BAN TỔ CHỨC", "number": "Số 12-QĐ/TU"}, "party"),
        ({"national": "", "bodies": "HỘI LÀM VƯỜN", "number": "Số 12-HD/HLV"}, "union"),
        ({"kind": "Báo cáo", "date": "Mẫu, ngày 03 tháng 02 năm 2026"}, "nd30"),
        ({"kind": "Bảng so sánh", "date": "Mẫu, ngày 03 tháng 02 năm 2026"}, "attached"),
        ({}, "attached"),
        ({"national": "", "motto": ""}, "unknown"),
        ({"number": "Số: 05/QĐ-UBND", "date": "Mẫu, ngày 04 tháng 3 năm 2020"}, "before_nd30"),
        ({"number": "Số: 05/QĐ-UBND", "date": "Mẫu, ngày 05 tháng 3 năm 2020"}, "nd30"),
        ({"number": "Số: 05/QĐ-UBND", "date": "Mẫu, ngày … tháng … năm 2019"}, "before_nd30"),
        ({"number": "Số: 05/2019/QĐ-UBND"}, "before_nd30"),
    ],
)  # fmt: skip
def test_regimes(parts, code):
    assert recognise(docx(), head(**parts)).code == code


def test_the_gazette_is_known_by_its_running_head():
    assert recognise(pdf(line("22 CÔNG BÁO/Số 1535 + 1536/Ngày 30-12-2024")), head()).code == "gazette"


@pytest.mark.parametrize(
    ("text", "full", "latest"),
    [
        ("Mẫu, ngày 03 tháng 02 năm 2026", "2026-02-03", "2026-12-31"),
        ("Mẫu, 03/02/2026", "2026-02-03", "2026-12-31"),
        ("Mẫu, ngày 31 tháng 02 năm 2026", None, "2026-12-31"),
        ("Mẫu, ngày … tháng … năm 2026", None, "2026-12-31"),
        ("Mẫu, ngày … tháng … năm …", None, None),
        ("", None, None),
    ],
)
def test_dates_of_heads(text, full, latest):
    made = head(date=text)
    assert issued_on(made) == (datetime.date.fromisoformat(full) if full else None)
    assert latest_day(made) == (datetime.date.fromisoformat(latest) if latest else None)


def test_before_the_decree_there_is_no_finding_and_elsewhere_no_error():
    old = dataclasses.replace(Word(), right=[*Word().right[:2], "Mẫu, ngày 3 tháng 2 năm 2019"], font="Arial")
    report = check(word(old))
    assert (report.regime.code, report.findings) == ("before_nd30", ())
    law = dataclasses.replace(
        Word(), left=["ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 5/2026/QĐ-UBND"], margins=(20, 20, 15, 20)
    )
    report = check(word(law))
    assert report.regime.code == "qppl"
    assert [(finding.code, finding.severity) for finding in report.findings] == [
        ("margin.left", Severity.WARNING)
    ]


def test_an_unknown_paper_has_only_its_words_looked_at():
    report = check_paper(docx(cell("Danh sách các nghành trong tỉnh")))
    assert (report.regime.code, [finding.code for finding in report.findings]) == (
        "unknown",
        ["spelling.syllable"],
    )


def test_findings_stand_in_the_order_of_their_weight_and_place():
    planted = dataclasses.replace(
        Word(), right=[NATIONAL, "Độc lập-Tự do-Hạnh phúc", "Mẫu, ngày 3 tháng 02 năm 2026"], margins=(20, 20, 30, 30),
    )  # fmt: skip
    report = check(word(planted))
    assert [finding.code for finding in report.findings] == ["head.motto_spaces", "date.zero", "margin.right"]
    assert [report.count(severity) for severity in Severity] == [2, 1, 0]


def test_words_and_json_of_a_report():
    said = as_json(check(typeset(dataclasses.replace(DECISION, number="5"))), "a.pdf")
    assert {key: said[key] for key in ("file", "format", "pages", "regime", "kind", "date", "counts", "text_layer")} == {
        "file": "a.pdf", "format": "pdf", "pages": 1, "regime": "nd30", "kind": "Quyết định", "date": "2026-02-03",
        "counts": {"error": 1, "warning": 0, "note": 0}, "text_layer": "yes",
    }  # fmt: skip
    finding = said["findings"][0]
    assert finding["article"] == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.3"
    assert finding["mend"] == "Viết “Số: 05/QĐ-UBND”."
    assert (finding["page"], finding["paragraph"], len(finding["box"])) == (1, None, 4)
    bare = as_json(check(word(dataclasses.replace(Word(), page=(216, 279)))), "b.docx")["findings"][0]
    assert (bare["page"], bare["box"], bare["paragraph"]) == (None, None, 1)
    assert as_json(check_paper(docx(cell("Danh sách"))), "c")["checked_against"] == ""


def test_sentences_are_translated_where_they_are_shown():
    finding = Finding(
        "look.size", Severity.WARNING, {"part": "motto", "have": "12", "wanted": "13–14"}, Spot(2, 0, 0, 1, 1)
    )
    assert rule(finding) == "Cỡ chữ của Tiêu ngữ: 13–14."
    english = {"Tiêu ngữ": "Motto", "Cỡ chữ của %(part)s: %(wanted)s.": "Size of %(part)s: %(wanted)s."}
    assert rule(finding, lambda text: english.get(text, text)) == "Size of Motto: 13–14."
    assert article(finding).endswith("mục II.1.b")
    assert article(Finding("spelling.tone", Severity.NOTE)) == "Chính tả tiếng Việt"
    assert place(finding) == "trang 3"
    assert place(Finding("paper.size", Severity.ERROR)) == ""
    assert place(Finding("paper.size", Severity.ERROR, paragraph=4)) == "đoạn 4"
    assert mend(Finding("date.comma", Severity.WARNING)) == RULES["date.comma"].mend


def test_regimes_have_codes_of_their_own():
    assert len({regime.code for regime in REGIMES}) == len(REGIMES)
    assert [regime.code for regime in REGIMES if regime.errors] == ["nd30"]
