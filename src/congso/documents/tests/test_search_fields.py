"""Search by every field: filters, figures beside them, order, the large agency, what is said of each hit."""

from datetime import date, datetime

import pytest
from django.db import connection, transaction

from congso.documents import involve, search_index
from congso.documents import testing_incoming as t
from congso.documents import testing_records as tr
from congso.documents.actions.file_into import file_into
from congso.documents.models import IncomingDocument, SearchEntry
from congso.documents.queries import search as q
from congso.documents.queries import search_sql
from congso.documents.queries.search_facets import chosen, facets
from congso.documents.queries.search_filters import SearchFilters
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_unit

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(DAY):
        yield


@pytest.fixture(scope="module")
def _for_all(django_db_setup, django_db_blocker):
    """One transaction round the tests of this file, so that what all of them read is made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def office(_for_all):
    with clock.frozen(DAY):
        return t.make_office()


@pytest.fixture(scope="module")
def papers(office):
    with clock.frozen(DAY):
        return make_papers(office)


def make_papers(office):
    made = {}
    for number, on, more in (
        ("1", date(2026, 3, 1), {"kind": "báo cáo", "signer_name": "Mai Xuân Lộc", "urgency": 1}),
        (
            "2",
            date(2026, 5, 1),
            {"issuer_name": "Sở Y tế", "signer_name": "Lê Đường", "subject": "Chống dịch"},
        ),
        ("3", date(2026, 7, 1), {"kind": "Luật lạ", "signer_name": "Lê Dương", "subject": "Con đường mới"}),
    ):
        made[number] = t.make_incoming(office.clerk, number=number, document_date=on, **more)
    t.index()
    return made


def found(actor, **filters):
    return [
        row.cells["code"].split("/")[0].lstrip("0") for row in q.search(actor, SearchFilters(**filters)).rows
    ]


def register_id(papers):
    return IncomingDocument.objects.unscoped(reason="test").get(pk=papers["1"].pk).register_id


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"kinds": ("bao_cao",)}, "1"),
        ({"kinds": ("Luật lạ", "bao_cao")}, "31"),
        ({"issuers": ("Sở Y tế",)}, "2"),
        ({"issuers": ("so y te",)}, ""),
        ({"issuer": "so y te"}, "2"),
        ({"issuer": "tế sở"}, "2"),
        ({"signer": "le duong"}, "32"),
        ({"signers": ("Lê Dương",)}, "3"),
        ({"signer": "…"}, "321"),
        ({"subject": "chong dich"}, "2"),
        ({"urgencies": (1,)}, "1"),
        ({"urgencies": (1, 0)}, "321"),
        ({"states": ("incoming:registered",)}, "321"),
        ({"states": ("incoming:closed",)}, ""),
        ({"states": ("register:x",)}, ""),
        ({"states": ("incoming:closed", "incoming:registered", "draft:drafting")}, "321"),
        ({"registers": (10**9,)}, ""),
        ({"work_files": (10**9,)}, ""),
        ({"drafters": ("Ai đó",)}, ""),
        ({"recipient": "ai do"}, ""),
        ({"places": ("incoming",), "sort": q.OLDEST}, "123"),
        ({"text": "mai xuân lộc", "urgencies": (1,)}, "1"),
        ({"text": "đường"}, "32"),
        ({"text": '"con dương"'}, "3"),
        ({"since": date(2026, 4, 1), "until": date(2026, 6, 1)}, "2"),
    ],
)
def test_every_field_narrows(office, papers, filters, numbers):
    if filters.get("registers") == ():
        filters["registers"] = (register_id(papers),)
    wanted = SearchFilters(**filters)
    assert wanted.narrowed or wanted.text
    assert "".join(found(office.clerk, **filters)) == numbers


def test_exact_marks_are_kept_apart(office, papers):
    hits = q.search(office.clerk, SearchFilters(text="đường")).rows
    assert [(row.cells["code"][:2], row.group) for row in hits] == [("03", "exact"), ("02", "exact")]
    hits = q.search(office.clerk, SearchFilters(text="dương")).rows
    assert [(row.cells["code"][:2], row.group) for row in hits] == [("03", "exact"), ("02", "folded")]
    assert [row.group for row in q.search(office.clerk, SearchFilters(text="đương")).rows] == [
        "folded",
        "folded",
    ]


def test_register_and_work_file(office, papers):
    book = register_id(papers)
    assert found(office.clerk, registers=(book,)) == ["3", "2", "1"]
    folder = tr.make_file(office.clerk)
    file_into(actor=office.clerk, work_file_id=folder.pk, subject=SubjectRef("incoming", papers["2"].pk))
    assert found(office.clerk, work_files=(folder.pk,)) == ["2"]
    by_field = facets(office.clerk, SearchFilters(work_files=(folder.pk,))).fields
    assert [(one.words, one.count, one.chosen) for one in by_field["work_files"]] == [
        ("TCBC.01 Biên chế cấp xã 2026", 1, True)
    ]
    assert [(one.value, one.count) for one in by_field["registers"]] == [(str(book), 1)]


def test_figures_are_those_of_the_hits(office, papers):
    made = facets(office.clerk, SearchFilters(text="le duong"))
    assert (made.count, made.exact_count, made.many) == (2, 0, False)
    told = {
        name: [(one.value, one.count) for one in values] for name, values in made.fields.items() if values
    }
    assert sorted(told["kinds"]) == [("Luật lạ", 1), ("cong_van", 1)]
    assert told["places"] == [("incoming", 2)]
    assert told["states"] == [("incoming:registered", 2)]
    assert sorted(told["signers"]) == [("Lê Dương", 1), ("Lê Đường", 1)]
    for name, values in told.items():
        for value, count in values:
            chosen_value = int(value) if name in ("urgencies", "registers") else value
            rows = q.search(office.clerk, SearchFilters(text="le duong", **{name: (chosen_value,)})).rows
            assert len(rows) == count, (name, value)


def test_figures_without_a_question_are_of_everything_one_may_open(office, papers):
    assert facets(office.clerk, SearchFilters()).count == 3
    assert facets(make_actor(office.agency), SearchFilters()).count == 0


def test_chosen_values_stay_in_sight_and_say_nothing_of_others(office, papers):
    filters = SearchFilters(
        kinds=("bao_cao", "xyz"), registers=(10**9,), work_files=(10**9,), urgencies=(4,),
        states=("work_file:open", "nowhere:x", "incoming:nothing"),
    )  # fmt: skip
    told = {
        name: [one.words for one in values]
        for name, values in chosen(office.clerk, filters).fields.items()
        if values
    }
    assert told == {
        "kinds": ["Báo cáo", "xyz"],
        "urgencies": ["Hỏa tốc hẹn giờ"],
        "states": ["Đang mở"],
    }


def test_more_than_counted(office, papers, monkeypatch):
    monkeypatch.setattr("congso.documents.queries.search.COUNTED", 1)
    monkeypatch.setattr("congso.documents.queries.search_facets.COUNTED", 1)
    assert q.search(office.clerk, SearchFilters(text="duong")).many
    made = facets(office.clerk, SearchFilters(text="duong"))
    assert made.many
    assert made.fields["places"][0].count == 1


def test_the_best_match_first(office, papers):
    rows = q.search(office.clerk, SearchFilters(text="duong", sort=q.BEST)).rows
    assert [row.cells["code"][:2] for row in rows] == ["03", "02"]


def test_ranked_pages_follow(office, papers, monkeypatch):
    monkeypatch.setattr(q, "PAGE_SIZE", 1)
    filters, seen, older = SearchFilters(text="văn", issuer="", sort=q.BEST), [], ""
    filters = SearchFilters(text="duong", sort=q.BEST)
    for _ in range(3):
        page = q.search(office.clerk, filters, older=older)
        seen += [row.cells["code"][:2] for row in page.rows]
        older = page.older
        if not older:
            break
    assert seen == ["03", "02"]


@pytest.fixture
def _large(monkeypatch):
    """Every agency is a large one, whose newest two entries are tried first."""
    monkeypatch.setattr(search_sql, "LARGE", 0)
    monkeypatch.setattr(search_sql, "WINDOW", 2)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"text": "đường"}, "32"),
        ({"text": "duong"}, "32"),
        ({"text": "bao cao"}, "1"),
        ({"text": "01/UBND-NC"}, "1"),
        ({"kinds": ("bao_cao",)}, "1"),
        ({"kinds": ("bao_cao",), "sort": q.OLDEST}, "1"),
        ({"until": date(2026, 6, 1)}, "21"),
        ({"issuer": "uy ban nhan dan"}, "31"),
    ],
)
def test_a_large_agency_is_answered_alike(office, papers, filters, numbers, monkeypatch):
    assert "".join(found(office.clerk, **filters)) == numbers
    monkeypatch.setattr(q, "PAGE_SIZE", 1)
    seen, older = "", ""
    for _ in range(4):
        page = q.search(office.clerk, SearchFilters(**filters), older=older)
        seen += "".join(row.cells["code"][:2].strip("0/") for row in page.rows)
        older = page.older
        if not older:
            break
    assert seen == numbers


def test_pages_in_the_order_of_age_run_through_undated_rows(office, papers, monkeypatch):
    monkeypatch.setattr(q, "PAGE_SIZE", 1)
    entries = SearchEntry.objects.unscoped(reason="test")
    entries.filter(subject_id__in=[papers["1"].pk, papers["2"].pk]).update(date=None)
    seen, older = "", ""
    for _ in range(5):
        page = q.search(office.clerk, SearchFilters(places=("incoming",), sort=q.OLDEST), older=older)
        seen += page.rows[0].cells["code"][1]
        older = page.older
        if not older:
            break
    assert seen == "312"


def test_a_search_of_the_system_sees_all_agencies(office, papers):
    t.make_incoming(t.make_office("Sở Y tế").clerk, number="9")
    t.index()
    assert len(found(Actor.system(), text="UBND-NC")) == 4
    nobody = Actor(kind=office.clerk.kind, name="Ai đó", person_id=1, roles=frozenset({Role.CLERK}))
    assert found(nobody, text="UBND-NC") == []
    assert facets(nobody, SearchFilters(text="UBND-NC")).count == 0


def test_a_head_of_unit_finds_what_the_unit_takes_part_in(office, papers):
    unit = make_unit(office.agency, "Phòng Nội vụ")
    head = make_actor(office.agency, Role.UNIT_HEAD, unit=unit)
    involve.involve(
        SubjectRef("incoming", papers["2"].pk), agency_id=office.agency.id, why="lead", unit_id=unit.id
    )
    t.index()
    assert found(head, text="UBND-NC") == ["2"]
    assert found(make_actor(office.agency, unit=unit), text="UBND-NC") == []


def test_a_right_that_ended_hides_at_once_though_the_index_does_not_know(office, papers):
    officer = make_actor(office.agency)
    subject = SubjectRef("incoming", papers["2"].pk)
    involve.involve(subject, agency_id=office.agency.id, why="lead", person_id=officer.person_id)
    t.index()
    assert found(officer, text="UBND-NC") == ["2"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_involvement WHERE person_id = %s", [officer.person_id])
    assert found(officer, text="UBND-NC") == []
    assert facets(officer, SearchFilters(text="UBND-NC")).count == 0
    search_index.index_readers(kind="incoming", subject_id=subject.id)
    entry = SearchEntry.objects.unscoped(reason="test").get(subject_kind="incoming", subject_id=subject.id)
    assert not [key for key in entry.facets if key[:2] == "w:"]


def test_rows_made_in_an_older_way_are_made_anew(office, papers):
    entries = SearchEntry.objects.unscoped(reason="test")
    entries.update(made_by=0, facets=[])
    assert found(office.clerk, text="UBND-NC") == []
    search_index.index_old()
    assert found(office.clerk, text="UBND-NC") == ["3", "2", "1"]
    search_index.index_readers(kind="incoming", subject_id=10**9)
    assert entries.exclude(made_by=search_index.VERSION).count() == 0
