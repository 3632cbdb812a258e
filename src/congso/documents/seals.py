"""The sealed file of a numbered document, with its proof."""

from dataclasses import dataclass

from congso.documents.models import OutgoingDocument
from congso.files import api as file_store
from congso.kernel.errors import Refusal
from congso.pure.numbering import format_number
from congso.signing import api as signing


@dataclass(frozen=True, slots=True)
class Sealed:
    """`pdf` when sealed and proved, else the reason code."""

    pdf: bytes = b""
    refused: str = ""


def sealed_pdf(outgoing: OutgoingDocument) -> Sealed:
    """Number and date into the form, the agency's signature over them; nothing is trusted before it is proved.

    `refused`: a code of `signing.*` (key expired or missing), or `documents.seal_fault_<fault>` when the finished file
    does not stand the proof (a number stamped into the page, a change after the signature).
    """
    if outgoing.signed_file_id is None or outgoing.number is None or outgoing.issued_date is None:
        return Sealed(refused="documents.seal_nothing_signed")
    try:
        hand = signing.hand_for_body(outgoing.body_id)
        pdf = signing.fill_and_seal(
            file_store.read(outgoing.signed_file_id),
            hand,
            number=format_number(outgoing.number),
            issued_on=outgoing.issued_date,
        )
    except Refusal as refusal:
        return Sealed(refused=refusal.code)
    faults = signing.faults_of_issued(pdf)
    if faults:
        return Sealed(refused=f"documents.seal_fault_{faults[0].value}")
    return Sealed(pdf=pdf)
