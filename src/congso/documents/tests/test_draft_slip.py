"""The slip of a draft: who passes it on, who sends it back, and who may not."""

from datetime import date, datetime, timedelta

import pytest

from congso.audit import api as audit
from congso.documents import testing_draft as t
from congso.documents.actions import draft_files
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.edit_draft import save_version
from congso.documents.actions.open_draft import open_draft
from congso.documents.actions.submit_draft import (
    NotReady,
    approve_step,
    reopen_draft,
    return_draft,
    submit_draft,
    take_back_draft,
    withdraw_draft,
)
from congso.documents.models import DraftVersion, Hold, SlipStep
from congso.documents.queries import approvals
from congso.documents.support_draft import check_signer, fields_of
from congso.files.testing import scan_pdf
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people.models import Appointment, Delegation
from congso.people.testing import make_actor, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def house():
    return t.make_house()


def events(name):
    return list(Event.objects.filter(name=f"documents.{name}").order_by("id").values_list("data", flat=True))


def holder(draft_id):
    return Hold.objects.unscoped(reason="test").get(subject_kind="draft", subject_id=draft_id, until=None)


def verbs(draft_id):
    return [entry.verb for entry in audit.trail([SubjectRef("draft", draft_id)])]


def leave(actor, on):
    Appointment.objects.filter(pk=actor.appointment_id).update(until=on)


def test_a_draft_goes_from_content_to_form_to_signature(house):
    draft_id = t.make_draft(house)
    assert submit_draft(actor=house.drafter, draft_id=draft_id, note="Kính trình") == "content"
    assert t.row(draft_id).state == "content"
    assert holder(draft_id).person_id == house.head.person_id
    assert approve_step(actor=house.head, draft_id=draft_id) == "form"
    assert approve_step(actor=house.office, draft_id=draft_id) == "sign"
    assert t.row(draft_id).state == "signing"
    assert (holder(draft_id).stage, holder(draft_id).person_id) == ("sign", house.leader.person_id)
    assert [one["stage"] for one in events("DraftSubmitted")] == ["content", "form", "sign"]
    steps = (
        SlipStep.objects.unscoped(reason="test")
        .filter(draft_id=draft_id)
        .order_by("pk")
        .values_list("stage", "result", "by_name")
    )
    assert list(steps) == [
        ("submit", "approved", "Bùi Khánh Ly"),
        ("content", "approved", "Phạm Huy Tường"),
        ("form", "approved", "Nguyễn Thị Thắm"),
        ("sign", "open", ""),
    ]
    assert {"draft.submitted", "draft.approved"} <= set(verbs(draft_id))


def test_the_head_of_the_unit_needs_no_approval_of_the_own_content(house):
    draft_id = t.make_draft(house, drafter=house.head)
    assert submit_draft(actor=house.head, draft_id=draft_id) == "form"


def test_nobody_approves_before_signing_oneself(house):
    unit = make_unit(house.agency, "Thanh tra")
    head = make_actor(house.agency, Role.UNIT_HEAD, Role.LEADER, unit=unit, title="Phó Giám đốc", rank=2)
    drafter = make_actor(house.agency, Role.OFFICER, unit=unit)
    draft_id = t.make_draft(house, drafter=drafter, signer=head)
    assert submit_draft(actor=drafter, draft_id=draft_id) == "form"


def test_a_drafter_without_a_unit_starts_at_the_form(house):
    draft_id = t.make_draft(house, drafter=house.leader)
    assert submit_draft(actor=house.leader, draft_id=draft_id) == "form"


def test_the_clerk_checks_the_form_where_there_is_no_office(house):
    leave(house.office, date(2026, 11, 16))
    t_id = t.make_draft(house)
    submit_draft(actor=house.drafter, draft_id=t_id)
    assert approve_step(actor=house.head, draft_id=t_id) == "form"
    assert holder(t_id).person_id == house.clerk.person_id


def test_a_named_checker_goes_before_the_office(house):
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, form_checker_id=house.clerk.appointment_id)
    submit_draft(actor=house.drafter, draft_id=draft_id)
    approve_step(actor=house.head, draft_id=draft_id)
    assert holder(draft_id).person_id == house.clerk.person_id
    assert approve_step(actor=house.office, draft_id=draft_id) == "sign", "anyone of the office may check"


def test_what_is_missing_is_said_all_at_once(house):
    draft_id = create_draft(actor=house.drafter, kind="cong_van")
    with pytest.raises(NotReady) as refused:
        submit_draft(actor=house.drafter, draft_id=draft_id)
    assert [code for _field, code in refused.value.missing] == [
        "documents.draft_subject_missing", "documents.signer_missing", "documents.text_missing",
        "documents.recipients_missing",
    ]  # fmt: skip
    assert t.row(draft_id).state == "drafting"
    assert not SlipStep.objects.unscoped(reason="test").filter(draft_id=draft_id).exists()


def test_submitting_twice_is_told(house):
    draft_id = t.make_submitted(house)
    with pytest.raises(Conflict, match=r"documents\.draft_wrong_state"):
        submit_draft(actor=house.drafter, draft_id=draft_id)
    assert SlipStep.objects.unscoped(reason="test").filter(draft_id=draft_id, result="open").count() == 1


def test_submitting_what_was_saved_meanwhile_names_who(house):
    draft_id = t.make_draft(house)
    seen = t.row(draft_id).revision
    t.edit(house.drafter, draft_id, subject="Khác")
    with pytest.raises(Conflict, match=r"documents\.draft_changed") as refused:
        submit_draft(actor=house.drafter, draft_id=draft_id, expected_revision=seen)
    assert refused.value.params == {"who": "Bùi Khánh Ly", "when": "08:30 17/11/2026"}


@pytest.mark.parametrize("who", ["head", "office", "clerk", "leader"])
def test_only_the_drafter_submits_takes_back_and_withdraws(house, who):
    other: Actor = getattr(house, who)
    draft_id = t.make_draft(house)
    with pytest.raises(Forbidden):
        submit_draft(actor=other, draft_id=draft_id)
    with pytest.raises(Forbidden):
        withdraw_draft(actor=other, draft_id=draft_id, reason="x")
    submit_draft(actor=house.drafter, draft_id=draft_id)
    with pytest.raises(Forbidden):
        take_back_draft(actor=other, draft_id=draft_id)


def test_another_agency_finds_nothing(house):
    stranger = t.make_house("Sở Tài chính").leader
    draft_id = t.make_submitted(house, stage="sign")
    for act in (
        lambda: submit_draft(actor=stranger, draft_id=draft_id),
        lambda: approve_step(actor=stranger, draft_id=draft_id),
        lambda: return_draft(actor=stranger, draft_id=draft_id, remarks="x"),
        lambda: take_back_draft(actor=stranger, draft_id=draft_id),
        lambda: withdraw_draft(actor=stranger, draft_id=draft_id, reason="x"),
        lambda: reopen_draft(actor=stranger, draft_id=draft_id),
        lambda: open_draft(actor=stranger, draft_id=draft_id),
        lambda: save_version(actor=stranger, draft_id=draft_id),
    ):
        with pytest.raises(NotFound, match=r"documents\.not_found"):
            act()
    assert approvals.waiting(stranger) == []


def test_a_colleague_who_takes_no_part_finds_nothing(house):
    colleague = make_actor(house.agency, Role.OFFICER, unit=make_unit(house.agency, "Phòng khác"))
    with pytest.raises(NotFound):
        approve_step(actor=colleague, draft_id=t.make_submitted(house))


@pytest.mark.parametrize(
    ("stage", "who"), [("content", "office"), ("content", "leader"), ("form", "head"), ("sign", "deputy")]
)
def test_a_reviewer_who_does_not_hold_the_step_is_refused(house, stage, who):
    draft_id = t.make_submitted(house, stage=stage)
    with pytest.raises((Forbidden, Conflict)):
        approve_step(actor=getattr(house, who), draft_id=draft_id)
    with pytest.raises((Forbidden, Conflict)):
        return_draft(actor=getattr(house, who), draft_id=draft_id, remarks="Sửa lại")


def test_the_deputy_of_the_unit_may_approve_its_content(house):
    deputy = make_actor(house.agency, Role.UNIT_HEAD, unit=house.unit, title="Phó Trưởng phòng")
    draft_id = t.make_submitted(house)
    assert approvals.waiting(deputy) == [], "the deputy may, but is not asked"
    assert approve_step(actor=deputy, draft_id=draft_id) == "form"


def test_signing_is_not_approving(house):
    draft_id = t.make_submitted(house, stage="sign")
    with pytest.raises(Conflict, match=r"documents\.draft_wrong_state"):
        approve_step(actor=house.leader, draft_id=draft_id)


@pytest.mark.parametrize(("stage", "who"), [("content", "head"), ("form", "office"), ("sign", "leader")])
def test_each_reviewer_returns_it_with_remarks(house, stage, who):
    draft_id = t.make_submitted(house, stage=stage)
    return_draft(actor=getattr(house, who), draft_id=draft_id, remarks=" Sửa căn cứ ")
    now = t.row(draft_id)
    assert (now.state, now.returned) == ("drafting", True)
    assert holder(draft_id).person_id == house.drafter.person_id
    last = SlipStep.objects.unscoped(reason="test").filter(draft_id=draft_id).latest("pk")
    assert (last.result, last.remarks) == ("returned", "Sửa căn cứ")
    assert events("DraftReturned") == [{"draft_id": draft_id, "agency_id": house.agency.id, "stage": stage}]
    assert submit_draft(actor=house.drafter, draft_id=draft_id) == "content"


def test_who_has_settled_it_is_told_that_it_has_gone_on(house):
    """The back button brings the same press again: no lack of rights, but a moment that is over."""
    draft_id = t.make_submitted(house)
    approve_step(actor=house.head, draft_id=draft_id)
    with pytest.raises(Conflict, match=r"documents\.draft_wrong_state"):
        approve_step(actor=house.head, draft_id=draft_id)
    with pytest.raises(Conflict, match=r"documents\.draft_wrong_state"):
        return_draft(actor=house.head, draft_id=draft_id, remarks="Sửa")
    with pytest.raises(Forbidden):
        approve_step(actor=house.drafter, draft_id=draft_id)


def test_returning_needs_remarks_and_withdrawing_a_reason(house):
    draft_id = t.make_submitted(house)
    with pytest.raises(Invalid, match=r"documents\.reason_missing"):
        return_draft(actor=house.head, draft_id=draft_id, remarks=" ")
    with pytest.raises(Invalid, match=r"documents\.reason_missing"):
        withdraw_draft(actor=house.drafter, draft_id=draft_id, reason="")


def test_a_marking_in_a_remark_is_refused(house):
    draft_id = t.make_submitted(house)
    for act in (
        lambda: return_draft(actor=house.head, draft_id=draft_id, remarks="TUYỆT MẬT"),
        lambda: approve_step(actor=house.head, draft_id=draft_id, remarks="TUYỆT MẬT"),
        lambda: take_back_draft(actor=house.drafter, draft_id=draft_id, reason="TUYỆT MẬT"),
    ):
        with pytest.raises(SecretMarking):
            act()
    assert t.row(draft_id).state == "content"


def test_a_version_frozen_twice_at_once_is_told(house, monkeypatch):
    draft_id = t.make_draft(house)
    save_version(actor=house.drafter, draft_id=draft_id)
    t.edit(house.drafter, draft_id, subject="Khác")
    known = fields_of

    def somebody_was_first(draft):
        DraftVersion.objects.create(draft=draft, number=2, at=clock.now(), by_name="Người khác")
        return known(draft)

    monkeypatch.setattr("congso.documents.support_draft.fields_of", somebody_was_first)
    with pytest.raises(Conflict, match=r"documents\.draft_changed"):
        save_version(actor=house.drafter, draft_id=draft_id)


def test_returning_twice_is_told(house):
    draft_id = t.make_submitted(house)
    return_draft(actor=house.head, draft_id=draft_id, remarks="Sửa")
    with pytest.raises(Conflict, match=r"documents\.draft_wrong_state"):
        return_draft(actor=house.head, draft_id=draft_id, remarks="Sửa")


def test_approving_what_changed_meanwhile_is_told(house):
    draft_id = t.make_submitted(house)
    seen = t.row(draft_id).revision
    t.edit(house.head, draft_id, subject="Sửa bởi trưởng phòng")
    with pytest.raises(Conflict, match=r"documents\.draft_changed"):
        approve_step(actor=house.head, draft_id=draft_id, expected_revision=seen)
    with pytest.raises(Conflict, match=r"documents\.draft_changed"):
        return_draft(actor=house.head, draft_id=draft_id, remarks="x", expected_revision=seen)


def test_the_drafter_takes_back_until_it_is_signed(house):
    draft_id = t.make_submitted(house, stage="sign")
    take_back_draft(actor=house.drafter, draft_id=draft_id, reason="Nhầm số liệu")
    now = t.row(draft_id)
    assert (now.state, now.returned) == ("drafting", False)
    with pytest.raises(Conflict):
        take_back_draft(actor=house.drafter, draft_id=draft_id)


def test_withdrawn_and_taken_up_again(house):
    draft_id = t.make_draft(house)
    with pytest.raises(Conflict):
        reopen_draft(actor=house.drafter, draft_id=draft_id)
    withdraw_draft(actor=house.drafter, draft_id=draft_id, reason="Không cần nữa")
    assert t.row(draft_id).state == "withdrawn"
    assert (
        not Hold.objects.unscoped(reason="test")
        .filter(subject_kind="draft", subject_id=draft_id, until=None)
        .exists()
    )
    with pytest.raises(Conflict):
        t.edit(house.drafter, draft_id, subject="x")
    reopen_draft(actor=house.drafter, draft_id=draft_id)
    assert t.row(draft_id).state == "drafting"


def test_a_reviewer_who_left_yesterday_stops_the_submission(house):
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, form_checker_id=house.office.appointment_id)
    submit_draft(actor=house.drafter, draft_id=draft_id)
    leave(house.office, date(2026, 11, 16))
    with pytest.raises(Invalid, match=r"documents\.reviewer_gone"):
        approve_step(actor=house.head, draft_id=draft_id)
    assert t.row(draft_id).state == "content"
    assert SlipStep.objects.unscoped(reason="test").get(draft_id=draft_id, result="open").stage == "content"


def test_a_signer_who_left_yesterday_stops_the_submission(house):
    draft_id = t.make_draft(house)
    leave(house.leader, date(2026, 11, 16))
    with pytest.raises(Forbidden, match=r"people\.signature_left_post"):
        submit_draft(actor=house.drafter, draft_id=draft_id)


def test_an_ended_delegation_is_refused_at_submission_and_at_signing(house):
    draft_id = t.make_draft(house)
    grant = Delegation.objects.create(
        body_id=house.body.id, form="TL", giver_id=house.leader.post_id, taker_id=house.head.post_id,
        authority="Quy chế làm việc", content="Ký báo cáo", since=date(2026, 1, 1), until=date(2026, 11, 17),
    )  # fmt: skip
    choose_signer(
        actor=house.drafter, draft_id=draft_id, appointment_id=house.head.appointment_id, key=f"TL:{grant.pk}"
    )
    now = t.row(draft_id)
    assert (now.signature_lines[0], now.delegation_id) == ("TL. GIÁM ĐỐC", grant.pk)
    check_signer(now)
    with clock.frozen(NOW + timedelta(days=1)):
        with pytest.raises(Forbidden, match=r"people\.delegation_expired"):
            submit_draft(actor=house.drafter, draft_id=draft_id)
        with pytest.raises(Forbidden, match=r"people\.delegation_expired"):
            check_signer(t.row(draft_id))
    assert submit_draft(actor=house.drafter, draft_id=draft_id) == "form", "the signer heads the unit"


def test_a_held_scan_stops_the_submission(house):
    draft_id = t.make_draft(house)
    (added,) = draft_files.attach(
        actor=house.drafter, draft_id=draft_id, uploads=[("Phụ lục.pdf", scan_pdf())]
    )
    assert added.file.state == "held"
    with pytest.raises(Conflict, match=r"documents\.draft_file_held"):
        submit_draft(actor=house.drafter, draft_id=draft_id)


def test_each_submission_freezes_what_it_said(house):
    draft_id = t.make_submitted(house)
    assert DraftVersion.objects.unscoped(reason="test").filter(draft_id=draft_id).count() == 1
    return_draft(actor=house.head, draft_id=draft_id, remarks="Sửa")
    assert DraftVersion.objects.unscoped(reason="test").filter(draft_id=draft_id).count() == 1, (
        "nothing was changed"
    )
    t.edit(house.drafter, draft_id, subject="Tình hình mới")
    submit_draft(actor=house.drafter, draft_id=draft_id)
    newest = DraftVersion.objects.unscoped(reason="test").filter(draft_id=draft_id).latest("number")
    assert (newest.number, newest.fields["subject"]) == (2, "Tình hình mới")
    assert t.row(draft_id).version == 2


def test_a_named_version_is_kept_once(house):
    draft_id = t.make_draft(house)
    assert save_version(actor=house.drafter, draft_id=draft_id, note=" Bản  đầu ") == 1
    assert save_version(actor=house.drafter, draft_id=draft_id) == 1
    assert DraftVersion.objects.unscoped(reason="test").get(draft_id=draft_id).note == "Bản đầu"
    with pytest.raises(Forbidden):
        save_version(actor=house.leader, draft_id=draft_id)


def test_opening_tells_work_from_waiting(house):
    draft_id = t.make_submitted(house)
    open_draft(actor=house.leader, draft_id=draft_id)
    assert SlipStep.objects.unscoped(reason="test").get(draft_id=draft_id, result="open").seen_at is None
    open_draft(actor=house.head, draft_id=draft_id)
    step = SlipStep.objects.unscoped(reason="test").get(draft_id=draft_id, result="open")
    assert step.seen_at == clock.now()
    with clock.frozen(NOW + timedelta(hours=1)):
        open_draft(actor=house.head, draft_id=draft_id)
    assert SlipStep.objects.unscoped(reason="test").get(pk=step.pk).seen_at == step.seen_at
    assert holder(draft_id).working_since is not None


def test_the_lists_of_those_who_approve_and_sign(house):
    first = t.make_submitted(house, stage="sign", subject="Ký trước")
    second = t.make_submitted(house, stage="form", subject="Kiểm tra")
    assert [row.draft_id for row in approvals.waiting(house.leader)] == [first]
    assert [(row.draft_id, row.stage) for row in approvals.waiting(house.office)] == [(second, "form")]
    assert approvals.waiting(house.deputy) == []
    return_draft(actor=house.leader, draft_id=first, remarks="Sửa")
    assert [row.remarks for row in approvals.done(house.leader, "returned")] == ["Sửa"]
    assert {row.draft_id for row in approvals.done(house.head, "approved")} == {first, second}
    assert approvals.done(house.drafter, "approved") == []
