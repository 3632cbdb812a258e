"""What happened to signatures."""

from dataclasses import dataclass

from congso.kernel.events import Event


@dataclass(frozen=True)
class SignaturesChecked(Event):
    """A later check of a file came to another outcome (`signing.api.checks_of`): roots changed, an authority answered."""

    file_id: int
    state: str
