"""What an agency is made of: issuing bodies, units, posts, and the confirmation of changed rights."""

from typing import Any

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock, events, words
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import policies
from congso.people.actions.common import (
    change,
    clean,
    cleaned,
    is_installation_admin,
    need,
    require,
    require_manager,
)
from congso.people.events import PermissionChanged
from congso.people.inputs import BodyData, PostData, UnitData
from congso.people.models import Agency, Appointment, IssuingBody, PermissionChange, Post, Unit
from congso.people.queries.appointments import is_held
from congso.people.rules import HEAD


def _units() -> Any:
    return Unit.objects.unscoped(reason="the action checks the agency itself")


def _agency(agency_id: int) -> Agency:
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise NotFound("people.no_agency")
    return agency


def create_body(*, actor: Actor, agency_id: int, data: BodyData) -> int:
    """Add an issuing body. Refuses people.missing, people.no_post_row (the head's post is of another agency)."""
    require_manager(actor, agency_id)
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        body = IssuingBody.objects.create(agency=_agency(agency_id), **_body_values(data, agency_id))
        audit.record(actor, "body.created", SubjectRef("agency", agency_id), body=body.pk, name=body.name)
    return body.pk


def edit_body(*, actor: Actor, body_id: int, data: BodyData) -> None:
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        body = IssuingBody.objects.select_for_update().filter(pk=body_id).first()
        if body is None:
            raise NotFound("people.no_body")
        require_manager(actor, body.agency_id)
        changed = change(body, _body_values(data, body.agency_id))
        audit.record(
            actor, "body.edited", SubjectRef("agency", body.agency_id), body=body_id, changed=changed
        )


def _body_values(data: BodyData, agency_id: int) -> dict[str, Any]:
    values = cleaned(data)
    need(values, "name", "name_line", "symbol", "head_title", "kind")
    head = values["head_post_id"]
    if head is not None and not Post.objects.filter(pk=head, agency_id=agency_id).exists():
        raise Invalid("people.no_post_row", field="head_post_id")
    return values


def create_unit(*, actor: Actor, agency_id: int, data: UnitData) -> int:
    """Add a unit. Refuses people.missing, people.no_unit (the unit above is of another agency)."""
    require_manager(actor, agency_id)
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        unit = Unit(agency=_agency(agency_id), **_unit_values(data, agency_id, None))
        unit.save()
        audit.record(actor, "unit.created", SubjectRef("agency", agency_id), unit=unit.pk, name=unit.name)
    return unit.pk


def edit_unit(*, actor: Actor, unit_id: int, data: UnitData) -> None:
    """Refuses people.unit_in_use when a unit with posts in use is switched off."""
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        unit = _units().select_for_update().filter(pk=unit_id).first()
        if unit is None:
            raise NotFound("people.no_unit")
        require_manager(actor, unit.agency_id)
        values = _unit_values(data, unit.agency_id, unit_id)
        if (
            unit.active
            and not values["active"]
            and Post.objects.filter(unit_id=unit_id, active=True).exists()
        ):
            raise Conflict("people.unit_in_use", name=unit.name)
        changed = change(unit, values)
        audit.record(
            actor, "unit.edited", SubjectRef("agency", unit.agency_id), unit=unit_id, changed=changed
        )


def _unit_values(data: UnitData, agency_id: int, unit_id: int | None) -> dict[str, Any]:
    values = cleaned(data)
    need(values, "name")
    parent = values["parent_id"]
    if parent is None:
        return values
    above = _units().filter(pk=parent, agency_id=agency_id).first()
    # One level of units inside units is all the law's lists of units know; it also rules out rings.
    if above is None or above.parent_id is not None or parent == unit_id:
        raise Invalid("people.no_unit", field="parent_id")
    if unit_id is not None and _units().filter(parent_id=unit_id).exists():
        raise Invalid("people.no_unit", field="parent_id")
    return values


def create_post(*, actor: Actor, agency_id: int, data: PostData) -> int:
    """Add a post. A post that carries more than the officer's role waits for confirmation like any change of rights."""
    require_manager(actor, agency_id)
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        values = _post_values(data, _agency(agency_id).pk)
        post = Post.objects.create(agency_id=agency_id, **values)
        if set(post.roles) - {"officer"}:
            _alert(actor, post, before=[])
        audit.record(actor, "post.created", SubjectRef("agency", agency_id), post=post.pk, roles=post.roles)
    return post.pk


def edit_post(*, actor: Actor, post_id: int, data: PostData) -> None:
    """Change a post. New roles hold at once and are alerted until confirmed. Refuses people.post_in_use (switched off)."""
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        post = Post.objects.select_for_update().filter(pk=post_id).first()
        if post is None:
            raise NotFound("people.no_post_row")
        require_manager(actor, post.agency_id)
        values = _post_values(data, post.agency_id)
        if post.active and not values["active"] and is_held(post_id):
            raise Conflict("people.post_in_use", title=post.title)
        before = list(post.roles)
        changed = change(post, values)
        if "roles" in changed:
            _alert(actor, post, before=before)
        audit.record(
            actor,
            "post.edited",
            SubjectRef("agency", post.agency_id),
            post=post_id,
            changed=changed,
            before=before,
            after=post.roles,
        )


def _post_values(data: PostData, agency_id: int) -> dict[str, Any]:
    values = cleaned(data)
    need(values, "title", "roles")
    values["roles"] = sorted(role.value for role in data.roles)
    values["fields_of_work"] = [clean(field) for field in data.fields_of_work if clean(field)]
    values["signature_title"] = values["signature_title"] or values["title"].upper()
    if not HEAD <= data.rank <= 5:
        raise Invalid("people.bad_rank", field="rank")
    if data.unit_id is not None and not _units().filter(pk=data.unit_id, agency_id=agency_id).exists():
        raise Invalid("people.no_unit", field="unit_id")
    return values


def _alert(actor: Actor, post: Post, *, before: list[str]) -> None:
    row = PermissionChange.objects.create(
        post=post, before=before, after=post.roles, at=clock.now(), by_id=actor.person_id
    )
    events.publish(PermissionChanged(change_id=row.pk, agency_id=post.agency_id, post_id=post.pk))


def confirm_permission_change(*, actor: Actor, change_id: int) -> int:
    """End the alert; returns the agency's id. The head of the agency or an administrator, never who made the change."""
    with transaction.atomic():
        row = (
            PermissionChange.objects.select_for_update(of=("self",))
            .select_related("post")
            .filter(pk=change_id)
            .first()
        )
        if row is None:
            raise NotFound("people.no_change")
        rank = (
            Appointment.objects.filter(pk=actor.appointment_id or 0)
            .values_list("post__rank", flat=True)
            .first()
        )
        require(
            policies.confirm_permission(
                actor,
                agency_id=row.post.agency_id,
                changed_by=row.by_id,
                rank=rank or 0,
                installation=is_installation_admin(actor),
            )
        )
        if row.confirmed_at is not None:
            raise Conflict("people.already_confirmed")
        change(row, {"confirmed_at": clock.now(), "confirmed_by_id": actor.person_id})
        audit.record(
            actor,
            "post.rights_confirmed",
            SubjectRef("agency", row.post.agency_id),
            post=row.post_id,
            after=row.after,
        )
    return row.post.agency_id
