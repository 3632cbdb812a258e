"""Several documents signed in one go: one hand, opened once; one that fails never stops another."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from congso.kernel.errors import Refusal
from congso.signing.pades.signing import Hand, sign_personal

Key = TypeVar("Key")


@dataclass(frozen=True)
class Outcome(Generic[Key]):
    """`pdf` when signed, else `refusal`; `key` is the caller's."""

    key: Key
    pdf: bytes | None = None
    refusal: Refusal | None = None


def sign_each(
    items: Iterable[tuple[Key, Callable[[], bytes]]],
    hand: Hand,
    sign: Callable[[bytes, Hand], bytes] = sign_personal,
) -> Iterator[Outcome[Key]]:
    """Lazily, in order. Each item brings its bytes when its turn comes, so that a hundred files need the room of one."""
    for key, read in items:
        try:
            yield Outcome(key, pdf=sign(read(), hand))
        except Refusal as refusal:
            yield Outcome(key, refusal=refusal)
