"""Groups of a person, and who is in one. A fixed number of queries however many there are."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import F

from congso.groups import policies, rules
from congso.groups.membership import Member, groups_of, members_of
from congso.groups.models import Ack, Group, Placement, ReadMark
from congso.groups.rows import GroupRow, PersonLine
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people

_PREVIEW = 120


def my_groups(actor: Actor, *, closed: bool = False) -> list[GroupRow]:
    """The last used first. Six queries. `closed`: also those that are put away."""
    places = {row.group_id: row for row in groups_of(actor.person_id or 0)}
    rows = Group.objects.for_actor(actor).select_related("agency").order_by("-last_at", "pk")
    today = clock.today()
    kept = [row for row in rows if closed or not rules.is_closed(row.archived_at, row.ends_on, today)]
    marks = _marks(actor)
    last = _last_posts(actor, [row.pk for row in kept])
    owed = _owed(actor, [row.pk for row in kept])
    return [
        group_row(row, places.get(row.pk), marks.get(row.pk, 0), last.get(row.pk), owed.get(row.pk, 0))
        for row in kept
        if row.pk in places
    ]


def group_row(
    group: Group, place: Member | None, mark: int, last: Placement | None = None, to_sign: int = 0
) -> GroupRow:
    return GroupRow(
        id=group.pk,
        name=group.name,
        kind=group.kind,
        purpose=group.purpose,
        agency_name=group.agency.short_name,
        ends_on=group.ends_on,
        closed=rules.is_closed(group.archived_at, group.ends_on, clock.today()),
        receipts=group.receipts,
        last_seq=group.last_seq,
        last_at=group.last_at,
        unread=rules.unread(group.last_seq, mark),
        head=place is not None and place.head,
        to_sign=to_sign,
        last_name=last.post.author_name if last else "",
        last_text=" ".join(last.post.text[:_PREVIEW].split()) if last else "",
    )


def _marks(actor: Actor) -> dict[int, int]:
    rows = ReadMark.objects.for_actor(actor).filter(person_id=actor.person_id or 0)
    return dict(rows.values_list("group_id", "seq"))


def mark_of(actor: Actor, group_id: int) -> int:
    rows = ReadMark.objects.for_actor(actor).filter(person_id=actor.person_id or 0, group_id=group_id)
    return rows.values_list("seq", flat=True).first() or 0


def _last_posts(actor: Actor, group_ids: list[int]) -> dict[int, Placement]:
    rows = Placement.objects.for_actor(actor).filter(group_id__in=group_ids, seq=F("group__last_seq"))
    return {row.group_id: row for row in rows.select_related("post")}


def _owed(actor: Actor, group_ids: list[int]) -> dict[int, int]:
    """How many posts wait for the signature, by group."""
    signed = Ack.objects.for_actor(actor).filter(person_id=actor.person_id or 0).values("post_id")
    rows = Placement.objects.for_actor(actor).filter(
        group_id__in=group_ids, post__must_ack=True, post__deleted_at=None
    )
    found: dict[int, int] = {}
    waiting = rows.exclude(post__author_id=actor.person_id).exclude(post_id__in=signed)
    for group_id in waiting.values_list("group_id", flat=True):
        found[group_id] = found.get(group_id, 0) + 1
    return found


def unread_groups(actor: Actor) -> int:
    """How many open groups hold something new: the number in the rail. Two queries."""
    if actor.person_id is None:
        return 0
    marks = _marks(actor)
    rows = Group.objects.for_actor(actor).filter(archived_at=None, last_seq__gt=0)
    today = clock.today()
    return sum(
        last > marks.get(pk, 0) and not rules.is_closed(None, ends_on, today)
        for pk, last, ends_on in rows.values_list("pk", "last_seq", "ends_on")
    )


def parents_for(actor: Actor) -> list[GroupRow]:
    """Official groups of this person under which another may hang."""
    if not actor.has(*policies.SPEAKS_FOR_AGENCY):
        return []
    return [row for row in my_groups(actor) if row.kind == rules.OFFICIAL]


def people_in(actor: Actor, group_id: int) -> list[PersonLine]:
    """Everybody in the group, heads first, then by given name. Raises NotFound groups.not_found."""
    group, _ = policies.need(actor, "view", group_id)
    rows = members_of([group.pk])
    marks = dict(ReadMark.objects.for_actor(actor).filter(group_id=group.pk).values_list("person_id", "seq"))
    named = _named(row.person_id for row in rows)
    lines = [
        PersonLine(
            row.person_id,
            *named[row.person_id],
            row.head,
            row.by_hand,
            row.by_post,
            marks.get(row.person_id, 0),
        )
        for row in rows
    ]
    order = {person: place for place, person in enumerate(named)}
    return sorted(lines, key=lambda line: (not line.head, order[line.person_id]))


def _named(person_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """(name, post) by person, in the order of given names; two queries."""
    ids = list(person_ids)
    names = get_user_model()._default_manager.filter(pk__in=ids).order_by("sort_key", "pk")
    posts = posts_of(ids)
    return {pk: (name, posts.get(pk, "")) for pk, name in names.values_list("pk", "full_name")}


def posts_of(person_ids: list[int]) -> dict[int, str]:
    """The main post of each on this day, with its agency, as a list shows it."""
    today = clock.today()
    rows = get_user_model()._default_manager.filter(
        pk__in=person_ids, appointments__since__lte=today, appointments__post__active=True
    )
    found: dict[int, str] = {}
    values = rows.order_by("pk", "appointments__main", "-appointments__pk").values_list(
        "pk",
        "appointments__until",
        "appointments__post__title",
        "appointments__post__agency__short_name",
    )
    for pk, until, title, agency in values:
        if until is None or until >= today:
            found[pk] = f"{title}, {agency}"  # the main one comes last and stays
    return found


def addable(
    actor: Actor, group_id: int, agency_id: int | None
) -> tuple[list[tuple[int, str]], list[PersonLine]]:
    """Agencies to choose from (the group's own and those right below), and who in the chosen one is not inside yet."""
    group, _ = policies.need(actor, "manage", group_id)
    own = people.agency(group.agency_id)
    agencies = [(own.id, own.short_name)]
    agencies += [(row.id, row.short_name) for row in people.agencies(parent=own.id)]
    chosen = agency_id if agency_id in dict(agencies) else own.id
    inside = {row.person_id for row in members_of([group.pk])}
    free = {
        row.person_id: PersonLine(row.person_id, row.person_name, row.post_title, False, True, False)
        for row in people.people_of(chosen)
        if row.person_id not in inside
    }
    return agencies, list(free.values())
