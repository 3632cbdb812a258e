"""Documents that leave, and drafts: found by drafter and recipients, also after those change; the words of their files."""

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.documents import search_index
from congso.documents import testing_draft as drafts
from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.change_recipients import NewRecipient, add_recipients, drop_recipient
from congso.documents.queries import search as q
from congso.documents.queries.search_content import words_of_files
from congso.documents.queries.search_filters import SearchFilters
from congso.files import api as files
from congso.files.models import File
from congso.files.testing import make_file, text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


def found(actor: Actor, **filters: Any) -> list[str]:
    return [row.place for row in q.search(actor, SearchFilters(**filters)).rows]


def index_all(doc: Any) -> None:
    for kind, key in (("outgoing", doc.pk), ("draft", doc.draft_id)):
        search_index.index(SubjectRef(kind, key))


def test_recipients_that_change_are_found_anew(house: made.House) -> None:
    doc = made.signed(house)
    index_all(doc)
    assert found(house.clerk, recipient="vien moi") == []
    (line,) = add_recipients(
        actor=house.clerk, outgoing_id=doc.pk, added=[NewRecipient("Viện Mới", address="a@b.example")]
    )
    run_jobs_of_search()
    assert found(house.clerk, recipient="vien moi") == ["outgoing"]
    assert found(house.clerk, recipients=("Viện Mới",)) == ["outgoing"]
    drop_recipient(actor=house.clerk, outgoing_id=doc.pk, recipient_id=line)
    run_jobs_of_search()
    assert found(house.clerk, recipient="vien moi") == []


def run_jobs_of_search() -> None:
    for job in (search_index.reindex, search_index.index_readers):
        for waiting in ProcrastinateJob.objects.filter(status="todo", task_name=job.name).order_by("id"):
            job(**waiting.args)


def test_who_drafted_finds_it_and_a_stranger_does_not(house: made.House) -> None:
    doc = made.signed(house)
    index_all(doc)
    name = doc.drafter_name
    assert found(house.clerk, drafter=name) == ["outgoing"]
    assert found(house.clerk, drafters=(name,)) == ["outgoing"]
    for stranger in (make_actor(make_agency("Sở Y tế")), make_actor(house.agency)):
        assert found(stranger, drafter=name) == []


def test_a_draft_is_found_by_its_text_and_its_recipients(house: made.House) -> None:
    office = drafts.make_house("Sở Tư pháp")
    draft = drafts.row(drafts.make_draft(office))
    search_index.index(SubjectRef("draft", draft.pk))
    (row,) = q.search(office.drafter, SearchFilters(text=draft.subject)).rows
    assert (row.place, row.code, row.cells["drafter"]) == ("draft", f"…/{draft.symbol}", office.drafter.name)
    assert found(office.drafter, recipient="so tai chinh") == ["draft"]
    assert found(house.officer, text=draft.subject) == []


def test_what_is_attached_is_found_and_what_waits_for_its_marking_is_not() -> None:
    office = arrivals.make_office()
    incoming = arrivals.receive(office.clerk, text_pdf("Trang chính nói điều một"))
    subject = SubjectRef("incoming", incoming.pk)
    beside = make_file(office.clerk, "phu-luc.pdf", text_pdf("phụ lục nói điều hai"))
    files.use(beside.id, subject, "attachment", 1)
    files.use(make_file(office.clerk, "khac.pdf", text_pdf("tệp khác vai")).id, subject, "slip", 2)
    said = words_of_files(subject, incoming.main_file_id)
    assert said == "Trang chính nói điều một\nphụ lục nói điều hai"
    File.objects.unscoped(reason="test").filter(pk=beside.id).update(state="held")
    assert words_of_files(subject, incoming.main_file_id) == "Trang chính nói điều một"
    assert words_of_files(SubjectRef("incoming", 10**9), None) == ""
    File.objects.unscoped(reason="test").filter(pk=beside.id).update(state="ready")
    arrivals.register(office.clerk, arrivals.row(incoming.pk))
    arrivals.run_jobs()
    (row,) = q.search(office.clerk, SearchFilters(text='"điều một"')).rows
    assert ("điều một", True) in row.snippet
    assert row.page == 1
