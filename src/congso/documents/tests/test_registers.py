"""Registers: layout, filters, holes, print, closing a year."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.urls import reverse

from congso.audit.api import trail
from congso.documents import numbers
from congso.documents import testing_incoming as t
from congso.documents import testing_outgoing as to
from congso.documents import testing_records as tr
from congso.documents.actions import print_register as printing
from congso.documents.actions.cancel_registration import cancel_registration
from congso.documents.actions.close_register import ask_closing, close_register, decline_closing
from congso.documents.actions.print_register import print_register
from congso.documents.models import Register, RegisterNumber
from congso.documents.policies_records import may_ask_closing, may_close, may_read_registers
from congso.documents.queries import registers as q
from congso.documents.queries.register_rows import BOOK, DELIVERY, FOLLOW_UP
from congso.documents.register_files import sheet
from congso.documents.rules_registers import Loose, closing_refusal, spans
from congso.files import api as files
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import actor as an_actor
from congso.notices import api as notices
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


@pytest.fixture
def three(office):
    """Numbers 1 to 3; the second was registered wrongly and cancelled."""
    made = [
        t.make_incoming(office.clerk, number=str(n), subject=f"Việc số {n}", issuer_name=name)
        for n, name in ((11, "Sở Tài chính"), (12, "UBND xã An Bình"), (13, "Sở Tài chính"))
    ]
    cancel_registration(actor=office.clerk, incoming_id=made[1].pk, reason="Vào nhầm cơ quan")
    return made


def book(office):
    return q.register(office.clerk, tr.the_register(office.agency.id).pk)


def numbers_shown(office, form=BOOK, **filters):
    return [
        line.number
        for line in q.book_page(office.clerk, book(office), q.BookFilters(**filters), form=form).rows
    ]


def url(name, *args):
    return reverse(f"documents:{name}", args=args)


# Rules and rights


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "documents.register_year_running"),
        ({"reason": "Hợp nhất cơ quan"}, ""),
        ({"today": date(2027, 1, 1)}, ""),
        ({"closed": True, "reserved": 1}, "documents.register_closed"),
        ({"reserved": 2, "holes": [4]}, "documents.register_has_reserved"),
        ({"unsealed": 1, "holes": [4]}, "documents.register_has_unsealed"),
        ({"holes": [4]}, "documents.register_has_holes"),
    ],
)
def test_when_a_book_may_be_closed(given, code):
    given = dict(given)
    loose = Loose(**{name: given.pop(name) for name in ("reserved", "unsealed", "holes") if name in given})
    usual = {"closed": False, "year": 2026, "today": date(2026, 12, 31), "loose": loose, "reason": ""}
    assert closing_refusal(**{**usual, **given}) == code


def test_neighbouring_numbers_are_joined():
    assert spans([9, 3, 5, 4]) == [(3, 5), (9, 9)]
    assert spans([]) == []


@pytest.mark.parametrize("role", list(Role))
def test_rights_on_registers(role):
    one = an_actor(role)
    assert may_read_registers(one).allowed == (role in (Role.CLERK, Role.LEADER, Role.OFFICE))
    assert may_ask_closing(one).allowed == (role is Role.CLERK)
    assert may_close(one).allowed == (role is Role.LEADER)
    nowhere = an_actor(role, agency_id=None)
    assert not any(check(nowhere).allowed for check in (may_read_registers, may_ask_closing, may_close))
    assert may_read_registers(Actor.system(1)).allowed


# Lines


def test_ten_columns_of_the_law_with_the_cancelled_number(office, three):
    page = q.book_page(office.clerk, book(office), q.BookFilters(), form=BOOK)
    assert [line.number for line in page.rows] == [1, 2, 3]
    first, second, _third = page.rows
    assert first.cells[:6] == (
        "17/11/2026", "1", "Sở Tài chính", "11/UBND-NC", "16/11/2026", "Công văn: Việc số 11",
    )  # fmt: skip
    assert first.cells[6] == "Vũ Đình Khoát"
    assert first.cells[7] == "17/11/2026"
    assert second.cancelled
    assert second.cells[9] == "Đã hủy: Vào nhầm cơ quan"
    assert all(len(line.cells) == 10 for line in page.rows)


def test_the_follow_up_register_and_the_delivery_book(office, three):
    follow = q.book_page(office.clerk, book(office), q.BookFilters(), form=FOLLOW_UP).rows[0].cells
    assert len(follow) == 7
    assert follow[1] == "Công văn số 11/UBND-NC ngày 16/11/2026 của Sở Tài chính: Việc số 11"
    assert follow[4] == "Chờ bút phê"
    delivered = q.book_page(office.clerk, book(office), q.BookFilters(), form=DELIVERY).rows[0].cells
    assert delivered[:3] == ("17/11/2026", "1", "Vũ Đình Khoát")


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        ({"since": date(2026, 11, 18)}, []),
        ({"until": date(2026, 11, 17)}, [1, 2, 3]),
        ({"first": 2, "last": 3}, [2, 3]),
        ({"state": "cancelled"}, [2]),
        ({"state": "open"}, [1, 3]),
        ({"state": "late"}, []),
        ({"state": "closed"}, []),
        ({"kind": "cong_van"}, [1, 2, 3]),
        ({"kind": "quyet_dinh"}, []),
        ({"party": "tài chính"}, [1, 3]),
    ],
)
def test_filters(office, three, filters, seen):
    assert numbers_shown(office, **filters) == seen


def test_pages_run_by_number(office):
    register = numbers.register_for(agency_id=office.agency.id, direction="incoming", year=2026)
    for _ in range(45):
        numbers.reserve_number(
            actor=office.clerk, register=register, on=clock.today(), reason="Giữ cho tập huấn"
        )
    first = q.book_page(office.clerk, book(office), q.BookFilters(), form=BOOK)
    second = q.book_page(office.clerk, book(office), q.BookFilters(), form=BOOK, older=first.older)
    back = q.book_page(office.clerk, book(office), q.BookFilters(), form=BOOK, newer=second.newer)
    assert [line.number for line in second.rows] == [41, 42, 43, 44, 45]
    assert [line.number for line in back.rows] == list(range(1, 41))
    assert not first.newer
    assert not second.older
    assert second.rows[0].cells[9] == "Giữ số: Giữ cho tập huấn"


def test_the_outgoing_register():
    with clock.frozen(to.DAY):
        house = to.make_house()
        draft = to.on_the_table(house)
        to.add_line(draft, "Sở Tài chính", "paper")
        made = to.numbered(house, draft)
        row = q.register(house.clerk, made.register_id)
        (line,) = q.book_page(house.clerk, row, q.BookFilters(), form=BOOK).rows
        assert line.cells[0] == "01/BC-SNV"
        assert line.cells[2] == "Báo cáo: Báo cáo biên chế"
        assert line.cells[4] == "Sở Tài chính"
        assert q.count(house.clerk, row, q.BookFilters(kind="bao_cao", party="sở tài")) == 1
        assert q.count(house.clerk, row, q.BookFilters(kind="quyet_dinh")) == 0


def test_every_hole_is_explained_or_named(office, three):
    register = tr.the_register(office.agency.id)
    kept = numbers.reserve_number(actor=office.clerk, register=register, on=clock.today(), reason="Chờ ký")
    RegisterNumber.objects.unscoped(reason="test").filter(register=register, number=3).delete()
    told = {gap.number: (gap.state, gap.reason) for gap in q.gaps(office.clerk, book(office))}
    assert told == {2: ("cancelled", "Vào nhầm cơ quan"), 3: ("", ""), kept: ("reserved", "Chờ ký")}
    assert q.holes(office.clerk, book(office)) == [3]


# Eyes


def test_registers_are_for_those_who_see_every_document(office, three):
    one = tr.the_register(office.agency.id)
    for stranger in (make_actor(office.agency), make_actor(office.agency, Role.ADMIN)):
        for read in (lambda who: q.registers(who, year=2026), q.years, lambda who: q.register(who, one.pk)):
            with pytest.raises(Forbidden):
                read(stranger)
        assert not q.readable(stranger, SubjectRef("register", one.pk))
    other = make_actor(make_agency("Sở Y tế"), Role.CLERK)
    assert q.registers(other, year=2026) == []
    assert not q.readable(other, SubjectRef("register", one.pk))
    with pytest.raises(NotFound):
        q.register(other, one.pk)
    assert q.readable(office.leader, SubjectRef("register", one.pk))


# Paper and tables


def test_pdf_and_xlsx_of_the_same_lines(office, three):
    register_id = book(office).id
    pdf = print_register(actor=office.clerk, register_id=register_id, form=BOOK, output="pdf")
    assert pdf.made.content.startswith(b"%PDF")
    assert pdf.made.name == "Sổ đăng ký văn bản đến 2026.pdf"
    made = print_register(
        actor=office.clerk,
        register_id=register_id,
        form=FOLLOW_UP,
        output="xlsx",
        filters=q.BookFilters(first=3),
    )
    cells = list(openpyxl.load_workbook(io.BytesIO(made.made.content)).active.iter_rows(values_only=True))
    assert len(cells) == 2
    assert cells[1][0] == 3
    assert [row.verb for row in trail([SubjectRef("register", register_id)])] == ["register.printed"] * 2
    with pytest.raises(Invalid):
        print_register(actor=office.clerk, register_id=register_id, form=BOOK, output="docx")


def test_no_formula_gets_into_a_table():
    texts = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "012", "\x07chuông", "7"]
    page = openpyxl.load_workbook(io.BytesIO(sheet("Sổ", ["Cột"], [[text] for text in texts], [3]))).active
    cells = [page.cell(row, 1) for row in range(2, 9)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "s", "s", "s", "n"]
    assert cells[0].value == texts[0]
    assert all(cell.quotePrefix for cell in cells[:4])
    assert cells[5].value == "chuông"


def test_a_long_book_is_made_by_a_job_that_tells(office, three, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    register_id = book(office).id
    filters = q.BookFilters(since=date(2026, 11, 1), party="tài chính", state="used")
    printed = print_register(
        actor=office.clerk, register_id=register_id, form=BOOK, output="xlsx", filters=filters
    )
    assert printed.made is not None
    printed = print_register(actor=office.clerk, register_id=register_id, form=BOOK, output="pdf")
    assert printed.made is None
    tr.run_prints()
    (notice,) = notices.notices_of(office.clerk).rows
    assert notice.kind == "documents.export_ready"
    (made,) = files.files_of(SubjectRef("register", register_id), "export")
    assert made.mime == "application/pdf"


def test_filters_travel_with_a_job():
    given = q.BookFilters(since=date(2026, 1, 2), kind="bao_cao", first=3)
    assert q.BookFilters.from_plain(given.plain()) == given
    assert q.BookFilters.from_plain({}).empty


# Closing


def test_the_clerk_asks_the_leader_closes_the_book_is_printed_and_gives_no_number(office, three):
    with clock.frozen(datetime(2027, 1, 4, 9, 0, tzinfo=clock.VIETNAM)):
        register_id = book(office).id
        ask_closing(actor=office.clerk, register_id=register_id)
        assert notices.notices_of(office.leader).rows[0].kind == "documents.register_to_confirm"
        close_register(actor=office.leader, register_id=register_id)
        tr.run_prints()
        tr.run_prints()
        now = book(office)
        assert now.closed_by == office.leader.name
        assert now.book_file_id is not None
        assert files.read(now.book_file_id).startswith(b"%PDF")
        assert len(files.files_of(SubjectRef("register", register_id), "book")) == 1
    register = Register.objects.unscoped(reason="test").get(pk=register_id)
    with pytest.raises(Conflict, match="book_closed"):
        numbers.take_number(
            actor=office.clerk, register=register, on=clock.today(), subject=SubjectRef("incoming", 1)
        )
    with pytest.raises(Conflict, match="register_closed"):
        ask_closing(actor=office.clerk, register_id=register_id, reason="Lần nữa")
    verbs = [row.verb for row in trail([SubjectRef("register", register_id)])]
    assert verbs == ["register.closing_asked", "register.closed", "register.book_printed"]


def test_a_leader_sends_the_request_back_with_a_reason(client, office, three):
    register_id = book(office).id
    with pytest.raises(Conflict, match="not_asked"):
        decline_closing(actor=office.leader, register_id=register_id, reason="Chưa xong")
    ask_closing(actor=office.clerk, register_id=register_id, reason="Hợp nhất")
    with pytest.raises(Invalid, match="reason_missing"):
        decline_closing(actor=office.leader, register_id=register_id, reason="  ")
    with pytest.raises(SecretMarking):
        decline_closing(actor=office.leader, register_id=register_id, reason="TUYỆT MẬT")
    for wrong, refusal in (
        (office.clerk, Forbidden), (make_actor(office.agency, Role.OFFICE), Forbidden),
        (make_actor(office.agency), Forbidden), (t.make_office("Sở Y tế").leader, NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            decline_closing(actor=wrong, register_id=register_id, reason="Chưa xong")
    address = reverse("documents:register_decline", args=[register_id])
    assert (
        address
        in sign_in(client, office.leader)
        .get(reverse("documents:register", args=[register_id]))
        .content.decode()
    )
    assert "sổ vẫn mở" in client.post(address, {"reason": "Còn số chưa rõ"}, follow=True).content.decode()
    now = book(office)
    assert (now.asked_at, now.asked_by, now.reason, now.closed_at) == (None, "", "", None)
    (told,) = notices.notices_of(office.clerk).rows
    assert (told.kind, told.params["reason"]) == ("documents.register_declined", "Còn số chưa rõ")
    assert [row.verb for row in trail([SubjectRef("register", register_id)])][
        -1
    ] == "register.closing_declined"
    assert client.post(address, {"reason": "Lần nữa"}).status_code == 409


def test_a_closed_book_is_not_declined(office, three):
    with clock.frozen(datetime(2027, 1, 4, 9, 0, tzinfo=clock.VIETNAM)):
        register_id = book(office).id
        ask_closing(actor=office.clerk, register_id=register_id)
        close_register(actor=office.leader, register_id=register_id)
        with pytest.raises(Conflict, match="register_closed"):
            decline_closing(actor=office.leader, register_id=register_id, reason="Muộn rồi")


def test_refusals_of_closing(office, three):
    register_id = book(office).id
    with pytest.raises(Invalid, match="year_running"):
        ask_closing(actor=office.clerk, register_id=register_id)
    for wrong in (office.leader, make_actor(office.agency), make_actor(office.agency, Role.OFFICE)):
        with pytest.raises(Forbidden):
            ask_closing(actor=wrong, register_id=register_id, reason="Hợp nhất")
    with pytest.raises(Forbidden):
        close_register(actor=office.clerk, register_id=register_id)
    elsewhere = t.make_office("Sở Y tế")
    with pytest.raises(NotFound):
        ask_closing(actor=elsewhere.clerk, register_id=register_id, reason="Hợp nhất")
    with pytest.raises(Invalid, match="year_running"):
        close_register(actor=office.leader, register_id=register_id)
    with clock.frozen(datetime(2027, 1, 4, tzinfo=clock.VIETNAM)), pytest.raises(Conflict, match="not_asked"):
        close_register(actor=office.leader, register_id=register_id)
    numbers.reserve_number(
        actor=office.clerk, register=tr.the_register(office.agency.id), on=clock.today(), reason="Chờ"
    )
    with pytest.raises(Invalid, match="has_reserved"):
        ask_closing(actor=office.clerk, register_id=register_id, reason="Hợp nhất")


def test_a_number_taken_meanwhile_stops_the_closing(office, three, monkeypatch):
    register_id = book(office).id
    seen = q.register

    def late(actor, one):
        row = seen(actor, one)
        Register.objects.unscoped(reason="test").filter(pk=one).update(last=row.last + 1)
        return row

    monkeypatch.setattr(q, "register", late)
    with pytest.raises(Conflict, match="register_changed"):
        ask_closing(actor=office.clerk, register_id=register_id, reason="Hợp nhất")


def test_unexplained_numbers_stop_the_closing(office, three):
    RegisterNumber.objects.unscoped(reason="test").filter(number=3).delete()
    with pytest.raises(Invalid, match="has_holes") as refused:
        ask_closing(actor=office.clerk, register_id=book(office).id, reason="Hợp nhất")
    assert refused.value.params["number"] == "3"


# Screens


def test_the_screens(client, office, three, settings, django_assert_max_num_queries):
    settings.CONGSO_COUNTS_SECONDS = 60
    register_id = book(office).id
    sign_in(client, office.clerk).get(url("registers"))
    for address, words in (
        (url("registers"), "Văn bản đến 2026"),
        (url("register", register_id), "<s>2</s>"),
        (url("register", register_id) + "?mau=theo-doi&trang_thai=open", "Tiến độ giải quyết"),
        (url("register", register_id) + "?mau=chuyen-giao", "Ký nhận"),
        (url("register", register_id) + "?loai=quyet_dinh", "Không có số nào khớp bộ lọc"),
        (url("register_gaps", register_id), "Vào nhầm cơ quan"),
    ):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
        assert words in answer.content.decode(), address
    assert client.get(url("registers") + "?nam=1999").status_code == 200


def test_downloads(client, office, three, monkeypatch):
    register_id = book(office).id
    sign_in(client, office.clerk)
    pdf = client.get(url("register_export", register_id, "pdf") + "?xem=1")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("inline")
    xlsx = client.get(url("register_export", register_id, "xlsx") + "?tu_so=1")
    assert xlsx["Content-Disposition"].startswith("attachment")
    monkeypatch.setattr(printing, "AT_ONCE", 1)
    assert client.get(url("register_export", register_id, "pdf")).status_code == 302
    assert client.get(url("register_export", register_id, "docx")).status_code == 422


def test_closing_from_the_screen(client, office, three):
    register_id = book(office).id
    sign_in(client, office.clerk)
    refused = client.post(url("register_ask", register_id), {})
    assert refused.status_code == 422
    assert client.post(url("register_ask", register_id), {"reason": "Hợp nhất cơ quan"}).status_code == 302
    sign_in(client, office.leader)
    assert "Hợp nhất cơ quan" in client.get(url("register", register_id)).content.decode()
    assert client.post(url("register_close", register_id)).status_code == 302
    assert book(office).closed_at is not None


def test_an_officer_gets_no_register(client, office, three):
    sign_in(client, make_actor(office.agency))
    for address in (
        url("registers"),
        url("register", book(office).id),
        url("register_export", book(office).id, "pdf"),
    ):
        assert client.get(address).status_code == 403
    assert 'href="/so/"' not in client.get("/ho-so/").content.decode()


def test_no_book_yet(client, office):
    assert "chưa có sổ nào" in sign_in(client, office.clerk).get(url("registers")).content.decode()
