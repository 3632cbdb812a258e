"""Facts of guard."""

from dataclasses import dataclass
from typing import ClassVar

from congso.kernel.events import Event


@dataclass(frozen=True)
class RefusalContested(Event):
    """Somebody asks those who answer for secrecy in the agency to look at the paper again."""

    name: ClassVar[str] = "guard.RefusalContested"
    incident_id: int
    agency_id: int
    person_id: int
