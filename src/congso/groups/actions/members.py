"""Into a group and out of it by hand."""

from collections.abc import Iterable

from django.db import transaction

from congso.audit import api as audit
from congso.groups import policies
from congso.groups.membership import Member, members_of
from congso.groups.models import Enrolment, Group
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people


def add_members(*, actor: Actor, group_id: int, person_ids: Iterable[int], head: bool = False) -> int:
    """Bring in people of the group's agency or of one below it; returns how many are new (or newly heads).

    Raises Forbidden groups.heads_only, Invalid groups.nobody_chosen, groups.outside_agency; then nobody is brought in.
    """
    wanted = sorted(set(person_ids))
    if not wanted:
        raise Invalid("groups.nobody_chosen", field="people")
    with transaction.atomic():
        group, _ = policies.need(actor, "manage", group_id)
        _lock(group)
        for person_id in wanted:
            _check_belongs(group, person_id)
        inside = {row.person_id: row for row in members_of([group_id])}
        new = [one for one in wanted if one not in inside or (head and not inside[one].head)]
        by_hand = {one for one in new if one in inside and inside[one].by_hand}
        group.enrolments.filter(person_id__in=by_hand, left_at=None).update(head=True)
        now = clock.now()
        Enrolment.objects.bulk_create(
            Enrolment(group=group, person_id=one, head=head, since=now, added_by_id=actor.appointment_id)
            for one in new
            if one not in by_hand
        )
        if new:
            audit.record(actor, "group.members_added", SubjectRef("group", group_id), persons=new, head=head)
    return len(new)


def remove_member(*, actor: Actor, group_id: int, person_id: int) -> None:
    """Take somebody out, by a head. Raises Conflict groups.member_by_post, groups.last_head; NotFound groups.no_member."""
    with transaction.atomic():
        group, _ = policies.need(actor, "manage", group_id)
        _take_out(actor, group, person_id, "group.member_removed")


def leave(*, actor: Actor, group_id: int) -> None:
    """Go by oneself. Raises as `remove_member`."""
    with transaction.atomic():
        group, _ = policies.need(actor, "leave", group_id)
        _take_out(actor, group, actor.person_id or 0, "group.left")


def _take_out(actor: Actor, group: Group, person_id: int, verb: str) -> None:
    _lock(group)
    rows = members_of([group.pk])
    place = next((row for row in rows if row.person_id == person_id), None)
    if place is None:
        raise NotFound("groups.no_member")
    if place.by_post:
        raise Conflict("groups.member_by_post")
    if place.head and not _another_head(rows, person_id):
        raise Conflict("groups.last_head")
    group.enrolments.filter(person_id=person_id, left_at=None).update(left_at=clock.now())
    audit.record(actor, verb, SubjectRef("group", group.pk), person=person_id)


def _lock(group: Group) -> None:
    """Two heads who take each other out at once: one of them comes second."""
    Group.objects.unscoped(reason="loaded in scope before").select_for_update().get(pk=group.pk)


def _another_head(rows: Iterable[Member], person_id: int) -> bool:
    return any(row.head and row.person_id != person_id for row in rows)


def _check_belongs(group: Group, person_id: int) -> None:
    """In office in the group's agency or below it."""
    held = {row.agency_id for row in people.appointments_of(person_id)}
    for _ in range(20):
        if group.agency_id in held:
            return
        held = {one.parent_id for one in people.agencies(held) if one.parent_id is not None}
    raise Invalid(
        "groups.outside_agency", field="people", name=people.names_of([person_id]).get(person_id, "?")
    )
