# factory_boy has no types for its declarations.
# mypy: disable-error-code="no-untyped-call,attr-defined,assignment"
"""Factories and short cuts for tests of every app. Needs the database."""

from datetime import date
from itertools import count
from typing import Any, Protocol

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from congso.kernel.actor import Actor, Role
from congso.people.access import SESSION_KEY, actor_for
from congso.people.models import Agency, Appointment, IssuingBody, Person, Post, Unit
from congso.people.queries.agencies import agency_row, body_row, unit_row
from congso.people.rows import AgencyRow, BodyRow, UnitRow
from congso.people.text import person_key, search_text

PASSWORD = "mat-khau-thu-2026"  # noqa: S105
LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


class HasId(Protocol):
    @property
    def id(self) -> int: ...


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Sở Mẫu {n}")
    short_name = factory.LazyAttribute(lambda o: o.name)
    kind = "department"
    level = 2
    code = factory.Sequence(lambda n: f"H99.{n // 1000:03}.{n % 1000:03}")
    place = "Mẫu"
    search = factory.LazyAttribute(lambda o: search_text(o.name, o.short_name, o.code))


class IssuingBodyFactory(DjangoModelFactory[IssuingBody]):
    class Meta:
        model = IssuingBody

    agency = factory.SubFactory(AgencyFactory)
    kind = "department"
    name = factory.LazyAttribute(lambda o: o.agency.name)
    parent_line = "ỦY BAN NHÂN DÂN TỈNH MẪU"
    name_line = factory.LazyAttribute(lambda o: o.name.upper())
    symbol = "SNV"
    head_title = "GIÁM ĐỐC"


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Phòng {n}")


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    sort_key = factory.LazyAttribute(lambda o: person_key(o.full_name))
    search = factory.LazyAttribute(lambda o: search_text(o.full_name, o.username))


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    agency = factory.SubFactory(AgencyFactory)
    title = "Chuyên viên"
    roles = factory.LazyFunction(lambda: [Role.OFFICER.value])


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    post = factory.SubFactory(PostFactory)
    since = LONG_AGO


def make_agency(name: str = "Sở Nội vụ", *, body: bool = True, **fields: Any) -> AgencyRow:
    """An agency and (unless `body=False`) one issuing body of the same name."""
    made: Agency = AgencyFactory(name=name, **fields)
    if body:
        IssuingBodyFactory(agency=made)
    return agency_row(made)


def make_body(agency: HasId, name: str = "Ủy ban nhân dân", **fields: Any) -> BodyRow:
    made: IssuingBody = IssuingBodyFactory(agency=Agency.objects.get(pk=agency.id), name=name, **fields)
    return body_row(made)


def make_unit(agency: HasId, name: str = "Văn phòng", **fields: Any) -> UnitRow:
    made: Unit = UnitFactory(agency=Agency.objects.get(pk=agency.id), name=name, **fields)
    return unit_row(made)


def _rank(roles: tuple[Role, ...], title: str) -> int:
    deputy = title.startswith("Phó")
    if Role.LEADER in roles:
        return 2 if deputy else 1
    if Role.UNIT_HEAD in roles:
        return 4 if deputy else 3
    return 5


_TITLES = {
    Role.LEADER: "Giám đốc",
    Role.UNIT_HEAD: "Trưởng phòng",
    Role.CLERK: "Văn thư",
    Role.ADMIN: "Quản trị viên",
}


def make_actor(
    agency: HasId,
    *roles: Role,
    unit: HasId | None = None,
    title: str = "",
    name: str = "",
    person_id: int | None = None,
    **post: Any,
) -> Actor:
    """A person in a new post of the agency; no roles means OFFICER. `person_id` gives an existing person a further post."""
    roles = roles or (Role.OFFICER,)
    title = title or _TITLES.get(roles[0], "Chuyên viên")
    post.setdefault("rank", _rank(roles, title))
    made = Post.objects.create(
        agency_id=agency.id,
        unit_id=unit.id if unit else None,
        title=title,
        roles=[r.value for r in roles],
        **post,
    )
    if person_id is None:
        person_id = PersonFactory(full_name=name or f"Trần Thị Thử {next(_numbers)}").pk
    held = Appointment.objects.create(person_id=person_id, post=made, since=LONG_AGO)
    return actor_for(person_id, held.pk)


def sign_in(client: Client, actor: Actor) -> Client:
    """The test client signed in as the actor, in the actor's post."""
    client.force_login(Person.objects.get(pk=actor.person_id or 0))
    session = client.session
    session[SESSION_KEY] = actor.appointment_id
    session.save()
    return client
