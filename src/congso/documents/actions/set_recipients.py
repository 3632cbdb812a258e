"""Nơi nhận: who gets the document, how, and what the page prints of them (Decree 30 annex I, II.9)."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from congso.audit import api as audit
from congso.documents import rules_draft, search_index
from congso.documents.axis_directory import directory
from congso.documents.models import Draft, Recipient
from congso.documents.rules_draft import RecipientLine
from congso.documents.support_draft import change, load_for, ref
from congso.guard import api as guard
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.people import api as people


def set_recipients(
    *, actor: Actor, draft_id: int, lines: Sequence[RecipientLine], expected_revision: int | None = None
) -> int:
    """Replace the list, in this order; each receiver once. Returns the new revision.

    Raises NotFound, Forbidden, Conflict, Invalid documents.channel_wrong, documents.address_wrong,
    documents.recipient_gone (an agency unknown or closed), documents.recipient_not_on_axis, documents.recipient_self, documents.recipients_many, and the
    guard's refusal.
    """
    load_for(actor, "edit", draft_id)
    wanted = rules_draft.tidy_lines(lines)
    texts = {"recipients": "\n".join(f"{line.name} {line.group}" for line in wanted)}
    guard.check_fields(actor=actor, values=texts, entrance="draft")
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        _check(draft, wanted)
        wanted = _named_on_axis(draft, wanted)
        change(draft, expected_revision=expected_revision, prepared_file_id=None, updated_by_name=actor.name)
        draft.recipients.all().delete()
        Recipient.objects.bulk_create(_row(draft, line, order) for order, line in enumerate(wanted))
        audit.record(actor, "draft.recipients_set", ref(draft), count=len(wanted))
        search_index.reindex.defer(kind="draft", subject_id=draft.pk, once=f"search-draft-{draft.pk}")
    return draft.revision


def _check(draft: Draft, wanted: Sequence[RecipientLine]) -> None:
    if len(wanted) > rules_draft.MAX_RECIPIENTS:
        raise Invalid("documents.recipients_many", field="recipients", most=rules_draft.MAX_RECIPIENTS)
    ids = {line.agency_id for line in wanted if line.agency_id is not None}
    known = {row.id for row in people.agencies(ids) if row.active} if ids else set()
    for line in wanted:
        if code := rules_draft.wrong_line(line):
            raise Invalid(code, field="recipients")
        if line.agency_id == draft.agency_id:
            raise Invalid("documents.recipient_self", field="recipients")
        if line.agency_id is not None and line.agency_id not in known:
            raise Invalid("documents.recipient_gone", field="recipients", name=line.name)
        if line.channel == "email" and not _is_email(line.address):
            raise Invalid("documents.address_wrong", field="recipients", address=line.address or line.name)


def _named_on_axis(draft: Draft, wanted: Sequence[RecipientLine]) -> list[RecipientLine]:
    """Lines over the axis bear the name that the axis knows under their code: nobody is sent to under another's name."""
    codes = [line.address for line in wanted if line.channel == "axis"]
    known = directory().named(draft.agency_id, codes) if codes else {}
    found = []
    for line in wanted:
        if line.channel != "axis":
            found.append(line)
            continue
        if line.address not in known:
            raise Invalid("documents.recipient_not_on_axis", field="recipients", name=line.name)
        found.append(replace(line, name=known[line.address].name))
    return found


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _row(draft: Draft, line: RecipientLine, order: int) -> Recipient:
    return Recipient(
        draft=draft,
        channel=line.channel,
        agency_id=line.agency_id,
        name=line.name,
        address=line.address,
        purpose=line.purpose,
        group=line.group,
        copies=line.copies,
        order=order,
    )
