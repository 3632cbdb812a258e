"""What is said in a group: a page of it, what came since, what holds a word, who read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from congso.files import api as files
from congso.groups import policies, rules
from congso.groups.membership import Member, members_of
from congso.groups.models import Ack, Group, Placement, Post, ReadMark
from congso.groups.queries.groups import group_row, mark_of, people_in
from congso.groups.rows import Conversation, GroupRow, MessageRow, PersonLine, Quote
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, NotFound
from congso.kernel.refs import SubjectRef
from congso.pure.vietnamese import fold

_QUOTE = 140


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the group when its messages are drawn."""

    group: Group
    place: Member
    members: frozenset[int]
    marks: dict[int, int]
    acks: dict[int, set[int]]  # by post
    files: dict[SubjectRef, list[files.UseRow]]
    leads_on: bool


def conversation(actor: Actor, group_id: int, *, before: int = 0) -> Conversation:
    """The latest 50, or the 50 before a number; oldest first. Raises NotFound groups.not_found."""
    group, place = _open(actor, group_id)
    rows = _placements(actor, group_id)
    if before:
        rows = rows.filter(seq__lt=before)
    found = list(rows.order_by("-seq")[: rules.PAGE + 1])
    page = found[: rules.PAGE][::-1]
    owed = [] if before else _owed(actor, group_id, {row.pk for row in page})
    around = _around(actor, group, place, [*owed, *page])
    mark = mark_of(actor, group_id)
    return Conversation(
        group=group_row(group, place, mark),
        place=place,
        messages=[_message(actor, row, around) for row in page],
        older=page[0].seq if len(found) > rules.PAGE else 0,
        newer=bool(before),
        new_after=mark,
        members=len(around.members),
        waiting=[one for one in (_message(actor, row, around) for row in [*owed, *page]) if one.may_sign],
    )


def heading(actor: Actor, group_id: int) -> GroupRow:
    """The group alone. Raises NotFound groups.not_found."""
    group, place = _open(actor, group_id)
    return group_row(group, place, mark_of(actor, group_id))


def since(actor: Actor, group_id: int, seq: int) -> list[MessageRow]:
    """What came after a number, oldest first, at most a page."""
    group, place = _open(actor, group_id)
    rows = list(_placements(actor, group_id).filter(seq__gt=seq).order_by("seq")[: rules.PAGE])
    around = _around(actor, group, place, rows)
    return [_message(actor, row, around) for row in rows]


def one(actor: Actor, placement_id: int) -> MessageRow:
    """Raises NotFound groups.no_message."""
    row = _placements(actor, None).filter(pk=placement_id).first()
    if row is None:
        raise NotFound("groups.no_message")
    group, place = _open(actor, row.group_id)
    return _message(actor, row, _around(actor, group, place, [row]))


def group_of(actor: Actor, placement_id: int) -> int:
    """Raises NotFound groups.no_message."""
    found = Placement.objects.for_actor(actor).filter(pk=placement_id).values_list("group_id", flat=True)
    group_id = found.first()
    if group_id is None:
        raise NotFound("groups.no_message")
    return group_id


def search(actor: Actor, group_id: int, words: str) -> list[MessageRow]:
    """The last 50 that hold all the words, with or without accents; newest first."""
    group, place = _open(actor, group_id)
    wanted = fold(words).split()
    if not wanted:
        return []
    query = SearchQuery(" ".join(wanted), config="simple")
    rows = list(_placements(actor, group_id).filter(post__words=query).order_by("-seq")[: rules.PAGE])
    around = _around(actor, group, place, rows)
    return [_message(actor, row, around) for row in rows]


def names(actor: Actor, placement_id: int) -> tuple[MessageRow, list[PersonLine], list[PersonLine], set[int]]:
    """A message, who has read it, who has not, and who signed. Raises Forbidden groups.no_receipts."""
    row = one(actor, placement_id)
    group_id = group_of(actor, placement_id)
    if row.readers is None:
        raise Forbidden("groups.no_receipts")
    others = [line for line in people_in(actor, group_id) if line.person_id != row.person_id]
    signed = Ack.objects.for_actor(actor).filter(post_id=row.post_id)
    return (
        row,
        [line for line in others if line.mark >= row.seq],
        [line for line in others if line.mark < row.seq],
        set(signed.values_list("person_id", flat=True)),
    )


def counts(actor: Actor, group_id: int, seqs: Collection[int]) -> dict[int, tuple[int, int]]:
    """(readers, members) of the actor's own posts among these numbers; nothing where receipts are off."""
    group, place = _open(actor, group_id)
    if not group.receipts:
        return {}
    wanted = sorted(set(seqs))[: rules.PAGE]
    rows = list(_placements(actor, group_id).filter(seq__in=wanted, post__author_id=actor.person_id))
    around = _around(actor, group, place, rows)
    return {row.seq: (_readers(row, around), len(around.members - {row.post.author_id})) for row in rows}


def may_read_file(actor: Actor, subject: SubjectRef) -> bool:
    """The policy of files held by posts: whoever is in a group where the post stands, until it is taken away."""
    return Post.objects.for_actor(actor).filter(pk=subject.id, deleted_at=None).exists()


def _open(actor: Actor, group_id: int) -> tuple[Group, Member]:
    group, place = policies.need(actor, "view", group_id)
    if place is None:
        raise NotFound("groups.not_found")  # the system reads no conversation
    return group, place


def _placements(actor: Actor, group_id: int | None) -> QuerySet[Placement]:
    # A group that was let in (`_open`) needs no second look at who is in it.
    rows = (
        Placement.objects.for_actor(actor)
        if group_id is None
        else Placement.objects.unscoped(reason="its group was loaded in scope").filter(group_id=group_id)
    )
    return rows.select_related("post__reply_to", "post__appointment__post__agency", "parent__group__agency")


def _owed(actor: Actor, group_id: int, shown: set[int]) -> list[Placement]:
    """Earlier posts that still wait for this signature."""
    signed = Ack.objects.unscoped(reason="one's own").filter(person_id=actor.person_id or 0).values("post_id")
    rows = _placements(actor, group_id).filter(post__must_ack=True, post__deleted_at=None)
    waiting = rows.exclude(post__author_id=actor.person_id).exclude(post_id__in=signed).order_by("-seq")
    return [row for row in waiting[:10] if row.pk not in shown][::-1]


def _around(actor: Actor, group: Group, place: Member, rows: Sequence[Placement]) -> _Around:
    members = frozenset(row.person_id for row in members_of([group.pk]))
    marks = ReadMark.objects.unscoped(reason="of a group loaded in scope").filter(group=group)
    acks: dict[int, set[int]] = {}
    signed = Ack.objects.unscoped(reason="of posts loaded in scope").filter(
        post_id__in=[row.post_id for row in rows if row.post.must_ack]
    )
    for post_id, person_id in signed.values_list("post_id", "person_id"):
        acks.setdefault(post_id, set()).add(person_id)
    subjects = [
        SubjectRef("post", row.post_id) for row in rows if row.post.files and row.post.deleted_at is None
    ]
    below = Group.objects.unscoped(reason="whether there is any, not which").filter(
        parent=group, archived_at=None
    )
    return _Around(
        group=group,
        place=place,
        members=members,
        marks=dict(marks.values_list("person_id", "seq")),
        acks=acks,
        files=files.uses_of(subjects) if subjects else {},
        leads_on=below.exists(),
    )


def _readers(row: Placement, around: _Around) -> int:
    marks = around.marks
    return sum(marks.get(person, 0) >= row.seq for person in around.members if person != row.post.author_id)


def _message(actor: Actor, row: Placement, around: _Around) -> MessageRow:
    post = row.post
    signed = around.acks.get(post.pk, set())
    others = around.members - {post.author_id}
    uses = around.files.get(SubjectRef("post", post.pk), [])
    reply = post.reply_to
    return MessageRow(
        id=row.pk,
        seq=row.seq,
        post_id=post.pk,
        kind=post.kind,
        person_id=post.author_id,
        name=post.author_name,
        post=post.author_post,
        text=post.text,
        at=row.at,
        own=post.author_id == actor.person_id,
        edited=post.edited_at is not None,
        deleted_by=post.deleted_by if post.deleted_at else "",
        must_ack=post.must_ack,
        ack_by=post.ack_by,
        signed=actor.person_id in signed,
        quote=Quote(reply.author_name, " ".join(reply.text[:_QUOTE].split())) if reply else None,
        lines=list(row.lines),
        files=[use.file for use in uses],
        from_above=post.appointment.post.agency.short_name if row.parent_id else "",
        may_pass=(
            post.kind == Post.Kind.DIRECTIVE
            and row.passed_at is None
            and around.place.head
            and around.leads_on
            and post.deleted_at is None
        ),
        members=len(others),
        readers=_readers(row, around) if around.group.receipts else None,
        acks=len(signed & others),
    )
