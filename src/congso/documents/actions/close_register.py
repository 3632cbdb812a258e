"""Khóa sổ: the clerk asks, a leader confirms or declines; from then on the book gives no number, and it is printed."""

from django.db import transaction
from django.urls import reverse

from congso.audit import api as audit
from congso.documents.jobs_records import print_book
from congso.documents.models import Register
from congso.documents.policies_incoming import require
from congso.documents.policies_records import may_ask_closing, may_close
from congso.documents.queries import registers as q
from congso.documents.rules_registers import Loose, closing_refusal, spans
from congso.documents.support_words import look, need_reason, tidy_words
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Invalid
from congso.kernel.refs import SubjectRef
from congso.notices import api as notices
from congso.people import api as people


def ask_closing(*, actor: Actor, register_id: int, reason: str = "") -> None:
    """The clerk found the book whole and asks a leader to close it. `reason`: needed while its year still runs.

    Raises Forbidden, NotFound, Conflict documents.register_closed, Invalid documents.register_has_reserved,
    documents.register_has_holes, documents.register_year_running.
    """
    require(may_ask_closing(actor))
    said = tidy_words(reason)
    look(actor, "register", reason=said)
    with transaction.atomic():
        book = q.register(actor, register_id)
        _check(actor, book, said)
        rows = Register.objects.for_actor(actor).filter(pk=book.id, closed_at=None, last=book.last)
        if not rows.update(close_asked_at=clock.now(), close_asked_by_name=actor.name, close_reason=said):
            raise Conflict("documents.register_changed")
        audit.record(actor, "register.closing_asked", _ref(book), reason=said)
        leaders = [one.person_id for one in people.leaders_of(actor.agency_id or 0)]
        url = reverse("documents:register", args=[book.id])
        notices.notify(leaders, "documents.register_to_confirm", {"title": book.name}, _ref(book), url)


def decline_closing(*, actor: Actor, register_id: int, reason: str) -> None:
    """A leader sends the request back to the clerks with a reason; the book goes on giving numbers.

    Raises Forbidden, NotFound, Conflict documents.register_not_asked, documents.register_closed, Invalid
    documents.reason_missing; the guard's refusal.
    """
    require(may_close(actor))
    said = need_reason(actor, reason, entrance="register")
    with transaction.atomic():
        book = q.register(actor, register_id)
        if book.closed_at is not None:
            raise Conflict("documents.register_closed")
        rows = Register.objects.for_actor(actor).filter(
            pk=book.id, closed_at=None, close_asked_at__isnull=False
        )
        if not rows.update(close_asked_at=None, close_asked_by_name="", close_reason=""):
            raise Conflict("documents.register_not_asked")
        audit.record(actor, "register.closing_declined", _ref(book), reason=said)
        clerks = [one.person_id for one in people.people_of(actor.agency_id or 0, roles=(Role.CLERK,))]
        url = reverse("documents:register", args=[book.id])
        told = {"title": book.name, "reason": said}
        notices.notify(clerks, "documents.register_declined", told, _ref(book), url)


def close_register(*, actor: Actor, register_id: int) -> None:
    """A leader confirms. The printing follows as a job. Raises like `ask_closing`, and Conflict documents.register_not_asked."""
    require(may_close(actor))
    with transaction.atomic():
        book = q.register(actor, register_id)
        _check(actor, book, book.reason)
        if book.asked_at is None:
            raise Conflict("documents.register_not_asked")
        rows = Register.objects.for_actor(actor).filter(pk=book.id, closed_at=None, last=book.last)
        if not rows.update(closed_at=clock.now(), closed_by_name=actor.name):
            raise Conflict("documents.register_changed")
        audit.record(actor, "register.closed", _ref(book), last=book.last)
        print_book.defer(register_id=book.id)


def _ref(book: q.RegisterRow) -> SubjectRef:
    return SubjectRef("register", book.id)


def _check(actor: Actor, book: q.RegisterRow, reason: str) -> None:
    holes = q.holes(actor, book)
    code = closing_refusal(
        closed=book.closed_at is not None,
        year=book.year,
        today=clock.today(),
        loose=Loose(book.reserved, q.unsealed(actor, book), holes),
        reason=reason,
    )
    if not code:
        return
    if code == "documents.register_closed":
        raise Conflict(code)
    shown = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans(holes)[:5])
    raise Invalid(code, field="reason", count=book.reserved, number=shown, year=book.year)
