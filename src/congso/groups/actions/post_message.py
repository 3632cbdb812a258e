"""Say something in a group: words, files, an answer to a post, or a directive that goes down to the groups below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.contrib.auth import get_user_model
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from congso.audit import api as audit
from congso.files import api as files
from congso.groups import policies, rules
from congso.groups.actions.mark_read import raise_mark
from congso.groups.events import Mentioned, Placed
from congso.groups.membership import members_of
from congso.groups.models import Group, Placement, Post
from congso.groups.placing import place
from congso.guard import api as guard
from congso.kernel import clock, events, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure.vietnamese import fold, nfc

POST = "post"  # kind of the subject that holds the files


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: BinaryIO | bytes


@dataclass(frozen=True, slots=True)
class Message:
    """`reply_to`: the placement answered. `directive`: goes down to the groups below. `ack_by`: only with `must_ack`."""

    text: str = ""
    files: tuple[Upload, ...] = ()
    reply_to: int | None = None
    directive: bool = False
    must_ack: bool = False
    ack_by: date | None = None


def post_message(*, actor: Actor, group_id: int, message: Message, key: str = "") -> int:
    """Returns the placement in this group; a form sent twice gets the same one.

    Raises NotFound groups.not_found (a stranger, one who just left), Conflict groups.closed, Forbidden groups.heads_only
    (directives and posts to be signed for), Invalid `groups.*` for the words, guard's refusal for a secrecy marking in
    words or files; then nothing is said.
    """
    verb = "direct" if message.directive or message.must_ack else "post"
    policies.need(actor, verb, group_id)
    text = nfc(message.text).replace("\r\n", "\n").strip()
    _check(text, message)
    guard.check_fields(actor=actor, values={"text": text}, entrance="group")
    kept = [
        files.store(actor=actor, name=one.name, content=one.content, purpose="group") for one in message.files
    ]
    with transaction.atomic():
        known = once.claim(actor, "group_post", key)
        if known is not None:
            return known
        # Asked again: the files took their time, and the actor may have left meanwhile.
        group, _ = policies.need(actor, verb, group_id)
        post = _post(actor, text, message, group, len(kept))
        for order, file in enumerate(kept):
            files.use(file.id, SubjectRef(POST, post.pk), role="attachment", order=order)
        placed = _land(actor, post, group)
        once.keep(actor, "group_post", key, placed.pk)
        _call_out(actor, placed, text)
    return placed.pk


def _check(text: str, message: Message) -> None:
    fault = rules.fault_of_message(text, files=len(message.files))
    if fault:
        limits = {
            "groups.too_long": rules.TEXT_LIMIT,
            "groups.too_many_mentions": rules.MENTION_LIMIT,
            "groups.too_many_files": rules.FILE_LIMIT,
        }
        counted = len(rules.mentions_in(text))
        raise Invalid(fault, field="text", limit=limits.get(fault), length=len(text), count=counted)


def _post(actor: Actor, text: str, message: Message, group: Group, file_count: int) -> Post:
    reply: Placement | None = None
    if message.reply_to is not None:
        reply = group.placements.filter(pk=message.reply_to).first()
        if reply is None:
            raise NotFound("groups.no_message")
    agency = people.agency(actor.agency_id or 0)
    return Post.objects.create(
        kind=Post.Kind.DIRECTIVE if message.directive else Post.Kind.MESSAGE,
        text=text,
        words=words_of(text),
        author_id=actor.person_id or 0,
        appointment_id=actor.appointment_id or 0,
        author_name=actor.name,
        author_post=f"{actor.post_title}, {agency.short_name}"[:200],
        reply_to_id=reply.post_id if reply else None,
        files=file_count,
        must_ack=message.must_ack,
        ack_by=message.ack_by if message.must_ack else None,
        at=clock.now(),
    )


def words_of(text: str) -> SearchVector:
    return SearchVector(Value(fold(text)), config="simple")


def _land(actor: Actor, post: Post, group: Group) -> Placement:
    """Into this group, and for a directive into those below: one statement each however many groups there are."""
    at = clock.now()
    origin = place(post, [group.pk], at=at)[group.pk]
    placed = {group.pk: origin}
    if post.kind == Post.Kind.DIRECTIVE:
        placed |= go_down(post, origin, at=at)
        origin.passed_at, origin.passed_by = at, actor.name
        origin.save(update_fields=["passed_at", "passed_by"])
        audit.record(actor, "group.directed", SubjectRef(POST, post.pk), group=group.pk, groups=len(placed))
    raise_mark(group.pk, actor.person_id or 0, origin.seq, at)
    if post.must_ack:
        events.publish(Placed(post.pk, tuple(one.pk for one in placed.values())))
    return origin


def go_down(
    post: Post, origin: Placement, *, at: datetime, lines: Sequence[dict[str, str]] = ()
) -> dict[int, Placement]:
    """Place the post below `origin`: its children, and on from each that passes by itself."""
    children: dict[int, list[int]] = {}
    passing: set[int] = set()
    today = clock.today()
    rows = Group.objects.unscoped(reason="a directive goes down where its sender is no member").filter(
        parent__isnull=False, archived_at=None
    )
    for group_id, parent_id, passes_on, ends_on in rows.order_by("pk").values_list(
        "pk", "parent_id", "passes_on", "ends_on"
    ):
        if parent_id is not None and not rules.is_closed(None, ends_on, today):
            children.setdefault(parent_id, []).append(group_id)
            if passes_on:
                passing.add(group_id)
    taken = set(post.placements.values_list("group_id", flat=True))
    way = rules.path_down(origin.group_id, children, passing, taken)
    if not way:
        return {}
    # The placement above may be made in the same stroke: only its group is known here.
    above = {group: origin if upper == origin.group_id else Placement(group_id=upper) for group, upper in way}
    landed = frozenset(group for group, _ in way)
    return place(post, sorted(landed), at=at, parents=above, lines=lines, passing=frozenset(passing & landed))


def _call_out(actor: Actor, placed: Placement, text: str) -> None:
    names = rules.mentions_in(text)
    if not names:
        return
    inside = {row.person_id for row in members_of([placed.group_id])} - {actor.person_id}
    found = get_user_model()._default_manager.filter(username__in=names, pk__in=inside)
    called = tuple(found.order_by("pk").values_list("pk", flat=True))
    if called:
        events.publish(Mentioned(placed.pk, called))
