"""Which kinds an issuing body numbers together, as its head decided (Decree 30 art. 15), and numbers kept for later."""

from collections.abc import Sequence

from django.db import transaction

from congso.audit import api as audit
from congso.documents import numbers, policies_outgoing, rules_outgoing
from congso.documents.models import OutgoingDocument, Register, RegisterNumber
from congso.documents.policies_incoming import require
from congso.documents.support_outgoing import own_body, year_series
from congso.documents.support_words import need_reason
from congso.guard import api as guard
from congso.kernel import clock, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.pure.kinds import KINDS
from congso.pure.vietnamese import fold


def open_series(
    *, actor: Actor, body_id: int, name: str, kinds: Sequence[str], year: int | None = None
) -> int:
    """A register of its own for some kinds, from 01; the others stay together. Returns its id.

    Raises Forbidden, Invalid documents.body_elsewhere, documents.series_name_missing, documents.series_named,
    documents.series_kind_taken, documents.series_kind_unknown, documents.series_common_exists, documents.series_started
    (a kind already has numbers this year: 01 would be given twice).
    """
    require(policies_outgoing.may_keep_series(actor))
    title = _title(actor, name)
    body = own_body(actor, body_id)
    wanted = list(dict.fromkeys(kinds))
    on_year = year or clock.today().year
    with transaction.atomic():
        others = _others(body.agency_id, body.id, on_year)
        _check(wanted, others)
        _check_numbered(body.id, on_year, wanted)
        key = "_".join(fold(title).split())[:20] or "rieng"
        if any(row.series == key for row in others):
            raise Invalid("documents.series_named", field="name", name=title)
        made = numbers.register_for(
            agency_id=body.agency_id,
            direction="outgoing",
            year=on_year,
            body_id=body.id,
            series=key,
            name=title,
        )
        _save(made.pk, kinds=wanted, name=title)
        audit.record(actor, "register.opened", _ref(made.pk), name=title, kinds=wanted, year=on_year)
    return made.pk


def change_series(*, actor: Actor, register_id: int, name: str, kinds: Sequence[str]) -> None:
    """Rename a series; its kinds change only while it has given no number. Refusals as of `open_series`."""
    title = _title(actor, name)
    with transaction.atomic():
        row = load_register(actor, register_id)
        wanted = list(dict.fromkeys(kinds))
        if row.body_id is None or row.direction != "outgoing":
            raise NotFound("documents.series_unknown")
        if wanted != row.kinds:
            if row.last:
                raise Conflict("documents.series_started", name=row.name)
            others = [one for one in _others(row.agency_id, row.body_id, row.year) if one.pk != row.pk]
            _check(wanted, others)
            _check_numbered(row.body_id, row.year, wanted)
        _save(row.pk, kinds=wanted, name=title)
        audit.record(actor, "register.changed", _ref(row.pk), name=title, kinds=wanted)


def reserve_number(*, actor: Actor, register_id: int, reason: str, once_key: str = "") -> int:
    """Keep today's next number for a document that is on its way; the reason stands in the register. The number.

    Raises Forbidden, NotFound, Conflict documents.book_closed, Invalid documents.reason_missing, documents.number_*.
    """
    said = need_reason(actor, reason, entrance="register")
    with transaction.atomic():
        row = load_register(actor, register_id, clerk=True)
        known = once.claim(actor, f"reserve {register_id}", once_key)
        if known is not None:
            return known
        number = numbers.reserve_number(actor=actor, register=row, on=clock.today(), reason=said)
        audit.record(actor, "register.reserved", _ref(row.pk), number=number, reason=said)
        once.keep(actor, f"reserve {register_id}", once_key, number)
    return number


def cancel_reserved(*, actor: Actor, register_id: int, number: int, reason: str) -> None:
    """A number kept for nothing stays in the register as cancelled, with the reason.

    Raises Forbidden, NotFound, Conflict documents.number_not_reserved, Invalid documents.reason_missing.
    """
    said = need_reason(actor, reason, entrance="register")
    with transaction.atomic():
        row = load_register(actor, register_id, clerk=True)
        kept = row.numbers.filter(number=number, state=RegisterNumber.State.RESERVED)
        if not kept.select_for_update().exists():
            raise Conflict("documents.number_not_reserved", number=number)
        numbers.cancel_number(actor=actor, register=row, number=number, reason=said)
        audit.record(actor, "register.number_cancelled", _ref(row.pk), number=number, reason=said)


def load_register(actor: Actor, register_id: int, *, clerk: bool = False) -> Register:
    """A register of the actor's agency. Raises Forbidden, NotFound documents.series_unknown."""
    require(policies_outgoing.may_bring(actor) if clerk else policies_outgoing.may_keep_series(actor))
    row = Register.objects.for_actor(actor).filter(pk=register_id).first()
    if row is None:
        raise NotFound("documents.series_unknown")
    return row


def _title(actor: Actor, name: str) -> str:
    title = " ".join(name.split())[:120]
    if not title:
        raise Invalid("documents.series_name_missing", field="name")
    guard.check_fields(actor=actor, values={"name": title}, entrance="register")
    return title


def _others(agency_id: int, body_id: int, year: int) -> list[Register]:
    return year_series(agency_id, body_id, year)


def _check(wanted: Sequence[str], others: Sequence[Register]) -> None:
    fault = rules_outgoing.kinds_refusal(
        wanted,
        [rules_outgoing.Series(row.pk, tuple(row.kinds)) for row in others],
        [kind.code for kind in KINDS],
    )
    if fault:
        raise Invalid(fault, field="kinds")


def _check_numbered(body_id: int, year: int, wanted: Sequence[str]) -> None:
    used = OutgoingDocument.objects.unscoped(reason="of an issuing body checked before").filter(
        body_id=body_id, kind__in=wanted, register__year=year, number__isnull=False
    )
    first = used.select_related("register").first()
    if first is not None and first.register is not None:
        raise Conflict("documents.series_started", name=first.register.name)


def _save(register_id: int, *, kinds: list[str], name: str) -> None:
    Register.objects.unscoped(reason="checked before").filter(pk=register_id).update(kinds=kinds, name=name)


def _ref(register_id: int) -> SubjectRef:
    return SubjectRef("register", register_id)
