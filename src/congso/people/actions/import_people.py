"""Import of a whole table: all rows or none."""

import hashlib
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from congso.audit import api as audit
from congso.kernel import clock, events, words
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.kernel.refs import SubjectRef
from congso.people.actions.common import is_installation_admin, require_installation
from congso.people.events import AppointmentBegan, PermissionChanged
from congso.people.importing import columns, plans, tables
from congso.people.importing.columns import RowError
from congso.people.models import Agency, Appointment, OrganCode, PermissionChange, Person, Post, Unit
from congso.people.text import person_key, search_text

SHOWN_ERRORS = 500


class ImportRefused(Invalid):
    """Nothing was written; `errors` by row and column, at most SHOWN_ERRORS of `count`."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__("people.import_refused", field="file", count=len(errors))
        self.count = len(errors)
        self.errors = sorted(errors, key=lambda error: error.row)[:SHOWN_ERRORS]


@dataclass(frozen=True, slots=True)
class Imported:
    kind: str
    rows: int


def import_table(*, actor: Actor, kind: str, name: str, content: bytes) -> Imported:
    """Write a table of agencies ("co-quan"), units ("don-vi") or people ("nguoi"), whole or not at all.

    Agencies need an administrator of the installation; units and people one of each agency named.
    Raises ImportRefused with every wrong cell, Invalid people.import_* for a file that is no such table.
    """
    installation = actor.is_system or is_installation_admin(actor)
    if not installation and not (actor.has(Role.ADMIN) and kind != "co-quan"):
        raise Forbidden("people.not_administrator")
    rows, errors = columns.parse(kind, tables.read(name, content))
    written = {f"{row.number}.{column}": text for row in rows for column, text in row.values.items()}
    words.look(actor=actor, entrance="people.import", **written)

    def may(agency_id: int) -> bool:
        return installation or actor.agency_id == agency_id

    try:
        with transaction.atomic():
            if kind == "co-quan":
                require_installation(actor)
                _agencies(plans.agencies(rows), errors)
            elif kind == "don-vi":
                _units(plans.units(rows, may), errors)
            else:
                _people(actor, plans.people(rows, may), errors)
            audit.record(
                actor,
                "people.imported",
                SubjectRef("agency", actor.agency_id or 0),
                kind=kind,
                rows=len(rows),
                sha256=hashlib.sha256(content).hexdigest(),
            )
    except IntegrityError as error:
        # Somebody else added the same code or name between the check and the writing.
        raise Conflict("people.import_changed") from error
    return Imported(kind, len(rows))


def _stop(plan: plans.Plan, errors: list[RowError]) -> None:
    if errors or plan.errors:
        raise ImportRefused(errors + plan.errors)


def _agencies(plan: plans.AgencyPlan, errors: list[RowError]) -> None:
    _stop(plan, errors)
    made = {row.code: row for row in Agency.objects.all()}
    today = clock.today()
    for row, kind in plan.rows:
        v = row.values
        parent = made.get(v["parent"])
        agency = Agency(
            parent=parent,
            level=parent.level + 1 if parent else 1,
            name=v["name"],
            short_name=v["short_name"],
            kind=kind,
            code=v["code"],
            place=v["place"],
            address=v["address"],
            phone=v["phone"],
            email=v["email"].lower(),
            search=search_text(v["name"], v["short_name"], v["code"]),
        )
        agency.save(force_insert=True)
        made[agency.code] = agency
    codes = [
        OrganCode(agency=made[row.values["code"]], form="new", code=row.values["code"], valid_from=today)
        for row, _kind in plan.rows
    ]
    codes += [
        OrganCode(agency=made[row.values["code"]], form="old", code=row.values["old_code"])
        for row, _kind in plan.rows
        if row.values["old_code"]
    ]
    OrganCode.objects.bulk_create(codes)


def _units(plan: plans.UnitPlan, errors: list[RowError]) -> None:
    _stop(plan, errors)
    known = plans.unit_names()
    for above in (False, True):
        rows = [item for item in plan.rows if bool(item[0].values["parent"]) is above]
        made = [
            Unit(
                agency_id=agency_id,
                name=row.values["name"],
                symbol=row.values["symbol"],
                parent=known.get((agency_id, row.values["parent"].casefold())),
            )
            for row, agency_id in rows
        ]
        Unit.objects.bulk_create(made)
        known |= {(unit.agency_id, unit.name.casefold()): unit for unit in made}


def _people(actor: Actor, plan: plans.PeoplePlan, errors: list[RowError]) -> None:
    _stop(plan, errors)
    _make_posts(actor, plan)
    _make_persons(plan)
    people = {line.row.values["username"]: plan.people[line.row.values["username"]] for line in plan.lines}
    with_main = set(
        Appointment.objects.filter(person__in=people.values(), main=True).values_list("person_id", flat=True)
    )
    rows = []
    for line in plan.lines:
        person = people[line.row.values["username"]]
        rows.append(
            Appointment(
                person=person,
                post=plan.posts[line.post_key],
                since=line.since,
                main=person.pk not in with_main,
                decision=line.row.values["decision"],
            )
        )
        with_main.add(person.pk)
    for row in Appointment.objects.bulk_create(rows):
        events.publish(AppointmentBegan(row.pk, row.person_id, row.post_id, row.post.agency_id, row.since))


def _make_posts(actor: Actor, plan: plans.PeoplePlan) -> None:
    fresh: dict[tuple[int, int | None, str], Post] = {}
    for line in plan.lines:
        if line.post_key in plan.posts or line.post_key in fresh:
            continue
        v = line.row.values
        fresh[line.post_key] = Post(
            agency_id=line.agency_id,
            unit_id=line.unit_id,
            title=v["title"],
            rank=line.rank,
            roles=sorted(role.value for role in line.roles),
            signature_title=v["title"].upper(),
            fields_of_work=[part.strip() for part in v["fields"].split(";") if part.strip()],
        )
    Post.objects.bulk_create(fresh.values())
    plan.posts |= fresh
    changes = PermissionChange.objects.bulk_create(
        PermissionChange(post=post, before=[], after=post.roles, at=clock.now(), by_id=actor.person_id)
        for post in fresh.values()
        if set(post.roles) - {Role.OFFICER.value}
    )
    for change in changes:
        events.publish(PermissionChanged(change.pk, change.post.agency_id, change.post_id))


def _make_persons(plan: plans.PeoplePlan) -> None:
    """Persons that are there keep what is known of them; new ones cannot sign in until somebody sets a password."""
    fresh: dict[str, Person] = {}
    for line in plan.lines:
        v = line.row.values
        if v["username"] in plan.people or v["username"] in fresh:
            continue
        fresh[v["username"]] = Person(
            username=v["username"],
            full_name=v["full_name"],
            email=v["email"],
            phone=v["phone"],
            sort_key=person_key(v["full_name"]),
            search=search_text(v["full_name"], v["username"]),
            password=make_password(None),
        )
    Person.objects.bulk_create(fresh.values())
    plan.people |= fresh
