"""The bodies that issue a draft together with its own (văn bản liên tịch), each with who signs for it."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents.models import Draft, JointParty
from congso.documents.support_draft import change, load_for, ref
from congso.documents.support_joint import LEAD, MOST_PARTIES
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.people import api as people


def add_party(
    *,
    actor: Actor,
    draft_id: int,
    body_id: int,
    appointment_id: int,
    key: str,
    expected_revision: int | None = None,
) -> int:
    """A further body, after those there are; `key` of people.SignatureOption says how its signer signs. Its order, from 2.

    The body may be another agency's of this installation: only its signer sees the draft, and only when it comes to signing.
    Raises NotFound, Forbidden people.signature_no_power (not a lawful block today), Conflict (changed meanwhile, wrong
    state), Invalid documents.joint_body_twice, documents.joint_signer_elsewhere, documents.joint_many.
    """
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        body, signer = people.body(body_id), people.appointment(appointment_id)
        known = list(draft.parties.all())
        _check(draft, known, body.id, signer.agency_id == body.agency_id)
        option = people.signature_option(appointment_id, body.id, key, clock.today(), draft.field_of_work)
        change(
            draft,
            expected_revision=expected_revision,
            joint=True,
            prepared_file_id=None,
            updated_by_name=actor.name,
        )
        order = max((party.order for party in known), default=LEAD) + 1
        draft.parties.create(
            order=order, body_id=body.id, agency_id=body.agency_id, signer_id=appointment_id,
            signature_lines=list(option.lines), signature_key=option.key, delegation_id=option.delegation_id,
        )  # fmt: skip
        audit.record(actor, "draft.joint_added", ref(draft), body=body.id, signer=appointment_id)
    return order


def drop_party(*, actor: Actor, draft_id: int, order: int, expected_revision: int | None = None) -> None:
    """Take a body out; those behind it move up. Raises NotFound, Conflict (changed meanwhile, wrong state, not there)."""
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        known = list(draft.parties.all())
        gone = next((party for party in known if party.order == order), None)
        if gone is None:
            raise Conflict("documents.joint_gone")
        change(
            draft,
            expected_revision=expected_revision,
            joint=len(known) > 1,
            prepared_file_id=None,
            updated_by_name=actor.name,
        )
        gone.delete()
        for party in known:
            if party.order > order:
                draft.parties.filter(pk=party.pk).update(order=party.order - 1)
        audit.record(actor, "draft.joint_dropped", ref(draft), body=gone.body_id)


def _check(draft: Draft, known: list[JointParty], body_id: int, own_signer: bool) -> None:
    if body_id == draft.body_id or any(party.body_id == body_id for party in known):
        raise Invalid("documents.joint_body_twice", field="body")
    if not own_signer:
        raise Invalid("documents.joint_signer_elsewhere", field="nguoi")
    if len(known) >= MOST_PARTIES:
        raise Invalid("documents.joint_many", field="body", most=MOST_PARTIES)
