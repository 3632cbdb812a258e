"""Who is in which group today: by hand, or by the post that is held.

Membership by post is computed, never stored: an appointment begins and ends with a date, and no event is published at
midnight. Two functions of the database (migration 0001) say it from both ends; `groups_of` is also what the live process
asks. docs/decisions/0016 has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models.expressions import RawSQL

from congso.kernel import clock


@dataclass(frozen=True, slots=True)
class Member:
    """`by_hand`: can be taken out by hand; who is in by a post leaves with it. Both may be true."""

    group_id: int
    person_id: int
    head: bool
    by_hand: bool
    by_post: bool


def group_ids_of(person_id: int, on: date | None = None) -> RawSQL:
    """The groups of one person, as a part of another query."""
    sql = "SELECT m.group_id FROM groups_of(%s::bigint[], %s::date) m"
    return RawSQL(sql, ([person_id], on or clock.today()))  # noqa: S611 - no text of a person is in the statement


def groups_of(person_id: int, on: date | None = None) -> list[Member]:
    """All groups of one person in one query."""
    return _rows(
        "SELECT m.group_id, m.person_id, m.head, m.by_hand, m.by_post FROM groups_of(%s::bigint[], %s::date) m "
        "ORDER BY m.group_id",
        [person_id],
        on,
    )


def members_of(group_ids: Sequence[int], on: date | None = None) -> list[Member]:
    """All members of many groups in one query, each once in each group."""
    return _rows(
        "SELECT m.group_id, m.person_id, m.head, m.by_hand, m.by_post FROM groups_members(%s::bigint[], %s::date) m "
        "ORDER BY m.group_id, m.person_id",
        group_ids,
        on,
    )


def member(person_id: int | None, group_id: int) -> Member | None:
    """The person's place in one group, None for a stranger."""
    rows = groups_of(person_id) if person_id is not None else []
    return next((row for row in rows if row.group_id == group_id), None)


def _rows(sql: str, ids: Sequence[int], on: date | None) -> list[Member]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(ids), on or clock.today()])
        return [Member(*row) for row in cursor.fetchall()]
