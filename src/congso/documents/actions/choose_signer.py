"""Who signs the draft, and what stands above the signature (Decree 30 art. 13)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents.support_draft import change, form_checker, load_for, ref
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.people import api as people


def choose_signer(
    *,
    actor: Actor,
    draft_id: int,
    appointment_id: int,
    key: str,
    field_of_work: str = "",
    form_checker_id: int | None = None,
    expected_revision: int | None = None,
) -> int:
    """Store the signer with the lines of the chosen block (`key` of people.SignatureOption); returns the new revision.

    `form_checker_id`: who checks the form before, None for the office.
    Raises NotFound, Forbidden people.signature_no_power (not a lawful block today), Conflict (changed meanwhile, wrong
    state), Invalid documents.signer_elsewhere (somebody of another agency), documents.reviewer_gone (the checker).
    """
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        if people.appointment(appointment_id).agency_id != draft.agency_id:
            raise Invalid("documents.signer_elsewhere", field="signer")
        field = " ".join(field_of_work.split())[:60]
        option = people.signature_option(appointment_id, draft.body_id, key, clock.today(), field)
        change(
            draft,
            expected_revision=expected_revision,
            signer_id=appointment_id,
            signature_lines=list(option.lines),
            signature_key=option.key,
            delegation_id=option.delegation_id,
            field_of_work=field,
            form_checker_id=form_checker(draft, form_checker_id),
            prepared_file_id=None,
            updated_by_name=actor.name,
        )
        audit.record(
            actor, "draft.signer_chosen", ref(draft), signer=appointment_id, lines=list(option.lines)
        )
    return draft.revision
