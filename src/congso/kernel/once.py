"""What a form makes, it makes once: the back button, a double press and a line lost in the middle send the same form again.

key = once.new_key()                       # into the form, a hidden field
with transaction.atomic():
    known = once.claim(actor, "ink", key)
    if known is not None:
        return known
    made = …
    once.keep(actor, "ink", key, made.pk)
"""

from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.ids import uuid7
from congso.kernel.models import Once

FIELD = "khoa"


def new_key() -> str:
    return uuid7().hex


def claim(actor: Actor, act: str, key: str) -> int | None:
    """What the same form made before; None for the first time. In the transaction of the act: a second one waits for it here.

    An empty key claims nothing: the caller is no form.
    """
    if not key:
        return None
    name = _name(actor, act, key)
    Once.objects.bulk_create([Once(key=name, at=clock.now())], ignore_conflicts=True)
    return Once.objects.select_for_update().get(pk=name).made


def made_before(actor: Actor, act: str, key: str) -> int | None:
    """What the same form made before, asked without waiting: spares work that goes ahead of the transaction."""
    return (
        Once.objects.filter(pk=_name(actor, act, key)).values_list("made", flat=True).first() if key else None
    )


def keep(actor: Actor, act: str, key: str, made: int) -> None:
    if key:
        Once.objects.filter(pk=_name(actor, act, key)).update(made=made)


def _name(actor: Actor, act: str, key: str) -> str:
    """Of this person alone: nobody learns by a key what another one made."""
    return f"{act} {actor.person_id} {key[:40]}"
