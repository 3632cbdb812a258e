"""The package that brought an arrival from the axis, as the page of the arrival tells of it.

Packages belong to `exchange`, which lies above this domain and hands their reader in at start-up (`register_packages`).
"""

from collections.abc import Callable
from typing import Final

# Of a delivery to an agency: (kind, icon, words) of ui's state component about the signature of the whole package; empty words
# for what came without a package.
Reader = Callable[[int, int], tuple[str, str, str]]
NOTHING: Final = ("", "", "")


def _nobody(agency_id: int, delivery_id: int) -> tuple[str, str, str]:
    return NOTHING


_known: list[Reader] = [_nobody]


def register_packages(reader: Reader) -> None:
    _known[0] = reader


def package_words(agency_id: int | None, delivery_id: int | None) -> tuple[str, str, str]:
    """Asked after the arrival was loaded in scope. One query for what was delivered, none for the rest."""
    if agency_id is None or delivery_id is None:
        return NOTHING
    return _known[0](agency_id, delivery_id)
