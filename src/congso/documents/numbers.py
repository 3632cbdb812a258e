"""Numbers of registers: gap-free, unique, safe under simultaneous release (Decree 30 arts. 15, 22).

The series row is locked by one UPDATE inside the caller's transaction: a rolled-back act gives its number back.
"""

from datetime import date

from django.db import connection

from congso.documents.models import Register, RegisterNumber
from congso.documents.rules_outgoing import reserved_day
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.kernel.refs import SubjectRef


def register_for(
    *,
    agency_id: int,
    direction: str,
    year: int,
    body_id: int | None = None,
    series: str = "chung",
    name: str = "",
) -> Register:
    """The register of the year, opened on first use."""
    found, _ = Register.objects.unscoped(reason="register of the actor's own agency").get_or_create(
        agency_id=agency_id,
        body_id=body_id,
        direction=direction,
        year=year,
        series=series,
        defaults={"name": name or _default_name(direction, year, series)},
    )
    return found


def _default_name(direction: str, year: int, series: str) -> str:
    label = {"incoming": "Văn bản đến", "outgoing": "Văn bản đi", "copy": "Bản sao"}[direction]
    return f"{label} {year}" if series == "chung" else f"{label} {series} {year}"


def take_number(*, actor: Actor, register: Register, on: date, subject: SubjectRef) -> int:
    """The next number, dated `on`. Refuses a closed book, another year's date, a date before the last number's."""
    if on.year != register.year:
        raise Invalid("documents.number_other_year", year=register.year)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_register SET last = last + 1, last_date = %s "
            "WHERE id = %s AND closed_at IS NULL AND (last_date IS NULL OR last_date <= %s) RETURNING last",
            [on, register.pk, on],
        )
        row = cursor.fetchone()
    if row is None:
        _explain_refusal(register, on)
    _write(actor, register, int(row[0]), on, RegisterNumber.State.USED, subject=subject)
    return int(row[0])


def _explain_refusal(register: Register, on: date) -> None:
    now = Register.objects.unscoped(reason="explain a refusal").get(pk=register.pk)
    if now.closed_at:
        raise Conflict("documents.book_closed", name=now.name)
    raise Invalid("documents.number_backdated", last=f"{now.last_date:%d/%m/%Y}", date=f"{on:%d/%m/%Y}")


def reserve_number(*, actor: Actor, register: Register, on: date, reason: str) -> int:
    """Keep a number for later; the reason stands in the register until the number is used or cancelled."""
    if not reason.strip():
        raise Invalid("documents.reason_missing", field="reason")
    number = take_number(actor=actor, register=register, on=on, subject=SubjectRef("", 0))
    register.numbers.filter(number=number).update(
        state=RegisterNumber.State.RESERVED, reason=reason.strip(), subject_kind="", subject_id=None
    )
    return number


def use_reserved(
    *, register: Register, number: int, subject: SubjectRef, signed_on: date | None = None
) -> RegisterNumber:
    """Give a reserved number to a document, dated the day it was kept, or the day of signing when that came later.

    The number keeps its place and its reason in the register; its date never lies before that of the number before it.
    Refuses a number that is not kept, and a signature of another year.
    """
    kept = register.numbers.filter(number=number, state=RegisterNumber.State.RESERVED)
    row = kept.first()
    if row is None:
        raise Conflict("documents.number_not_reserved", number=number)
    day = reserved_day(row.date, signed_on)
    if day.year != register.year:
        raise Invalid("documents.number_other_year", field="reserved", year=register.year)
    if not kept.update(
        state=RegisterNumber.State.USED, date=day, subject_kind=subject.kind, subject_id=subject.id
    ):
        raise Conflict("documents.number_not_reserved", number=number)
    row.refresh_from_db()
    return row


def cancel_number(*, actor: Actor, register: Register, number: int, reason: str) -> None:
    """A used or reserved number is never given again: it stays with the reason. Refuses a closed book, which is printed."""
    if not reason.strip():
        raise Invalid("documents.reason_missing", field="reason")
    refuse_closed(register.pk)
    changed = (
        register.numbers.filter(number=number)
        .exclude(state=RegisterNumber.State.CANCELLED)
        .update(
            state=RegisterNumber.State.CANCELLED, reason=reason.strip(), by_name=actor.name, at=clock.now()
        )
    )
    if not changed:
        raise Conflict("documents.number_cancelled_already", number=number)


def is_closed(register_id: int) -> bool:
    """The row is locked until the caller's transaction ends, so that a book closed at this moment is seen."""
    rows = Register.objects.unscoped(reason="register of a document loaded for the actor")
    return rows.select_for_update().get(pk=register_id).closed_at is not None


def refuse_closed(register_id: int) -> None:
    """Raises Conflict documents.book_frozen: what stands in a closed book is not changed any more."""
    if is_closed(register_id):
        name = Register.objects.unscoped(reason="explain a refusal").get(pk=register_id).name
        raise Conflict("documents.book_frozen", name=name)


def _write(
    actor: Actor,
    register: Register,
    number: int,
    on: date,
    state: str,
    *,
    subject: SubjectRef,
    reason: str = "",
) -> None:
    RegisterNumber.objects.create(
        register=register,
        number=number,
        date=on,
        state=state,
        reason=reason,
        subject_kind=subject.kind,
        subject_id=subject.id or None,
        by_name=actor.name,
        at=clock.now(),
    )
