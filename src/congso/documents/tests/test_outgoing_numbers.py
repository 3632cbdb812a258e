"""Numbers of registers: gap-free, unique, never backdated, every hole explained (Decree 30 art. 15)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections

from congso.documents import numbers
from congso.documents import testing_outgoing as made
from congso.documents.actions.cancel_outgoing import cancel_outgoing
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.keep_series import (
    cancel_reserved,
    change_series,
    open_series,
    reserve_number,
)
from congso.documents.models import OutgoingDocument, Register, RegisterNumber
from congso.documents.queries.outgoing_document import document
from congso.documents.queries.register_rows import BOOK, lines_of
from congso.documents.queries.registers import holes, registers
from congso.documents.queries.series import books
from congso.documents.support_outgoing import new_token, register_of
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, make_body

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def house() -> made.House:
    with clock.frozen(made.DAY):
        return made.make_house()


@pytest.fixture
def day():
    with clock.frozen(made.DAY):
        yield


def unexplained(house: made.House) -> list[int]:
    """Numbers that nobody can explain, of all outgoing registers of the year."""
    rows = registers(house.clerk, year=2026)
    return [number for book in rows for number in holes(house.clerk, book)]


def register(house: made.House, kind: str = "bao_cao", year: int = 2026) -> Register:
    return register_of(agency_id=house.agency.id, body_id=house.body.id, kind=kind, year=year)


def row(register_id: int) -> Register:
    return Register.objects.unscoped(reason="test").get(pk=register_id)


@pytest.mark.usefixtures("day")
def test_numbers_follow_each_other_and_a_failed_act_gives_its_number_back(house: made.House) -> None:
    assert [made.numbered(house).number for _ in range(3)] == [1, 2, 3]
    doc = made.numbered(house)
    with pytest.raises(Conflict):
        issue_outgoing(actor=house.clerk, outgoing_id=doc.pk)
    assert register(house).last == 4


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_releases_at_once_leave_no_gap(house: made.House) -> None:
    with clock.frozen(made.DAY):
        ids = [_ready(house).pk for _ in range(100)]
    start = Barrier(100, timeout=120)

    def release(outgoing_id: int) -> str:
        own = connections["default"]
        # A connection for each: with the pool they would queue for eight, and be eight at once.
        own.settings_dict = {**own.settings_dict, "OPTIONS": {**own.settings_dict["OPTIONS"], "pool": False}}
        try:
            own.ensure_connection()
            start.wait()
            with clock.frozen(made.DAY):
                return issue_outgoing(actor=house.clerk, outgoing_id=outgoing_id)
        finally:
            own.close()

    with ThreadPoolExecutor(100) as pool:
        codes = list(pool.map(release, ids))
    assert sorted(codes) == sorted(f"{number:02d}/BC-SNV" for number in range(1, 101))
    book = register(house)
    assert book.last == 100
    assert unexplained(house) == []


def _ready(house: made.House) -> OutgoingDocument:
    """A signed document without the cost of its signature."""
    return OutgoingDocument.objects.create(
        agency_id=house.agency.id, body_id=house.body.id, kind="bao_cao", symbol="BC-SNV", subject="Báo cáo",
        signed_at=clock.now(), check_token=new_token(),
    )  # fmt: skip


def test_signed_on_new_years_eve_and_numbered_in_the_new_year(house: made.House) -> None:
    with clock.frozen(datetime(2026, 12, 31, 16, 0, tzinfo=clock.VIETNAM)):
        made.numbered(house)
        doc = made.signed(house)
    with clock.frozen(datetime(2027, 1, 2, 8, 0, tzinfo=clock.VIETNAM)):
        assert issue_outgoing(actor=house.clerk, outgoing_id=doc.pk) == "01/BC-SNV"
        late = made.signed(house)
        # Nothing goes into the old year's book any more with a date of the old year.
        with pytest.raises(Invalid) as refused:
            issue_outgoing(actor=house.clerk, outgoing_id=late.pk, on=date(2026, 12, 31))
    assert refused.value.code == "documents.date_before_signing"
    now = made.outgoing(doc.pk)
    assert (now.issued_date, row(now.register_id or 0).year) == (date(2027, 1, 2), 2027)


def test_a_minute_before_midnight_is_still_today(house: made.House) -> None:
    with clock.frozen(datetime(2026, 11, 17, 16, 59, tzinfo=UTC)):
        assert made.numbered(house).issued_date == date(2026, 11, 17)
    with clock.frozen(datetime(2026, 11, 17, 17, 0, tzinfo=UTC)):
        assert made.numbered(house).issued_date == date(2026, 11, 18)


def test_no_number_is_dated_before_the_last_one(house: made.House) -> None:
    with clock.frozen(made.DAY - timedelta(days=1)):
        doc = made.signed(house)
    with clock.frozen(made.DAY):
        made.numbered(house)
        with pytest.raises(Invalid) as refused:
            issue_outgoing(actor=house.clerk, outgoing_id=doc.pk, on=date(2026, 11, 16))
        assert (refused.value.code, refused.value.params["last"]) == (
            "documents.number_backdated",
            "17/11/2026",
        )
        assert made.outgoing(doc.pk).state == "signed"
        with pytest.raises(Invalid) as ahead:
            issue_outgoing(actor=house.clerk, outgoing_id=doc.pk, on=date(2026, 11, 18))
    assert ahead.value.code == "documents.date_ahead"
    assert register(house).last == 1


@pytest.mark.usefixtures("day")
def test_a_number_of_another_year_is_refused(house: made.House) -> None:
    with pytest.raises(Invalid) as refused:
        numbers.take_number(
            actor=house.clerk,
            register=register(house),
            on=date(2025, 12, 31),
            subject=SubjectRef("outgoing", 1),
        )
    assert refused.value.code == "documents.number_other_year"


@pytest.mark.usefixtures("day")
def test_a_reserved_number_is_used_once(house: made.House) -> None:
    book = register(house)
    number = reserve_number(actor=house.clerk, register_id=book.pk, reason="Giấy mời đang trình giấy")
    assert made.numbered(house).number == 2
    doc = made.numbered(house, reserved=number)
    assert (doc.number, doc.issued_date) == (1, made.DAY.date())
    other = made.signed(house)
    with pytest.raises(Conflict) as refused:
        issue_outgoing(actor=house.clerk, outgoing_id=other.pk, reserved=number)
    assert refused.value.code == "documents.number_not_reserved"
    assert unexplained(house) == []


def test_a_reserved_number_keeps_its_place_and_bears_the_day_of_a_later_signature(house: made.House) -> None:
    later = made.DAY + timedelta(days=2)
    with clock.frozen(made.DAY):
        book = register(house)
        number = reserve_number(actor=house.clerk, register_id=book.pk, reason="Quyết định trình giấy")
        assert made.numbered(house).issued_date == made.DAY.date()
    with clock.frozen(later):
        doc = made.signed(house)
        (offered,) = (document(house.clerk, doc.pk).proposal or pytest.fail("none")).reserved
        assert offered == (number, later.date(), "Quyết định trình giấy")
        issue_outgoing(actor=house.clerk, outgoing_id=doc.pk, reserved=number)
    doc = made.outgoing(doc.pk)
    assert (doc.number, doc.issued_date) == (1, later.date())
    kept = RegisterNumber.objects.unscoped(reason="test").get(register=book, number=number)
    assert (kept.state, kept.date, kept.reason) == ("used", later.date(), "Quyết định trình giấy")
    (line, _next) = lines_of(
        house.clerk,
        list(RegisterNumber.objects.unscoped(reason="test").order_by("number")),
        direction="outgoing",
        form=BOOK,
    )
    assert "Giữ số ngày 17/11/2026: Quyết định trình giấy" in line.cells
    assert unexplained(house) == []


def test_a_reserved_number_is_not_carried_into_the_next_year(house: made.House) -> None:
    with clock.frozen(datetime(2026, 12, 31, 15, tzinfo=clock.VIETNAM)):
        book = register(house)
        number = reserve_number(actor=house.clerk, register_id=book.pk, reason="Giữ")
        before = made.signed(house)
    with clock.frozen(datetime(2027, 1, 2, 9, tzinfo=clock.VIETNAM)):
        after = made.signed(house)
        with pytest.raises(Conflict, match="number_not_reserved"):
            issue_outgoing(actor=house.clerk, outgoing_id=after.pk, reserved=number)
        with pytest.raises(Invalid, match="number_other_year"):
            issue_outgoing(actor=house.clerk, outgoing_id=after.pk, reserved=number, on=date(2026, 12, 31))
        assert (
            RegisterNumber.objects.unscoped(reason="test").get(register=book, number=number).state
            == "reserved"
        )
        issue_outgoing(actor=house.clerk, outgoing_id=before.pk, reserved=number, on=date(2026, 12, 31))
    assert made.outgoing(before.pk).issued_date == date(2026, 12, 31)


def test_two_clerks_using_one_reserved_number(house: made.House, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(made.DAY):
        book = register(house)
        number = reserve_number(actor=house.clerk, register_id=book.pk, reason="Giữ")
        doc = made.signed(house)

        def taken(*_days: object) -> date:
            RegisterNumber.objects.unscoped(reason="test").filter(register=book, number=number).update(
                state="used"
            )
            return made.DAY.date()

        monkeypatch.setattr(numbers, "reserved_day", taken)
        with pytest.raises(Conflict, match="number_not_reserved"):
            issue_outgoing(actor=house.clerk, outgoing_id=doc.pk, reserved=number)


@pytest.mark.usefixtures("day")
def test_every_hole_is_explained(house: made.House) -> None:
    book = register(house)
    kept = reserve_number(actor=house.clerk, register_id=book.pk, reason="Giữ cho quyết định")
    doc = made.numbered(house)
    cancel_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="Sai thể thức")
    cancel_reserved(actor=house.clerk, register_id=book.pk, number=kept, reason="Không dùng")
    rows = {
        one.number: (one.state, one.reason)
        for one in RegisterNumber.objects.unscoped(reason="test").filter(register=book)
    }
    assert rows == {1: ("cancelled", "Không dùng"), 2: ("cancelled", "Sai thể thức")}
    assert unexplained(house) == []
    with pytest.raises(Conflict):
        cancel_reserved(actor=house.clerk, register_id=book.pk, number=2, reason="Lần nữa")
    with pytest.raises(Conflict):
        numbers.cancel_number(actor=house.clerk, register=book, number=2, reason="Lần nữa")
    RegisterNumber.objects.unscoped(reason="test").filter(register=book, number=1).delete()
    assert unexplained(house) == [1]


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_reserving_and_cancelling_need_a_reason(house: made.House, reason: str) -> None:
    book = register(house)
    for act in (
        lambda: reserve_number(actor=house.clerk, register_id=book.pk, reason=reason),
        lambda: cancel_reserved(actor=house.clerk, register_id=book.pk, number=1, reason=reason),
        lambda: numbers.reserve_number(actor=house.clerk, register=book, on=made.DAY.date(), reason=reason),
        lambda: numbers.cancel_number(actor=house.clerk, register=book, number=1, reason=reason),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.code == "documents.reason_missing"
    assert row(book.pk).last == 0


@pytest.mark.usefixtures("day")
def test_registers_are_the_clerks(house: made.House) -> None:
    book = register(house)
    stranger = make_actor(make_agency("Sở Tài chính"), Role.CLERK)
    admin = make_actor(house.agency, Role.ADMIN)
    for who in (house.officer, house.leader, admin):
        with pytest.raises(Forbidden):
            reserve_number(actor=who, register_id=book.pk, reason="Giữ")
    for act in (
        lambda: reserve_number(actor=stranger, register_id=book.pk, reason="Giữ"),
        lambda: change_series(actor=stranger, register_id=book.pk, name="Sổ", kinds=[]),
    ):
        with pytest.raises(NotFound):
            act()
    for act in (
        lambda: open_series(actor=house.officer, body_id=house.body.id, name="QĐ", kinds=["quyet_dinh"]),
        lambda: books(house.officer, 2026),
    ):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.usefixtures("day")
def test_a_series_of_its_own_starts_at_one_and_is_carried_into_the_next_year(house: made.House) -> None:
    made.numbered(house)
    admin = make_actor(house.agency, Role.ADMIN)
    series = open_series(
        actor=admin, body_id=house.body.id, name="Quyết định", kinds=["quyet_dinh", "nghi_quyet"]
    )
    assert row(series).kinds == ["quyet_dinh", "nghi_quyet"]
    decision = made.on_the_table(house, kind="quyet_dinh", symbol="QĐ-SNV")
    assert made.numbered(house, decision).number == 1
    assert made.numbered(house).number == 2
    next_year = register(house, "quyet_dinh", 2027)
    assert (next_year.series, next_year.kinds, next_year.last) == (
        "quyet_dinh",
        ["quyet_dinh", "nghi_quyet"],
        0,
    )
    assert register(house, "bao_cao", 2027).kinds == []
    assert next_year.pk == register(house, "nghi_quyet", 2027).pk


@pytest.mark.usefixtures("day")
def test_what_a_series_may_not_be(house: made.House) -> None:
    made.numbered(house)
    open_series(actor=house.clerk, body_id=house.body.id, name="Quyết định", kinds=["quyet_dinh"])
    elsewhere = make_body(make_agency("Sở Tài chính", body=False), "Sở Tài chính")
    refused: dict[str, tuple[int, str, list[str]]] = {
        "documents.series_kind_taken": (house.body.id, "Khác", ["quyet_dinh"]),
        "documents.series_named": (house.body.id, "quyết  định", ["thong_bao"]),
        "documents.series_started": (house.body.id, "Báo cáo", ["bao_cao"]),
        "documents.series_common_exists": (house.body.id, "Chung hai", []),
        "documents.series_kind_unknown": (house.body.id, "Lạ", ["la_thu"]),
        "documents.series_name_missing": (house.body.id, "  ", ["thong_bao"]),
        "documents.body_elsewhere": (elsewhere.id, "Sổ", ["thong_bao"]),
    }
    for code, (body_id, name, kinds) in refused.items():
        with pytest.raises((Invalid, Conflict)) as one:
            open_series(actor=house.clerk, body_id=body_id, name=name, kinds=kinds)
        assert one.value.code == code
    assert Register.objects.unscoped(reason="test").count() == 2


@pytest.mark.usefixtures("day")
def test_a_series_changes_its_kinds_before_its_first_number_only(house: made.House) -> None:
    series = open_series(actor=house.clerk, body_id=house.body.id, name="Quyết định", kinds=["quyet_dinh"])
    change_series(actor=house.clerk, register_id=series, name="QĐ, NQ", kinds=["quyet_dinh", "nghi_quyet"])
    assert (row(series).name, row(series).kinds) == ("QĐ, NQ", ["quyet_dinh", "nghi_quyet"])
    made.numbered(house, made.on_the_table(house, kind="nghi_quyet", symbol="NQ-SNV"))
    change_series(actor=house.clerk, register_id=series, name="Sổ QĐ", kinds=["quyet_dinh", "nghi_quyet"])
    with pytest.raises(Conflict) as refused:
        change_series(actor=house.clerk, register_id=series, name="Sổ QĐ", kinds=["quyet_dinh"])
    assert refused.value.code == "documents.series_started"
    copies = numbers.register_for(
        agency_id=house.agency.id, direction="copy", year=2026, body_id=house.body.id, series="SY"
    )
    with pytest.raises(NotFound):
        change_series(actor=house.clerk, register_id=copies.pk, name="Sổ", kinds=["quyet_dinh"])


@pytest.mark.usefixtures("day")
def test_a_closed_book_gives_no_number(house: made.House) -> None:
    doc = made.signed(house)
    book = register(house)
    Register.objects.unscoped(reason="test").filter(pk=book.pk).update(closed_at=clock.now())
    with pytest.raises(Conflict) as refused:
        issue_outgoing(actor=house.clerk, outgoing_id=doc.pk)
    assert (refused.value.code, made.outgoing(doc.pk).state) == ("documents.book_closed", "signed")


@pytest.mark.usefixtures("day")
def test_a_secrecy_marking_in_a_reason_is_refused(house: made.House) -> None:
    from congso.guard.api import SecretMarking

    with pytest.raises(SecretMarking):
        reserve_number(actor=house.clerk, register_id=register(house).pk, reason="TUYỆT MẬT")
