"""Make a group, and put it away."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from congso.audit import api as audit
from congso.groups import policies, rules
from congso.groups.membership import member
from congso.groups.models import Enrolment, Group, MemberRule
from congso.guard import api as guard
from congso.kernel import clock, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid, Refusal
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure.vietnamese import fold, fold_marks, nfc


@dataclass(frozen=True, slots=True)
class ByPost:
    """Everybody in such a post: see `MemberRule`. `role` is a value of kernel.actor.Role."""

    reach: str
    title: str = ""
    role: str = ""
    unit_id: int | None = None
    head: bool = False


@dataclass(frozen=True, slots=True)
class GroupData:
    name: str
    kind: str = rules.OFFICIAL
    purpose: str = ""
    parent_id: int | None = None
    passes_on: bool = False
    receipts: bool = True
    ends_on: date | None = None
    by_post: tuple[ByPost, ...] = ()


def create_group(*, actor: Actor, data: GroupData, key: str = "") -> int:
    """Whoever makes it is its first head. A form sent twice makes one.

    Raises Invalid with a `groups.*` code, Forbidden groups.not_for_agency, guard's refusal.
    """
    name = " ".join(nfc(data.name).split())[:120]
    fault = rules.fault_of_group(
        name=name,
        kind=data.kind,
        receipts=data.receipts,
        ends_on=data.ends_on,
        has_parent=data.parent_id is not None,
        today=clock.today(),
    )
    if fault:
        raise Invalid(fault, field=_FIELDS.get(fault, ""))
    guard.check_fields(actor=actor, values={"name": name, "purpose": data.purpose}, entrance="group")
    with transaction.atomic():
        known = once.claim(actor, "group", key)
        if known is not None:
            return known
        _check_parent(actor, data)
        now = clock.now()
        group = Group.objects.create(
            name=name,
            search=f"{fold_marks(name)} {fold(name)}"[:250],
            purpose=nfc(data.purpose).strip()[:500],
            kind=data.kind,
            agency_id=actor.agency_id or 0,
            parent_id=data.parent_id,
            passes_on=data.passes_on,
            receipts=data.receipts,
            ends_on=data.ends_on,
            last_at=now,
            made_at=now,
            made_by_id=actor.appointment_id,
        )
        for rule in data.by_post:
            _add_rule(actor, group, rule)
        Enrolment.objects.create(
            group=group,
            person_id=actor.person_id or 0,
            head=True,
            since=now,
            added_by_id=actor.appointment_id,
        )
        audit.record(actor, "group.made", SubjectRef("group", group.pk), by_post=len(data.by_post))
        once.keep(actor, "group", key, group.pk)
    return group.pk


_FIELDS = {
    "groups.no_name": "name",
    "groups.unknown_kind": "kind",
    "groups.receipts_stay": "receipts",
    "groups.social_stands_alone": "parent_id",
    "groups.ends_before": "ends_on",
}


def _check_parent(actor: Actor, data: GroupData) -> None:
    if data.parent_id is None:
        return
    place = member(actor.person_id, data.parent_id)
    parent = Group.objects.for_actor(actor).filter(pk=data.parent_id, kind=rules.OFFICIAL).first()
    reason = policies.may_hang(actor, place if parent is not None else None)
    if reason == "groups.not_for_agency":
        raise Forbidden(reason)
    if reason:
        raise Invalid(reason, field="parent_id")


def _add_rule(actor: Actor, group: Group, rule: ByPost) -> None:
    fault = rules.fault_of_rule(reach=rule.reach, title=rule.title, role=rule.role)
    if fault:
        raise Invalid(fault, field="title")
    reason = policies.may_reach(actor, reach=rule.reach, agency_id=group.agency_id)
    if reason:
        raise Forbidden(reason)
    if rule.unit_id is not None and people.unit(rule.unit_id).agency_id != group.agency_id:
        raise Invalid("groups.unknown_reach", field="title")
    MemberRule.objects.create(
        group=group,
        agency_id=group.agency_id,
        reach=rule.reach,
        unit_id=rule.unit_id,
        title=" ".join(nfc(rule.title).split())[:120],
        role=rule.role,
        head=rule.head,
    )


def archive_group(*, actor: Actor, group_id: int) -> None:
    """Read-only from now on; everybody in it may go on reading. Raises Forbidden groups.heads_only, Conflict groups.closed."""
    with transaction.atomic():
        group, _ = policies.need(actor, "archive", group_id)
        changed = (
            Group.objects.for_actor(actor)
            .filter(pk=group.pk, archived_at=None)
            .update(archived_at=clock.now())
        )
        if not changed:
            raise Conflict("groups.closed", name=group.name)
        audit.record(actor, "group.archived", SubjectRef("group", group.pk))


def archive_ended() -> int:
    """Put away what ended before today; what is said there was refused since midnight already."""
    rows = Group.objects.unscoped(reason="a job of the whole installation").filter(
        archived_at=None, ends_on__lt=clock.today()
    )
    ended = list(rows.order_by("pk"))
    for group in ended:
        try:
            archive_group(actor=Actor.system(), group_id=group.pk)
        except Refusal:  # a head did it in this very moment
            continue
    return len(ended)
