"""Facts of letters."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from congso.kernel.events import Event


@dataclass(frozen=True)
class LetterFailed(Event):
    """An issued document did not reach an e-mail address: refused there, or not taken in time. Its line says why."""

    name: ClassVar[str] = "mail.LetterFailed"
    outgoing_id: int
    agency_id: int


@dataclass(frozen=True)
class LetterLeftBehind(Event):
    """A letter to the agency was not filed and stays on the mail server. `code` words the reason, with `params`."""

    name: ClassVar[str] = "mail.LetterLeftBehind"
    agency_id: int
    code: str
    incident_id: int | None = None
    params: dict[str, Any] = field(default_factory=dict)
