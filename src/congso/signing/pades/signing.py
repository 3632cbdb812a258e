"""The signatures of an official document: person first, agency last (Decree 30 art. 32 and Annex I, II.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from congso.signing.pades import forms, textstamp
from congso.signing.pades.envelope import envelope
from congso.signing.pades.errors import (
    FIELD_MISSING,
    FIELD_SIGNED,
    LOCKED,
    NOT_SIGNED,
    NUMBER_MISSING,
    SignatureRefused,
)
from congso.signing.pades.geometry import DAY, MONTH, NUMBER, PERSONAL, SEAL, YEAR, Box, place
from congso.signing.pades.images import UprightStyle, page_style, picture_style
from congso.signing.pades.keys import Signer, pyhanko_signer, require_valid
from congso.signing.pades.lasting import Lasting
from congso.signing.pades.objects import entry
from congso.signing.pades.writing import (
    Revision,
    close_revision,
    has_signature,
    open_first_revision,
    open_revision,
)

DIGEST = "sha256"


@dataclass(frozen=True)
class Hand:
    """Who signs and when: the key, the moment (aware), the picture shown (transparent PNG; none: nothing shown), and how long
    it is to last (none: PAdES B-B)."""

    signer: Signer
    at: datetime
    image: bytes | None = None
    lasting: Lasting | None = None


def sign_personal(pdf: bytes, hand: Hand, *, field: str = PERSONAL) -> bytes:
    """PAdES B-B signature of a person into a field made by `prepare_form`.

    The first signature of a file certifies it for filling in forms and further signatures, nothing else; a second
    signer (`field`) adds an ordinary one. SignatureRefused: FIELD_MISSING, FIELD_SIGNED, LOCKED, CERTIFICATE_*.
    """
    revision = open_revision(pdf)
    first = not has_signature(revision.prev)
    return _sign(revision, field, hand, certify=MDPPerm.FILL_FORMS if first else None)


def fill_and_seal(pdf: bytes, hand: Hand, *, number: str, issued_on: date, field: str = SEAL) -> bytes:
    """Number and date into their fields and the agency's signature over them, in one revision.

    Afterwards nothing may change. The page itself has not been touched since the first signature.
    SignatureRefused: NUMBER_MISSING, NOT_SIGNED, FIELD_MISSING, FIELD_SIGNED, CHARACTER_MISSING, TEXT_TOO_WIDE, CERTIFICATE_*.
    """
    if not number.strip():
        raise SignatureRefused(NUMBER_MISSING)
    revision = open_revision(pdf)
    if not has_signature(revision.prev):
        raise SignatureRefused(NOT_SIGNED)
    forms.fill(revision, issue_values(number, issued_on))
    return _sign(revision, field, hand)


def seal(pdf: bytes, hand: Hand, *, field: str) -> bytes:
    """The seal of a further body on a joint document whose number is already filled in."""
    return _sign(open_revision(pdf), field, hand)


def fill_number(pdf: bytes, *, number: str, issued_on: date) -> bytes:
    """Number and date alone, for joint documents where several bodies seal afterwards."""
    revision = open_revision(pdf)
    forms.fill(revision, issue_values(number, issued_on))
    return close_revision(revision)


def seal_only(pdf: bytes, hand: Hand, box: Box, *, field: str = SEAL) -> bytes:
    """The agency's signature on a file without a form, as on the scan of an ink-signed paper."""
    revision = open_first_revision(pdf)
    _add_seal_field(revision, field, box)
    return _sign(revision, field, hand)


def seal_with_text(pdf: bytes, hand: Hand, lines: tuple[str, ...], *, field: str = SEAL) -> bytes:
    """The agency's signature shown as words alone, top right of page 1: copies and separate appendices (Annex I, II.8)."""
    revision = open_first_revision(pdf)
    stamp = textstamp.render(lines)
    _reference, page = forms.page_for(revision, Box(0, 0, 0, 1, 1))
    box = textstamp.top_right(page, stamp)
    placement = place(page, box)
    _add_seal_field(revision, field, box)
    return _sign(revision, field, hand, style=page_style(stamp.pdf, placement.rotation))


def issue_values(number: str, issued_on: date) -> Mapping[str, str]:
    """Days under 10 and the months 1 and 2 take a leading 0 (Annex I, II.4)."""
    month = f"{issued_on.month:02d}" if issued_on.month <= 2 else str(issued_on.month)
    return {NUMBER: number.strip(), DAY: f"{issued_on.day:02d}", MONTH: month, YEAR: str(issued_on.year)}


def _add_seal_field(revision: Revision, field: str, box: Box) -> None:
    _reference, page = forms.page_for(revision, box)
    forms.add_signature_field(revision, field, box, place(page, box))


def _sign(
    revision: Revision,
    field: str,
    hand: Hand,
    *,
    certify: MDPPerm | None = None,
    style: UprightStyle | None = None,
) -> bytes:
    keyless = pyhanko_signer(hand.signer)
    require_valid(keyless.signing_cert, hand.at)
    rotation = _require_free(revision, field)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=certify is not None,
        docmdp_permissions=certify or (MDPPerm.NO_CHANGES if field == SEAL else MDPPerm.FILL_FORMS),
    )
    pdf_signer = PdfSigner(metadata, keyless, stamp_style=style or picture_style(hand.image, rotation))
    try:
        session = pdf_signer.init_signing_session(revision, existing_fields_only=True)
    except SigningError as error:
        raise SignatureRefused(LOCKED, str(error)) from error
    session.system_time = hand.at
    room = hand.lasting.room if hand.lasting else 0
    certificates = len(hand.signer.certificate) + sum(map(len, hand.signer.chain))
    document = session.prepare_tbs_document(
        validation_info=None, bytes_reserved=2 * (certificates + 2048 + room)
    )
    output = BytesIO()
    prepared, _ = document.digest_tbs_document(output=output)
    cms = envelope(
        prepared.document_digest,
        hand.signer.certificate,
        hand.signer.chain,
        lambda attributes: hand.signer.sign(attributes, DIGEST),
    )
    prepared.fill_with_cms(output, hand.lasting.stamped(cms) if hand.lasting else cms)
    # The seal of the issuing body comes last: what judges need of all signatures is kept then.
    return hand.lasting.kept(output.getvalue()) if hand.lasting and field == SEAL else output.getvalue()


def _require_free(revision: Revision, field: str) -> int:
    """Rotation of the page under an empty signature field; refuses one that is missing or already signed."""
    for _name, value, reference in enumerate_sig_fields(revision, with_name=field):
        if value is not None:
            raise SignatureRefused(FIELD_SIGNED, field)
        page = entry(reference.get_object(), "/P")
        return place(page, Box(0, 0, 0, 1, 1)).rotation
    raise SignatureRefused(FIELD_MISSING, field)
