"""The cascade: where one post arrived, who read it, who signed, where it stopped. Counted in the database, four queries."""

from typing import Any

from django.db import connection
from django.db.models import Max

from congso.groups import policies, rules
from congso.groups.models import Group, Placement, Post, Reminder
from congso.groups.rows import Node, Tree
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, NotFound

# The author is counted nowhere. A person in two groups counts in both, and once in the figures above the tree.
_EACH = """
    FROM groups_placement placed
    JOIN groups_post post ON post.id = placed.post_id
    JOIN groups_members(
        ARRAY(SELECT p.group_id FROM groups_placement p WHERE p.post_id = %s), %s::date
    ) m ON m.group_id = placed.group_id AND m.person_id <> post.author_id
    LEFT JOIN groups_readmark mark ON mark.group_id = m.group_id AND mark.person_id = m.person_id
    LEFT JOIN groups_ack ack ON ack.post_id = placed.post_id AND ack.person_id = m.person_id
    WHERE placed.post_id = %s
"""
_COUNTS = f"""
    SELECT placed.id, count(*), count(*) FILTER (WHERE mark.seq >= placed.seq), count(ack.person_id)
    {_EACH} GROUP BY placed.id
"""
_PEOPLE = f"""
    SELECT m.person_id, bool_or(mark.seq >= placed.seq), bool_or(ack.person_id IS NOT NULL)
    {_EACH} GROUP BY m.person_id ORDER BY m.person_id
"""
_HEADS = """
    SELECT m.group_id, string_agg(who.full_name, ', ' ORDER BY who.sort_key, who.id)
    FROM groups_members(
        ARRAY(SELECT p.group_id FROM groups_placement p WHERE p.post_id = %s), %s::date
    ) m JOIN people_person who ON who.id = m.person_id WHERE m.head GROUP BY m.group_id
"""


def tree(actor: Actor, placement_id: int) -> Tree:
    """For the sender, and the heads of the group it was sent from.

    Raises NotFound groups.no_message, Forbidden groups.not_sender. Twelve queries at most, whatever the number of groups.
    """
    asked = Placement.objects.for_actor(actor).select_related("post").filter(pk=placement_id).first()
    if asked is None:
        raise NotFound("groups.no_message")
    post = asked.post
    _, place = policies.need(actor, "view", asked.group_id)
    if post.author_id != actor.person_id and not (place and place.head and asked.parent_id is None):
        raise Forbidden("groups.not_sender")
    rows = list(
        Placement.objects.unscoped(reason="the sender sees where the own post went")
        .filter(post=post)
        .select_related("group__agency")
        .order_by("pk")
    )
    nodes = _nodes(post, rows)
    persons = _sql(_PEOPLE, post.pk)
    last = Reminder.objects.for_actor(actor).filter(post=post).aggregate(at=Max("at"))["at"]
    read = sum(bool(seen) for _, seen, _ in persons)
    acknowledged = sum(bool(signed) for _, _, signed in persons)
    return Tree(
        post_id=post.pk,
        text=post.text,
        author=post.author_name,
        at=post.at,
        must_ack=post.must_ack,
        nodes=nodes,
        members=len(persons),
        read=read,
        acknowledged=acknowledged,
        stopped=sum(node.state == "stopped" for node in nodes),
        silent=len(persons) - (acknowledged if post.must_ack else read),
        reminded_at=last,
    )


def _nodes(post: Post, rows: list[Placement]) -> list[Node]:
    """In the order of the tree: each group, then what lies below it."""
    counts = {pk: (int(members), int(read), int(acks)) for pk, members, read, acks in _sql(_COUNTS, post.pk)}
    heads = dict(_heads(post.pk))
    below: dict[int, int] = {}
    open_below = Group.objects.unscoped(reason="counts alone").filter(
        parent_id__in=[row.group_id for row in rows], archived_at=None
    )
    for parent_id in open_below.values_list("parent_id", flat=True):
        below[parent_id or 0] = below.get(parent_id or 0, 0) + 1
    children: dict[int | None, list[Placement]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    found: list[Node] = []
    waiting = [(row, 1) for row in reversed(children.get(None, []))]
    while waiting:
        row, level = waiting.pop()
        found.append(
            _node(
                post,
                row,
                level,
                counts.get(row.pk, (0, 0, 0)),
                heads.get(row.group_id, ""),
                below.get(row.group_id, 0),
            )
        )
        waiting += [(one, level + 1) for one in reversed(children.get(row.pk, []))]
    return found


def _node(
    post: Post, row: Placement, level: int, counted: tuple[int, int, int], heads: str, below: int
) -> Node:
    members, read, acks = counted
    place = rules.Reached(
        members=members,
        read=read,
        acknowledged=acks,
        must_ack=post.must_ack,
        leads_on=below > 0,
        passed=row.passed_at is not None,
    )
    return Node(
        placement_id=row.pk,
        group_id=row.group_id,
        name=row.group.name,
        agency=row.group.agency.short_name,
        level=level,
        heads=heads,
        passed_at=row.passed_at if below else None,
        passed_by=row.passed_by,
        line=row.lines[-1]["text"] if row.lines and row.lines[-1]["name"] == row.passed_by else "",
        members=members,
        read=read,
        acknowledged=acks,
        below=below,
        state=rules.state_of(place),
        silent=place.silent,
        share_read=rules.share(read, members),
        share_ack=rules.share(acks, members),
    )


def silent_people(post: Post) -> list[int]:
    """Who has not signed (of a post to be signed for) or not read it, in any group it reached."""
    return [
        person for person, seen, signed in _sql(_PEOPLE, post.pk) if not (signed if post.must_ack else seen)
    ]


def _sql(statement: str, post_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [post_id, clock.today(), post_id])
        return list(cursor.fetchall())


def _heads(post_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [post_id, clock.today()])
        return list(cursor.fetchall())
