"""The paper that follows an electronic arrival, and where it lies (Decree 30 art. 22, Annex IV)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents.support_incoming import change, load_for, ref
from congso.documents.support_words import look, tidy_words
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid


def add_paper(*, actor: Actor, incoming_id: int, place: str) -> None:
    """Write down the paper half under the same number. Raises Invalid documents.place_missing besides the usual ones."""
    where = tidy_words(place, 200)
    if not where:
        raise Invalid("documents.place_missing", field="place")
    look(actor, "incoming", place=where)
    with transaction.atomic():
        incoming = load_for(actor, "add_paper", incoming_id)
        incoming.papers.create(at=clock.now(), by_name=actor.name, place=where)
        change(incoming, paper_original=True)
        audit.record(actor, "incoming.paper_added", ref(incoming), place=where)
