"""The register of documents that left, from another product: numbers kept as used, nothing sent, nothing half-done."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congso.documents import policies_outgoing as policies
from congso.documents import rules_import_outgoing as rules
from congso.documents import testing_outgoing as made
from congso.documents.actions import change_recipients
from congso.documents.actions import import_register as act
from congso.documents.models import OutgoingDocument, Recipient, Register, RegisterImport, RegisterNumber
from congso.documents.queries.register_rows import lines_of
from congso.documents.queries.search import SearchFilters, search
from congso.documents.rules_import import guess
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.people.testing import make_actor, sign_in

HEADER = "Số, ký hiệu văn bản;Ngày tháng văn bản;Tên loại và trích yếu nội dung văn bản;Người ký;Nơi nhận văn bản;Số lượng bản"
ROWS = (
    "15/QĐ-SNV;05/01/2024;Thành lập tổ công tác;Vũ Đình Khoát;- Như Điều 3;- Lưu: VT;3",
    "16/SNV-TCBC;09/02/2024;Trả lời biên chế;Vũ Đình Khoát;UBND tỉnh;",
    "1/BC-SNV;04/01/2025;Báo cáo rà soát hộ nghèo;;;",
)
TODAY = date(2026, 11, 17)
MAPPING = {"code": 0, "issued_date": 1, "subject": 2, "kind": 3, "recipients": 4, "year": 5}


@pytest.fixture
def house():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield made.make_house("Sở Nội vụ", keys=False)


def table(*rows, header=HEADER):
    lines = [header, *(rows or ROWS)]
    return "\n".join("\t".join(line.split(";")[:3] + _rest(line)) for line in lines).encode()


def _rest(line):
    """Recipients hold semicolons of their own."""
    cells = line.split(";")[3:]
    return [cells[0], ";".join(cells[1:-1]), cells[-1]] if len(cells) > 2 else cells


def bring(house, *rows, scheme="one", **more):
    import_id = act.upload_register(
        actor=house.clerk, name="Sổ đi.csv", content=table(*rows, **more), body_id=house.body.id
    )
    mapping = one(house, import_id).mapping
    act.start_import(actor=house.clerk, import_id=import_id, mapping=mapping, scheme=scheme)
    act.run_import(import_id=import_id)
    return one(house, import_id)


def one(house, import_id):
    return RegisterImport.objects.for_actor(house.clerk).get(pk=import_id)


def entries(house):
    return list(
        OutgoingDocument.objects.for_actor(house.clerk).filter(origin="import").order_by("issued_date")
    )


def codes(row):
    return [(line, target, code.removeprefix("documents.import_")) for line, target, code, _ in row.errors]


@pytest.mark.django_db
def test_entries_keep_their_numbers_and_their_day(house):
    row = bring(house)
    first, second, third = entries(house)
    assert (row.state, sorted(row.made.values()), bytes(row.table)) == ("done", [1, 2], b"")
    assert [(doc.number, doc.symbol, doc.kind) for doc in (first, second, third)] == [
        (15, "QĐ-SNV", "quyet_dinh"), (16, "SNV-TCBC", "cong_van"), (1, "BC-SNV", "bao_cao"),
    ]  # fmt: skip
    assert (first.state, first.issued_date, first.file_id, first.copies) == (
        "issued",
        date(2024, 1, 5),
        None,
        3,
    )
    assert [line.name for line in first.recipients.all()] == ["Như Điều 3", "Lưu: VT"]
    assert {line.channel for line in first.recipients.all()} == {"none"}
    book = Register.objects.for_actor(house.clerk).get(year=2024)
    assert (book.last, book.last_date, book.body_id) == (16, date(2024, 2, 9), house.body.id)
    lines = lines_of(house.clerk, list(book.numbers.order_by("number")), direction="outgoing", form="so")
    assert "Quyết định: Thành lập tổ công tác" in lines[0].cells
    assert lines[0].cells[0] == "15/QĐ-SNV"


@pytest.mark.django_db
def test_entries_are_found_and_nothing_is_done_with_them(house, client):
    bring(house)
    for text in ("ra soat ho ngheo", "01/BC-SNV"):
        found = search(house.clerk, SearchFilters(text=text))
        assert [row.subject.id for row in found.rows] == [entries(house)[2].pk]
    doc = entries(house)[0]
    for verb in policies.VERBS:
        assert not policies.may(house.clerk, verb, doc).allowed, verb
    assert policies.may(house.clerk, "view", doc).allowed
    with pytest.raises(Conflict, match=r"documents\.outgoing_imported"):
        change_recipients.add_recipients(
            actor=house.clerk, outgoing_id=doc.pk, added=[change_recipients.NewRecipient(name="Sở Y tế")]
        )
    sign_in(client, house.clerk)
    page = client.get(reverse("documents:outgoing_document", args=[doc.pk])).content.decode()
    assert "Nhập từ sổ của phần mềm khác" in page
    assert "Trang kiểm tra công khai" not in page


@pytest.mark.django_db
def test_each_kind_may_have_had_a_series_of_its_own(house):
    same = (
        "1/QĐ-SNV;05/01/2024;Thành lập;;;",
        "1/BC-SNV;06/01/2024;Báo cáo;;;",
        "1/SNV;06/01/2024;Công văn;;;",
    )
    refused = bring(house, *same)
    assert (refused.state, codes(refused)) == (
        "refused",
        [(3, "code", "out_twice"), (4, "code", "out_twice")],
    )
    assert entries(house) == []
    assert bring(house, *same, scheme="kind").state == "done"
    books = Register.objects.for_actor(house.clerk).filter(year=2024).order_by("series")
    assert {book.series: book.kinds for book in books} == {
        "BC": ["bao_cao"], "Công văn": ["cong_van"], "QĐ": ["quyet_dinh"],
    }  # fmt: skip
    # A year that has its series here keeps them.
    again = bring(house, "2/QĐ-SNV;05/02/2024;Thôi;;;", scheme="one")
    assert again.state == "done"
    assert books.get(series="QĐ").last == 2
    homeless = bring(house, "2/TB-SNV;05/02/2024;Báo tin;;;")
    assert codes(homeless) == [(2, "kind", "no_book")]


@pytest.mark.django_db
def test_numbers_given_here_and_closed_books_are_left_alone(house):
    bring(house)
    taken = bring(house, "15/QĐ-SNV;05/01/2024;Việc khác;;;", "40/QĐ-SNV;05/01/2024;Việc;;;")
    assert (taken.state, codes(taken)) == ("refused", [(2, "code", "out_taken")])
    Register.objects.for_actor(house.clerk).filter(year=2024).update(closed_at=clock.now())
    assert codes(bring(house, "40/QĐ-SNV;05/01/2024;Việc;;;")) == [(2, "code", "book_closed")]
    assert len(entries(house)) == 3
    numbers = RegisterNumber.objects.unscoped(reason="test").filter(register__agency_id=house.agency.id)
    assert numbers.count() == 3


@pytest.mark.django_db
def test_one_wrong_row_keeps_everything_out(house):
    row = bring(house, *ROWS, "QĐ-SNV;hôm qua;;;;")
    assert codes(row) == [(5, "issued_date", "day"), (5, "code", "code"), (5, "subject", "empty")]
    assert entries(house) == []
    assert not Recipient.objects.unscoped(reason="test").exists()


@pytest.mark.django_db
def test_two_runs_write_once(house):
    import_id = act.upload_register(actor=house.clerk, name="a.csv", content=table(), body_id=house.body.id)
    act.start_import(actor=house.clerk, import_id=import_id, mapping=one(house, import_id).mapping)
    late = one(house, import_id)
    act.run_import(import_id=import_id)
    act.run_import(import_id=import_id)
    late.state = "running"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(act.import_outgoing, "_refuse_taken", lambda *_args: None)
        assert act.import_outgoing.run(late) == []
    assert len(entries(house)) == 3


@pytest.mark.django_db
def test_who_may_bring_a_register(house):
    other = made.make_house("Sở Y tế", keys=False)
    with pytest.raises(Invalid, match=r"documents\.body_elsewhere"):
        act.upload_register(actor=other.clerk, name="a.csv", content=table(), body_id=house.body.id)
    for actor in (house.officer, house.leader, make_actor(house.agency, Role.ADMIN), Actor.system()):
        with pytest.raises(Forbidden):
            act.upload_register(actor=actor, name="a.csv", content=table(), body_id=house.body.id)
    import_id = act.upload_register(actor=house.clerk, name="a.csv", content=table(), body_id=house.body.id)
    with pytest.raises(NotFound):
        act.start_import(actor=other.clerk, import_id=import_id, mapping={})
    with pytest.raises(Invalid, match=r"documents\.import_scheme"):
        act.start_import(actor=house.clerk, import_id=import_id, mapping={}, scheme="khac")
    with pytest.raises(Invalid, match=r"documents\.import_column_missing"):
        act.start_import(actor=house.clerk, import_id=import_id, mapping={"issued_date": 1, "subject": 2})


@pytest.mark.django_db
@pytest.mark.slow
def test_the_screens(house, client):
    sign_in(client, house.clerk)
    new = reverse("documents:register_import_new")
    assert f"Sổ văn bản đi của {house.body.name}" in client.get(new).content.decode()
    file = SimpleUploadedFile("so-di.csv", table())
    assert client.post(new, {"file": file, "book": "999999"}).status_code == 422
    file = SimpleUploadedFile("so-di.csv", table())
    page = client.post(new, {"file": file, "book": str(house.body.id)}, follow=True)
    text = page.content.decode()
    for words in (
        "Mỗi loại văn bản một dãy",
        "Nơi nhận bản lưu",
        "15/QĐ-SNV",
        f"Sổ văn bản đi của {house.body.name}",
    ):
        assert words in text
    address = page.redirect_chain[-1][0]
    refused = client.post(f"{address}bat-dau/", {"issued_date": "1", "subject": "2"})
    assert refused.status_code == 422
    client.post(f"{address}bat-dau/", {"code": "0", "issued_date": "1", "subject": "2", "scheme": "kind"})
    (row,) = RegisterImport.objects.for_actor(house.clerk)
    act.run_import(import_id=row.pk)
    done = client.get(address).content.decode()
    assert "Văn bản đi QĐ 2024" in done


def read(*cells, **more):
    got = rules.entry(2, list(cells), {**MAPPING, **more}, TODAY)
    return (
        got
        if isinstance(got, rules.Issued)
        else [(w.target, w.code.removeprefix("documents.import_")) for w in got]
    )


@pytest.mark.parametrize(
    ("code", "number", "symbol"),
    [("15/QĐ-SNV", 15, "QĐ-SNV"), ("Số: 05 / tb-snv", 5, "TB-SNV"), ("29-HD/TWĐTN-VP", 29, "HD/TWĐTN-VP")],
)
def test_number_and_symbol(code, number, symbol):
    got = read(code, "05/01/2024", "Việc")
    assert (got.number, got.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "empty"), ("QĐ-SNV", "code"), ("15", "code"), ("99999999/QĐ", "code"), ("15a/QĐ-SNV", "code_more"),
        ("15/2024/QĐ-UBND", "code_more"), ("1/" + "A" * 61, "long"),
    ],
)  # fmt: skip
def test_what_is_no_number(code, why):
    assert read(code, "05/01/2024", "Việc") == [("code", why)]


def test_number_and_symbol_in_two_columns():
    two = {"issued_date": 0, "subject": 1, "document_number": 2, "symbol": 3}
    got = rules.entry(2, ["05/01/2024", "Việc", "7", "QĐ-SNV"], two, TODAY)
    assert (got.number, got.symbol, got.copies, got.pages) == (7, "QĐ-SNV", 1, None)
    assert rules.column_problems(two) == []
    assert rules.column_problems({"symbol": 3}) == [("code", "documents.import_column_missing")]


@pytest.mark.parametrize(
    ("symbol", "named", "kind"),
    [
        ("QĐ-SNV", "", "quyet_dinh"), ("SNV-VP", "", "cong_van"), ("SNV", "Thông Báo", "thong_bao"),
        ("SNV", "Lịch  công tác", "Lịch công tác"),
    ],
)  # fmt: skip
def test_kinds_are_an_open_list(symbol, named, kind):
    assert read(f"1/{symbol}", "05/01/2024", "Việc", named).kind == kind


def test_years_kinds_and_recipients_that_do_not_fit():
    assert read("1/A", "05/01/2024", "Việc", "K" * 21, "N" * 201, "2023") == [
        ("year", "out_year"), ("kind", "long"), ("recipients", "long"),
    ]  # fmt: skip
    assert read("1/A", "", "Việc", "", "", "2024") == [("issued_date", "empty")]
    assert read("1/A", "05/01/2024", "Việc", "", "- Sở A;\n- Sở B.", "2024").recipients == ("Sở A", "Sở B")


def test_books_to_be_opened():
    got = read("1/QĐ-SNV", "05/01/2024", "Việc")
    assert rules.book_of(got, "one") == ("chung", ())
    assert rules.book_of(got, "kind") == ("QĐ", ("quyet_dinh",))
    other = read("1/SNV", "05/01/2024", "Việc", "Lịch công tác")
    assert rules.book_of(other, "kind") == ("Lịch công tác", ("Lịch công tác",))


def test_headings_of_the_printed_book_are_known():
    headings = [
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú",
    ]  # fmt: skip
    assert guess(headings, rules.TARGETS) == {
        "code": 0, "issued_date": 1, "subject": 2, "signer_name": 3, "recipients": 4, "keeper": 5, "copies": 6,
    }  # fmt: skip
