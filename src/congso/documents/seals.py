"""The finished file of a numbered document, with its proof: nothing is trusted before it is proved."""

import dataclasses
import io
from dataclasses import dataclass
from typing import Final

import pikepdf

from congso.documents import check_codes, draft_pages
from congso.documents.models import OutgoingDocument
from congso.files import api as file_store
from congso.kernel import clock
from congso.kernel.errors import Refusal
from congso.people import api as people
from congso.pure import layout
from congso.pure.layout.copies import CopyForm
from congso.pure.numbering import format_number
from congso.signing import api as signing

_FORMS: Final[dict[str, CopyForm]] = {"sao_y": "SAO Y", "trich_sao": "TRÍCH SAO"}
_APART: Final = 40 * 72 / 25.4  # between the seals of a joint document, in points


@dataclass(frozen=True, slots=True)
class Sealed:
    """`pdf` when finished and proved, else the reason code."""

    pdf: bytes = b""
    refused: str = ""


def sealed_pdf(outgoing: OutgoingDocument) -> Sealed:
    """Number and date into the form, the agency's signature over them; on paper the number alone, to be printed.

    `refused`: a code of `signing.*` (key expired or missing), of `files.*`, or `documents.seal_fault_<fault>` when the
    finished file does not stand the proof (a number stamped into the page, a change after the signature).
    """
    if outgoing.signed_file_id is None or outgoing.number is None or outgoing.issued_date is None:
        return Sealed(refused="documents.seal_nothing_signed")
    try:
        pdf = _made(outgoing, file_store.read(outgoing.signed_file_id))
    except Refusal as refusal:
        return Sealed(refused=refusal.code)
    except layout.UnreadablePdf:
        return Sealed(refused="documents.copy_unreadable")
    fault = _fault(outgoing, pdf)
    return Sealed(refused=f"documents.seal_fault_{fault}") if fault else Sealed(pdf=pdf)


def _fault(outgoing: OutgoingDocument, pdf: bytes) -> str:
    """The first fault of the finished file, or ""."""
    digital = outgoing.origin == "digital"
    if outgoing.on_paper and not digital:
        return ""
    found = signing.faults_of_issued(pdf, person=digital)
    if outgoing.on_paper:
        # The wet seal comes after printing; the person's signature must stand all the same.
        found = tuple(one for one in found if one is not signing.Fault.SEAL_MISSING)
    return found[0].value if found else ""


def _made(outgoing: OutgoingDocument, source: bytes) -> bytes:
    if outgoing.origin in _FORMS:
        return _paper_copy(outgoing, source) if outgoing.on_paper else _electronic_copy(outgoing, source)
    if outgoing.origin == "ink":
        return _scan(outgoing, source)
    if outgoing.on_paper:
        return _numbered(outgoing, source)
    if outgoing.joint:
        return _joint(outgoing, source)
    hand = signing.hand_for_body(outgoing.body_id)
    return signing.fill_and_seal(
        source, hand, number=_number(outgoing), issued_on=outgoing.issued_date or clock.today()
    )


def _joint(outgoing: OutgoingDocument, pdf: bytes) -> bytes:
    """The lead body's number, then each further body's seal over its own signature, the lead's last."""
    pdf = _numbered(outgoing, pdf)
    for party in outgoing.parties.all():
        pdf = signing.seal(pdf, signing.hand_for_body(party.body_id), field=f"{signing.SEAL}{party.order}")
    return signing.seal(pdf, signing.hand_for_body(outgoing.body_id), field=signing.SEAL)


def _number(outgoing: OutgoingDocument) -> str:
    return format_number(outgoing.number or 0)


def _numbered(outgoing: OutgoingDocument, pdf: bytes) -> bytes:
    return signing.fill_number(pdf, number=_number(outgoing), issued_on=outgoing.issued_date or clock.today())


def _scan(outgoing: OutgoingDocument, scan: bytes) -> bytes:
    """A paper signed by hand: the agency's signature alone, of a joint document each body's, the lead's last.

    A seal that the paper shows already is not drawn over it a second time.
    """
    places = draft_pages.with_places(scan, outgoing.signer_name).anchors
    scan = check_codes.coded(scan, outgoing.check_token)
    seal = places["seal"]
    bodies = [int(one) for one in outgoing.joint_bodies]
    if not bodies and not outgoing.fill_blank:
        return signing.seal_only(scan, _hand(outgoing, outgoing.body_id), seal)
    boxes = signing.boxes_from_anchors(places) if outgoing.fill_blank else {}
    boxes = {
        name: box for name, box in boxes.items() if not name.startswith((signing.PERSONAL, signing.SEAL))
    }
    for order, _ in enumerate(bodies, 2):
        left = max(seal.x0 - (order - 1) * _APART, 0)
        moved = dataclasses.replace(seal, x0=left, x1=left + seal.width)
        boxes[f"{signing.SEAL}{order}"] = moved
    pdf = signing.prepare_form(scan, {**boxes, signing.SEAL: seal})
    if outgoing.fill_blank:
        pdf = _numbered(outgoing, pdf)
    for order, body_id in enumerate(bodies, 2):
        pdf = signing.seal(pdf, _hand(outgoing, body_id), field=f"{signing.SEAL}{order}")
    return signing.seal(pdf, _hand(outgoing, outgoing.body_id), field=signing.SEAL)


def _hand(outgoing: OutgoingDocument, body_id: int) -> signing.Hand:
    hand = signing.hand_for_body(body_id)
    return dataclasses.replace(hand, image=None) if outgoing.paper_sealed else hand


def _electronic_copy(outgoing: OutgoingDocument, source: bytes) -> bytes:
    """Form of copy, agency and time at the top right, with the agency's signature and no image (art. 25, Annex I)."""
    hand = signing.hand_for_body(outgoing.body_id)
    form = f"{_FORMS[outgoing.origin]} {_number(outgoing)}/{outgoing.symbol}"
    lines = signing.copy_lines(form, outgoing.body.name, hand.at)
    return signing.seal_with_text(_pages(source, outgoing.copy_pages), hand, lines)


def _pages(source: bytes, pages: list[int]) -> bytes:
    """An excerpt of whole pages (counted from 1); the document itself when none are named."""
    if not pages:
        return source
    with pikepdf.open(io.BytesIO(source)) as document, pikepdf.new() as excerpt:
        for number in pages:
            excerpt.pages.append(document.pages[number - 1])
        out = io.BytesIO()
        excerpt.save(out)
        return out.getvalue()


def _paper_copy(outgoing: OutgoingDocument, source: bytes) -> bytes:
    """The pages with the foot of a copy, to be printed, signed by hand and sealed wet."""
    body = people.body(outgoing.body_id)
    foot = layout.TrueCopy(
        form=_FORMS[outgoing.origin],
        issuing_body=tuple(body.name_line.splitlines()) or (body.name.upper(),),
        parent_body=tuple(body.parent_line.splitlines()),
        symbol=outgoing.symbol,
        place=outgoing.agency.place,
        signature_block=layout.SignatureBlock(tuple(outgoing.signature_lines), outgoing.signer_name),
        number=_number(outgoing),
        date=outgoing.issued_date,
        recipients=tuple(row.name for row in outgoing.recipients.all()),
    )
    pages = [number - 1 for number in outgoing.copy_pages] or None
    return layout.copy_document(source, foot, pages=pages, created=clock.now()).pdf
