"""Putting posts into groups: their numbers, and what open browsers hear of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from congso.groups.models import Group, Placement, Post
from congso.kernel import clock, live

_LANDING = "the caller decided where it lands"


def channel(group_id: int) -> str:
    return f"group:{group_id}"


def place(
    post: Post,
    group_ids: Sequence[int],
    *,
    at: datetime,
    parents: Mapping[int, Placement] | None = None,
    lines: Sequence[Mapping[str, str]] = (),
    passing: frozenset[int] = frozenset(),
) -> dict[int, Placement]:
    """Placements by group, in the caller's transaction. `parents`: the placement above, by the group placed into.

    Groups are locked in one order, or two directives could wait for each other. `passing`: groups that pass on by
    themselves, so their placement is passed from the start.
    """
    groups = Group.objects.unscoped(reason=_LANDING).filter(pk__in=group_ids)
    locked = list(groups.select_for_update().order_by("pk"))
    made = {
        group.pk: Placement(
            post=post,
            group=group,
            seq=group.last_seq + 1,
            lines=list(lines),
            at=at,
            passed_at=at if group.pk in passing else None,
        )
        for group in locked
    }
    Placement.objects.bulk_create(made.values())
    above = parents or {}
    for group_id, placed in made.items():
        upper = made.get(above[group_id].group_id, above[group_id]) if group_id in above else None
        placed.parent = upper
    lower = [one for one in made.values() if one.parent_id]
    Placement.objects.unscoped(reason=_LANDING).bulk_update(lower, ["parent"], batch_size=500)
    groups.update(last_seq=F("last_seq") + 1, last_at=at)
    # Every open browser of a member gets the same bytes; what a page draws otherwise it fetches itself.
    live.publish_all("group_post", {channel(placed.group_id): payload(placed) for placed in made.values()})
    return made


def tell_changes(rows: Sequence[Placement]) -> None:
    """Pages that show one of these fetch it anew."""
    live.publish_all(
        "group_change", {channel(row.group_id): {"group": row.group_id, "seq": row.seq} for row in rows}
    )


def payload(placed: Placement) -> dict[str, Any]:
    """`plain`: words alone, so that a page can draw it without asking."""
    post = placed.post
    plain = post.kind == Post.Kind.MESSAGE and not post.files and post.reply_to_id is None
    return {
        "group": placed.group_id,
        "seq": placed.seq,
        "placement": placed.pk,
        "person": post.author_id,
        "plain": plain,
        "name": post.author_name,
        "post": post.author_post,
        "at": placed.at.astimezone(clock.VIETNAM).strftime("%H:%M"),
        "day": placed.at.astimezone(clock.VIETNAM).strftime("%d/%m/%Y"),
        "text": post.text if plain else "",
    }
