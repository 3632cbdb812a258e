"""Joint documents (văn bản liên tịch): each head signs in turn, the lead's number, each body's seal, the lead's last."""

from datetime import timedelta
from pathlib import Path

import pytest

from congso.audit import api as audit
from congso.documents import draft_text, policies_draft, policies_outgoing, support_joint
from congso.documents import testing_draft as t
from congso.documents import testing_outgoing as made
from congso.documents.actions.allow_seal import allow_seal
from congso.documents.actions.cancel_outgoing import return_signed
from congso.documents.actions.edit_draft import WrongDraft
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.prepare_signing import prepare_signing, see_draft
from congso.documents.actions.seal_outgoing import seal, seal_outgoing
from congso.documents.actions.set_parties import add_party, drop_party
from congso.documents.actions.sign_drafts import sign_draft, sign_drafts
from congso.documents.actions.submit_draft import return_draft, submit_draft, take_back_draft
from congso.documents.models import Draft, JointParty, OutgoingDocument, SlipStep
from congso.documents.queries import approvals, desk, nav
from congso.documents.queries import draft_page as dq
from congso.documents.queries import outgoing_document as oq
from congso.documents.queries import signing as sq
from congso.documents.queries.drafts import readable
from congso.documents.queries.outgoing import readable as outgoing_readable
from congso.documents.queries.trace import trace
from congso.documents.support_draft import open_step
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_body
from congso.signing import api as signing
from congso.signing.testing import give_key_to_body, give_key_to_person
from congso.signing.tests.made import pdfsig

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
P2, S2 = f"{signing.PERSONAL}2", f"{signing.SEAL}2"


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def lead() -> t.House:
    house = t.make_house()
    give_key_to_person(house.leader.person_id or 0)
    give_key_to_body(house.body.id)
    return house


@pytest.fixture
def second() -> t.House:
    house = t.make_house("Sở Tài chính")
    give_key_to_person(house.leader.person_id or 0)
    give_key_to_body(house.body.id)
    return house


def add(lead: t.House, second: t.House, draft_id: int, **more: object) -> int:
    values = {
        "body_id": second.body.id,
        "appointment_id": second.leader.appointment_id or 0,
        "key": "HEAD",
        **more,
    }
    return add_party(actor=lead.drafter, draft_id=draft_id, **values)  # type: ignore[arg-type]


def at_signature(lead: t.House, second: t.House) -> int:
    draft_id = t.make_draft(lead)
    add(lead, second, draft_id)
    stage = submit_draft(actor=lead.drafter, draft_id=draft_id)
    for reviewer in (lead.head, lead.office):
        stage = t.approve_step(actor=reviewer, draft_id=draft_id)
    assert stage == "sign"
    return draft_id


def sign(actor: Actor, draft_id: int) -> int:
    prepare_signing(actor=actor, draft_id=draft_id)
    return sign_draft(actor=actor, draft_id=draft_id, seen_revision=t.row(draft_id).revision)


def signed(lead: t.House, second: t.House) -> OutgoingDocument:
    draft_id = at_signature(lead, second)
    assert sign(lead.leader, draft_id) == 0
    return made.outgoing(sign(second.leader, draft_id))


def numbered(lead: t.House, second: t.House, **how: bool) -> OutgoingDocument:
    doc = signed(lead, second)
    issue_outgoing(actor=lead.clerk, outgoing_id=doc.pk, **how)
    return made.outgoing(doc.pk)


def fields(pdf: bytes) -> list[tuple[str, signing.Verdict]]:
    return [(report.field, report.verdict) for report in signing.validate(pdf)]


def test_each_head_signs_in_turn_and_each_body_seals_the_lead_last(
    lead: t.House, second: t.House, tmp_path: Path
) -> None:
    draft_id = at_signature(lead, second)
    assert sign(lead.leader, draft_id) == 0
    assert (t.row(draft_id).state, OutgoingDocument.objects.unscoped(reason="test").count()) == ("signing", 0)
    step = open_step(t.row(draft_id))
    assert step is not None
    assert (step.order, step.appointment_id) == (2, second.leader.appointment_id)
    doc = made.outgoing(sign(second.leader, draft_id))
    assert (doc.state, doc.signer_name, doc.signer_title) == ("signed", lead.leader.name, "Giám đốc")
    assert fields(files.read(doc.signed_file_id or 0)) == [
        (signing.PERSONAL, signing.Verdict.VALID), (P2, signing.Verdict.VALID),
    ]  # fmt: skip
    assert issue_outgoing(actor=lead.clerk, outgoing_id=doc.pk).startswith("01/")
    seal(outgoing_id=doc.pk)
    assert made.outgoing(doc.pk).state == "numbered", "the second body's clerk has not given leave"
    assert allow_seal(actor=second.clerk, outgoing_id=doc.pk) is True
    seal(outgoing_id=doc.pk)
    doc = made.outgoing(doc.pk)
    assert (doc.state, doc.number, doc.body_id) == ("issued", 1, lead.body.id)
    pdf = files.read(doc.file_id or 0)
    assert pdf.startswith(files.read(doc.signed_file_id or 0))
    assert signing.faults_of_issued(pdf) == ()
    order = [signing.PERSONAL, P2, S2, signing.SEAL]
    assert fields(pdf) == [(field, signing.Verdict.VALID) for field in order]
    found = [(field, valid) for field, _covered, valid in pdfsig(pdf, tmp_path)]
    assert sorted(found) == sorted((field, True) for field in order)
    (tmp_path / "joint.pdf").write_bytes(pdf)
    assert len({report.serial for report in signing.validate(pdf)}) == 4
    assert audit.trail([SubjectRef("outgoing", doc.pk)])[-1].verb == "outgoing.issued"


def test_the_page_names_both_bodies_and_both_heads(lead: t.House, second: t.House) -> None:
    draft_id = at_signature(lead, second)
    text = "\n".join(files.text(prepare_signing(actor=lead.leader, draft_id=draft_id)))
    assert "SỞ NỘI VỤ -" in text
    assert "SỞ TÀI CHÍNH" in text
    assert [line.strip() for line in text.splitlines() if line.strip().startswith("GIÁM ĐỐC")] == [
        "GIÁM ĐỐC SỞ TÀI CHÍNH", "GIÁM ĐỐC SỞ NỘI VỤ",
    ]  # fmt: skip
    collective = Draft(signature_lines=["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])
    assert draft_text._named(collective.signature_lines, t.row(draft_id).body) == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )
    assert [
        len(one.marks) for one in sq.sheet(draft_id, t.row(draft_id).prepared_file_id or 0).pages if one.marks
    ] == [1]


def test_what_the_second_head_is_shown_bears_the_first_signature(lead: t.House, second: t.House) -> None:
    draft_id = at_signature(lead, second)
    assert approvals.waiting(second.leader) == []
    assert not readable(second.leader, SubjectRef("draft", draft_id))
    with pytest.raises(NotFound):
        dq.document(second.leader, draft_id)
    sign(lead.leader, draft_id)
    assert [row.draft_id for row in approvals.waiting(second.leader)] == [draft_id]
    assert [(one.act, one.subject.id) for one in desk.waiting_for(second.leader)] == [("sign", draft_id)]
    assert nav.nav_counts(second.leader)["signing"] == 1
    assert [row.id for row in sq.batch(second.leader, [])] == [draft_id]
    shown = files.read(prepare_signing(actor=second.leader, draft_id=draft_id))
    assert fields(shown) == [(signing.PERSONAL, signing.Verdict.VALID)]
    see_draft(actor=second.leader, draft_id=draft_id, revision=t.row(draft_id).revision)
    page = dq.document(second.leader, draft_id)
    assert (page.guest, page.may["sign"], page.may["return"], page.may["edit"]) == (True, True, True, False)
    assert readable(second.leader, SubjectRef("draft", draft_id))
    assert trace(second.leader, SubjectRef("draft", draft_id)).pieces
    for stranger in (second.clerk, second.deputy, second.head):
        assert not policies_draft.sees(stranger, t.row(draft_id))
        assert not readable(stranger, SubjectRef("draft", draft_id))


def test_a_head_who_was_not_asked_or_whose_turn_has_not_come_signs_nothing(
    lead: t.House, second: t.House
) -> None:
    draft_id = at_signature(lead, second)
    third = t.make_house("Sở Xây dựng")
    for early in (second.leader, third.leader):
        with pytest.raises(NotFound):
            sign(early, draft_id)
    with pytest.raises(Forbidden):
        sign(lead.deputy, draft_id)
    sign(lead.leader, draft_id)
    for other, refusal in ((second.deputy, NotFound), (third.leader, NotFound), (lead.deputy, Forbidden)):
        with pytest.raises(refusal):
            sign(other, draft_id)


def test_an_expired_certificate_of_the_second_keeps_the_first_signature(lead: t.House) -> None:
    second = t.make_house("Sở Tài chính")
    give_key_to_person(
        second.leader.person_id or 0, since=made.DAY - timedelta(days=90), until=made.DAY - timedelta(days=1)
    )
    draft_id = at_signature(lead, second)
    sign(lead.leader, draft_id)
    (refused,) = sign_drafts(actor=second.leader, wanted=[(draft_id, t.row(draft_id).revision)])
    assert refused.refusal is not None
    assert (refused.refusal.code, refused.outgoing_id) == ("signing.certificate_expired", None)
    assert t.row(draft_id).state == "signing"
    party = JointParty.objects.unscoped(reason="test").get(draft_id=draft_id)
    assert (party.signed_at, party.order) == (None, 2)
    give_key_to_person(second.leader.person_id or 0)
    assert made.outgoing(sign(second.leader, draft_id)).state == "signed"


def test_a_double_press_of_the_first_head_is_answered_with_what_was_done(
    lead: t.House, second: t.House
) -> None:
    draft_id = at_signature(lead, second)
    revision = t.row(draft_id).revision
    (first,) = sign_drafts(actor=lead.leader, wanted=[(draft_id, revision)])
    (again,) = sign_drafts(actor=lead.leader, wanted=[(draft_id, revision)])
    for one in (first, again):
        assert (one.outgoing_id, one.refusal, one.next_name) == (0, None, second.leader.name)
    doc_id = sign(second.leader, draft_id)
    for actor in (lead.leader, second.leader):
        assert sign_draft(actor=actor, draft_id=draft_id, seen_revision=revision) == doc_id
    assert sq.titles(second.leader, [draft_id]) == {draft_id: t.row(draft_id).subject}


def test_a_page_changed_after_it_was_shown_is_not_signed_as_done_before(
    lead: t.House, second: t.House
) -> None:
    draft_id = at_signature(lead, second)
    sign(lead.leader, draft_id)
    return_draft(actor=second.leader, draft_id=draft_id, remarks="Sửa điều 2")
    submit_draft(actor=lead.drafter, draft_id=draft_id)
    for reviewer in (lead.head, lead.office):
        t.approve_step(actor=reviewer, draft_id=draft_id)
    with pytest.raises(Conflict) as refused:
        sign_draft(actor=lead.leader, draft_id=draft_id, seen_revision=1)
    assert refused.value.code == "documents.changed_meanwhile"


@pytest.mark.parametrize("how", ["return", "take_back", "clerk"])
def test_sent_back_everybody_signs_anew(lead: t.House, second: t.House, how: str) -> None:
    if how == "clerk":
        doc = signed(lead, second)
        draft_id = doc.draft_id or 0
        return_signed(actor=lead.clerk, outgoing_id=doc.pk, reason="Sai thể thức")
    else:
        draft_id = at_signature(lead, second)
        sign(lead.leader, draft_id)
        if how == "return":
            return_draft(actor=second.leader, draft_id=draft_id, remarks="Thiếu phụ lục")
        else:
            take_back_draft(actor=lead.drafter, draft_id=draft_id)
    party = JointParty.objects.unscoped(reason="test").get(draft_id=draft_id)
    assert (party.signed_at, party.outgoing_id, t.row(draft_id).prepared_file_id) == (None, None, None)
    submit_draft(actor=lead.drafter, draft_id=draft_id)
    for reviewer in (lead.head, lead.office):
        t.approve_step(actor=reviewer, draft_id=draft_id)
    step = open_step(t.row(draft_id))
    assert step is not None
    assert (step.order, step.appointment_id) == (1, lead.leader.appointment_id)


def test_who_may_issue_together(lead: t.House, second: t.House) -> None:
    draft_id = t.make_draft(lead)
    refused = {
        "documents.joint_body_twice": {"body_id": lead.body.id, "appointment_id": lead.leader.appointment_id},
        "documents.joint_signer_elsewhere": {"appointment_id": lead.leader.appointment_id},
        "people.signature_no_power": {"appointment_id": second.drafter.appointment_id},
    }
    for code, values in refused.items():
        with pytest.raises(Refusal) as one:
            add(lead, second, draft_id, **values)
        assert one.value.code == code
    assert add(lead, second, draft_id) == 2
    with pytest.raises(Invalid, match="joint_body_twice"):
        add(lead, second, draft_id)
    for order in (3, 4):
        assert add(lead, t.make_house(f"Sở {order}"), draft_id) == order
    with pytest.raises(Invalid, match="joint_many"):
        add(lead, t.make_house("Sở thừa"), draft_id)
    with pytest.raises(Conflict, match="draft_changed"):
        drop_party(actor=lead.drafter, draft_id=draft_id, order=2, expected_revision=1)
    drop_party(actor=lead.drafter, draft_id=draft_id, order=2)
    assert list(
        JointParty.objects.unscoped(reason="test")
        .filter(draft_id=draft_id)
        .values_list("order", "body__name")
    ) == [
        (2, "Sở 3"),
        (3, "Sở 4"),
    ]
    with pytest.raises(Conflict, match="joint_gone"):
        drop_party(actor=lead.drafter, draft_id=draft_id, order=4)
    for actor, refusal in ((lead.head, Forbidden), (second.leader, NotFound)):
        with pytest.raises(refusal):
            add_party(
                actor=actor, draft_id=draft_id, body_id=second.body.id, key="HEAD",
                appointment_id=second.leader.appointment_id or 0,
            )  # fmt: skip


def test_the_own_body_cannot_become_one_that_issues_with_it(lead: t.House) -> None:
    other = make_body(lead.agency, "Hội đồng nhân dân", symbol="HĐND")
    draft_id = t.make_draft(lead)
    add_party(
        actor=lead.drafter, draft_id=draft_id, body_id=other.id, key="HEAD",
        appointment_id=lead.leader.appointment_id or 0,
    )  # fmt: skip
    with pytest.raises((Invalid, WrongDraft), match="joint_body_twice"):
        t.edit(lead.drafter, draft_id, body_id=other.id)


def test_a_second_signer_who_left_stops_the_submission(lead: t.House, second: t.House) -> None:
    draft_id = t.make_draft(lead)
    add(lead, second, draft_id)
    second_signer = Draft.objects.for_actor(lead.drafter).get(pk=draft_id).parties.get().signer
    second_signer.until = made.DAY.date() - timedelta(days=1)
    second_signer.save()
    with pytest.raises(Forbidden, match="signature_left_post"):
        submit_draft(actor=lead.drafter, draft_id=draft_id)
    assert t.row(draft_id).state == "drafting"


def test_bodies_of_one_agency_are_sealed_by_its_own_clerk(lead: t.House) -> None:
    other = make_body(lead.agency, "Hội đồng nhân dân", symbol="HĐND")
    give_key_to_body(other.id)
    draft_id = t.make_draft(lead)
    add_party(
        actor=lead.drafter, draft_id=draft_id, body_id=other.id, key="HEAD",
        appointment_id=lead.leader.appointment_id or 0,
    )  # fmt: skip
    submit_draft(actor=lead.drafter, draft_id=draft_id)
    for reviewer in (lead.head, lead.office):
        t.approve_step(actor=reviewer, draft_id=draft_id)
    assert sign(lead.leader, draft_id) == 0
    doc_id = sign(lead.leader, draft_id)
    issue_outgoing(actor=lead.clerk, outgoing_id=doc_id)
    with pytest.raises(Forbidden):
        allow_seal(actor=lead.clerk, outgoing_id=doc_id)
    assert seal_outgoing(actor=Actor.system(lead.agency.id), outgoing_id=doc_id)
    assert fields(files.read(made.outgoing(doc_id).file_id or 0))[-1][0] == signing.SEAL


def test_who_gives_leave_to_seal(lead: t.House, second: t.House) -> None:
    doc = signed(lead, second)
    with pytest.raises(Conflict, match="outgoing_wrong_state"):
        allow_seal(actor=second.clerk, outgoing_id=doc.pk)
    issue_outgoing(actor=lead.clerk, outgoing_id=doc.pk)
    assert support_joint.agencies_awaited(doc.pk) == [second.agency.id]
    with pytest.raises(Conflict, match="seal_awaited"):
        seal_outgoing(actor=lead.clerk, outgoing_id=doc.pk)
    strangers = {
        second.leader: Forbidden, second.drafter: NotFound, lead.clerk: Forbidden,
        t.make_house("Sở Xây dựng").clerk: NotFound,
    }  # fmt: skip
    for actor, refusal in strangers.items():
        with pytest.raises(refusal):
            allow_seal(actor=actor, outgoing_id=doc.pk)
    for verb in ("number", "cancel", "recall", "recipients", "seal", "correct"):
        assert not policies_outgoing.may(second.clerk, verb, made.outgoing(doc.pk)).allowed
    allow_seal(actor=second.clerk, outgoing_id=doc.pk)
    with pytest.raises(Conflict, match="seal_allowed_already"):
        allow_seal(actor=second.clerk, outgoing_id=doc.pk)


def test_the_second_clerk_finds_it_on_the_desk(lead: t.House, second: t.House) -> None:
    doc = numbered(lead, second)
    assert [(one.act, one.subject.id) for one in desk.waiting_for(second.clerk)] == [("seal", doc.pk)]
    assert nav.nav_counts(second.clerk)["outgoing"] == 1
    page = oq.document(second.clerk, doc.pk)
    assert (page.guest, page.may["allow_seal"], page.seals_awaited) == (True, True, "Sở Tài chính")
    assert sorted(verb for verb, allowed in page.may.items() if allowed) == ["allow_seal"]
    assert outgoing_readable(second.clerk, SubjectRef("outgoing", doc.pk))
    assert trace(second.clerk, SubjectRef("outgoing", doc.pk)).pieces
    allow_seal(actor=second.clerk, outgoing_id=doc.pk)
    assert desk.waiting_for(second.clerk) == []
    assert nav.nav_counts(second.clerk)["outgoing"] == 0
    with pytest.raises(NotFound):
        oq.document(make_actor(second.agency, Role.OFFICER), doc.pk)


def test_a_body_without_a_usable_key_hears_it_before_giving_leave(lead: t.House) -> None:
    second = t.make_house("Sở Tài chính")
    give_key_to_person(second.leader.person_id or 0)
    doc = numbered(lead, second)
    with pytest.raises(Refusal, match="certificate_missing"):
        allow_seal(actor=second.clerk, outgoing_id=doc.pk)
    assert support_joint.seals_awaited(made.outgoing(doc.pk)) == ["Sở Tài chính"]


def test_a_print_waits_for_no_leave(lead: t.House, second: t.House) -> None:
    doc = numbered(lead, second, on_paper=True)
    assert seal_outgoing(actor=Actor.system(lead.agency.id), outgoing_id=doc.pk)
    assert made.outgoing(doc.pk).state == "numbered"
    assert desk.waiting_for(second.clerk) == []
    assert not oq.document(second.clerk, doc.pk).may["allow_seal"]


def test_a_joint_file_without_the_second_signature_is_no_issued_file(lead: t.House, second: t.House) -> None:
    draft_id = at_signature(lead, second)
    sign(lead.leader, draft_id)
    half = files.read(t.row(draft_id).prepared_file_id or 0)
    hand = signing.hand_for_body(lead.body.id)
    pdf = signing.fill_and_seal(half, hand, number="01", issued_on=made.DAY.date())
    assert signing.faults_of_issued(pdf) == (signing.Fault.PERSON_MISSING, signing.Fault.SEAL_MISSING)


def test_versions_and_slip_tell_of_the_second_body(lead: t.House, second: t.House) -> None:
    draft_id = at_signature(lead, second)
    version = dq.version(lead.drafter, draft_id, 1)
    assert version.fields["joint"] == [f"Sở Tài chính: {second.leader.name}"]
    assert [party.body for party in dq.document(lead.drafter, draft_id).parties] == ["Sở Tài chính"]
    assert SlipStep.objects.unscoped(reason="test").filter(draft_id=draft_id, stage="sign").count() == 1
