"""The register of another product comes in: whole or not at all, with its own numbers."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congso.audit.api import trail
from congso.documents import testing_incoming as t
from congso.documents.actions import import_register as act
from congso.documents.models import IncomingDocument, Register, RegisterImport, RegisterNumber
from congso.documents.queries import register_import as q
from congso.documents.queries.search import SearchFilters, search
from congso.documents.rules_import import guess
from congso.guard.models import Incident
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, sign_in

pytestmark = pytest.mark.django_db
HEADER = "Số đến;Ngày đến;Tác giả;Số, ký hiệu;Trích yếu;Ghi chú"
ROWS = (
    "1;05/01/2024;UBND tỉnh Mẫu;15/QĐ-UBND;Thành lập tổ công tác;",
    "3;09/02/2024;Sở Tài chính;201/STC-NS;Dự toán năm;Kèm đĩa",
    "1;04/01/2025;UBND xã Tân Hòa;02/BC-UBND;Kết quả rà soát hộ nghèo;",
)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


def csv(*rows, header=HEADER):
    return "\n".join([header, *(rows or ROWS)]).encode()


def upload(clerk, content=None, name="Sổ cũ.csv"):
    return act.upload_register(actor=clerk, name=name, content=content or csv())


def bring(clerk, *rows, **more):
    """Uploaded and run with the columns that were guessed."""
    import_id = upload(clerk, csv(*rows, **more))
    mapping = RegisterImport.objects.for_actor(clerk).get(pk=import_id).mapping
    act.start_import(actor=clerk, import_id=import_id, mapping=mapping)
    act.run_import(import_id=import_id)
    return RegisterImport.objects.for_actor(clerk).get(pk=import_id)


def entries(clerk):
    rows = IncomingDocument.objects.for_actor(clerk).filter(channel="import")
    return list(rows.order_by("arrival_date"))


def codes(one):
    return [(row, target, code.removeprefix("documents.import_")) for row, target, code, _ in one.errors]


def nothing_imported(clerk):
    numbers = RegisterNumber.objects.unscoped(reason="test").filter(
        register__agency_id=clerk.agency_id, subject_id__isnull=False
    )
    return not entries(clerk) and not numbers.filter(date__year__lt=2026).exists()


def test_entries_keep_number_and_year_and_are_marked(office):
    one = bring(office.clerk)
    assert (one.state, one.made, bytes(one.table)) == ("done", {"2024": 2, "2025": 1}, b"")
    first, second, third = entries(office.clerk)
    assert [(row.arrival_number, row.register.year) for row in (first, second, third)] == [
        (1, 2024),
        (3, 2024),
        (1, 2025),
    ]
    assert (first.state, first.close_kind, first.source_import_id) == ("closed", "imported", one.pk)
    assert (first.number, first.symbol, first.code_key != "") == ("15", "QĐ-UBND", True)
    assert (second.description, second.close_reason) == ("Kèm đĩa", "Sổ cũ.csv #3")
    book = Register.objects.for_actor(office.clerk).get(year=2024)
    assert (book.last, book.last_date) == (3, date(2024, 2, 9))
    verbs = [line.verb for line in trail([SubjectRef("register_import", one.pk)])]
    assert verbs == ["register.import_started", "register.imported"]


def test_entries_are_found_by_search_and_warn_of_twins(office):
    bring(office.clerk)
    for text in ("ra soat ho ngheo", "02/BC-UBND"):
        found = search(office.clerk, SearchFilters(text=text))
        assert [row.subject.id for row in found.rows] == [entries(office.clerk)[2].pk]
    again = t.receive(office.clerk)
    with pytest.raises(Conflict, match=r"documents\.twin_unresolved"):
        t.register(office.clerk, again, number="15", symbol="QĐ-UBND", document_date=date(2024, 1, 4))


def test_numbers_given_here_are_never_given_again(office):
    given = t.make_incoming(office.clerk)
    one = bring(office.clerk, f"{given.arrival_number};05/01/2026;UBND tỉnh Mẫu;1/BC;Việc;", *ROWS)
    assert one.state == "refused"
    assert codes(one) == [(2, "number", "number_taken")]
    assert nothing_imported(office.clerk)


def test_the_next_number_follows_what_came_in(office):
    bring(office.clerk, "40;05/01/2026;UBND tỉnh Mẫu;1/BC;Việc;")
    assert t.make_incoming(office.clerk).arrival_number == 41
    assert bring(office.clerk, "40;05/01/2026;UBND tỉnh Mẫu;1/BC;Việc;").state == "refused"


def test_another_agency_has_numbers_of_its_own(office):
    bring(office.clerk)
    elsewhere = t.make_office("Sở Tài chính")
    assert bring(elsewhere.clerk).state == "done"
    assert len(entries(elsewhere.clerk)) == len(entries(office.clerk)) == 3


def test_one_wrong_row_keeps_everything_out(office):
    one = bring(office.clerk, *ROWS, "x;hôm qua;;;;", "1;06/01/2024;Sở;1/A;Việc;")
    assert one.state == "refused"
    assert codes(one)[:2] == [(5, "arrival_date", "day"), (5, "number", "number")]
    assert (6, "number", "number_twice") in codes(one)
    assert one.error_count == len(one.errors) == 5
    assert nothing_imported(office.clerk)


def test_a_closed_book_takes_nothing(office):
    bring(office.clerk)
    Register.objects.for_actor(office.clerk).filter(year=2024).update(closed_at=clock.now())
    one = bring(office.clerk, "9;05/01/2024;UBND tỉnh Mẫu;1/BC;Việc;")
    assert codes(one) == [(2, "number", "book_closed")]


def test_titles_and_counted_columns_are_no_entries(office):
    rows = ("(1);(2);(3);(4);(5);(6)", *ROWS)
    one = bring(office.clerk, *rows, header=f"SỔ ĐĂNG KÝ VĂN BẢN ĐẾN;;;;;\n{HEADER}")
    assert (one.state, len(entries(office.clerk))) == ("done", 3)


def test_a_spreadsheet_with_dates_and_numbers(office):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Số đến", "Ngày đến", "Cơ quan gửi", "Số ký hiệu", "Trích yếu"])
    sheet.append([7, datetime(2023, 5, 6), "Sở Y tế", "9/SYT", "Việc"])  # noqa: DTZ001 - as a spreadsheet has it
    content = io.BytesIO()
    book.save(content)
    import_id = upload(office.clerk, content.getvalue(), "so.xlsx")
    one = RegisterImport.objects.for_actor(office.clerk).get(pk=import_id)
    act.start_import(actor=office.clerk, import_id=import_id, mapping=one.mapping)
    act.run_import(import_id=import_id)
    (entry,) = entries(office.clerk)
    assert (entry.arrival_number, entry.arrival_date) == (7, date(2023, 5, 6))


@pytest.mark.parametrize("cell", ["Tối mật", "MẬT"])
def test_a_marked_row_keeps_the_table_out_and_nothing_of_it_is_kept(office, cell):
    with pytest.raises(Invalid, match=r"documents\.import_marked") as caught:
        upload(office.clerk, csv(*ROWS, f"9;05/01/2024;Sở;1/A;Việc;{cell}"))
    assert (caught.value.params["rows"], caught.value.params["count"]) == ("5", 1)
    assert not RegisterImport.objects.for_actor(office.clerk).exists()
    assert Incident.objects.unscoped(reason="test").count() == 1


def test_too_many_rows_and_none(office, monkeypatch):
    monkeypatch.setattr(act, "MOST", 2)
    with pytest.raises(Invalid, match=r"documents\.import_too_many"):
        upload(office.clerk)
    with pytest.raises(Invalid, match=r"people\.import_too_many_rows") as caught:
        upload(office.clerk, csv(*[ROWS[0]] * 20))
    assert caught.value.params["most"] == 2
    with pytest.raises(Invalid, match=r"people\.import_empty"):
        upload(office.clerk, f"SỔ VĂN BẢN;\n{HEADER}".encode())


def test_it_runs_once_and_waits_for_its_end(office):
    one = bring(office.clerk)
    act.run_import(import_id=one.pk)
    assert len(entries(office.clerk)) == 3
    with pytest.raises(Conflict, match=r"documents\.import_running"):
        act.start_import(actor=office.clerk, import_id=one.pk, mapping=guess(HEADER.split(";")))
    with pytest.raises(NotFound):
        act.drop_import(actor=office.clerk, import_id=one.pk)


def test_a_fault_leaves_nothing_and_can_be_tried_again(office, monkeypatch):
    import_id = upload(office.clerk)
    mapping = guess(HEADER.split(";"))
    act.start_import(actor=office.clerk, import_id=import_id, mapping=mapping)

    def broken(rows):
        raise RuntimeError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(act.search_index, "add_all", broken)
        with pytest.raises(RuntimeError):
            act.run_import(import_id=import_id)
    assert nothing_imported(office.clerk)
    assert q.one(office.clerk, import_id).state == "failed"
    act.start_import(actor=office.clerk, import_id=import_id, mapping=mapping)
    act.run_import(import_id=import_id)
    assert len(entries(office.clerk)) == 3


def test_a_new_file_takes_the_place_of_the_unfinished_one(office):
    first = upload(office.clerk)
    second = upload(office.clerk)
    with pytest.raises(NotFound):
        q.one(office.clerk, first)
    assert q.one(office.clerk, second).rows == 3


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.OFFICE, Role.UNIT_HEAD])
def test_only_the_clerk_imports(office, role):
    import_id = upload(office.clerk)
    other = make_actor(office.agency, role)
    for act_of in (
        lambda: upload(other),
        lambda: act.start_import(actor=other, import_id=import_id, mapping={}),
        lambda: act.drop_import(actor=other, import_id=import_id),
        lambda: q.one(other, import_id),
        lambda: q.recent(other),
    ):
        with pytest.raises(Forbidden):
            act_of()


def test_a_clerk_of_another_agency_does_not_know_of_it(office):
    import_id = upload(office.clerk)
    elsewhere = t.make_office("Sở Tài chính").clerk
    for act_of in (
        lambda: q.one(elsewhere, import_id),
        lambda: act.drop_import(actor=elsewhere, import_id=import_id),
        lambda: act.start_import(actor=elsewhere, import_id=import_id, mapping={}),
    ):
        with pytest.raises(NotFound):
            act_of()
    assert q.recent(elsewhere) == []


# Screens


@pytest.mark.slow
def test_file_columns_progress_and_books(client, office):
    clerk = sign_in(client, office.clerk)
    new = reverse("documents:register_import_new")
    assert new in clerk.get(reverse("documents:registers")).content.decode()
    answer = clerk.post(new, {"file": SimpleUploadedFile("so.csv", csv())})
    page = answer.url
    html = clerk.get(page).content.decode()
    assert "Thành lập tổ công tác" in html
    assert "Kiểm tra và nhập 3 dòng" in html

    posted = {
        "number": "0",
        "arrival_date": "1",
        "issuer_name": "2",
        "subject": "4",
        "code": "99",
        "kind": "x",
    }
    missing = clerk.post(f"{page}bat-dau/", posted | {"subject": ""})
    assert missing.status_code == 422
    assert "Chưa chọn cột cho mục bắt buộc này" in missing.content.decode()
    assert clerk.post(f"{page}bat-dau/", posted).url == page
    assert "Đã kiểm tra 0 / 3 dòng" in clerk.get(page).content.decode()
    act.run_import(import_id=int(page.rstrip("/").rsplit("/", 1)[1]))
    html = clerk.get(page).content.decode()
    assert "Đã nhập 3 dòng" in html
    assert "Văn bản đến 2024" in html
    assert "Đã nhập" in clerk.get(new).content.decode()
    (entry, *_) = entries(office.clerk)
    assert (
        "Nhập từ sổ của phần mềm khác"
        in clerk.get(reverse("documents:incoming_document", args=[entry.pk])).content.decode()
    )


@pytest.mark.slow
def test_errors_stand_by_row_and_the_file_can_be_dropped(client, office):
    one = bring(office.clerk, *ROWS, "x;05/01/2024;Sở;1/A;=1+1;")
    clerk = sign_in(client, office.clerk)
    page = reverse("documents:register_import", args=[one.pk])
    html = clerk.get(page).content.decode()
    assert "Chưa nhập dòng nào: có 2 chỗ cần sửa" in html
    assert "Là công thức" in html
    assert clerk.post(f"{page}bo/").url == reverse("documents:register_import_new")
    assert clerk.get(page).status_code == 404


@pytest.mark.slow
def test_a_file_that_is_no_table_is_explained(client, office):
    clerk = sign_in(client, office.clerk)
    new = reverse("documents:register_import_new")
    for files in ({}, {"file": SimpleUploadedFile("so.csv", b"PK broken")}):
        answer = clerk.post(new, files)
        assert answer.status_code == 422
    assert sign_in(client, office.leader).get(new).status_code == 403
