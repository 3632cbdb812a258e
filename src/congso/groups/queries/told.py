"""Who is to be told of an event, in plain values for `flows`: names and addresses, never the words of a post."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from congso.groups.membership import members_of
from congso.groups.models import Ack, Placement, Reminder
from congso.groups.queries.tree import silent_people

_SYSTEM = "for the handlers of events, which tell members alone"


@dataclass(frozen=True, slots=True)
class Told:
    """These people are told that `name` wrote in `group`; `url` leads to the post."""

    person_ids: tuple[int, ...]
    name: str
    group: str
    url: str
    placement_id: int


def mentioned(placement_id: int, person_ids: Sequence[int]) -> list[Told]:
    """Those of the named who are still inside."""
    rows = _placements([placement_id])
    inside = {row.person_id for row in members_of([row.group_id for row in rows])}
    return [
        _told(row, [one for one in person_ids if one in inside])
        for row in rows
        if row.post.deleted_at is None
    ]


def placed(placement_ids: Sequence[int]) -> list[Told]:
    """Everybody in the groups where a post to be signed for arrived; each person once."""
    return _by_group(_placements(placement_ids), None)


def reminded(reminder_id: int) -> list[Told]:
    """Who is silent now: those who read or signed since the press are left in peace."""
    row = Reminder.objects.unscoped(reason=_SYSTEM).select_related("post").get(pk=reminder_id)
    if row.post.deleted_at is not None:
        return []
    places = row.post.placements.order_by("pk").values_list("pk", flat=True)
    return _by_group(_placements(list(places)), set(silent_people(row.post)))


def _placements(ids: Sequence[int]) -> list[Placement]:
    rows = Placement.objects.unscoped(reason=_SYSTEM).filter(pk__in=ids)
    return list(rows.select_related("post", "group").order_by("pk"))


def _by_group(rows: list[Placement], wanted: set[int] | None) -> list[Told]:
    rows = [row for row in rows if row.post.deleted_at is None]
    inside: dict[int, list[int]] = {}
    for member in members_of([row.group_id for row in rows]):
        inside.setdefault(member.group_id, []).append(member.person_id)
    signed = Ack.objects.unscoped(reason=_SYSTEM).filter(post_id__in={row.post_id for row in rows})
    done = set(signed.values_list("person_id", flat=True)) | {row.post.author_id for row in rows}
    found = []
    for row in rows:
        told = [
            person
            for person in inside.get(row.group_id, [])
            if person not in done and (wanted is None or person in wanted)
        ]
        done.update(told)
        if told:
            found.append(_told(row, told))
    return found


def _told(row: Placement, person_ids: Sequence[int]) -> Told:
    url = f"{reverse('groups:group', args=[row.group_id])}#t{row.seq}"
    return Told(tuple(person_ids), row.post.author_name, row.group.name, url, row.pk)
