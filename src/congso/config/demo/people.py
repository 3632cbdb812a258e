"""Make the agencies, posts and persons of the demo through the same actions an administrator uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from congso.config.demo.province import HOUSES, House, Office, Seat
from congso.kernel.actor import Actor
from congso.people import api as people
from congso.pure.vietnamese import fold
from congso.signing import api as signing

SINCE = date(2025, 7, 1)  # two-level local government began
PASSWORD = "congso-demo-2026"  # noqa: S105
ADMIN = "quantri"


@dataclass(frozen=True, slots=True)
class Made:
    """What the story needs: ids by names."""

    agencies: dict[str, int]  # by code
    bodies: dict[str, int]  # "H99/UBND"
    units: dict[str, int]  # "H99.01/TCBC"
    seats: dict[str, int]  # appointment by person's name
    accounts: tuple[tuple[str, str, str, str], ...]  # sign-in name, person, post, agency


class Register:
    def __init__(self) -> None:
        self.made = Made({}, {}, {}, {}, ())
        self.accounts: list[tuple[str, str, str, str]] = []
        self.used: set[str] = set()
        self.owners: list[signing.DemoOwner] = []
        self.persons: list[int] = []


def make_people(actor: Actor, *, keys_since: datetime, keys_until: datetime) -> Made:
    """All houses of `province.HOUSES`, their people's accounts and demo keys. `actor`: the system."""
    book = Register()
    for house in HOUSES:
        _house(actor, house, book)
    # One slow hash for all: a hundred of them would take longer than everything else.
    get_user_model()._default_manager.filter(pk__in=book.persons).update(password=make_password(PASSWORD))
    for year in (2025, 2026, 2027):
        people.load_holidays(actor=actor, year=year)
    signing.load_demo_keys(book.owners, since=keys_since, until=keys_until)
    made = book.made
    return Made(made.agencies, made.bodies, made.units, made.seats, tuple(book.accounts))


def _house(actor: Actor, house: House, book: Register) -> None:
    made = book.made
    agency_id = people.create_agency(
        actor=actor,
        data=people.AgencyData(
            name=house.name, short_name=house.short_name, kind=house.kind, code=house.code, place=house.place,
            address=house.address, parent_id=made.agencies.get(house.under),
        ),
    )  # fmt: skip
    people.add_code(actor=actor, agency_id=agency_id, code=house.old_code)
    made.agencies[house.code] = agency_id
    for order, body in enumerate(house.bodies):
        body_id = people.create_body(
            actor=actor,
            agency_id=agency_id,
            data=people.BodyData(
                kind=body.kind, name=body.name, name_line=body.name_line, symbol=body.symbol,
                head_title=body.head_title, parent_line=body.parent_line, collective=body.collective, order=order,
            ),
        )  # fmt: skip
        made.bodies[f"{house.code}/{body.symbol}"] = body_id
        rim = house.place if house.kind == "commune" else "tỉnh Mẫu"
        book.owners.append(signing.DemoOwner(signing.body_owner(body_id), body.name, rim, house.place))
    for unit_id, office, seat in _seats(actor, agency_id, house, made):
        _person(actor, agency_id, unit_id, house, seat, book)
        del office


def _seats(
    actor: Actor, agency_id: int, house: House, made: Made
) -> Iterator[tuple[int | None, Office | None, Seat]]:
    for seat in house.leaders:
        yield None, None, seat
    for order, office in enumerate(house.offices):
        unit_id = people.create_unit(
            actor=actor,
            agency_id=agency_id,
            data=people.UnitData(name=office.name, symbol=office.symbol, order=order),
        )
        made.units[f"{house.code}/{office.symbol}"] = unit_id
        for seat in office.seats:
            yield unit_id, office, seat


def _person(
    actor: Actor, agency_id: int, unit_id: int | None, house: House, seat: Seat, book: Register
) -> None:
    post_id = people.create_post(
        actor=actor,
        agency_id=agency_id,
        data=people.PostData(
            title=seat.title, roles=seat.roles, rank=seat.rank, unit_id=unit_id, signature_title=seat.signature,
            fields_of_work=seat.fields,
        ),
    )  # fmt: skip
    account = seat.account or _account(seat.name, book.used)
    book.used.add(account)
    person_id = people.create_person(
        actor=actor,
        data=people.PersonData(username=account, full_name=seat.name, email=f"{account}@mau.example.vn"),
    )
    book.persons.append(person_id)
    book.made.seats[seat.name] = people.appoint(
        actor=actor, person_id=person_id, post_id=post_id, since=SINCE
    )
    if account == ADMIN:
        people.set_installation_admin(actor=actor, person_id=person_id, value=True)
    if seat.rank <= 4:
        book.owners.append(
            signing.DemoOwner(signing.person_owner(person_id), seat.name, house.name, house.place)
        )
    if seat.account:
        book.accounts.append((account, seat.name, seat.title, house.short_name))


def _account(name: str, used: set[str]) -> str:
    """ "Bùi Khánh Ly" → "lybk", with a number when taken."""
    words = fold(name).split()
    base = words[-1] + "".join(word[0] for word in words[:-1])
    wanted, number = base, 2
    while wanted in used:
        wanted, number = f"{base}{number}", number + 1
    return wanted
