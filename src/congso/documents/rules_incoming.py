"""What may happen to an arrival in which state, and what its fields must satisfy. Plain values, no clock.

Decree 30/2020 arts. 20–24: receive, register, pass on, settle. Reasons are codes `documents.<reason>`; "" is no objection.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any, Final

from congso.pure.kinds import Urgency
from congso.pure.numbering import format_number, full_code, normal_code, parse_code
from congso.pure.vietnamese import fold, nfc
from congso.pure.workdays import VIETNAM, WorkCalendar

OPEN: Final = frozenset({"registered", "assigned", "working"})
_STATES: Final[Mapping[str, frozenset[str]]] = {
    "register": frozenset({"waiting"}),
    "refuse": frozenset({"waiting"}),
    "resolve_twin": frozenset({"waiting"}),
    "edit": OPEN | {"waiting"},
    "state_marking": OPEN | {"waiting", "closed"},
    "cancel": OPEN,
    "close": OPEN,
    "reopen": frozenset({"closed"}),
    "add_paper": OPEN | {"closed"},
    "withdraw": OPEN | {"waiting", "closed"},
    "assign": OPEN,
    "answer": OPEN,
    "copy": OPEN | {"closed"},
}
_WRONG_STATE: Final[Mapping[str, str]] = {
    "waiting": "documents.incoming_not_registered",
    "registered": "documents.incoming_registered_already",
    "assigned": "documents.incoming_registered_already",
    "working": "documents.incoming_registered_already",
    "closed": "documents.incoming_closed_already",
    "refused": "documents.incoming_refused_already",
    "cancelled": "documents.incoming_cancelled_already",
    "withdrawn": "documents.incoming_withdrawn_already",
}

TWIN_KINDS: Final = ("paper_original", "resent", "replacement", "different")
CLOSE_KINDS: Final = ("information", "filed")
FIRST_DATE: Final = date(1945, 9, 2)


def state_refusal(verb: str, state: str) -> str:
    """Why the state forbids the act, as a code; "" when it does not. Verbs without a rule (view) are free."""
    allowed = _STATES.get(verb)
    if allowed is None or state in allowed:
        return ""
    if verb == "reopen" and state in OPEN:
        return "documents.incoming_not_closed"
    return _WRONG_STATE[state]


@dataclass(frozen=True, slots=True)
class Fields:
    """What the clerk writes of an arrival (Decree 30 Annex VI, input fields of văn bản đến).

    `due_on` and `due_time`: when an answer is owed; without a time, the end of that working day.
    """

    number: str = ""
    symbol: str = ""
    document_date: date | None = None
    kind: str = ""
    issuer_name: str = ""
    issuer_agency_id: int | None = None
    subject: str = ""
    signer_name: str = ""
    signer_title: str = ""
    urgency: int = 0
    due_on: date | None = None
    due_time: time | None = None
    past_due_confirmed: bool = False
    pages: int | None = None
    copies: int = 1
    language: str = "Tiếng Việt"
    description: str = ""
    paper_original: bool = False


def tidy(given: Fields) -> Fields:
    """NFC, single blanks, number and symbol in their printed form; a code typed whole into one box is split."""
    texts: dict[str, Any] = {
        field.name: " ".join(nfc(value).split())
        for field in fields(given)
        if isinstance(value := getattr(given, field.name), str)
    }
    clean = replace(given, **texts)
    code = parse_code(full_text(clean.number, clean.symbol))
    if code is None:
        return clean
    number = format_number(code.number, code.suffix)
    # The year of a normative document stands between number and symbol: it stays with the symbol.
    symbol = f"{code.year}/{code.symbol}" if code.year else code.symbol
    return replace(clean, number=number, symbol=symbol)


def full_text(number: str, symbol: str) -> str:
    """Number and symbol as read aloud to a parser: "15" + "QĐ-UBND" gives "15/QĐ-UBND"."""
    return f"{number}/{symbol}" if number and symbol else number or symbol


def printed_code(number: str, symbol: str) -> str:
    """Number and symbol as printed on the document; either may be missing."""
    code = parse_code(full_text(number, symbol)) if number else None
    if code is None:
        return full_text(number, symbol)
    return full_code(code.number, code.symbol, year=code.year, suffix=code.suffix)


def code_key(number: str, symbol: str) -> str:
    """The key by which arrivals are compared; "" without a number: a symbol alone names no document."""
    return normal_code(full_text(number, symbol))[:80] if number else ""


_LONG_NAMES: Final = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("mat tran to quoc viet nam", "mttq"),
    ("mat tran to quoc", "mttq"),
    ("van phong", "vp"),
)


def issuer_key(name: str) -> str:
    """Names of one agency written long or short compare equal: "UBND tỉnh Mẫu", "Ủy ban nhân dân tỉnh Mẫu"."""
    key = " ".join(fold(name).replace("-", " ").split())
    for long, short in _LONG_NAMES:
        key = key.replace(long, short)
    return key


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that breaks a rule; `params` are plain values of the sentence."""

    field: str
    code: str
    params: Mapping[str, Any]


def problems(given: Fields, today: date) -> list[Problem]:
    """Everything wrong with the fields of a registration, in the order of the form."""
    found = [
        *_missing(given),
        *_bad_date(given.document_date, today),
        *_bad_due(given, today),
        *_out_of_range(given),
    ]
    return [Problem(field, code, params) for field, code, params in found]


_Found = list[tuple[str, str, dict[str, Any]]]


def _missing(given: Fields) -> _Found:
    needed = (("issuer_name", "documents.issuer_missing"), ("subject", "documents.subject_missing"))
    found: _Found = [(name, code, {}) for name, code in needed if not getattr(given, name)]
    if given.symbol and not given.number:
        found.append(("number", "documents.number_missing", {}))
    return found


def _bad_date(day: date | None, today: date) -> _Found:
    if day is None or FIRST_DATE <= day <= today:
        return []
    return [("document_date", "documents.document_date_wrong", {"today": f"{today:%d/%m/%Y}"})]


def _bad_due(given: Fields, today: date) -> _Found:
    if given.due_on is None:
        return [("due_on", "documents.due_time_alone", {})] if given.due_time else []
    if given.due_on < today and not given.past_due_confirmed:
        return [("due_on", "documents.due_past", {"due": f"{given.due_on:%d/%m/%Y}"})]
    return []


def _out_of_range(given: Fields) -> _Found:
    found: _Found = []
    if given.number and not (len(given.number) <= 11 and given.number[0].isdecimal()):
        found.append(("number", "documents.number_wrong", {}))
    if given.urgency not in set(Urgency):
        found.append(("urgency", "documents.urgency_wrong", {}))
    return found


def answered(closing: list[bool]) -> bool:
    """An arrival closes by its answers when there is one and every closing one has been issued."""
    return bool(closing) and all(closing)


def same_document(one: Fields, other: Fields) -> bool:
    """Number, symbol and issuer agree, and the years do not contradict: series start again each 1 January (art. 15)."""
    key = code_key(one.number, one.symbol)
    if not key or key != code_key(other.number, other.symbol):
        return False
    if one.document_date and other.document_date and one.document_date.year != other.document_date.year:
        return False
    if one.issuer_agency_id is not None and one.issuer_agency_id == other.issuer_agency_id:
        return True
    names = (issuer_key(one.issuer_name), issuer_key(other.issuer_name))
    return not all(names) or names[0] == names[1]


def due_moment(given: Fields, calendar: WorkCalendar) -> datetime | None:
    """The moment an answer is owed: the time written, else the end of work that day (of office hours on a free day)."""
    if given.due_on is None:
        return None
    sessions = calendar.sessions_on(given.due_on) or calendar.sessions
    return datetime.combine(given.due_on, given.due_time or sessions[-1].end, VIETNAM)


def registering_deadline(received_at: datetime, urgency: int, calendar: WorkCalendar) -> datetime:
    """By when an arrival must be registered: urgent ones at once, others by the next working day (art. 22.2)."""
    return received_at if urgency else calendar.deadline(received_at, workdays=1)
