"""Making and writing drafts: what is filled in, what is refused, who was first."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from congso.audit import api as audit
from congso.documents import testing_draft as t
from congso.documents import testing_incoming as ti
from congso.documents import testing_records as tr
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.close_work_file import close_work_file
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.edit_draft import WrongDraft, edit_draft
from congso.documents.actions.load_templates import load_templates
from congso.documents.actions.set_answers import set_answers
from congso.documents.actions.set_recipients import set_recipients
from congso.documents.actions.submit_draft import submit_draft
from congso.documents.involve import involve
from congso.documents.models import Answer, Draft, DraftTemplate, Hold, Recipient
from congso.documents.queries import draft_page as dq
from congso.documents.rules_draft import RecipientLine
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.models import Agency, Appointment
from congso.people.testing import make_actor, make_agency, make_body, make_unit
from congso.pure import layout
from congso.pure.kinds import KINDS
from congso.tasks import api as tasks

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def house():
    return t.make_house()


@pytest.fixture
def arrival(house):
    issuer = make_agency("Ủy ban nhân dân tỉnh Mẫu", code="H99")
    return ti.make_incoming(house.clerk, issuer_agency_id=issuer.id, due_on=date(2026, 11, 20), urgency=1)


def assigned(house, arrival):
    tasks.give_directive(
        actor=house.leader,
        about=tasks.About(SubjectRef("incoming", arrival.pk), arrival.subject),
        text="Chủ trì tham mưu",
        lines=[tasks.Line("lead", appointment_id=house.drafter.appointment_id)],
    )


def test_a_blank_draft_of_each_kind_has_its_symbol(house):
    made = {kind.code: t.row(create_draft(actor=house.drafter, kind=kind.code)).symbol for kind in KINDS}
    assert made["quyet_dinh"] == "QĐ-SNV"
    assert made["cong_van"] == "SNV-TCBC"
    assert all(made.values())
    draft = t.row(create_draft(actor=house.drafter, kind="cong_van"))
    assert (draft.state, draft.archive_line, draft.unit_id) == ("drafting", "VT, TCBC", house.unit.id)
    hold = Hold.objects.unscoped(reason="test").get(subject_kind="draft", subject_id=draft.pk, until=None)
    assert (hold.holder_name, hold.working_since) == ("Bùi Khánh Ly", NOW)


def test_who_has_no_post_with_papers_drafts_nothing(house):
    with pytest.raises(Forbidden):
        create_draft(actor=make_actor(house.agency, Role.ADMIN), kind="cong_van")
    with pytest.raises(Invalid, match=r"documents\.kind_wrong"):
        create_draft(actor=house.drafter, kind="sao_y")
    with pytest.raises(Invalid, match=r"documents\.body_wrong"):
        create_draft(actor=house.drafter, kind="cong_van", body_id=t.make_house("Sở Tài chính").body.id)


def test_a_double_press_makes_one_draft(house):
    one = create_draft(actor=house.drafter, kind="cong_van", once_key="k")
    assert create_draft(actor=house.drafter, kind="cong_van", once_key="k") == one
    assert create_draft(actor=house.head, kind="cong_van", once_key="k") != one
    assert Draft.objects.unscoped(reason="test").count() == 2


def test_a_refused_form_may_be_sent_again(house):
    with pytest.raises(Invalid, match=r"documents\.kind_wrong"):
        create_draft(actor=house.drafter, kind="tho", once_key="k")
    assert create_draft(actor=house.drafter, kind="cong_van", once_key="k")


def test_an_answer_is_filled_from_the_arrival(house, arrival):
    load_templates()
    template = DraftTemplate.objects.unscoped(reason="test").get(kind="cong_van", name="Công văn trả lời")
    draft_id = create_draft(
        actor=house.leader, kind="cong_van", answers=[arrival.pk, arrival.pk], template_id=template.pk
    )
    draft = t.row(draft_id)
    assert draft.subject == ("trả lời Công văn số 3411/UBND-NC ngày 16/11/2026 của Ủy ban nhân dân tỉnh Mẫu")
    assert (draft.addressees, draft.urgency) == (["Ủy ban nhân dân tỉnh Mẫu"], 1)
    assert draft.due_at == arrival.due_at
    text = layout.to_text(draft.content)
    assert "Sở Nội vụ nhận được Công văn số 3411/UBND-NC ngày 16/11/2026" in text
    assert "[tên cơ quan]" not in text
    assert list(draft.answers.values_list("incoming_id", "closes")) == [(arrival.pk, True)]
    recipient = draft.recipients.get()
    assert (recipient.channel, recipient.agency_id, recipient.group) == (
        "internal",
        arrival.issuer_agency_id,
        "Như trên",
    )


def test_starting_an_answer_starts_the_work(house, arrival):
    assigned(house, arrival)
    involve(
        SubjectRef("incoming", arrival.pk),
        agency_id=house.agency.id,
        why="lead",
        person_id=house.drafter.person_id,
    )
    create_draft(actor=house.drafter, kind="cong_van", answers=[arrival.pk])
    trail = [entry.verb for entry in audit.trail([SubjectRef("incoming", arrival.pk)])]
    assert "assignment.start" in trail


def test_an_answer_to_what_one_may_not_answer_is_refused(house, arrival):
    with pytest.raises(NotFound):
        create_draft(actor=house.drafter, kind="cong_van", answers=[arrival.pk])
    with pytest.raises(NotFound):
        create_draft(actor=t.make_house("Sở Tài chính").leader, kind="cong_van", answers=[arrival.pk])
    with pytest.raises(Forbidden):
        create_draft(actor=house.clerk, kind="cong_van", answers=[arrival.pk])
    assert not Answer.objects.unscoped(reason="test").exists()


def test_an_arrival_without_a_number_is_answered_by_its_subject(house):
    arrival = ti.make_incoming(house.clerk, number="", symbol="", issuer_name="Ông Trần Văn A")
    draft = t.row(create_draft(actor=house.leader, kind="cong_van", answers=[arrival.pk]))
    assert draft.subject.startswith("trả lời về việc rà soát, báo cáo")
    assert not draft.recipients.exists()


def test_answers_may_be_chosen_later(house, arrival):
    other = ti.make_incoming(house.clerk, number="77")
    draft_id = create_draft(actor=house.leader, kind="bao_cao", answers=[arrival.pk])
    set_answers(actor=house.leader, draft_id=draft_id, closing=[other.pk], touching=[arrival.pk])
    assert dict(Answer.objects.unscoped(reason="test").filter(draft_id=draft_id).values_list("incoming_id", "closes")) == {
        arrival.pk: False, other.pk: True,
    }  # fmt: skip
    set_answers(actor=house.leader, draft_id=draft_id, closing=[])
    assert not Answer.objects.unscoped(reason="test").filter(draft_id=draft_id).exists()
    with pytest.raises(NotFound):
        set_answers(actor=house.leader, draft_id=draft_id, closing=[10**9])
    with pytest.raises(NotFound):
        set_answers(actor=house.drafter, draft_id=draft_id, closing=[arrival.pk])


def test_templates_are_of_their_kind_and_agency(house):
    assert load_templates() == load_templates()
    assert {kind.code for kind in KINDS} == set(
        DraftTemplate.objects.unscoped(reason="test").values_list("kind", flat=True)
    )
    foreign = DraftTemplate.objects.create(
        agency_id=t.make_house("Sở Tài chính").agency.id, kind="bao_cao", name="Riêng", content={}
    )
    decision = DraftTemplate.objects.unscoped(reason="test").filter(kind="quyet_dinh").first()
    for wrong in (foreign.pk, decision.pk, 10**9):
        with pytest.raises(Invalid, match=r"documents\.template_wrong"):
            create_draft(actor=house.drafter, kind="bao_cao", template_id=wrong)


def test_editing_saves_what_changed_and_counts_revisions(house):
    draft_id = t.make_draft(house)
    before = t.row(draft_id).revision
    assert t.edit(house.drafter, draft_id, subject=" V/v  trả   lời ") == before + 1
    assert t.row(draft_id).subject == "trả lời"
    assert t.edit(house.drafter, draft_id, subject="trả lời") == before + 1, "nothing differs"
    entry = audit.trail([SubjectRef("draft", draft_id)])[0]
    assert "trả lời" not in json.dumps(entry.data, ensure_ascii=False)


def test_the_journal_names_a_sitting_of_typing_once(house):
    draft_id = t.make_draft(house)

    def sittings():
        return sum(entry.verb == "draft.edited" for entry in audit.trail([SubjectRef("draft", draft_id)]))

    before = sittings()
    for word in ("một", "hai"):
        t.edit(house.drafter, draft_id, content={"type": "doc", "content": [{"type": "text", "text": word}]})
    assert sittings() == before
    with clock.frozen(NOW + timedelta(hours=1)):
        t.edit(house.drafter, draft_id, content=t.TEXT)
    assert sittings() == before + 1


def test_the_second_of_two_who_save_is_told_who_was_first(house):
    draft_id = t.make_submitted(house)
    seen = t.row(draft_id).revision
    t.edit(house.head, draft_id, subject="Sửa một")
    with pytest.raises(Conflict, match=r"documents\.draft_changed") as refused:
        edit_draft(actor=house.head, draft_id=draft_id, expected_revision=seen, content={})
    assert refused.value.params["who"] == "Phạm Huy Tường"
    assert t.row(draft_id).subject == "Sửa một"


def test_only_who_holds_it_writes(house):
    draft_id = t.make_draft(house)
    for other in (house.head, house.leader, house.clerk):
        with pytest.raises(Forbidden):
            t.edit(other, draft_id, subject="x")
    with pytest.raises(NotFound):
        t.edit(t.make_house("Sở Tài chính").drafter, draft_id, subject="x")
    submit_draft(actor=house.drafter, draft_id=draft_id)
    with pytest.raises(Conflict, match=r"documents\.draft_with_reviewer"):
        t.edit(house.drafter, draft_id, subject="x")
    t.edit(house.head, draft_id, subject="Trưởng phòng sửa")
    with pytest.raises(Forbidden):
        t.edit(house.leader, draft_id, subject="x")


def test_nobody_writes_once_it_waits_for_the_signature(house):
    draft_id = t.make_submitted(house, stage="sign")
    with pytest.raises(Conflict, match=r"documents\.draft_wrong_state"):
        t.edit(house.leader, draft_id, subject="x")


def test_wrong_fields_are_refused_together(house):
    draft_id = t.make_draft(house)
    with pytest.raises(WrongDraft) as refused:
        t.edit(house.drafter, draft_id, kind="thu_tinh", urgency=9, due_on=date(2026, 11, 16))
    assert [field for field, _code in refused.value.problems] == ["kind", "urgency", "due_on"]
    with pytest.raises(Invalid, match=r"documents\.reviewer_gone"):
        t.edit(house.drafter, draft_id, form_checker_id=house.leader.appointment_id)
    with pytest.raises(Invalid, match=r"documents\.body_wrong"):
        t.edit(house.drafter, draft_id, body_id=10**9)


def test_a_deadline_ends_with_the_work_of_its_day(house):
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, due_on=date(2026, 11, 20))
    assert t.row(draft_id).due_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    t.edit(house.drafter, draft_id, due_on=None)
    assert t.row(draft_id).due_at is None


def test_a_deadline_that_passed_meanwhile_does_not_block_writing(house):
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, due_on=date(2026, 11, 18))
    with clock.frozen(NOW + timedelta(days=7)):
        t.edit(house.drafter, draft_id, subject="Sửa muộn")


def test_the_symbol_follows_kind_and_body_until_somebody_writes_one(house):
    council = make_body(house.agency, "Hội đồng", symbol="HĐ")
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, kind="quyet_dinh")
    assert t.row(draft_id).symbol == "QĐ-SNV"
    t.edit(house.drafter, draft_id, body_id=council.id)
    now = t.row(draft_id)
    assert (now.symbol, now.signer_id, now.signature_lines) == ("QĐ-HĐ", None, [])
    t.edit(house.drafter, draft_id, symbol="qđ-hđ-đb")
    t.edit(house.drafter, draft_id, kind="bao_cao")
    assert t.row(draft_id).symbol == "QĐ-HĐ-ĐB"


@pytest.mark.parametrize(
    "changes",
    [{"subject": "TUYỆT MẬT"}, {"addressees": ("TỐI MẬT",)},
     {"content": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "MẬT"}]}]}}],
)  # fmt: skip
def test_a_secrecy_marking_is_refused_and_nothing_kept(house, changes):
    draft_id = t.make_draft(house)
    before = t.row(draft_id).revision
    with pytest.raises(SecretMarking):
        t.edit(house.drafter, draft_id, **changes)
    assert t.row(draft_id).revision == before


def test_a_hostile_text_is_cleaned_and_a_huge_one_refused(house):
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, content={"type": "doc", "content": [{"type": "script", "content": [
        {"type": "text", "text": "<script>alert(1)</script>"}]}]})  # fmt: skip
    assert t.row(draft_id).content["content"][0]["type"] == "paragraph"
    with pytest.raises(Invalid, match=r"documents\.text_too_large"):
        t.edit(house.drafter, draft_id, content={"type": "doc", "content": [{}] * 30_000})


def test_the_signer_is_chosen_from_lawful_blocks(house):
    draft_id = t.make_draft(house)
    pick = {"actor": house.drafter, "draft_id": draft_id}
    choose_signer(**pick, appointment_id=house.deputy.appointment_id, key="KT", field_of_work="Biên chế")
    now = t.row(draft_id)
    assert now.signature_lines == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert (now.signature_key, now.field_of_work) == ("KT", "Biên chế")
    with pytest.raises(Forbidden, match=r"people\.signature_no_power"):
        choose_signer(**pick, appointment_id=house.drafter.appointment_id, key="HEAD")
    with pytest.raises(Forbidden, match=r"people\.signature_no_power"):
        choose_signer(**pick, appointment_id=house.deputy.appointment_id, key="HEAD")
    with pytest.raises(Invalid, match=r"documents\.signer_elsewhere"):
        choose_signer(**pick, appointment_id=t.make_house("Sở Tài chính").leader.appointment_id, key="HEAD")
    with pytest.raises(Conflict):
        choose_signer(**pick, appointment_id=house.leader.appointment_id, key="HEAD", expected_revision=1)
    with pytest.raises(Forbidden):
        choose_signer(
            actor=house.head, draft_id=draft_id, appointment_id=house.leader.appointment_id, key="HEAD"
        )
    Appointment.objects.filter(pk=house.leader.appointment_id).update(until=date(2026, 11, 16))
    with pytest.raises(Forbidden):
        choose_signer(**pick, appointment_id=house.leader.appointment_id, key="HEAD")


def test_recipients_are_kept_in_order_and_once(house):
    finance, commune = make_agency("Sở Tài chính"), make_agency("UBND xã Long Khê", kind="commune")
    draft_id = t.make_draft(house)
    lines = [
        RecipientLine("internal", "Sở Tài chính;", agency_id=finance.id, purpose="để p/h"),
        RecipientLine("internal", commune.name, agency_id=commune.id, group="Ủy ban nhân dân các xã, phường"),
        RecipientLine("internal", "Sở TC", agency_id=finance.id),
        RecipientLine("email", "", address="bao@mau.gov.vn"),
        RecipientLine("paper", "Ông A", address="12 Lê Lợi", copies=0),
        RecipientLine("none", "Giám đốc, các PGĐ Sở"),
        RecipientLine("none", "  "),
    ]
    set_recipients(actor=house.drafter, draft_id=draft_id, lines=lines)
    rows = Recipient.objects.unscoped(reason="test").filter(draft_id=draft_id)
    assert [(one.channel, one.name) for one in rows] == [
        ("internal", "Sở Tài chính"), ("internal", "UBND xã Long Khê"), ("email", "bao@mau.gov.vn"),
        ("paper", "Ông A"), ("none", "Giám đốc, các PGĐ Sở"),
    ]  # fmt: skip
    assert rows.get(channel="paper").copies == 1


def test_wrong_recipients_change_nothing(house):
    gone = make_agency("Sở Cũ")
    Agency.objects.filter(pk=gone.id).update(active=False)
    draft_id = t.make_draft(house)
    wrong = {
        "documents.channel_wrong": RecipientLine("fax", "A"),
        "documents.address_wrong": RecipientLine("email", "A", address="không phải thư"),
        "documents.recipient_gone": RecipientLine("internal", "Sở Cũ", agency_id=gone.id),
        "documents.recipient_self": RecipientLine("internal", "Sở Nội vụ", agency_id=house.agency.id),
    }
    for code, line in wrong.items():
        with pytest.raises(Invalid) as refused:
            set_recipients(actor=house.drafter, draft_id=draft_id, lines=[line])
        assert refused.value.code == code
    with pytest.raises(Invalid, match=r"documents\.channel_wrong"):
        set_recipients(actor=house.drafter, draft_id=draft_id, lines=[RecipientLine("internal", "Không mã")])
    with pytest.raises(Invalid, match=r"documents\.recipients_many"):
        set_recipients(
            actor=house.drafter,
            draft_id=draft_id,
            lines=[RecipientLine("none", f"Nơi {n}") for n in range(2001)],
        )
    with pytest.raises(SecretMarking):
        set_recipients(actor=house.drafter, draft_id=draft_id, lines=[RecipientLine("none", "TUYỆT MẬT")])
    with pytest.raises(Conflict):
        set_recipients(actor=house.drafter, draft_id=draft_id, lines=[], expected_revision=1)
    with pytest.raises(Forbidden):
        set_recipients(actor=house.head, draft_id=draft_id, lines=[])
    assert [one.name for one in Recipient.objects.unscoped(reason="test").filter(draft_id=draft_id)] == [
        "Sở Tài chính"
    ]


def test_a_draft_is_put_into_a_work_file_its_drafter_may_add_to(house):
    own = tr.make_file(house.drafter)
    closed = tr.make_file(house.drafter, "TCBC.02")
    close_work_file(actor=house.drafter, work_file_id=closed.pk)
    elsewhere = tr.make_file(t.make_house("Sở Tài chính").drafter)
    unseen = tr.make_file(
        make_actor(house.agency, Role.OFFICER, unit=make_unit(house.agency, "Thanh tra")), "TTR.01"
    )
    draft_id = t.make_draft(house)
    t.edit(house.drafter, draft_id, work_file_id=own.pk)
    assert t.row(draft_id).work_file_id == own.pk
    refused = {
        closed.pk: "documents.work_file_closed", elsewhere.pk: "documents.work_file_unknown",
        unseen.pk: "documents.work_file_unknown", 10**9: "documents.work_file_unknown",
    }  # fmt: skip
    for work_file_id, code in refused.items():
        with pytest.raises(Invalid) as one:
            t.edit(house.drafter, draft_id, work_file_id=work_file_id)
        assert (one.value.code, one.value.field) == (code, "work_file_id")
    assert t.row(draft_id).work_file_id == own.pk


def test_a_reviewer_who_does_not_see_the_work_file_leaves_it_chosen(house):
    own = tr.make_file(
        make_actor(house.agency, Role.OFFICER, unit=make_unit(house.agency, "Thanh tra")), "TTR.01"
    )
    draft_id = t.make_draft(house)
    Draft.objects.for_actor(house.drafter).filter(pk=draft_id).update(work_file_id=own.pk)
    shown = dq.document(house.drafter, draft_id)
    assert dq.work_file_choices(house.drafter, shown)[0] == (own.pk, f"TTR.01 · {own.title}")
    t.edit(house.drafter, draft_id, subject="Khác")
    assert t.row(draft_id).work_file_id == own.pk
