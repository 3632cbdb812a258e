"""Every text that people write is shown to the guard, also by apps that stand below it.

`guard` registers its check when it is loaded; `look` asks it. Apps above guard call `guard.api` themselves.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, Protocol

from congso.kernel.actor import Actor


class Check(Protocol):
    def __call__(self, *, actor: Actor, values: Mapping[str, Any], entrance: str) -> None: ...


_checks: list[Check] = []


def register(check: Check) -> None:
    _checks.append(check)


def look(*, actor: Actor, entrance: str, given: Any = None, **words: str) -> None:
    """Raises the guard's refusal for a text that carries a secrecy marking. `given`: a dataclass whose texts are looked at.

    Call it before the transaction: the record of the refusal must outlive it.
    """
    values: dict[str, Any] = dict(words)
    if given is not None:
        for one in dataclasses.fields(given):
            value = getattr(given, one.name)
            values[one.name] = " ".join(value) if isinstance(value, tuple) else value
    for check in _checks:
        check(actor=actor, values=values, entrance=entrance)
