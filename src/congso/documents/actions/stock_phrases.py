"""A person's own stock phrases for directives: a preference, not an act of law."""

from congso.documents.models import StockPhrase
from congso.guard import api as guard
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid

LIMIT = 30


def add_phrase(*, actor: Actor, text: str) -> None:
    """Keep a phrase; the same one twice is once. Raises Invalid documents.phrase_empty, documents.phrases_full."""
    clean = " ".join(text.split())[:300]
    if actor.person_id is None or actor.agency_id is None:
        raise Forbidden("documents.forbidden")
    if not clean:
        raise Invalid("documents.phrase_empty", field="text")
    guard.check_fields(actor=actor, values={"text": clean}, entrance="directive")
    own = StockPhrase.objects.for_actor(actor).filter(person_id=actor.person_id)
    if own.count() >= LIMIT:
        raise Invalid("documents.phrases_full", limit=LIMIT)
    if not own.filter(text=clean).exists():
        StockPhrase.objects.create(agency_id=actor.agency_id, person_id=actor.person_id, text=clean)


def drop_phrase(*, actor: Actor, phrase_id: int) -> None:
    """Somebody else's phrase stays: nothing happens."""
    StockPhrase.objects.for_actor(actor).filter(person_id=actor.person_id or 0, pk=phrase_id).delete()


def count_uses(*, actor: Actor, used: list[str]) -> None:
    """What is used most stands first."""
    for row in StockPhrase.objects.for_actor(actor).filter(person_id=actor.person_id or 0, text__in=used):
        StockPhrase.objects.for_actor(actor).filter(pk=row.pk).update(uses=row.uses + 1)
