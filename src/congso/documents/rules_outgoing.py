"""The way of a signed document out (Decree 30 arts. 14–19, 25): signed → numbered → sealed and issued. No words, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

SIGNED, NUMBERED, SEAL_FAILED, ISSUED = "signed", "numbered", "seal_failed", "issued"
CANCELLED, RECALLED = "cancelled", "recalled"

_BEFORE_ISSUE: Final = (NUMBERED, SEAL_FAILED)
_STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": (SIGNED,),
    "return": (SIGNED,),
    "seal": _BEFORE_ISSUE,
    "allow_seal": _BEFORE_ISSUE,
    "scan": _BEFORE_ISSUE,
    "finish_paper": (NUMBERED,),
    "cancel": _BEFORE_ISSUE,
    "recipients": (SIGNED, *_BEFORE_ISSUE, ISSUED),
    "restrict": (SIGNED, *_BEFORE_ISSUE, ISSUED),
    "hand_over": (ISSUED, RECALLED),
    "recall": (ISSUED,),
    "correct": (ISSUED,),
}

# origin -> symbol of the copy's own series (Decree 30 Annex III)
COPY_SYMBOLS: Final[Mapping[str, str]] = {"sao_y": "SY", "trich_sao": "TrS"}
ORIGINS: Final = ("digital", "ink", *COPY_SYMBOLS)

# Delivery state on a recipient line, from least to most; the others stand beside this order.
_PROGRESS: Final = ("waiting", "sent", "01", "03", "04", "05", "06")
_ASIDE: Final = frozenset({"02", "13", "15", "16", "failed"})
# Where a line stands for the three figures above the list of recipients.
_DONE: Final = frozenset({"03", "04", "05", "06", "15"})
_TO_ACT: Final = frozenset({"02", "16", "failed"})
# Ways of sending whose receiver reports by itself.
BY_MACHINE: Final = ("internal", "axis")
# Channels that the product sends on itself once more; a letter goes only where a mail server is set.
SENT_AGAIN: Final = (*BY_MACHINE, "email")
# What the clerk may say of a line that no machine reports on: handed over, receipt signed, came back, taken back.
BY_HAND: Final = ("sent", "06", "failed", "15")

# Waits before the seal is tried again by itself, in seconds; after the last one a person must press.
SEAL_WAITS: Final = (60, 300, 900, 3600, 14400)


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


def kinds_refusal(kinds: Sequence[str], others: Sequence[Series], known: Sequence[str]) -> str:
    """Whether a series may number these kinds: each is a kind of the decree and in no other series of the year."""
    if not kinds:
        return "documents.series_common_exists" if any(not one.kinds for one in others) else ""
    if any(kind not in known for kind in kinds):
        return "documents.series_kind_unknown"
    taken = {kind for one in others for kind in one.kinds}
    return "documents.series_kind_taken" if taken & set(kinds) else ""


def date_refusal(on: date, *, today: date, signed_on: date | None) -> str:
    """A document is dated the day it is numbered at the latest, never before it was signed, never ahead (arts. 15, 18)."""
    if on > today:
        return "documents.date_ahead"
    if signed_on is not None and on < signed_on:
        return "documents.date_before_signing"
    return ""


def reserved_day(kept_on: date, signed_on: date | None) -> date:
    """The date of a document that takes a number kept before: no document is dated before it was signed."""
    return max(kept_on, signed_on or kept_on)


def recipient_state(now: str, code: str) -> str:
    """State of a recipient line after a status. Latecomers never lower it; what was given back stays given back."""
    if now == "15":
        return now
    if code in _ASIDE:
        return code
    if code == "waiting":
        return code if now == "failed" else now
    if code not in _PROGRESS or now in ("02", "13"):
        return now
    return max(now, code, key=_PROGRESS.index) if now in _PROGRESS else code


def line_group(state: str) -> str:
    """ "done", "act" (somebody here must do something) or "way"."""
    if state in _DONE:
        return "done"
    return "act" if state in _TO_ACT else "way"


def may_recall(state: str) -> bool:
    """Whether a line that has a delivery can still be asked to give the document back; "waiting": in the queue for the axis,
    where the asking follows the document."""
    return state in ("waiting", "sent", "01", "03", "04", "05", "06", "16")


def next_seal_wait(attempts: int) -> int | None:
    """Seconds until the next try after so many failed ones; None: leave it to a person."""
    return SEAL_WAITS[attempts - 1] if 0 < attempts <= len(SEAL_WAITS) else None


def heals_by_itself(refused: str) -> bool:
    """A key may be renewed or come back, an authority answer again; a fault in the file never heals."""
    silent = ("signing.key_unreadable", "signing.tsa_silent", "signing.revocation_silent")
    return refused.startswith("signing.certificate_") or refused in silent


def copy_refusal(form: str, *, on_paper: bool, born_digital: bool, pages: Sequence[int], total: int) -> str:
    """Art. 25: an electronic original is forwarded, not copied; an excerpt names pages of the document, not all of them."""
    if form not in COPY_SYMBOLS:
        return "documents.copy_form_unknown"
    if form == "sao_y":
        return "documents.copy_forward_original" if born_digital and not on_paper else ""
    if not pages:
        return "documents.copy_pages_missing"
    if any(not 1 <= page <= total for page in pages):
        return "documents.copy_pages_wrong"
    return "documents.copy_whole" if len(set(pages)) == total else ""


def parse_pages(text: str) -> list[int] | None:
    """ "1, 3-5" as page numbers, ascending, once each; None when it cannot be read."""
    found: set[int] = set()
    for part in text.replace(";", ",").replace("–", "-").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not part.strip():
            continue
        if not (first.isdecimal() and (last.isdecimal() if dash else True)):
            return None
        end = int(last) if dash else int(first)
        if len(first) > 4 or len(last) > 4 or end < int(first):
            return None
        found.update(range(int(first), end + 1))
    return sorted(found)
