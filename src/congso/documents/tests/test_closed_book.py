"""A closed book stands as it was printed: no line of it is cancelled or corrected any more; a lawful recall still works."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from congso.documents import testing_incoming as t
from congso.documents.actions.cancel_registration import cancel_registration
from congso.documents.actions.edit_incoming import edit_incoming
from congso.documents.actions.withdraw_incoming import withdraw_incoming
from congso.documents.models import IncomingDocument, Register, RegisterNumber
from congso.documents.support_incoming import fields_of
from congso.kernel import clock
from congso.kernel.errors import Conflict

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 1, 8, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def closed():
    """An office and an arrival whose register was closed and printed in January."""
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        office = t.make_office()
        incoming = t.make_incoming(office.clerk)
    with clock.frozen(LATER):
        Register.objects.unscoped(reason="test").filter(pk=incoming.register_id).update(closed_at=clock.now())
        yield office, incoming


def number_of(incoming: IncomingDocument) -> str:
    return (
        RegisterNumber.objects.unscoped(reason="test")
        .get(register_id=incoming.register_id, number=incoming.arrival_number)
        .state
    )


def test_a_registration_is_not_cancelled(closed) -> None:
    office, incoming = closed
    with pytest.raises(Conflict, match=r"documents\.book_frozen"):
        cancel_registration(actor=office.clerk, incoming_id=incoming.pk, reason="Vào nhầm")
    assert (t.row(incoming.pk).state, number_of(incoming)) == ("registered", "used")


def test_what_the_line_prints_is_not_corrected_the_rest_is(closed) -> None:
    office, incoming = closed
    fields = fields_of(t.row(incoming.pk))
    with pytest.raises(Conflict, match=r"documents\.book_frozen"):
        edit_incoming(actor=office.clerk, incoming_id=incoming.pk, fields=replace(fields, subject="Khác"))
    assert t.row(incoming.pk).subject == fields.subject
    changed = edit_incoming(
        actor=office.clerk, incoming_id=incoming.pk, fields=replace(fields, due_on=date(2027, 2, 1))
    )
    assert changed == ["due_at"]


def test_a_recall_is_answered_and_the_line_stands(closed) -> None:
    office, incoming = closed
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=incoming.pk).update(
        recall_asked_at=clock.now(), recall_reason="Ban hành nhầm"
    )
    withdraw_incoming(actor=office.clerk, incoming_id=incoming.pk, agree=True)
    assert (t.row(incoming.pk).state, number_of(incoming)) == ("withdrawn", "used")


def test_an_open_book_takes_all_of_it() -> None:
    office = t.make_office()
    incoming = t.make_incoming(office.clerk)
    fields = replace(fields_of(t.row(incoming.pk)), subject="Khác")
    edit_incoming(actor=office.clerk, incoming_id=incoming.pk, fields=fields)
    cancel_registration(actor=office.clerk, incoming_id=incoming.pk, reason="Vào nhầm")
    assert (t.row(incoming.pk).subject, number_of(incoming)) == ("Khác", "cancelled")
