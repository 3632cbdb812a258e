"""Words that go with an act: a reason, a note, a place. All of them are shown to the guard before the transaction."""

from congso.guard import api as guard
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid

LONGEST = 300


def tidy_words(text: str, longest: int = LONGEST) -> str:
    return " ".join(text.split())[:longest]


def look(actor: Actor, entrance: str, **words: str) -> None:
    """Raises the guard's refusal for a secrecy marking. Before the transaction: its record outlives the refusal."""
    guard.check_fields(actor=actor, values=words, entrance=entrance)


def need_reason(actor: Actor, reason: str, *, entrance: str, field: str = "reason") -> str:
    """The reason in one line of at most 300 letters. Raises Invalid documents.reason_missing; the guard's refusal."""
    said = tidy_words(reason)
    if not said:
        raise Invalid("documents.reason_missing", field=field)
    look(actor, entrance, **{field: said})
    return said
