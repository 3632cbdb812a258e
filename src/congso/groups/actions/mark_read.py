"""How far somebody has read, and what they signed for."""

from datetime import datetime

from django.db import connection, transaction

from congso.audit import api as audit
from congso.groups import policies
from congso.groups.models import Ack, Placement
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef


def mark_read(*, actor: Actor, group_id: int, seq: int) -> int:
    """Read up to `seq` (cut to what there is). Never goes back: a second device may stand further. Returns the mark."""
    with transaction.atomic():
        group, _ = policies.need(actor, "mark", group_id)
        return raise_mark(group_id, actor.person_id or 0, max(0, min(seq, group.last_seq)), clock.now())


def raise_mark(group_id: int, person_id: int, seq: int, at: datetime) -> int:
    """One statement, so that two devices at once leave the further mark."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO groups_readmark AS mark (group_id, person_id, seq, at) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (group_id, person_id) DO UPDATE SET "
            "at = CASE WHEN excluded.seq > mark.seq THEN excluded.at ELSE mark.at END, "
            "seq = GREATEST(mark.seq, excluded.seq) RETURNING seq",
            [group_id, person_id, seq, at],
        )
        return int(cursor.fetchone()[0])


def acknowledge(*, actor: Actor, placement_id: int) -> bool:
    """Sign for a post; True the first time. Raises NotFound, Conflict groups.closed and groups.gone, Invalid."""
    with transaction.atomic():
        placed = load(actor, placement_id)
        policies.need(actor, "acknowledge", placed.group_id)
        post = placed.post
        if post.deleted_at is not None:
            raise Conflict("groups.gone")
        if not post.must_ack:
            raise Invalid("groups.nothing_to_sign")
        if post.author_id == actor.person_id:
            raise Invalid("groups.own_post")
        at, person_id = clock.now(), actor.person_id or 0
        before = Ack.objects.for_actor(actor).filter(post=post, person_id=person_id).exists()
        Ack.objects.bulk_create(
            [Ack(post=post, person_id=person_id, placement=placed, at=at)], ignore_conflicts=True
        )
        raise_mark(placed.group_id, person_id, placed.seq, at)
        if not before:
            audit.record(actor, "post.acknowledged", SubjectRef("post", post.pk), group=placed.group_id)
    return not before


def load(actor: Actor, placement_id: int) -> Placement:
    """A placement in one of the actor's groups. Raises NotFound groups.no_message."""
    rows = Placement.objects.for_actor(actor).select_related("post", "group")
    placed = rows.filter(pk=placement_id).first()
    if placed is None:
        raise NotFound("groups.no_message")
    return placed
