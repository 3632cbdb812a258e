"""The way of a draft (Decree 30 arts. 10–13): drafting → content (head of unit) → form (office) → signature. No words, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from congso.kernel.clock import VIETNAM
from congso.pure.kinds import Urgency, kind_of
from congso.pure.numbering import clean_symbol, symbol_for
from congso.pure.vietnamese import nfc
from congso.pure.workdays import WorkCalendar

DRAFTING, CONTENT, FORM, SIGNING, SIGNED = "drafting", "content", "form", "signing", "signed"
ISSUED, WITHDRAWN = "issued", "withdrawn"
# stage of the slip -> state of the draft while that step is open
STATE_OF_STAGE: Final = {"content": CONTENT, "form": FORM, "sign": SIGNING}
STAGES: Final = ("content", "form", "sign")

_STATES: Final[dict[str, tuple[str, ...]]] = {
    "edit": (DRAFTING, CONTENT, FORM),
    "submit": (DRAFTING,),
    "approve": (CONTENT, FORM),
    "return": (CONTENT, FORM, SIGNING),
    "take_back": (CONTENT, FORM, SIGNING),
    "withdraw": (DRAFTING,),
    "sign": (SIGNING,),
    "reopen": (WITHDRAWN,),
}

CHANNELS: Final = ("internal", "axis", "email", "paper", "none")
MAX_RECIPIENTS: Final = 2000


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Who stands on the slip: appointment ids, None when this draft needs no such step."""

    content: int | None
    form: int | None
    sign: int | None


@dataclass(frozen=True, slots=True)
class DraftFields:
    """What the form beside the text holds. `kind` is a code of `pure.kinds`, `urgency` 0 to 4."""

    kind: str
    body_id: int
    subject: str = ""
    symbol: str = ""
    urgency: int = 0
    due_on: date | None = None
    addressees: tuple[str, ...] = ()
    archive_line: str = "VT"
    form_checker_id: int | None = None
    work_file_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """One receiver. `address`: of an e-mail or a letter; over the axis the organ code. `group` is what the page prints instead of the name ("Như trên", "Ủy ban nhân dân các xã")."""

    channel: str
    name: str
    agency_id: int | None = None
    address: str = ""
    purpose: str = ""
    group: str = ""
    copies: int = 1


def state_refusal(verb: str, state: str) -> str:
    """ "" when the verb may start from this state, else the reason code."""
    return "" if state in _STATES[verb] else "documents.draft_wrong_state"


def next_stage(after: str, reviewers: Reviewers, drafter: int) -> str:
    """The first stage behind `after` ("" for the start) that somebody other than drafter and signer must pass.

    The drafter who heads the unit need not approve the content to oneself, nor the signer before signing; signing is
    never skipped.
    """
    begin = STAGES.index(after) + 1 if after else 0
    for stage in STAGES[begin:-1]:
        reviewer = getattr(reviewers, stage)
        if reviewer is not None and reviewer not in (drafter, reviewers.sign):
            return stage
    return "sign"


def missing_fields(
    *, subject: str, signer: int | None, lines: Sequence[str], has_text: bool, recipients: int
) -> list[tuple[str, str]]:
    """(field, reason code) of everything still missing before a draft may be submitted."""
    found: list[tuple[str, str]] = []
    if not subject.strip():
        found.append(("subject", "documents.draft_subject_missing"))
    if signer is None or not lines:
        found.append(("signer", "documents.signer_missing"))
    if not has_text:
        found.append(("content", "documents.text_missing"))
    if not recipients:
        found.append(("recipients", "documents.recipients_missing"))
    return found


def tidy_subject(subject: str) -> str:
    """One line; "V/v" belongs to the layout, not to the subject's text."""
    line = " ".join(nfc(subject).split())
    for prefix in ("V/v:", "V/v", "v/v"):
        if line.startswith(prefix):
            line = line[len(prefix) :].strip()
    return line[:500]


def tidy(given: DraftFields) -> DraftFields:
    """The same fields as they are stored: one line each, NFC, symbol in its printed form."""
    lines = (" ".join(nfc(line).split())[:200].rstrip(" ;.,") for line in given.addressees)
    return replace(
        given,
        subject=tidy_subject(given.subject),
        symbol=clean_symbol(given.symbol)[:60],
        addressees=tuple(line for line in lines if line)[:50],
        archive_line=" ".join(nfc(given.archive_line).split())[:60].rstrip(" ;.,") or "VT",
    )


def problems(given: DraftFields, *, today: date, due_before: date | None) -> list[tuple[str, str]]:
    """(field, reason code) of fields no draft may have. `due_before`: the deadline it has already, which may have passed."""
    found: list[tuple[str, str]] = []
    kind = kind_of(given.kind)
    if kind is None or not kind.ordinal:
        found.append(("kind", "documents.kind_wrong"))
    if given.urgency not in set(Urgency):
        found.append(("urgency", "documents.urgency_wrong"))
    if given.due_on is not None and given.due_on < today and given.due_on != due_before:
        found.append(("due_on", "documents.draft_due_past"))
    return found


def due_moment(due_on: date | None, calendar: WorkCalendar) -> datetime | None:
    """End of work on that day (of office hours on a free day)."""
    if due_on is None:
        return None
    sessions = calendar.sessions_on(due_on) or calendar.sessions
    return datetime.combine(due_on, sessions[-1].end, VIETNAM)


def proposed_symbol(kind: str, body_symbol: str, unit_symbol: str) -> str:
    """Symbol of a new draft; "" when the body has none yet."""
    return symbol_for(kind, body_symbol, unit_symbol) if body_symbol.strip() else ""


def renewed_symbol(symbol: str, *, before: str, now: str) -> str:
    """A symbol that nobody changed by hand follows the kind and the body."""
    return now if not symbol or symbol == before else symbol


def answer_subject(*, kind: str, code: str, on: date | None, issuer: str, subject: str) -> str:
    """Subject of an answer: names what is answered as Decree 30 (annex I, II.6) asks of a first reference."""
    if not code:
        return tidy_subject(f"trả lời về việc {subject[:1].lower()}{subject[1:]}" if subject else "trả lời")
    dated = f" ngày {on:%d/%m/%Y}" if on else ""
    return tidy_subject(f"trả lời {kind or 'Văn bản'} số {code}{dated}{f' của {issuer}' if issuer else ''}")


def tidy_lines(lines: Sequence[RecipientLine]) -> list[RecipientLine]:
    """Each receiver once, texts cut to their columns; lines that name nobody are left out."""
    kept: dict[tuple[str, object], RecipientLine] = {}
    for line in lines:
        name = " ".join(nfc(line.name).split())[:200].rstrip(" ;.,")
        address = line.address.strip()[:300] if line.channel in ("axis", "email", "paper") else ""
        if not name and not address:
            continue
        clean = replace(
            line, name=name or address, address=address, purpose=" ".join(line.purpose.split())[:60],
            group=" ".join(line.group.split())[:200], copies=min(max(line.copies, 1), 999),
        )  # fmt: skip
        key = _receiver_key(clean)
        kept.setdefault(key, clean)
    return list(kept.values())


def _receiver_key(line: RecipientLine) -> tuple[str, object]:
    if line.agency_id is not None:
        return "agency", line.agency_id
    return line.channel, line.address if line.channel == "axis" else line.name.casefold() + line.address


def wrong_line(line: RecipientLine) -> str:
    """Reason code, or ""."""
    if line.channel not in CHANNELS:
        return "documents.channel_wrong"
    if (line.channel == "internal") != (line.agency_id is not None):
        return "documents.channel_wrong"
    if line.channel == "axis" and not line.address:
        return "documents.channel_wrong"
    return ""
