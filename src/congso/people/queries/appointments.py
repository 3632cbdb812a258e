"""Who holds which post on a day. One query each; `on` defaults to today in Vietnam."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import NotFound
from congso.people.models import Appointment, Person
from congso.people.rows import AppointmentRow, PersonRow


def person_row(p: Person) -> PersonRow:
    return PersonRow(
        id=p.pk,
        username=p.username,
        name=p.full_name,
        email=p.email,
        phone=p.phone,
        language=p.language,
        active=p.is_active,
        installation_admin=p.installation_admin,
    )


def appointment_row(a: Appointment) -> AppointmentRow:
    post = a.post
    return AppointmentRow(
        id=a.pk,
        person_id=a.person_id,
        person_name=a.person.full_name,
        post_id=post.pk,
        post_title=post.title,
        unit_id=post.unit_id,
        unit_name=post.unit.name if post.unit else "",
        agency_id=post.agency_id,
        agency_name=post.agency.name,
        agency_short=post.agency.short_name,
        rank=post.rank,
        roles=frozenset(Role(role) for role in post.roles),
        signature_title=post.signature_title,
        fields_of_work=tuple(post.fields_of_work),
        since=a.since,
        until=a.until,
        main=a.main,
    )


def _joined() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("person", "post__unit", "post__agency")


def _on(rows: QuerySet[Appointment], on: date | None) -> QuerySet[Appointment]:
    day = on or clock.today()
    return rows.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def _in_office(rows: QuerySet[Appointment], on: date | None) -> QuerySet[Appointment]:
    return _on(rows, on).filter(person__is_active=True, post__active=True, post__agency__active=True)


def _ordered(rows: QuerySet[Appointment]) -> list[AppointmentRow]:
    ordered = rows.order_by("post__rank", "post__order", "person__sort_key", "id")
    return [appointment_row(row) for row in ordered]


def person(person_id: int) -> PersonRow:
    """Raises NotFound people.no_person."""
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound("people.no_person")
    return person_row(row)


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Full names by id; unknown ids are left out."""
    return dict(Person.objects.filter(pk__in=list(person_ids)).order_by().values_list("pk", "full_name"))


def people_of(
    agency_id: int | None = None,
    *,
    unit_id: int | None = None,
    roles: Iterable[Role] = (),
    on: date | None = None,
) -> list[AppointmentRow]:
    """Who is in office in an agency or a unit, in order of rank; `roles`: only posts that carry any of them.

    Raises ValueError when neither an agency nor a unit is named.
    """
    if agency_id is None and unit_id is None:
        raise ValueError("name an agency or a unit")
    rows = _in_office(_joined(), on)
    if agency_id is not None:
        rows = rows.filter(post__agency_id=agency_id)
    if unit_id is not None:
        rows = rows.filter(post__unit_id=unit_id)
    wanted = [role.value for role in roles]
    if wanted:
        rows = rows.filter(post__roles__overlap=wanted)
    return _ordered(rows)


def leaders_of(agency_id: int, *, on: date | None = None) -> list[AppointmentRow]:
    """Head of the agency first, then the deputies."""
    return people_of(agency_id, roles=(Role.LEADER,), on=on)


def heads_of_unit(unit_id: int, *, on: date | None = None) -> list[AppointmentRow]:
    """Head of the unit first, then the deputies."""
    return people_of(unit_id=unit_id, roles=(Role.UNIT_HEAD,), on=on)


def holders_of_post(post_id: int, on: date | None = None) -> list[AppointmentRow]:
    """Who held the post on the day, whether or not the person may still sign in."""
    return _ordered(_on(_joined().filter(post_id=post_id), on))


def appointment(appointment_id: int) -> AppointmentRow:
    """Raises NotFound people.no_appointment. Ended ones are found too: papers keep naming them."""
    row = _joined().filter(pk=appointment_id).first()
    if row is None:
        raise NotFound("people.no_appointment")
    return appointment_row(row)


def appointments(ids: Iterable[int]) -> dict[int, AppointmentRow]:
    return {row.pk: appointment_row(row) for row in _joined().filter(pk__in=list(ids))}


def appointments_of(person_id: int, *, on: date | None = None) -> list[AppointmentRow]:
    """Posts in which the person may act on the day, the main one first."""
    return [appointment_row(row) for row in _in_office(_joined().filter(person_id=person_id), on)]


def history_of(person_id: int) -> list[AppointmentRow]:
    """Every post the person ever held, latest first."""
    return [appointment_row(row) for row in _joined().filter(person_id=person_id).order_by("-since", "-id")]


def is_current(appointment_id: int, on: date | None = None) -> bool:
    """Whether somebody may act in this appointment on the day: dates, person, post and agency all active."""
    return _in_office(Appointment.objects.filter(pk=appointment_id), on).exists()


def is_held(post_id: int, on: date | None = None) -> bool:
    """Whether anybody holds the post on the day or is already appointed for later."""
    day = on or clock.today()
    return Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=day), post_id=post_id).exists()


def person_by_username(username: str) -> PersonRow | None:
    row = Person.objects.filter(username=username.strip().lower()).first()
    return person_row(row) if row else None


def holder_names(post_ids: Iterable[int], on: date) -> dict[int, str]:
    """Names of who holds each post on the day, several joined by a comma."""
    found: dict[int, str] = {}
    rows = _on(Appointment.objects.filter(post_id__in=list(post_ids)), on).order_by("person__sort_key")
    for post_id, name in rows.values_list("post_id", "person__full_name"):
        found[post_id] = f"{found[post_id]}, {name}" if post_id in found else name
    return found
