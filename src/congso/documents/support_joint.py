"""Joint documents (văn bản liên tịch): whose turn it is to sign, and in which way each body's signer does."""

from dataclasses import dataclass
from typing import Final

from congso.documents.models import Draft, JointParty, OutgoingDocument, SlipStep
from congso.people.api import SignatureOption
from congso.pure.layout import MOST_SIGNERS
from congso.signing import api as signing

LEAD: Final = 1
MOST_PARTIES: Final = MOST_SIGNERS - 1


@dataclass(frozen=True, slots=True)
class Turn:
    """What the holder of a signing step signs: the place on the page, and the block chosen for it."""

    order: int
    body_id: int
    lines: tuple[str, ...]
    key: str
    delegation_id: int | None

    @property
    def field(self) -> str:
        return f"{signing.PERSONAL}{'' if self.order == LEAD else self.order}"


def turn_of(draft: Draft, step: SlipStep) -> Turn:
    """One query for a further body's turn, none for the lead's."""
    if step.order == LEAD:
        lines = tuple(str(line) for line in draft.signature_lines)
        return Turn(LEAD, draft.body_id, lines, draft.signature_key, draft.delegation_id)
    party = draft.parties.get(order=step.order)
    lines = tuple(str(line) for line in party.signature_lines)
    return Turn(party.order, party.body_id, lines, party.signature_key, party.delegation_id)


def next_party(draft: Draft, order: int) -> JointParty | None:
    """Who signs after that order; None when everybody has."""
    if not draft.joint:
        return None
    return draft.parties.filter(order__gt=order).select_related("signer__person").order_by("order").first()


def option_of(draft: Draft, party: JointParty) -> SignatureOption:
    """The way of signing chosen for the party, to be asked about again."""
    signer = party.signer
    return SignatureOption(
        key=party.signature_key,
        form=party.signature_key.partition(":")[0],
        lines=tuple(party.signature_lines),
        signer_name=signer.person.full_name,
        body_id=party.body_id,
        appointment_id=signer.pk,
        person_id=signer.person_id,
        post_id=signer.post_id,
        delegation_id=party.delegation_id,
        field_of_work=draft.field_of_work,
    )


def start_over(draft: Draft) -> None:
    """The draft goes back to its drafter: what was signed is signed anew, what was sealed never was."""
    draft.parties.update(outgoing=None, signed_at=None, seal_allowed_at=None, seal_allowed_by_name="")


def seals_awaited(outgoing: OutgoingDocument) -> list[str]:
    """Names of the further bodies whose clerk has not given leave to seal; a print is sealed wet and waits for nobody."""
    if outgoing.on_paper or not outgoing.joint:
        return []
    rows = outgoing.parties.filter(seal_allowed_at=None).order_by("order")
    return list(rows.values_list("body__name", flat=True))


def agencies_awaited(outgoing_id: int) -> list[int]:
    """Agencies whose clerks are asked to seal."""
    parties = JointParty.objects.unscoped(reason="whom a notice goes to: the system asks, nobody reads")
    rows = parties.filter(outgoing_id=outgoing_id, seal_allowed_at=None, outgoing__on_paper=False)
    return sorted(set(rows.values_list("agency_id", flat=True)))
