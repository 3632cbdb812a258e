"""Search: accents, phrases, numbers, order, pages, and above all whose eyes."""

from datetime import date, datetime

import pytest
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.documents import involve
from congso.documents import testing_incoming as t
from congso.documents import testing_records as tr
from congso.documents.actions.reindex_file import reindex_file
from congso.documents.models import IncomingDocument, SearchEntry
from congso.documents.queries import search as q
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_unit, sign_in

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
    for number, subject, on, kind in (
        ("214", "Bố trí cán bộ cấp xã sau sắp xếp", date(2026, 11, 10), "Báo cáo"),
        ("301", "Bo tri can bo khuyến nông cấp xã", date(2026, 11, 12), "Công văn"),
        ("15", "Bán hàng hóa ở chợ", date(2026, 3, 1), "Công văn"),
    ):
        made[number] = t.make_incoming(
            office.clerk, number=number, subject=subject, document_date=on, kind=kind
        )
    t.index()
    return made


def codes(actor, text="", **filters):
    return [row.code.split("/")[0] for row in q.search(actor, q.SearchFilters(text=text, **filters)).rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bố trí cán bộ", ["214", "301"]),
        ("bo tri can bo", ["301", "214"]),
        ("BỐ TRÍ", ["214", "301"]),
        ('"cán bộ cấp xã"', ["214"]),
        ('"bố xã"', []),
        ("hoá", ["15"]),
        ("214/UBND-NC", ["214"]),
        ("Số: 214 ubnd nc", ["214"]),
        ("214", ["214"]),
        ("30*", ["301"]),
        ("khuyến nô", ["301"]),
        ("15 ubnd-nc", ["15"]),
        ("so 15", ["15"]),
        ("UBND-NC", ["301", "214", "15"]),
        ("tài chính kho bạc", []),
        ("'; DROP & | ! (", []),
        ("&:*", []),
    ],
)
def test_what_is_found(office, papers, text, found):
    assert codes(office.clerk, text) == found


def test_exact_accents_stand_first_and_are_counted(office, papers):
    found = q.search(office.clerk, q.SearchFilters(text="bố trí"))
    assert [(row.exact, row.date) for row in found.rows] == [
        (True, date(2026, 11, 10)),
        (False, date(2026, 11, 12)),
    ]
    assert (found.count, found.exact_count, found.many) == (2, 1, False)
    assert found.rows[0].title[:2] == [("Bố trí", True), (" cán bộ cấp xã sau sắp xếp", False)]
    assert found.rows[0].plain_title.startswith("Bố trí cán bộ")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"places": ("work_file",)}, []),
        ({"places": ("incoming",)}, ["301", "214", "15"]),
        ({"kinds": ("bao_cao",)}, ["214"]),
        ({"since": date(2026, 11, 11)}, ["301"]),
        ({"until": date(2026, 4, 1)}, ["15"]),
        ({}, []),
    ],
)
def test_filters_alone(office, papers, filters, found):
    assert codes(office.clerk, **filters) == found


def test_an_officer_finds_what_they_take_part_in_and_a_stranger_nothing(office, papers):
    unit = make_unit(office.agency, "Phòng Nội vụ")
    officer, head = make_actor(office.agency, unit=unit), make_actor(office.agency, Role.UNIT_HEAD, unit=unit)
    stranger, elsewhere = make_actor(office.agency), t.make_office("Sở Y tế").clerk
    place = {"agency_id": office.agency.id, "why": "lead"}
    involve.involve(SubjectRef("incoming", papers["214"].pk), person_id=officer.person_id, **place)
    involve.involve(SubjectRef("incoming", papers["301"].pk), unit_id=unit.id, **place)
    t.index()
    assert codes(officer, "cán bộ") == ["214"]
    assert codes(head, "cán bộ") == ["301"]
    for nobody in (stranger, elsewhere, make_actor(office.agency, Role.ADMIN)):
        assert codes(nobody, "cán bộ") == []
        assert codes(nobody, "214/UBND-NC") == []
        assert q.search(nobody, q.SearchFilters(text="cán bộ")).count == 0
    assert len(codes(Actor.system(office.agency.id), "cán bộ")) == 2


def test_list_and_detail_agree(office, papers):
    """An index row that outlived the right to its document is not shown."""
    SearchEntry.objects.unscoped(reason="test").filter(subject_id=papers["214"].pk).update(subject_id=10**9)
    assert codes(office.clerk, "bố trí cấp xã") == ["301"]


def test_work_files_are_found(office):
    made = tr.make_file(office.clerk, title="Biên chế cấp xã 2026")
    (row,) = q.search(office.leader, q.SearchFilters(text="bien che")).rows
    assert (row.place, row.code, row.url) == ("work_file", "TCBC.01", f"/ho-so/{made.pk}/")
    assert q.search(make_actor(office.agency), q.SearchFilters(text="bien che")).rows == []


def test_words_of_other_fields_say_so(office, papers):
    (row,) = [
        one
        for one in q.search(office.clerk, q.SearchFilters(text="Mai Xuân Lộc")).rows
        if one.code[:3] == "214"
    ]
    assert row.why == ("Người ký", [("Mai Xuân Lộc", True)])
    assert not row.inside


def entries(office, days):
    """The last one is written without accents."""
    made = []
    for number in range(len(days)):
        made.append(t.make_incoming(office.clerk, number=str(500 + number), subject="Phòng cháy").pk)
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=made[-1]).update(subject="Phong chay")
    t.index()
    for one, on in zip(made, days, strict=True):
        SearchEntry.objects.unscoped(reason="test").filter(subject_id=one).update(date=on)
    return made


def test_pages_run_on_through_undated_rows_and_both_groups(office, monkeypatch):
    monkeypatch.setattr(q, "PAGE_SIZE", 2)
    made = entries(office, [None, None, date(2026, 1, 2), date(2026, 1, 2), date(2025, 1, 1)])
    seen, older = [], ""
    while True:
        found = q.search(office.clerk, q.SearchFilters(text="phòng cháy"), older=older)
        seen += [row.subject.id for row in found.rows]
        older = found.older
        if not older:
            break
    assert seen == [made[1], made[0], made[3], made[2], made[4]]
    assert (
        q.search(office.clerk, q.SearchFilters(text="phòng cháy"), older="zzz").rows[0].subject.id == made[1]
    )


def test_read_words_are_indexed_again(office, papers):
    ProcrastinateJob.objects.all().delete()
    assert reindex_file(file_id=papers["214"].main_file_id) == 3  # the same small file serves all three
    assert ProcrastinateJob.objects.filter(task_name="documents.index").count() == 3
    assert reindex_file(file_id=0) == 0


# The screen


def page(client, query):
    answer = client.get(reverse("documents:search") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_screen(client, office, papers, settings, django_assert_max_num_queries):
    settings.CONGSO_COUNTS_SECONDS = 60
    sign_in(client, office.clerk)
    assert "Tìm trong mọi văn bản" in page(client, "")
    with django_assert_max_num_queries(12):
        html = page(client, "?q=bố+trí+cán+bộ")
    assert "<mark>Bố trí cán bộ</mark>" in html
    assert html.index("Khớp đúng dấu") < html.index("Khớp khi bỏ dấu")
    assert "data-search-field" in html
    assert "Bỏ mọi bộ lọc" in page(client, "?q=bố+trí&loai=quyet_dinh&tu=01/01/2026")
    assert "Tìm không dấu" in page(client, "?q=%22không+có%22")
    assert 'data-search="/tra-cuu/"' in html


def test_markup_in_a_title_is_text(client, office):
    t.make_incoming(office.clerk, subject="<script>alert(1)</script> thử")
    t.index()
    html = page(sign_in(client, office.clerk), "?q=thử")
    assert "<script>alert" not in html
    assert "&lt;" in html
