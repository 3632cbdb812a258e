"""The rules of drafts and of their slip, and the comparison of two versions: values only."""

from datetime import UTC, date, datetime

import pytest

from congso.documents import draft_compare, rules_draft
from congso.documents.draft_compare import compare
from congso.documents.rules_draft import DraftFields, RecipientLine, Reviewers
from congso.pure.workdays import WorkCalendar

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("edit", {"drafting", "content", "form"}),
        ("submit", {"drafting"}),
        ("approve", {"content", "form"}),
        ("return", {"content", "form", "signing"}),
        ("take_back", {"content", "form", "signing"}),
        ("withdraw", {"drafting"}),
        ("sign", {"signing"}),
        ("reopen", {"withdrawn"}),
    ],
)
def test_each_act_starts_from_its_states_alone(verb, allowed):
    states = ("drafting", "content", "form", "signing", "signed", "issued", "withdrawn")
    assert {state for state in states if not rules_draft.state_refusal(verb, state)} == allowed
    assert rules_draft.state_refusal(verb, "issued") == "documents.draft_wrong_state"


@pytest.mark.parametrize(
    ("after", "reviewers", "stage"),
    [
        ("", Reviewers(2, 3, 4), "content"),
        ("content", Reviewers(2, 3, 4), "form"),
        ("form", Reviewers(2, 3, 4), "sign"),
        ("", Reviewers(1, 3, 4), "form"),
        ("", Reviewers(None, 3, 4), "form"),
        ("", Reviewers(4, 3, 4), "form"),
        ("", Reviewers(1, 4, 4), "sign"),
        ("", Reviewers(None, None, 1), "sign"),
    ],
)
def test_the_slip_skips_the_drafter_and_the_signer_but_never_the_signature(after, reviewers, stage):
    assert rules_draft.next_stage(after, reviewers, drafter=1) == stage


def test_what_is_missing_before_submission():
    nothing = rules_draft.missing_fields(subject=" ", signer=None, lines=[], has_text=False, recipients=0)
    assert [field for field, _ in nothing] == ["subject", "signer", "content", "recipients"]
    assert rules_draft.missing_fields(subject="a", signer=1, lines=[], has_text=True, recipients=1) == [
        ("signer", "documents.signer_missing")
    ]
    assert not rules_draft.missing_fields(
        subject="a", signer=1, lines=["GIÁM ĐỐC"], has_text=True, recipients=1
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("V/v  trả lời", "trả lời"),
        ("V/v: trả lời", "trả lời"),
        ("v/v trả lời", "trả lời"),
        (" Tình\nhình ", "Tình hình"),
    ],
)
def test_the_subject_is_one_line_without_its_label(typed, kept):
    assert rules_draft.tidy_subject(typed) == kept


def test_fields_are_tidied():
    given = DraftFields(
        kind="cong_van",
        body_id=1,
        symbol="snv - tcbc",
        addressees=(" UBND  tỉnh;", " ", "Sở TC."),
        archive_line=" ; ",
    )
    tidy = rules_draft.tidy(given)
    assert (tidy.symbol, tidy.addressees, tidy.archive_line) == ("SNV-TCBC", ("UBND tỉnh", "Sở TC"), "VT")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "sao_y"}, "kind"),
        ({"kind": "thu"}, "kind"),
        ({"urgency": 5}, "urgency"),
        ({"due_on": date(2026, 11, 16)}, "due_on"),
    ],
)
def test_wrong_fields_are_named(changes, field):
    given = DraftFields(**{"kind": "cong_van", "body_id": 1} | changes)
    assert [name for name, _code in rules_draft.problems(given, today=TODAY, due_before=None)] == [field]


def test_sound_fields_and_an_old_deadline_are_no_problem():
    given = DraftFields("cong_van", 1, urgency=4, due_on=date(2026, 11, 16))
    assert not rules_draft.problems(given, today=TODAY, due_before=date(2026, 11, 16))
    assert not rules_draft.problems(DraftFields("cong_van", 1, due_on=TODAY), today=TODAY, due_before=None)


def test_a_deadline_ends_with_office_hours_even_on_a_free_day():
    calendar = WorkCalendar()
    assert rules_draft.due_moment(None, calendar) is None
    assert rules_draft.due_moment(date(2026, 11, 20), calendar) == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert rules_draft.due_moment(date(2026, 11, 22), calendar) == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_symbols_are_proposed_and_kept():
    assert rules_draft.proposed_symbol("quyet_dinh", "UBND", "VP") == "QĐ-UBND"
    assert rules_draft.proposed_symbol("cong_van", "UBND", "VP") == "UBND-VP"
    assert rules_draft.proposed_symbol("cong_van", " ", "VP") == ""
    assert rules_draft.renewed_symbol("", before="A", now="B") == "B"
    assert rules_draft.renewed_symbol("A", before="A", now="B") == "B"
    assert rules_draft.renewed_symbol("C", before="A", now="B") == "C"


def test_the_subject_of_an_answer():
    named = {"kind": "", "code": "15/UBND", "on": None, "issuer": "", "subject": "Rà soát"}
    assert rules_draft.answer_subject(**named) == "trả lời Văn bản số 15/UBND"
    assert rules_draft.answer_subject(**named | {"on": TODAY, "issuer": "UBND tỉnh", "kind": "Công văn"}) == (
        "trả lời Công văn số 15/UBND ngày 17/11/2026 của UBND tỉnh"
    )
    assert rules_draft.answer_subject(**named | {"code": ""}) == "trả lời về việc rà soát"
    assert rules_draft.answer_subject(**named | {"code": "", "subject": ""}) == "trả lời"


def test_lines_of_recipients():
    assert rules_draft.wrong_line(RecipientLine("none", "A")) == ""
    for wrong in (
        RecipientLine("fax", "A"),
        RecipientLine("internal", "A"),
        RecipientLine("none", "A", agency_id=1),
        RecipientLine("axis", "A"),
        RecipientLine("axis", "A", agency_id=1, address="X1"),
    ):
        assert rules_draft.wrong_line(wrong) == "documents.channel_wrong"
    assert rules_draft.wrong_line(RecipientLine("axis", "A", address="X1")) == ""
    one_code = [
        RecipientLine("axis", "Bộ A", address=" X1 "),
        RecipientLine("axis", "Tên khác", address="X1"),
    ]
    assert [(line.name, line.address) for line in rules_draft.tidy_lines(one_code)] == [("Bộ A", "X1")]
    kept = rules_draft.tidy_lines(
        [RecipientLine("none", "A; "), RecipientLine("none", "a"), RecipientLine("paper", "a", copies=5000),
         RecipientLine("none", "", address="bỏ")]
    )  # fmt: skip
    assert [(line.name, line.channel, line.copies) for line in kept] == [
        ("A", "none", 1),
        ("a", "paper", 999),
    ]


def _words(pieces):
    return [piece.text for piece in pieces if piece.changed]


def test_paragraphs_are_matched_and_changed_words_marked():
    rows = compare(
        ["Mở đầu", "Có 6 xã, phường thuộc diện rà soát", "Bỏ đi"], ["Mở đầu", "Có 7 xã, phường thuộc diện rà soát", "Khác hẳn câu kia", "Thêm"]
    )  # fmt: skip
    assert [row.kind for row in rows] == ["same", "changed", "removed", "added", "added"]
    assert (_words(rows[1].left), _words(rows[1].right)) == (["6"], ["7"])
    assert "".join(piece.text for piece in rows[1].right) == "Có 7 xã, phường thuộc diện rà soát"
    assert draft_compare.changes(rows) == 4


def test_a_paragraph_taken_out_or_put_in():
    assert [row.kind for row in compare(["A", "B"], ["B"])] == ["removed", "same"]
    assert [row.kind for row in compare(["B"], ["B", "A"])] == ["same", "added"]
    assert _words(compare(["Có 6 xã"], ["Có 6 xã mới"])[0].left) == []
    assert _words(compare(["Có 6 xã mới"], ["Có 6 xã"])[0].right) == []


def test_long_paragraphs_are_marked_whole_and_long_texts_cut():
    long = "chữ " * 2000
    (row,) = compare([long], [long + "thêm"])
    assert [piece.changed for piece in (*row.left, *row.right)] == [True, True]
    assert len(compare(["a"] * 5000, ["a"] * 5000)) == draft_compare.MOST_PARAGRAPHS
