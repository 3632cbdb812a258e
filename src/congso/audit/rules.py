"""How a row is bound to the one before it (SHA-256 over a canonical text)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = b"\x00" * 32


def canonical(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def chain(previous: bytes, position: int, fields: Mapping[str, Any]) -> bytes:
    """Digest of the row at `position` after a row with digest `previous`."""
    return hashlib.sha256(previous + position.to_bytes(8, "big") + canonical(fields)).digest()
