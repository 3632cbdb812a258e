"""The screen of search, what is kept of it, what is taken out of it."""

import io
import zipfile
from datetime import date, datetime
from urllib.parse import urlencode

import docx
import openpyxl
import pytest
from django.http import QueryDict
from django.urls import reverse

from congso.audit.api import trail
from congso.documents import involve, search_files
from congso.documents import testing_incoming as t
from congso.documents.actions.export_search import export_search
from congso.documents.actions.keep_search import LIMIT, choose_columns, keep_search, rename_search
from congso.documents.forms_search import query_of, read
from congso.documents.models import SavedSearch
from congso.documents.queries import search as q
from congso.documents.queries.saved_searches import columns, saved_searches
from congso.documents.queries.search_filters import SearchFilters
from congso.documents.texts_search import USUAL
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, sign_in

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.CONGSO_COUNTS_SECONDS = 60
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


@pytest.fixture
def papers(office):
    made = [
        t.make_incoming(office.clerk, number=str(n), subject=subject, document_date=date(2026, n, 1), **more)
        for n, subject, more in (
            (1, "Chống dịch mùa hè", {"kind": "Báo cáo", "urgency": 2}),
            (2, "=Dịch vụ công", {"issuer_name": "Sở Y tế"}),
        )
    ]
    t.index()
    return made


def page(client, name="search", *args, status=200, **query):
    answer = client.get(f"{reverse(f'documents:{name}', args=args)}?{urlencode(query, doseq=True)}")
    assert answer.status_code == status
    return answer.content.decode() if status == 200 else ""


# Addresses


def test_an_address_is_read_leniently():
    given = QueryDict(
        "q=a&o=incoming&o=moon&loai=bao_cao&khan=2&khan=9&khan=x&so=%C2%B2&hs=7&tu=1/2/2026&den=32/1/2026&gui_co=%00 b  c&xep=moon&loai="
    )
    assert read(given) == SearchFilters(
        text="a", places=("incoming",), kinds=("bao_cao",), urgencies=(2,), work_files=(7,), since=date(2026, 2, 1), issuer="b c"
    )  # fmt: skip
    assert read(QueryDict("xep=oldest")).sort == q.OLDEST
    assert len(read(QueryDict("&".join(f"loai={n}" for n in range(99)))).kinds) == 20


def test_an_address_is_kept_without_its_page_or_a_value():
    given = QueryDict("older=zz&q=a&loai=x&loai=y&xem=bang&tu=")
    assert query_of(given) == "q=a&loai=x&loai=y"
    assert query_of(given, without=[("loai", "x")]) == "q=a&loai=y"
    assert query_of(given, without=[("loai", ""), ("q", "b")]) == "q=a"


# The screen


def test_filters_stand_beside_the_hits(client, office, papers, django_assert_max_num_queries):
    sign_in(client, office.clerk)
    page(client)
    with django_assert_max_num_queries(12):
        html = page(client, q="dịch", loai="bao_cao", ky_co="mai loc", tu="01/01/2026")
    assert html.count('class="hit"') == 1
    assert "Báo cáo" in html
    assert f'hx-get="{reverse("documents:search_facets")}?q=d' in html
    chips = [f'href="{reverse("documents:search")}?', "Người ký: mai loc", "Từ ngày: 01/01/2026"]
    assert all(one in html for one in chips)
    assert 'value="mai loc"' in html
    assert "?tim=d%E1%BB%8Bch" in html


def test_figures_come_after_the_hits(client, office, papers, django_assert_max_num_queries):
    sign_in(client, office.clerk)
    page(client)
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("documents:search_facets") + "?q=dich", **HTMX)
    html = answer.content.decode()
    assert 'id="search-count" hx-swap-oob="true">2 kết quả' in html
    assert 'id="search-sheet-pane" hx-swap-oob="true"' in html
    assert "Sở Y tế" in html
    assert "<html" not in html
    nothing = client.get(
        reverse("documents:search_facets") + "?q=kh%C3%B4ng+c%C3%B3", **HTMX
    ).content.decode()
    assert "search-count" not in nothing
    assert "search-count" not in client.get(reverse("documents:search_facets"), **HTMX).content.decode()


def test_hits_in_groups_or_by_rank(client, office, papers):
    sign_in(client, office.clerk)
    assert "Khớp số, ký hiệu" in page(client, q="01/UBND-NC")
    html = page(client, q="dich", xep="best")
    assert html.count('class="hit"') == 2
    assert "grp-h" not in html
    assert "bắt đầu bằng chữ cuối" in page(client, q="mùa hè ch*") or "hit" in page(client, q="chống di")
    assert "Đang hiện văn bản có từ" in page(client, q="chống dị")
    assert "Đang hiện văn bản có từ" not in page(client, q="chống kh")


def test_the_next_page(client, office, papers, monkeypatch):
    monkeypatch.setattr(q, "PAGE_SIZE", 1)
    sign_in(client, office.clerk)
    html = page(client, q="dịch")
    assert 'rel="next"' in html
    assert ">Kết quả</b>" in html.replace("\n", "")
    older = html.split('rel="next"')[1].split("older=")[1].split('"')[0]
    assert "Về đầu" in page(client, q="dịch", older=older)


def test_the_table_with_chosen_columns(client, office, papers):
    sign_in(client, office.clerk)
    html = page(client, q="dịch", xem="bang")
    assert "Cơ quan ban hành</th>" in html
    assert "<mark>dịch</mark>" in html.lower()
    answer = client.post(
        reverse("documents:search_columns"), {"cot": ["subject", "arrived", "xyz"], "query": "q=a"}
    )
    assert answer["Location"] == f"{reverse('documents:search')}?q=a&xem=bang"
    assert columns(office.clerk) == ["subject", "arrived"]
    html = page(client, q="dịch", xem="bang")
    assert "Ngày đến</th>" in html
    assert "Cơ quan ban hành</th>" not in html
    assert client.post(reverse("documents:search_columns"), {"query": ""}).status_code == 422
    assert columns(make_actor(office.agency)) == list(USUAL)


@pytest.mark.parametrize("name", ["search", "search_facets", "search_saved"])
def test_strangers_are_asked_to_sign_in(client, name):
    answer = client.get(reverse(f"documents:{name}"))
    assert answer.status_code == 302
    assert "dang-nhap" in answer["Location"]


def test_nobody_learns_of_what_they_may_not_open(client, office, papers):
    stranger = make_actor(office.agency)
    sign_in(client, stranger)
    for query in ({"q": "dịch"}, {"q": "01/UBND-NC"}, {"gui": "Sở Y tế"}, {"loai": "bao_cao"}):
        html = page(client, **query) + page(client, "search_facets", **query)
        assert "Không tìm thấy gì" in html
        assert "UBND-NC</span>" not in html
        assert "Chống dịch mùa" not in html
        assert 'class="count num">1<' not in html
    everything = page(client, "search_facets")
    assert "Sở Y tế" not in everything
    made = export_search(actor=stranger, filters=SearchFilters(text="dịch"), output="xlsx")
    assert openpyxl.load_workbook(io.BytesIO(made.content)).active.max_row == 1


# Kept searches


def test_a_search_is_kept_renamed_dropped(client, office, papers):
    sign_in(client, office.clerk)
    answer = client.post(
        reverse("documents:search_keep"),
        {"name": " Dịch  bệnh ", "query": "q=d%E1%BB%8Bch&older=x&loai=bao_cao"},
    )
    assert answer.status_code == 302
    (kept,) = saved_searches(office.clerk)
    assert (kept.name, kept.query) == ("Dịch bệnh", "q=d%E1%BB%8Bch&loai=bao_cao")
    html = page(client, q="dịch", loai="bao_cao")
    assert 'aria-current="true"' in html
    client.post(reverse("documents:search_rename", args=[kept.id]), {"name": "Khác"})
    assert "Khác" in page(client, "search_saved")
    client.post(reverse("documents:search_drop", args=[kept.id]))
    assert saved_searches(office.clerk) == []
    assert "Chưa lưu tìm kiếm nào" in page(client, "search_saved")


def test_the_same_name_takes_the_new_search(office):
    first = keep_search(actor=office.clerk, name="A", query="q=1")
    assert keep_search(actor=office.clerk, name="A", query="q=2") == first
    assert [one.query for one in saved_searches(office.clerk)] == ["q=2"]


def test_kept_searches_are_personal(office):
    kept = keep_search(actor=office.clerk, name="A", query="q=1")
    for other in (office.leader, t.make_office("Sở Y tế").clerk):
        assert saved_searches(other) == []
        with pytest.raises(NotFound, match="search_unknown"):
            rename_search(actor=other, search_id=kept, name="B")
    assert [one.name for one in saved_searches(office.clerk)] == ["A"]


def test_what_cannot_be_kept(client, office):
    clerk = office.clerk
    for wrong in (
        {"name": " ", "query": "q=1"},
        {"name": "A", "query": ""},
        {"name": "A", "query": "q=" + "a" * 2000},
    ):
        with pytest.raises(Invalid):
            keep_search(actor=clerk, **wrong)
    with pytest.raises(SecretMarking):
        keep_search(actor=clerk, name="TUYỆT MẬT", query="q=1")
    for nobody in (
        Actor.system(clerk.agency_id),
        Actor(kind=clerk.kind, name="x", person_id=clerk.person_id),
    ):
        with pytest.raises(Forbidden):
            keep_search(actor=nobody, name="A", query="q=1")
    with pytest.raises(Invalid, match="columns_empty"):
        choose_columns(actor=clerk, columns=[])
    first = keep_search(actor=clerk, name="Tên 0", query="q=1")
    for number in range(1, LIMIT):
        keep_search(actor=clerk, name=f"Tên {number}", query="q=1")
    with pytest.raises(Invalid, match="searches_full"):
        keep_search(actor=clerk, name="Một nữa", query="q=1")
    with pytest.raises(Conflict, match="name_taken"):
        rename_search(actor=clerk, search_id=first, name="Tên 1")
    assert SavedSearch.objects.for_actor(clerk).count() == LIMIT


# Taken out


@pytest.mark.parametrize("output", search_files.OUTPUTS)
def test_results_leave_as_a_file(client, office, papers, output):
    sign_in(client, office.clerk)
    answer = client.get(reverse("documents:search_export", args=[output]) + "?q=dich")
    assert answer.status_code == 200
    assert f".{output}" in answer["Content-Disposition"]
    (entry,) = [
        one for one in trail([SubjectRef("agency", office.agency.id)]) if one.verb == "search.exported"
    ]
    assert entry.data == {"output": output, "lines": 2}
    content = answer.content
    if output == "pdf":
        assert content.startswith(b"%PDF")
    elif output == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        assert [row[3] for row in rows] == ["Trích yếu", "=Dịch vụ công", "Chống dịch mùa hè"]
    else:
        made = docx.Document(io.BytesIO(content))
        assert made.paragraphs[0].text == "KẾT QUẢ TRA CỨU"
        assert "2 kết quả." in [one.text for one in made.paragraphs]
        assert [row.cells[3].text for row in made.tables[0].rows][1:] == [
            "=Dịch vụ công",
            "Chống dịch mùa hè",
        ]
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_file_has_the_order_and_the_columns_of_the_screen(office, papers):
    choose_columns(actor=office.clerk, columns=["place", "code", "urgency", "register", "work_file"])
    made = export_search(actor=office.clerk, filters=SearchFilters(text="dịch", sort=q.BEST), output="xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True))
    assert rows[0] == ("Nằm ở", "Số, ký hiệu", "Độ khẩn", "Sổ", "Hồ sơ")
    assert sorted(rows[1:], key=str)[0][:4] == (
        "Văn bản đến",
        "01/UBND-NC",
        "Thượng khẩn",
        "Văn bản đến 2026",
    )


def test_a_long_list_is_cut_and_says_so(office, papers, monkeypatch):
    monkeypatch.setattr("congso.documents.queries.search.EXPORTED", 1)
    made = export_search(actor=office.clerk, filters=SearchFilters(text="dịch"), output="docx")
    document = docx.Document(io.BytesIO(made.content))
    assert len(document.tables[0].rows) == 2
    assert any("còn nữa" in one.text for one in document.paragraphs)


def test_an_officer_takes_out_what_they_see(office, papers):
    officer = make_actor(office.agency)
    subject = SubjectRef("incoming", papers[0].pk)
    involve.involve(subject, agency_id=office.agency.id, why="lead", person_id=officer.person_id)
    t.index()
    made = export_search(actor=officer, filters=SearchFilters(text="dịch"), output="docx")
    assert len(docx.Document(io.BytesIO(made.content)).tables[0].rows) == 2


def test_what_cannot_be_taken_out(client, office):
    with pytest.raises(Invalid, match="bad_search_output"):
        export_search(actor=office.clerk, filters=SearchFilters(text="a"), output="exe")
    with pytest.raises(Invalid, match="search_empty"):
        export_search(actor=office.clerk, filters=SearchFilters(), output="pdf")
    with pytest.raises(Forbidden):
        export_search(actor=Actor.system(), filters=SearchFilters(text="a"), output="pdf")
    sign_in(client, office.clerk)
    assert client.get(reverse("documents:search_export", args=["exe"]) + "?q=a").status_code == 422


def test_signs_that_xml_does_not_hold_are_left_out():
    assert search_files.word("T", ["Nằm ở"], [["a\x00b\x0bc"]], ["place"], ["n\x01"])
