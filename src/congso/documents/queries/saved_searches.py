"""What a person keeps of search: named searches, the columns of the table."""

from dataclasses import dataclass

from congso.documents.models import SavedSearch, SearchColumns
from congso.documents.texts_search import COLUMNS, USUAL
from congso.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class SavedRow:
    id: int
    name: str
    query: str


def saved_searches(actor: Actor) -> list[SavedRow]:
    """One's own in this agency, by name."""
    rows = SavedSearch.objects.for_actor(actor).filter(person_id=actor.person_id or 0).order_by("name", "pk")
    return [SavedRow(row.pk, row.name, row.query) for row in rows]


def columns(actor: Actor) -> list[str]:
    """The columns this person chose, the usual ones before that."""
    kept = SearchColumns.objects.for_actor(actor).values_list("columns", flat=True).first()
    return [name for name in COLUMNS if name in (kept or USUAL)]
