"""Correct what is written of an arrival, before or after it has its number."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import numbers, search_index
from congso.documents.columns_incoming import IN_BOOK, changed_names, columns
from congso.documents.rules_incoming import Fields, problems, tidy
from congso.documents.support_incoming import WrongFields, change, guard_fields, load_for, ref
from congso.kernel import clock
from congso.kernel.actor import Actor


def edit_incoming(
    *, actor: Actor, incoming_id: int, fields: Fields, expected_version: int | None = None
) -> list[str]:
    """Save the fields; a waiting arrival may stay incomplete. Returns the names of the columns that changed.

    Raises Forbidden, NotFound, Conflict documents.changed_meanwhile or book_frozen, Invalid (WrongFields) once it is registered, and the
    guard's refusal. The journal names the columns, not their content.
    """
    given = tidy(fields)
    load_for(actor, "edit", incoming_id)
    guard_fields(actor, given)
    with transaction.atomic():
        incoming = load_for(actor, "edit", incoming_id)
        registered = incoming.state != "waiting"
        if registered and (wrong := problems(given, clock.today())):
            raise WrongFields(wrong)
        new = columns(given, incoming.agency_id)
        names = changed_names(incoming, new)
        if incoming.register_id is not None and IN_BOOK.intersection(names):
            numbers.refuse_closed(incoming.register_id)
        if names:
            change(incoming, expected_version=expected_version, **new)
            audit.record(actor, "incoming.edited", ref(incoming), fields=names)
        if names and registered:
            search_index.later(ref(incoming))
    return names
