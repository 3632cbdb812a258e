"""Mend one fault of form in a draft that is written here, as the check of form proposes."""

from dataclasses import replace

from congso.documents import rules_draft_mends as mends
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.edit_draft import edit_draft
from congso.documents.models import Draft
from congso.documents.queries.draft_page import fields_of
from congso.documents.support_draft import load_for
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.people import api as people


def mend_draft(*, actor: Actor, draft_id: int, code: str, expected_revision: int) -> int:
    """Mend every place of the fault `code` (a rule of `pure.layout.check`); returns the new revision.

    Goes through the act that a person would use by hand, so rights, states, guard and journal are those of `edit_draft` and
    `choose_signer`. Raises also Invalid documents.mend_unknown, Conflict documents.mend_elsewhere (the text is a file),
    documents.mend_nothing (the draft has changed, or the fault lies where only a person can mend it).
    """
    draft, _ = load_for(actor, "edit", draft_id)
    if code not in mends.MENDS:
        raise Invalid("documents.mend_unknown")
    if draft.source_file_id is not None:
        raise Conflict("documents.mend_elsewhere")
    if code in mends.SIGNATURE:
        return _sign_again(actor, draft, expected_revision)
    content = mends.mended_content(draft.content, code) if code in mends.CONTENT else None
    changes = (
        mends.mended_fields(code, symbol=draft.symbol, archive=draft.archive_line)
        if code in mends.FIELDS
        else None
    )
    if content is None and changes is None:
        raise Conflict("documents.mend_nothing")
    return edit_draft(
        actor=actor,
        draft_id=draft_id,
        expected_revision=expected_revision,
        fields=replace(fields_of(draft), **changes) if changes else None,  # type: ignore[arg-type]
        content=content,
    )


def _sign_again(actor: Actor, draft: Draft, expected_revision: int) -> int:
    """The lines over the signature, made anew from the posts and powers of today."""
    if draft.signer_id is None:
        raise Conflict("documents.mend_nothing")
    option = people.signature_option(
        draft.signer_id, draft.body_id, draft.signature_key, clock.today(), draft.field_of_work
    )
    if list(option.lines) == draft.signature_lines:
        raise Conflict("documents.mend_nothing")
    return choose_signer(
        actor=actor,
        draft_id=draft.pk,
        appointment_id=draft.signer_id,
        key=draft.signature_key,
        field_of_work=draft.field_of_work,
        form_checker_id=draft.form_checker_id,
        expected_revision=expected_revision,
    )
