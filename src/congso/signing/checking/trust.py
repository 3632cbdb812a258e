"""Whether the certificate of a signature leads to an authority we trust, at the moment of signing, and was not revoked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms

from congso.signing.checking.report import Revocation, Standing, Trust
from congso.signing.pades.keys import finish

SIGNING: Final = frozenset({"digital_signature", "non_repudiation"})
TIME_STAMPING: Final = "time_stamping"
# Purposes that make no signature on a document when a certificate names nothing else.
_OTHER_PURPOSES: Final = frozenset({"server_auth", "code_signing", "ocsp_signing", TIME_STAMPING})


@dataclass(frozen=True)
class Evidence:
    """Of revocation: OCSP responses and lists, DER, brought by the file or asked for. Nothing of it is believed unseen:
    each must be signed by the authority it speaks for."""

    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(self.ocsps + other.ocsps, self.crls + other.crls)

    def __bool__(self) -> bool:
        return bool(self.ocsps or self.crls)


# Asks for what is known of the certificates of a path; each comes with its issuer.
Ask = Callable[[Sequence[tuple[x509.Certificate, x509.Certificate]]], Evidence]


@dataclass(frozen=True)
class Court:
    """What a certificate is judged by. `roots` are DER. `now` (aware) lets a revocation after the signature be seen;
    `ask` goes to the network, and only for certificates that lead to one of the roots: whoever makes a certificate
    writes the addresses in it.
    """

    roots: tuple[bytes, ...] = ()
    now: datetime | None = None
    ask: Ask | None = None


def trust_of(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    at: datetime | None,
    roots: Sequence[bytes],
) -> Trust:
    """The trust alone, without asking for revocation."""
    return standing_of(certificate, others, at, Court(tuple(roots))).trust


def standing_of(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    at: datetime | None,
    court: Court,
    evidence: Evidence | None = None,
    *,
    stamps: bool = False,
) -> Standing:
    """Judge at `at`. `stamps`: of an authority that makes time stamps.

    Old documents lean on SHA-1 authorities; the weak digest is reported beside the trust, not as a lack of it.
    """
    if at is not None and at < certificate.not_valid_before:
        return Standing(Trust.NOT_YET_VALID)
    if at is not None and at > certificate.not_valid_after:
        return Standing(Trust.EXPIRED)
    if not _fits(certificate, stamps):
        return Standing(Trust.WRONG_USAGE)
    if not court.roots:
        return Standing(Trust.NOT_CHECKED)
    try:
        path = _path(certificate, others, at, court)
    except (PathError, ValidationError):
        return Standing(Trust.UNTRUSTED)
    chain = tuple(name_of(one) for one in reversed(list(path.iter_certs(include_root=True))))
    known = evidence or Evidence()
    if court.ask is not None:
        known += court.ask(_pairs(path))
    return _weighed(certificate, others, at, court, known, chain)


def _weighed(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    at: datetime | None,
    court: Court,
    known: Evidence,
    chain: tuple[str, ...],
) -> Standing:
    """Of a certificate that leads to a root: what the evidence says of revocation."""
    if not (certificate.ocsp_urls or _lists(certificate)) and not known:
        return Standing(Trust.TRUSTED, chain, Revocation.NOT_OFFERED)
    if not known:
        return Standing(Trust.TRUSTED, chain, Revocation.UNKNOWN)
    outcome = Revocation.GOOD
    try:
        _path(certificate, others, at, court, known)
    except RevokedError as revoked:
        return Standing(Trust.REVOKED, chain, Revocation.REVOKED, revoked.revocation_dt)
    except (PathError, ValidationError):
        # Also what a responder says of a certificate that was revoked after `at`: neither good nor revoked at that time.
        outcome = Revocation.UNKNOWN
    later = _revoked_later(certificate, others, at, court, known)
    if later is not None:
        return Standing(Trust.REVOKED_LATER, chain, Revocation.REVOKED, later)
    return Standing(Trust.TRUSTED, chain, outcome)


def _revoked_later(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    at: datetime | None,
    court: Court,
    known: Evidence,
) -> datetime | None:
    if court.now is None or at is None:
        return None
    try:
        _path(certificate, others, min(court.now, certificate.not_valid_after), court, known)
    except RevokedError as revoked:
        return revoked.revocation_dt
    except (PathError, ValidationError):
        return None
    return None


def _path(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    at: datetime | None,
    court: Court,
    known: Evidence | None = None,
) -> ValidationPath:
    """The path to a root. With evidence, revocation counts: RevokedError, or ValidationError when it says nothing."""
    context = ValidationContext(
        trust_roots=[_parsed(root) for root in court.roots],
        other_certs=[_parsed(other.dump()) for other in others],
        moment=at,
        allow_fetching=False,
        crls=known.crls if known else None,
        ocsps=known.ocsps if known else None,
        revocation_mode="hard-fail" if known else "soft-fail",
        retroactive_revinfo=True,
        algorithm_usage_policy=AcceptAllAlgorithms(),
    )
    validator = CertificateValidator(_parsed(certificate.dump()), validation_context=context)
    path: ValidationPath = finish(validator.async_validate_usage(set()))
    return path


@lru_cache(maxsize=2048)
def _parsed(der: bytes) -> x509.Certificate:
    """One object for one certificate: it remembers its prepared names, which cost more than the mathematics."""
    return x509.Certificate.load(der)


def _fits(certificate: x509.Certificate, stamps: bool) -> bool:
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & SIGNING:
        return False
    extended = certificate.extended_key_usage_value
    purposes = set(extended.native) if extended is not None else set()
    if stamps:
        return TIME_STAMPING in purposes
    return not purposes or bool(purposes - _OTHER_PURPOSES)


def _pairs(path: ValidationPath) -> list[tuple[x509.Certificate, x509.Certificate]]:
    """(certificate, its issuer) from the signer upwards; the root answers for itself."""
    line = list(path.iter_certs(include_root=True))
    return [(line[at], line[at - 1]) for at in range(len(line) - 1, 0, -1)]


def _lists(certificate: x509.Certificate) -> list[str]:
    return [point.url for point in certificate.crl_distribution_points if point.url]


def name_of(certificate: x509.Certificate) -> str:
    """For people: the common name, or the organisation's."""
    parts = certificate.subject.native
    return text_of(parts.get("common_name")) or text_of(parts.get("organization_name"))


def text_of(value: object) -> str:
    """A part of a name; certificates may repeat a part."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value) if value is not None else ""
