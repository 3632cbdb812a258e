"""Reads of assignments on plain rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from congso.tasks.models import Assignment


@dataclass(frozen=True, slots=True)
class LineRow:
    """One assignment for those who must be told. `person_id`: its holder when it names one; else `unit_id`."""

    id: int
    part: str
    title: str
    unit_id: int | None
    person_id: int | None
    giver_person_id: int | None
    state: str


def lines(ids: Sequence[int]) -> list[LineRow]:
    rows = Assignment.objects.unscoped(reason="telling the assignees").filter(pk__in=ids)
    return [
        LineRow(
            id=row.pk,
            part=row.part,
            title=row.title,
            unit_id=row.unit_id,
            person_id=row.appointment.person_id if row.appointment else None,
            giver_person_id=row.directive.by.person_id if row.directive.by else None,
            state=row.state,
        )
        for row in rows.select_related("appointment", "directive__by").order_by("pk")
    ]


def part_of(assignment_id: int) -> str:
    """Lead, support or inform. The caller has checked the right."""
    return (
        Assignment.objects.unscoped(reason="part of an assignment just acted on").get(pk=assignment_id).part
    )
