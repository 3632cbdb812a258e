"""Who may sign in whose name, and what stands above the signature (Decree 30/2020 art. 13, Annex I part 7).

Everything here works on values. Refusals are codes `people.<reason>`; None means allowed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HEAD, DEPUTY, UNIT_HEAD, UNIT_DEPUTY = 1, 2, 3, 4


class Form(StrEnum):
    """How somebody signs; HEAD is the head of the body in person."""

    HEAD = "HEAD"
    Q = "Q"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as the signature sees it. `title` is in capitals; `rank` 1–5 as in AppointmentRow."""

    post_id: int
    agency_id: int
    agency_parent_id: int | None
    unit_id: int | None
    rank: int
    title: str
    fields_of_work: tuple[str, ...] = ()
    agency_name: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body as the signature sees it. `head_seat` None: the post of rank 1 of the agency heads it."""

    id: int
    agency_id: int
    collective: str
    head_title: str
    head_seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A delegation in force or not. `parent` is the TL. grant that was passed on to the deputy."""

    id: int
    body_id: int
    form: Form
    giver: Seat
    taker_post_id: int
    since: date
    until: date | None = None
    revoked_on: date | None = None
    fields_of_work: tuple[str, ...] = ()
    content: str = ""
    authority: str = ""
    parent: "Grant | None" = None


def same_field(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def covers(fields: Iterable[str], wanted: str) -> bool:
    """No list means the work is not divided; a paper without a field is anybody's."""
    listed = tuple(fields)
    return not wanted or not listed or any(same_field(one, wanted) for one in listed)


def heads(seat: Seat, body: Body) -> bool:
    if body.head_seat is not None:
        return seat.post_id == body.head_seat.post_id
    return seat.agency_id == body.agency_id and seat.rank == HEAD


def is_deputy_of(seat: Seat, head: Seat) -> bool:
    """Deputy of the agency's head, or of the same unit's head."""
    if seat.agency_id != head.agency_id or seat.rank != head.rank + 1:
        return False
    return seat.rank == DEPUTY or (seat.rank == UNIT_DEPUTY and seat.unit_id == head.unit_id)


def deputises(seat: Seat, body: Body) -> bool:
    """Deputy of whoever heads the body. Deputies of two chairs of one agency are told apart by the unit."""
    if body.head_seat is None:
        return seat.agency_id == body.agency_id and seat.rank == DEPUTY
    return is_deputy_of(seat, body.head_seat) and seat.unit_id == body.head_seat.unit_id


def in_force(grant: Grant, on: date) -> str | None:
    """Why the grant does not hold on the day, or None. A passed-on grant holds only while the first one does."""
    if grant.revoked_on is not None and grant.revoked_on <= on:
        return "people.delegation_revoked"
    if on < grant.since:
        return "people.delegation_not_begun"
    if grant.until is not None and grant.until < on:
        return "people.delegation_expired"
    return in_force(grant.parent, on) if grant.parent else None


def usable(grant: Grant, *, seat: Seat, body: Body, on: date, field_of_work: str = "") -> str | None:
    """Why this person may not sign this paper of this body under the grant on the day, or None."""
    if grant.taker_post_id != seat.post_id:
        return "people.delegation_not_yours"
    if grant.body_id != body.id:
        return "people.delegation_other_body"
    if reason := in_force(grant, on):
        return reason
    fields = grant.fields_of_work or (grant.parent.fields_of_work if grant.parent else ())
    if not covers(fields, field_of_work):
        return "people.delegation_wrong_field"
    return None


def by_post(seat: Seat, body: Body, field_of_work: str = "") -> tuple[Form | None, str | None]:
    """What the post alone allows: the form, or the reason why none."""
    if heads(seat, body):
        return Form.HEAD, None
    if not deputises(seat, body):
        return None, "people.signature_no_power"
    if not covers(seat.fields_of_work, field_of_work):
        return None, "people.signature_wrong_field"
    return Form.KT, None


def lines(body: Body, seat: Seat, form: Form, grant: Grant | None = None) -> tuple[str, ...]:
    """The block above the signature, top line first."""
    on_top = (f"TM. {body.collective}",) if body.collective else ()
    if grant is not None and grant.parent is not None:
        return (f"TL. {body.head_title}", f"KT. {grant.giver.title}", seat.title)
    if form is Form.TL:
        # By order of the head, never of the collective.
        return (f"TL. {body.head_title}", seat.title)
    if form is Form.HEAD:
        return (*on_top, body.head_title)
    if form is Form.Q:
        return (*on_top, f"Q. {body.head_title}")
    # The head of an agency below signs with the name of that agency: "GIÁM ĐỐC SỞ NỘI VỤ".
    own = seat.title if seat.agency_id == body.agency_id else f"{seat.title} {seat.agency_name.upper()}"
    return (*on_top, f"{form.value}. {body.head_title}", own)


def _period(grant: Grant) -> str | None:
    if grant.until is not None and grant.until < grant.since:
        return "people.delegation_dates"
    return None


def _tuq(grant: Grant, taker: Seat) -> str | None:
    if not grant.authority.strip():
        return "people.tuq_needs_authority"
    if not grant.content.strip():
        return "people.tuq_needs_content"
    if grant.until is None:
        return "people.tuq_needs_period"
    own_unit = taker.agency_id == grant.giver.agency_id and taker.rank == UNIT_HEAD
    own_agency = taker.agency_parent_id == grant.giver.agency_id and taker.rank == HEAD
    return None if own_unit or own_agency else "people.tuq_taker"


def _tl(grant: Grant, taker: Seat) -> str | None:
    if not grant.authority.strip():
        return "people.tl_needs_rules"
    if taker.agency_id != grant.giver.agency_id or taker.rank != UNIT_HEAD:
        return "people.tl_taker"
    return None


def _kt(grant: Grant, taker: Seat) -> str | None:
    return None if is_deputy_of(taker, grant.giver) else "people.kt_taker"


def _q(grant: Grant, taker: Seat) -> str | None:
    if not grant.authority.strip():
        return "people.q_needs_decision"
    return None if taker.agency_id == grant.giver.agency_id else "people.q_taker"


_CHECKS = {Form.TUQ: _tuq, Form.TL: _tl, Form.KT: _kt, Form.Q: _q}


def may_give(grant: Grant, *, body: Body, taker: Seat) -> str | None:
    """Why the head of the body may not give this power to this post, or None."""
    if grant.form is Form.HEAD:
        return "people.delegation_form"
    if not heads(grant.giver, body):
        return "people.delegation_giver"
    if taker.post_id == grant.giver.post_id:
        return "people.delegation_self"
    return _period(grant) or _CHECKS[grant.form](grant, taker)


def may_pass_on(parent: Grant, grant: Grant, *, taker: Seat) -> str | None:
    """Why a power received may not be passed on, or None: only TL., only to the deputy (KT.), only once."""
    if parent.form is Form.TUQ:
        return "people.tuq_cannot_pass"
    if parent.form is not Form.TL or parent.parent is not None:
        return "people.only_tl_passes"
    if grant.form is not Form.KT or not is_deputy_of(taker, grant.giver):
        return "people.passes_to_deputy"
    if grant.giver.post_id != parent.taker_post_id:
        return "people.delegation_not_yours"
    if grant.body_id != parent.body_id:
        return "people.delegation_other_body"
    outlives = parent.until is not None and (grant.until is None or grant.until > parent.until)
    if grant.since < parent.since or outlives:
        return "people.passes_within_period"
    narrower = all(covers(parent.fields_of_work, field) for field in grant.fields_of_work)
    return _period(grant) or (None if narrower else "people.delegation_wrong_field")


_NEW_CODE = re.compile(r"[A-Z][A-Z0-9]\d(\.\d{2,3})*")
_OLD_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z][A-Z0-9]\d")


def code_form(code: str) -> str | None:
    """ "new" for QĐ 20/2020 (H36.12.05, at most 35 characters), "old" for QCVN 102:2016 (000.00.00.H36), else None."""
    if _OLD_CODE.fullmatch(code):
        return "old"
    return "new" if len(code) <= 35 and _NEW_CODE.fullmatch(code) else None


def is_username(text: str) -> bool:
    """Small letters without marks, digits, dot, hyphen, underscore; begins with a letter or digit."""
    return re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,59}", text) is not None


def overlaps(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two periods, both ends included, share a day."""
    return (other_until is None or since <= other_until) and (until is None or other_since <= until)
