"""Papers of the Party: a right one has no finding; each planted fault is found, as a warning at most."""

import dataclasses

import pytest

from congso.pure.layout import SignatureBlock, render_document, text_paragraph
from congso.pure.layout.check import check
from congso.pure.layout.check.foot import Foot
from congso.pure.layout.check.head import Head
from congso.pure.layout.check.model import Severity
from congso.pure.layout.check.party_rules import party_findings
from congso.pure.layout.check.tests.lines import cell
from congso.pure.layout.check.tests.papers import DECISION, SENTENCE, typeset
from congso.pure.layout.check.words import article, rule
from congso.pure.layout.render import _document_data, _within_margins

PAPER = dataclasses.replace(
    DECISION,
    regime="party",
    parent_body=("Đảng bộ tỉnh Mẫu",),
    issuing_body=("Đảng ủy xã Lâm Hà",),
    symbol="QĐ/ĐU",
    subject="về việc phân công cấp ủy viên",
    authority=(),
    body=tuple(text_paragraph(SENTENCE) for _ in range(4)),
    signature_blocks=(SignatureBlock(("TM. BAN THƯỜNG VỤ", "BÍ THƯ"), "Trần Văn Bình"),),
    archive="Văn phòng Đảng ủy",
)


def codes(pdf):
    return {found.code for found in check(pdf).findings}


def test_a_right_paper_and_a_right_letter_have_no_finding():
    letter = dataclasses.replace(PAPER, kind_code="CV", symbol="CV/ĐU", addressees=("Tỉnh ủy Mẫu",))
    for paper in (PAPER, letter):
        report = check(render_document(paper).pdf)
        assert (report.regime.code, report.findings) == ("party", ())


PLANTED = [
    ({"head": {"title": ("Đảng Cộng sản Việt Nam",)}}, "party.title_case"),
    ({"head": {"label": "Số: "}}, "party.number_form"),
    ({"head": {"joint": "/"}}, "party.number_form"),
    ({"number": "5"}, "number.zero"),
    ({"head": {"title_size": 13}}, "party.size"),
    ({"head": {"kind_size": 14}}, "party.size"),
    ({"signatures": [{"lines": ["TM. BAN THƯỜNG VỤ", "BÍ THƯ"], "plain": [], "name": "Trần Văn Bình"}]}, "party.sign_form"),
    ({"recipients": ["Như Điều 3", "Lưu: VT"]}, "party.archive_form"),
    ({"margins": {"top": 20, "bottom": 20, "left": 15, "right": 15}}, "margin.left"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "code"), PLANTED)
def test_a_planted_fault_is_found_and_is_a_warning_at_most(fault, code):
    right = check(render_document(PAPER).pdf)
    assert right.findings == ()
    head = fault.get("head")
    made = _with_head(head) if head else typeset(PAPER, data=fault)
    report = check(made)
    assert code in {found.code for found in report.findings}
    assert report.count(Severity.ERROR) == 0


def _with_head(changes):
    data = papers_data()
    return typeset(PAPER, data={"head": data["head"] | changes})


def papers_data():
    return _document_data(_within_margins(PAPER))


def test_the_about_of_a_letter_and_the_end_of_the_text():
    head = Head(about=(cell("V/v chế độ hội nghị"),))
    foot = Foot(body=(cell("Các chi bộ thực hiện./."),))
    found = [one.code for one in party_findings(head, foot)]
    assert found[:2] == ["party.about_lead", "party.end"]
    assert list(party_findings(Head(), Foot())) == []


def test_findings_name_the_guidance():
    (found,) = [
        one for one in check(_with_head({"label": "Số: "})).findings if one.code == "party.number_form"
    ]
    assert article(found) == "Hướng dẫn 05-HD/VPTW"
    sized = next(one for one in check(_with_head({"title_size": 13})).findings if one.code == "party.size")
    assert rule(sized) == "Cỡ chữ của Tiêu đề: 15."


def test_the_rules_of_the_party_are_asked_of_no_other_paper():
    assert not any(code.startswith("party.") for code in codes(render_document(DECISION).pdf))
