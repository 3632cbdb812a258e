"""Whether the certificate of a signature leads to an authority we trust, at the moment of signing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms

from congso.signing.pades.keys import finish


class Trust(StrEnum):
    """`expired`: outside the certificate's validity at the moment of signing."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_CHECKED = "not_checked"


def trust_of(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    at: datetime | None,
    roots: Sequence[bytes],
) -> Trust:
    """Judge at the moment the signer claims; revocation is not asked for (no network). `roots` are DER.

    Old documents lean on SHA-1 authorities; the weak digest is reported beside the trust, not as a lack of it.
    """
    if at is not None and not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return Trust.EXPIRED
    if not roots:
        return Trust.NOT_CHECKED
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        other_certs=list(others),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
        algorithm_usage_policy=AcceptAllAlgorithms(),
    )
    validator = CertificateValidator(certificate, validation_context=context)
    try:
        finish(validator.async_validate_usage(set()))
    except (PathError, ValidationError):
        return Trust.UNTRUSTED
    return Trust.TRUSTED
