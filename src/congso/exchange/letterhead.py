"""What every package of an agency carries: how the axis writes the agency, and the key that signs."""

import time
from typing import Final

from congso.exchange.rows import agency_party
from congso.exchange.signatures import key_of_agency
from congso.pure import edxml

_FRESH: Final = 30.0  # seconds


class Letterhead:
    """Read once for many packages, and again after half a minute: a key that was withdrawn signs no longer than that."""

    party: edxml.Party
    key: edxml.Key | None
    signer: str

    def __init__(self, agency_id: int) -> None:
        self._agency_id = agency_id
        self._until = 0.0

    def renew(self) -> None:
        if time.monotonic() < self._until:
            return
        self.party = agency_party(self._agency_id)
        self.key, self.signer = key_of_agency(self._agency_id)
        self._until = time.monotonic() + _FRESH
