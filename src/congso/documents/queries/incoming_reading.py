"""The proposals of an arrival as the form shows them, with their places on the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from congso.documents.models import IncomingReading
from congso.documents.rules_reading import Proposal, shown
from congso.ui.api import Mark, ViewerPage

# Fields of the form → name of their marks on the page.
_MARKS = {"document_date": "date"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`state`: "" (nothing to say), reading, done or failed."""

    state: str = ""
    reason: str = ""
    done: int = 0
    total: int = 0
    fields: Mapping[str, Proposal] = field(default_factory=dict)


def reading_of(incoming_id: int) -> Reading:
    """What was read so far; the caller has loaded the arrival for its actor."""
    return readings_of([incoming_id]).get(incoming_id, Reading())


def readings_of(ids: Sequence[int]) -> dict[int, Reading]:
    """Of those that have one, in one query."""
    rows = IncomingReading.objects.unscoped(reason="of arrivals in sight").filter(incoming_id__in=ids)
    return {row.incoming_id: _reading(row) for row in rows}


def _reading(row: IncomingReading) -> Reading:
    fields = {
        name: Proposal(one["value"], one["confidence"], tuple(one["box"]) if one["box"] else None)
        for name, one in row.fields.items()
    }
    return Reading(row.state, row.reason, row.done, row.total, fields)


def mark_name(field: str) -> str:
    return _MARKS.get(field, field)


def with_marks(pages: tuple[ViewerPage, ...], fields: Mapping[str, Proposal]) -> tuple[ViewerPage, ...]:
    """The pages with a mark where each proposal was read."""
    return tuple(replace(page, marks=(*page.marks, *_marks(page, fields))) for page in pages)


def _marks(page: ViewerPage, fields: Mapping[str, Proposal]) -> list[Mark]:
    marks = []
    for name, one in fields.items():
        if one.box is not None and one.box[0] == page.number:
            _, left, top, right, bottom = one.box
            width, height = page.width, page.height
            kind = "low" if one.level == "check" else ""
            place = (left * width, top * height, (right - left) * width, (bottom - top) * height)
            marks.append(Mark(*place, kind=kind, field=mark_name(name)))
    return marks


def plain(name: str, one: Proposal) -> dict[str, object]:
    """A proposal for the browser."""
    return {"value": shown(name, one.value), "level": one.level, "mark": mark_name(name), "box": one.box}
