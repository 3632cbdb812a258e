"""A secrecy marking found in a scan that was already used: nothing that rests on it stays, and nothing finds its words."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congso.documents import testing_draft as drafts
from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.bring_ink import InkFields, bring_ink
from congso.documents.actions.change_recipients import NewRecipient, add_recipients
from congso.documents.actions.draft_files import upload_source
from congso.documents.actions.make_copy import CopyFields, make_copy
from congso.documents.actions.prepare_signing import prepare_signing
from congso.documents.actions.seal_outgoing import seal
from congso.documents.actions.state_incoming_marking import state_incoming_marking
from congso.documents.models import Draft, IncomingDocument, OutgoingDocument
from congso.documents.queries import search as q
from congso.files import api as files
from congso.files.actions import ocr
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad
from congso.files.testing import scan_pdf, text_pdf
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Forbidden
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people.testing import make_actor, sign_in
from congso.pure.reading import Word
from congso.pure.reading.scans.pages import ScannedPage
from congso.pure.reading.scans.pictures import Frame

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Reads = Callable[..., None]


@pytest.fixture(autouse=True)
def _day() -> Any:
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def province() -> made.House:
    return made.make_house("Ủy ban nhân dân tỉnh Mẫu")


@pytest.fixture
def department() -> made.House:
    return made.make_house("Sở Nội vụ")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Reads:
    """`reads(*texts)`: OCR is there from now on and sees these words, page by page."""

    def from_now_on(*texts: str) -> None:
        def read(picture: Any, index: int, size: tuple[float, float]) -> ScannedPage:
            words = tuple(
                Word(word, 70.0 + 60 * at, 80, 120.0 + 60 * at, 92)
                for at, word in enumerate(texts[index].split())
            )
            return ScannedPage(index, Frame(*size), words, "", 0.95)

        settings.CONGSO_OCR = True
        monkeypatch.setattr(ocr.engine, "ready", lambda: True)
        monkeypatch.setattr(ocr, "read_picture", read)

    return from_now_on


def read_late(file_id: int) -> None:
    """The clerk was faster than the machine: it starts to read now."""
    files.read_again(file_id)
    run_pending()


def states(subject: SubjectRef) -> dict[str, str]:
    return {use.role: use.file.state for use in files.uses_of([subject])[subject]}


def found(house: made.House, text: str) -> int:
    return len(q.search(house.clerk, q.SearchFilters(text=text)).rows)


def brought(house: made.House, receiver: made.House) -> OutgoingDocument:
    """A scanned paper, stated unmarked, sealed and delivered before anybody read its pages."""
    fields = InkFields(
        body_id=house.body.id, kind="quyet_dinh", symbol="QĐ-UBND", subject="Cử công chức",
        signer_name="Vũ Đình Khoát", signed_on=date(2026, 11, 17),
    )  # fmt: skip
    scan = ("quyet-dinh.pdf", scan_pdf(2))
    outgoing_id = bring_ink(actor=house.clerk, fields=fields, scan=scan, unmarked=True)
    to = [NewRecipient(agency_id=receiver.agency.id)]
    add_recipients(actor=house.clerk, outgoing_id=outgoing_id, added=to)
    run_pending()
    return made.outgoing(outgoing_id)


def test_the_sealed_scan_and_its_delivered_copy_go_too(
    province: made.House, department: made.House, reads: Reads
) -> None:
    doc = brought(province, department)
    arrival = IncomingDocument.objects.for_actor(department.clerk).get()
    assert (doc.state, files.row(arrival.main_file_id or 0).state) == ("issued", "ready")
    reads("Số: 12/QĐ-UBND", "MẬT")
    read_late(doc.signed_file_id or 0)
    assert states(SubjectRef("outgoing", doc.pk)) == {"signed": "purged", "main": "purged"}
    arrival.refresh_from_db()
    assert files.row(arrival.main_file_id or 0).state == "purged"
    assert arrival.state == "waiting", "the record stays, with a stub instead of the pages"
    for house in (province, department):
        assert len(guard.stubs(house.clerk)) == 1


def test_what_was_purged_is_not_sent_any_more(
    province: made.House, department: made.House, reads: Reads
) -> None:
    doc = brought(province, department)
    reads("Số: 12/QĐ-UBND", "MẬT")
    read_late(doc.signed_file_id or 0)
    late = made.make_house("Sở Y tế")
    add_recipients(actor=province.clerk, outgoing_id=doc.pk, added=[NewRecipient(agency_id=late.agency.id)])
    run_pending()
    assert made.states(doc)[late.agency.name] == "failed"
    assert not IncomingDocument.objects.for_actor(late.clerk).exists()


def test_a_delivery_whose_pages_go_on_the_way_is_told_to_its_sender(
    province: made.House, department: made.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = made.on_the_table(province, "Rà soát biên chế", kind="cong_van", symbol="UBND-NC")
    made.add_line(draft, department.agency)
    doc = made.issued(province, draft)
    carried = files.copy_to_agency

    def purged_first(file_id: int, agency_id: int, **more: Any) -> files.FileRow:
        files.purge(actor=province.clerk, file_id=file_id, reason="guard.secret_marking")
        return carried(file_id, agency_id, **more)

    monkeypatch.setattr(files, "copy_to_agency", purged_first)
    run_pending()
    assert made.states(doc) == {department.agency.name: "02"}
    assert not IncomingDocument.objects.for_actor(department.clerk).exists()


def test_a_seal_asked_for_after_the_purge_says_why_not(province: made.House, reads: Reads) -> None:
    fields = InkFields(
        body_id=province.body.id, kind="quyet_dinh", symbol="QĐ-UBND", subject="Cử công chức",
        signer_name="Vũ Đình Khoát", signed_on=date(2026, 11, 17),
    )  # fmt: skip
    outgoing_id = bring_ink(actor=province.clerk, fields=fields, scan=("a.pdf", scan_pdf()), unmarked=True)
    reads("MẬT")
    ocr.read_by_eye(blob_id=ocr.known(made.outgoing(outgoing_id).signed_file_id or 0).blob_id)
    seal(outgoing_id=outgoing_id)
    doc = made.outgoing(outgoing_id)
    assert (doc.state, doc.seal_error, doc.file_id) == ("seal_failed", "files.purged", None)


def registered(house: made.House, content: bytes) -> IncomingDocument:
    """A scan that its clerk stated clean and registered before it was read."""
    incoming = arrivals.receive(house.clerk, content)
    held = incoming.main_file_id or 0
    files.state_marking(actor=house.clerk, file_id=held, marked=False)
    arrivals.register(house.clerk, incoming)
    run_pending()
    return arrivals.row(incoming.pk)


def test_a_true_copy_goes_with_the_arrival_it_was_made_of(department: made.House, reads: Reads) -> None:
    incoming = registered(department, scan_pdf(2))
    fields = CopyFields(form="sao_y", body_id=department.body.id)
    copy_id = make_copy(actor=department.clerk, incoming_id=incoming.pk, fields=fields)
    run_pending()
    assert made.outgoing(copy_id).state == "issued"
    reads("Kính gửi", "MẬT")
    read_late(incoming.main_file_id or 0)
    assert states(SubjectRef("outgoing", copy_id)) == {"source": "purged", "main": "purged"}
    assert states(SubjectRef("incoming", incoming.pk)) == {"main": "purged"}


def test_nothing_finds_the_words_that_were_read_before_the_marking(
    department: made.House, reads: Reads
) -> None:
    incoming = registered(department, scan_pdf(2))
    reads("Kiểm kê bãi vật liệu", "Trang sau")
    files.read_again(incoming.main_file_id or 0)
    blob_id = ocr.known(incoming.main_file_id or 0).blob_id
    ocr.read_by_eye(blob_id=blob_id)
    documents_index(incoming)
    assert found(department, "bãi vật liệu") == 1
    reads("", "MẬT")
    run_pending()
    assert states(SubjectRef("incoming", incoming.pk)) == {"main": "purged"}
    assert found(department, "bãi vật liệu") == 0
    assert found(department, arrivals.FIELDS.subject) == 1, "what the clerk wrote stays"


def documents_index(incoming: IncomingDocument) -> None:
    """As when somebody edits the arrival between two pages: the words read so far come into the index."""
    arrivals.reindex(kind="incoming", subject_id=incoming.pk)


def test_the_page_to_sign_goes_with_the_text_it_was_made_of() -> None:
    house = drafts.make_house()
    draft_id = drafts.make_draft(house)
    upload_source(
        actor=house.drafter, draft_id=draft_id, name="a.pdf", content=text_pdf(*["trang"] * 60, "MẬT")
    )
    draft = drafts.row(draft_id)
    Draft.objects.unscoped(reason="test").filter(pk=draft_id).update(state="signing")
    stage = draft.steps.create(
        stage="sign", version=1, appointment_id=house.leader.appointment_id, since=clock.now()
    )
    assert stage.pk
    prepared = prepare_signing(actor=house.leader, draft_id=draft_id)
    assert files.row(prepared).state == "ready"
    run_pending()
    assert files.row(draft.source_file_id or 0).state == "purged"
    assert files.row(prepared).state == "purged"


@pytest.fixture
def unread(department: made.House, monkeypatch: pytest.MonkeyPatch) -> IncomingDocument:
    """An arrival registered while its last page was unread, and then could not be read."""

    def fails(*args: Any, **kwargs: Any) -> list[str]:
        raise Bad("files.too_complex")

    monkeypatch.setattr(inspector, "texts", fails)
    incoming = arrivals.receive(department.clerk, text_pdf(*["bãi vật liệu"] * 61))
    arrivals.register(department.clerk, incoming)
    run_pending()
    return arrivals.row(incoming.pk)


def test_a_registered_arrival_held_for_unread_pages_asks_its_clerk(
    client: Client, department: made.House, unread: IncomingDocument
) -> None:
    assert (unread.state, files.row(unread.main_file_id or 0).state) == ("registered", "held")
    colleague = make_actor(department.agency, Role.CLERK, name="Hồ Thị Mơ")
    shown = reverse("documents:incoming_document", args=[unread.pk])
    asks = "có dấu chỉ độ mật không?"
    assert asks not in sign_in(client, colleague).get(shown).content.decode()
    browser = sign_in(client, department.clerk)
    assert asks in browser.get(shown).content.decode()
    with pytest.raises(Forbidden):
        state_incoming_marking(actor=department.leader, incoming_id=unread.pk, marked=False)
    answer = browser.post(reverse("documents:incoming_marking", args=[unread.pk]), {"marked": "khong"})
    assert answer["Location"] == shown
    assert files.row(unread.main_file_id or 0).state == "ready"
    assert asks not in browser.get(shown).content.decode()


def test_a_registered_arrival_said_to_be_marked_keeps_its_number_alone(
    client: Client, department: made.House, unread: IncomingDocument
) -> None:
    browser = sign_in(client, department.clerk)
    answer = browser.post(reverse("documents:incoming_marking", args=[unread.pk]), {"marked": "co"})
    assert answer["Location"] == reverse("documents:incoming_document", args=[unread.pk])
    run_pending()
    after = arrivals.row(unread.pk)
    assert (after.state, after.arrival_number) == ("registered", unread.arrival_number)
    assert files.row(unread.main_file_id or 0).state == "purged"
    assert len(guard.stubs(department.clerk)) == 1
    assert found(department, "bãi vật liệu") == 0
