"""What a signature or its file brings along: time stamps, answers and lists about revocation, certificates."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, core, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from congso.signing.checking.integrity import Verifier
from congso.signing.checking.report import Trust
from congso.signing.checking.trust import Court, Evidence, standing_of


@dataclass(frozen=True)
class Luggage:
    """Kept in the file for later judges (PAdES B-LT). Nothing of it is believed unseen."""

    certificates: tuple[x509.Certificate, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)


def luggage_of(reader: PdfFileReader) -> Luggage:
    """Of the whole file; empty when there is none or it cannot be read."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
        certificates = tuple(store.load_certs())
        ocsps = tuple(bytes(one.get_object().data) for one in store.ocsps)
        crls = tuple(bytes(one.get_object().data) for one in store.crls)
    except NoDSSFoundError:
        return Luggage()
    except Exception:  # written by anybody; a signature without it is judged as one that brought nothing
        return Luggage()
    return Luggage(certificates, Evidence(ocsps, crls))


def own_evidence(signature: EmbeddedPdfSignature) -> Evidence:
    """What Adobe's attribute of a signature brings."""
    found = find_cms_attribute_iter(signature.signer_info["signed_attrs"], "adobe_revocation_info_archival")
    kept = next(iter(found), None)
    if kept is None:
        return Evidence()
    ocsps = [one.dump() for one in kept["ocsp"]] if not isinstance(kept["ocsp"], core.Void) else []
    crls = [one.dump() for one in kept["crl"]] if not isinstance(kept["crl"], core.Void) else []
    return Evidence(tuple(ocsps), tuple(crls))


def token_of(signature: EmbeddedPdfSignature) -> cms.SignedData | None:
    """The time stamp over the signature, if it carries one."""
    tokens = find_cms_attribute_iter(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    token = next(iter(tokens), None)
    return None if token is None else token["content"]


def stamped_at(token: cms.SignedData, stamped: bytes, court: Court, luggage: Luggage) -> datetime | None:
    """When an authority trusted here saw `stamped`; None for a token that is broken, of others, or a stranger's."""
    try:
        content = token["encap_content_info"]["content"]
        info = content.parsed
        imprint = info["message_imprint"]
        digest = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, stamped).digest()
        if digest != imprint["hashed_message"].native:
            return None
        signer, certificates = token["signer_infos"][0], generic_cms.extract_certs_for_validation(token)
        algorithm = signer["digest_algorithm"]["algorithm"].native
        intact, valid = generic_cms.validate_sig_integrity(
            signer,
            certificates.signer_cert,
            "tst_info",
            hashlib.new(algorithm, bytes(content)).digest(),
            Verifier(),
        )
        at: datetime = info["gen_time"].native
    except Exception:  # made by anybody
        return None
    if not (intact and valid):
        return None
    others = [*certificates.other_certs, *luggage.certificates]
    standing = standing_of(certificates.signer_cert, others, at, court, luggage.evidence, stamps=True)
    return at if standing.trust is Trust.TRUSTED else None
