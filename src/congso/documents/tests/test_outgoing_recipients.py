"""The list of recipients: added before and after issuing, sent once, moved by hand where no machine reports."""

import pytest

from congso.documents import testing_outgoing as made
from congso.documents.actions import change_recipients as lines
from congso.documents.actions import deliver_outgoing as deliver
from congso.documents.actions.cancel_outgoing import recall_outgoing
from congso.documents.actions.change_recipients import NewRecipient
from congso.documents.models import OutgoingDocument, Recipient
from congso.documents.support_draft import ref
from congso.files import api as files
from congso.files.testing import make_file
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event, LiveMessage
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


@pytest.fixture
def finance() -> AgencyRow:
    return make_agency("Sở Tài chính", code="H99.05")


def added(doc: OutgoingDocument, who: Actor, *new: NewRecipient) -> list[int]:
    return lines.add_recipients(actor=who, outgoing_id=doc.pk, added=new)


def line(pk: int) -> Recipient:
    return Recipient.objects.unscoped(reason="test").get(pk=pk)


def announced() -> int:
    return Event.objects.filter(name="documents.RecipientsAdded").count()


def test_each_way_of_sending_has_its_line(house: made.House, finance: AgencyRow) -> None:
    doc = made.signed(house)
    ids = added(
        doc, house.clerk, NewRecipient(agency_id=finance.id), NewRecipient("Viện", address=" vt@vien.example "),
        NewRecipient("Ông  Sằm", address="thôn Nà Pái", copies=0), NewRecipient(agency_id=finance.id, name="lại"),
    )  # fmt: skip
    rows = [(row.channel, row.name, row.address, row.order) for row in (line(pk) for pk in ids[:3])]
    assert rows == [
        ("internal", "Sở Tài chính", "", 1), ("email", "Viện", "vt@vien.example", 2),
        ("paper", "Ông Sằm", "thôn Nà Pái", 3),
    ]  # fmt: skip
    assert announced() == 0


def test_what_is_no_recipient(house: made.House) -> None:
    doc = made.signed(house)
    with pytest.raises(Invalid) as unnamed:
        added(doc, house.clerk, NewRecipient("  "))
    assert unnamed.value.code == "documents.recipient_unnamed"
    with pytest.raises(Invalid) as own:
        added(doc, house.clerk, NewRecipient(agency_id=house.agency.id))
    assert own.value.code == "documents.recipient_self"
    with pytest.raises(SecretMarking):
        added(doc, house.clerk, NewRecipient("TUYỆT MẬT"))
    with pytest.raises(Forbidden):
        added(doc, house.leader, NewRecipient("Viện"))
    with pytest.raises(NotFound):
        added(doc, make_actor(make_agency("Sở Y tế"), Role.CLERK), NewRecipient("Viện"))
    assert not Recipient.objects.unscoped(reason="test").exists()


def test_added_after_issuing_is_sent_at_once_and_once(house: made.House, finance: AgencyRow) -> None:
    doc = made.issued(house)
    added(doc, house.clerk, NewRecipient(agency_id=finance.id))
    assert announced() == 1
    assert added(doc, house.clerk, NewRecipient(agency_id=finance.id)) == []
    assert announced() == 1
    recall_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="Gửi nhầm")
    with pytest.raises(Conflict):
        added(doc, house.clerk, NewRecipient("Viện"))


def test_the_parcel_says_what_the_document_says(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house, urgency=1, due_at=made.DAY)
    made.add_line(draft, finance)
    made.add_line(draft, finance)
    made.add_line(draft, "Viện", "email")
    annex, note = make_file(house.officer, "Phụ lục.pdf"), make_file(house.officer, "Số liệu.pdf")
    files.use(note.id, ref(draft), "attachment")
    files.use(annex.id, ref(draft), "appendix")
    doc = made.numbered(house, draft)
    system = Actor.system(house.agency.id)
    assert deliver.parcel(actor=system, outgoing_id=doc.pk) == deliver.Parcel({}, (), ())
    made.seal_outgoing(actor=system, outgoing_id=doc.pk)
    parcel = deliver.parcel(actor=system, outgoing_id=doc.pk)
    assert parcel.receivers == (finance.id,)
    assert [file["role"] for file in parcel.files] == ["main", "appendix", "attachment"]
    assert parcel.files[0]["file_id"] == made.outgoing(doc.pk).file_id
    assert (parcel.fields["number"], parcel.fields["symbol"], parcel.fields["kind"]) == (
        "01",
        "BC-SNV",
        "Báo cáo",
    )
    assert (parcel.fields["date"], parcel.fields["due"]) == ("2026-11-17", made.DAY.isoformat())
    deliver.note_sent(actor=system, outgoing_id=doc.pk, deliveries={finance.id: 77})
    assert deliver.parcel(actor=system, outgoing_id=doc.pk).receivers == ()
    assert made.states(doc) == {"Sở Tài chính": "sent", "Viện": "waiting"}


def test_kinds_outside_the_decree_and_documents_on_paper(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house, kind="thong_tu", symbol="TT-SNV")
    made.add_line(draft, finance)
    doc = made.issued(house, draft)
    system = Actor.system(house.agency.id)
    assert deliver.parcel(actor=system, outgoing_id=doc.pk).fields["kind"] == "thong_tu"
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(on_paper=True)
    assert deliver.parcel(actor=system, outgoing_id=doc.pk).receivers == ()


def test_states_come_back_and_latecomers_change_nothing(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house)
    pk = made.add_line(draft, finance, delivery_id=77, state="sent").pk
    doc = made.signed(house, draft)
    system = Actor.system()
    deliver.recipient_state(actor=system, delivery_id=77, code="03", note="5127")
    deliver.recipient_state(actor=system, delivery_id=77, code="01")
    deliver.recipient_state(actor=system, delivery_id=99, code="06")
    assert (line(pk).state, line(pk).state_note, line(pk).state_at) == ("03", "5127", clock.now())
    told = LiveMessage.objects.filter(channel=f"agency:{house.agency.id}", kind="recipient")
    assert [message.payload for message in told] == [{"outgoing": doc.pk}]


def test_lines_moved_by_hand(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house)
    mail, paper = made.add_line(draft, "Viện", "email"), made.add_line(draft, "Ông Sằm", "paper")
    inside = made.add_line(draft, finance)
    doc = made.signed(house, draft)

    def mark(pk: int, state: str, who: Actor = house.clerk, **more: str) -> None:
        lines.mark_recipient(actor=who, outgoing_id=doc.pk, recipient_id=pk, state=state, **more)

    with pytest.raises(Conflict):
        mark(mail.pk, "sent")
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(state="issued")
    mark(mail.pk, "failed", note="Địa chỉ  không tồn tại")
    assert (line(mail.pk).state, line(mail.pk).state_note) == ("failed", "Địa chỉ không tồn tại")
    mark(mail.pk, "sent", address="moi@vien.example")
    assert (line(mail.pk).state, line(mail.pk).address) == ("sent", "moi@vien.example")
    mark(paper.pk, "06")
    for pk, state, code in (
        (inside.pk, "06", "documents.recipient_by_machine"),
        (paper.pk, "04", "documents.recipient_state_unknown"),
    ):
        with pytest.raises(Invalid) as refused:
            mark(pk, state)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        mark(0, "06")
    with pytest.raises(Forbidden):
        mark(paper.pk, "06", house.officer)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(on_paper=True)
    mark(inside.pk, "06")
    assert line(inside.pk).state == "06"


def test_dropped_while_nobody_has_it(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house)
    waiting, sent = made.add_line(draft, finance), made.add_line(draft, "Viện", "email", state="sent")
    doc = made.signed(house, draft)
    with pytest.raises(Conflict) as refused:
        lines.drop_recipient(actor=house.clerk, outgoing_id=doc.pk, recipient_id=sent.pk)
    assert refused.value.code == "documents.recipient_sent"
    with pytest.raises(Forbidden):
        lines.drop_recipient(actor=house.officer, outgoing_id=doc.pk, recipient_id=waiting.pk)
    lines.drop_recipient(actor=house.clerk, outgoing_id=doc.pk, recipient_id=waiting.pk)
    assert made.states(doc) == {"Viện": "sent"}


def test_only_what_came_back_is_sent_again(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house)
    back = made.add_line(draft, finance, state="02", delivery_id=7)
    doc = made.signed(house, draft)
    with pytest.raises(Conflict):
        lines.resend(actor=house.clerk, outgoing_id=doc.pk, recipient_id=back.pk)
    assert line(back.pk).state == "02"
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(state="issued")
    lines.resend(actor=house.clerk, outgoing_id=doc.pk, recipient_id=back.pk)
    assert (line(back.pk).state, line(back.pk).delivery_id, announced()) == ("waiting", None, 1)
    with pytest.raises(Conflict):
        lines.resend(actor=house.clerk, outgoing_id=doc.pk, recipient_id=back.pk)
    with pytest.raises(Forbidden):
        lines.resend(actor=house.leader, outgoing_id=doc.pk, recipient_id=back.pk)


def test_recalled_lines(house: made.House, finance: AgencyRow) -> None:
    draft = made.on_the_table(house)
    made.add_line(draft, finance, state="03", delivery_id=7)
    made.add_line(draft, make_agency("Sở Y tế"), state="02", delivery_id=8)
    made.add_line(draft, "Ông Sằm", "paper")
    doc = made.issued(house, draft)
    system = Actor.system(house.agency.id)
    with pytest.raises(Forbidden):
        recall_outgoing(actor=house.officer, outgoing_id=doc.pk, reason="Sai")
    with pytest.raises(Invalid):
        recall_outgoing(actor=house.leader, outgoing_id=doc.pk, reason=" ")
    recall_outgoing(actor=house.leader, outgoing_id=doc.pk, reason="Sai số liệu")
    assert deliver.sent_deliveries(actor=system, outgoing_id=doc.pk) == [7]
    assert made.states(doc) == {"Sở Tài chính": "03", "Sở Y tế": "02", "Ông Sằm": "15"}
    doc = made.outgoing(doc.pk)
    assert (doc.state, doc.recalled_at, doc.recall_reason, doc.number) == (
        "recalled",
        clock.now(),
        "Sai số liệu",
        1,
    )
    with pytest.raises(Conflict):
        recall_outgoing(actor=house.leader, outgoing_id=doc.pk, reason="Lần nữa")
