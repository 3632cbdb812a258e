"""Remind those who have not read or not signed: by the sender's press, or each morning until signed."""

from datetime import timedelta

from django.db import transaction

from congso.audit import api as audit
from congso.groups import policies, rules
from congso.groups.actions.mark_read import load
from congso.groups.events import SilentReminded
from congso.groups.models import Post, Reminder
from congso.groups.queries.tree import silent_people
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden
from congso.kernel.refs import SubjectRef
from congso.people import api as people

_MORNINGS = timedelta(days=30)  # a post that nobody signs for a month is not signed by one more notice


def remind_silent(*, actor: Actor, placement_id: int) -> int:
    """One notice to each who is silent, in all groups it reached; returns how many.

    Raises Forbidden groups.not_sender, Conflict groups.nobody_silent, groups.reminded_just_now, groups.gone, groups.closed.
    """
    placed = load(actor, placement_id)
    _, place = policies.need(actor, "post", placed.group_id)
    if placed.post.author_id != actor.person_id and not (place and place.head and placed.parent_id is None):
        raise Forbidden("groups.not_sender")
    with transaction.atomic():
        post = _locked(placed.post_id)
        if post.deleted_at is not None:
            raise Conflict("groups.gone")
        last = post.reminders.order_by("-at").first()
        if last is not None and not rules.may_remind(last.at, clock.now()):
            raise Conflict("groups.reminded_just_now", at=last.at.astimezone(clock.VIETNAM).strftime("%H:%M"))
        told = _remind(actor, post)
        if not told:
            raise Conflict("groups.nobody_silent")
    return told


def remind_unsigned() -> int:
    """The morning of a working day: everybody who owes a signature hears it once more. Returns how many posts."""
    now = clock.now()
    open_posts = Post.objects.unscoped(reason="a job of the whole installation").filter(
        must_ack=True, deleted_at=None, at__gte=now - _MORNINGS
    )
    done = 0
    for post_id in list(open_posts.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            post = _locked(post_id)
            last = post.reminders.order_by("-at").first()
            origin = post.placements.order_by("pk").select_related("group").first()
            if origin is None or (
                last is not None and last.at.astimezone(clock.VIETNAM).date() == now.date()
            ):
                continue
            if not people.calendar_of(origin.group.agency_id).is_workday(now.date()):
                continue
            done += bool(_remind(Actor.system(), post))
    return done


def _locked(post_id: int) -> Post:
    rows = Post.objects.unscoped(reason="loaded in scope before, or the system's morning")
    return rows.select_for_update().get(pk=post_id)


def _remind(actor: Actor, post: Post) -> int:
    silent = silent_people(post)
    if not silent:
        return 0
    row = Reminder.objects.create(post=post, by_id=actor.appointment_id, told=len(silent), at=clock.now())
    audit.record(actor, "group.reminded", SubjectRef("post", post.pk), told=len(silent))
    events.publish(SilentReminded(row.pk))
    return len(silent)
