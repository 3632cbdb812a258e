"""A report as plain values, to be kept, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from congso.signing.checking.report import Cause, Modification, Revocation, SignatureReport, Trust, Verdict

_CODES: Final[Mapping[str, type[StrEnum]]] = {
    "verdict": Verdict,
    "cause": Cause,
    "trust": Trust,
    "modification": Modification,
    "revocation": Revocation,
}
_MOMENTS: Final = frozenset({"signed_at", "proven_at", "not_before", "not_after", "revoked_at"})
_LISTS: Final = frozenset({"chain", "filled_after"})
_NAMES: Final = frozenset(one.name for one in fields(SignatureReport))


def to_plain(report: SignatureReport) -> dict[str, Any]:
    plain = asdict(report)
    for name in _MOMENTS:
        plain[name] = plain[name].isoformat() if plain[name] else None
    for name in _CODES:
        plain[name] = str(plain[name])
    for name in _LISTS:
        plain[name] = list(plain[name])
    return plain


def from_plain(plain: Mapping[str, Any]) -> SignatureReport:
    """What an older version kept may lack some words and hold others."""
    values = {name: value for name, value in plain.items() if name in _NAMES}
    for name in _MOMENTS & values.keys():
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name, kind in _CODES.items():
        if name in values:
            values[name] = kind(values[name])
    for name in _LISTS & values.keys():
        values[name] = tuple(values[name])
    return SignatureReport(**values)
