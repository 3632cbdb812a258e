"""A head sends a directive further down, with a line of the own."""

from django.db import transaction

from congso.audit import api as audit
from congso.groups import policies, rules
from congso.groups.actions.mark_read import load
from congso.groups.actions.post_message import POST, go_down
from congso.groups.events import Placed
from congso.groups.models import Placement, Post
from congso.groups.placing import tell_changes
from congso.guard import api as guard
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.kernel.refs import SubjectRef
from congso.pure.vietnamese import nfc


def pass_on(*, actor: Actor, placement_id: int, line: str = "") -> int:
    """Into the groups below; returns how many it reached. The line stands in the own group too.

    Raises NotFound, Forbidden groups.heads_only, Conflict groups.passed_already (another head was faster), groups.gone,
    groups.closed; Invalid groups.no_directive, groups.line_too_long; guard's refusal.
    """
    said = " ".join(nfc(line).split())
    if len(said) > rules.LINE_LIMIT:
        raise Invalid("groups.line_too_long", field="line", limit=rules.LINE_LIMIT)
    placed = load(actor, placement_id)
    policies.need(actor, "pass_on", placed.group_id)
    if placed.post.kind != Post.Kind.DIRECTIVE:
        raise Invalid("groups.no_directive")
    guard.check_fields(actor=actor, values={"line": said}, entrance="group")
    with transaction.atomic():
        policies.need(actor, "pass_on", placed.group_id)
        at = clock.now()
        lines = [*placed.lines, *([{"name": actor.name, "text": said}] if said else [])]
        changed = (
            Placement.objects.for_actor(actor)
            .filter(pk=placed.pk, passed_at=None, post__deleted_at=None)
            .update(passed_at=at, passed_by=actor.name, lines=lines)
        )
        if not changed:
            placed.post.refresh_from_db(fields=["deleted_at"])
            raise Conflict("groups.gone" if placed.post.deleted_at else "groups.passed_already")
        reached = go_down(placed.post, placed, at=at, lines=lines)
        audit.record(
            actor,
            "group.passed_on",
            SubjectRef(POST, placed.post_id),
            group=placed.group_id,
            groups=len(reached),
        )
        if placed.post.must_ack and reached:
            events.publish(Placed(placed.post_id, tuple(one.pk for one in reached.values())))
        tell_changes([placed])
    return len(reached)
