"""The way of a signed document out (Decree 30 arts. 14–19, 25): signed → numbered → sealed and issued. No words, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

SIGNED, NUMBERED, SEAL_FAILED, ISSUED = "signed", "numbered", "seal_failed", "issued"
CANCELLED, RECALLED = "cancelled", "recalled"

_STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": (SIGNED,),
    "return": (SIGNED,),
    "seal": (NUMBERED, SEAL_FAILED),
    "cancel": (NUMBERED, SEAL_FAILED),
    "recipients": (SIGNED, NUMBERED, SEAL_FAILED, ISSUED),
    "recall": (ISSUED,),
    "correct": (ISSUED,),
    "hand_over": (ISSUED,),
}

# origin -> symbol of the copy's own series (Decree 30 Annex III)
COPY_SYMBOLS: Final[Mapping[str, str]] = {"sao_y": "SY", "trich_sao": "TrS", "sao_luc": "SL"}
ORIGINS: Final = ("digital", "ink", "wet", "joint", "correction", *COPY_SYMBOLS)

# Delivery state on a recipient line, from least to most; 13, 15, 16 stand beside this order.
_PROGRESS: Final = ("waiting", "sent", "01", "03", "04", "05", "06")


@dataclass(frozen=True, slots=True)
class Series:
    """A register as far as choosing goes: `kinds` empty takes what no other series names."""

    id: int
    kinds: tuple[str, ...]


def state_refusal(verb: str, state: str) -> str:
    return "" if state in _STATES[verb] else "documents.outgoing_wrong_state"


def choose_series(series: Sequence[Series], kind: str) -> int | None:
    """Id of the series that numbers this kind: the one naming it, else the common one, else None."""
    named = next((one.id for one in series if kind in one.kinds), None)
    if named is not None:
        return named
    return next((one.id for one in series if not one.kinds), None)


def date_refusal(on: date, *, today: date, signed_on: date | None) -> str:
    """A document is dated the day it is numbered at the latest, never before it was signed, never ahead (arts. 15, 18)."""
    if on > today:
        return "documents.date_ahead"
    if signed_on is not None and on < signed_on:
        return "documents.date_before_signing"
    return ""


def recipient_state(now: str, code: str) -> str:
    """State of a recipient line after a status; latecomers never lower it, refusal and recall always show."""
    if code in {"02", "13", "15", "16", "failed"}:
        return code if now not in {"15"} else now
    if now in {"02", "15"}:
        return now
    if now in {"13", "16", "failed"} or code not in _PROGRESS:
        return now if code not in _PROGRESS or now == "13" else code
    return max(now, code, key=_PROGRESS.index)
