"""Asking the authorities over the network whether a certificate was revoked: OCSP first, lists else.

Only certificates that lead to a root of ours are asked for (`trust.Court`), so no stranger names the addresses. Silence
is an answer too: nothing.
"""

import contextlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from asn1crypto import x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from congso.signing.checking.trust import Evidence

SECONDS: Final = 6
MAX_LIST: Final = 24 * 1024 * 1024
_OCSP: Final = "application/ocsp-request"

# An address and what is sent there (None: only fetched); None when nobody answers.
Fetch = Callable[[str, bytes | None], bytes | None]


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """A detour leads where no certificate of an authority pointed."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


def fetch(url: str, body: bytes | None) -> bytes | None:
    """Over http or https, within seconds and megabytes."""
    opener = urllib.request.build_opener(_NoDetours)
    try:
        if urlsplit(url).scheme not in {"http", "https"}:
            return None
        request = urllib.request.Request(url, data=body, headers={"Content-Type": _OCSP} if body else {})  # noqa: S310
        with opener.open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(MAX_LIST + 1)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError):
        return None
    return data if len(data) <= MAX_LIST else None


@dataclass
class Network:
    """Asks once for each certificate and list as long as it lives: one file, one round of files.

    `silent` counts addresses that did not answer.
    """

    fetch: Fetch = fetch
    silent: int = 0
    _answers: dict[tuple[str, bytes | None], bytes | None] = field(default_factory=dict)

    def __call__(self, path: Sequence[tuple[x509.Certificate, x509.Certificate]]) -> Evidence:
        found = Evidence()
        for certificate, issuer in path:
            found += self._asked(certificate, issuer)
        return found

    def _asked(self, certificate: x509.Certificate, issuer: x509.Certificate) -> Evidence:
        for url in certificate.ocsp_urls:
            answer = self._once(url, _question(certificate, issuer))
            if answer is not None and _answers(answer):
                return Evidence(ocsps=(answer,))
        for point in certificate.crl_distribution_points:
            answer = self._once(point.url, None) if point.url else None
            if answer is not None and _is_list(answer):
                return Evidence(crls=(_der(answer),))
        return Evidence()

    def _once(self, url: str, body: bytes | None) -> bytes | None:
        key = (url, body)
        if key not in self._answers:
            self._answers[key] = self.fetch(url, body)
            self.silent += self._answers[key] is None
        return self._answers[key]


def _question(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        crypto_x509.load_der_x509_certificate(certificate.dump()),
        crypto_x509.load_der_x509_certificate(issuer.dump()),
        hashes.SHA1(),  # noqa: S303  # names the issuer; what responders of the field understand
    )
    return builder.build().public_bytes(Encoding.DER)


def _answers(data: bytes) -> bool:
    with contextlib.suppress(ValueError):
        return ocsp.load_der_ocsp_response(data).response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
    return False


def _der(data: bytes) -> bytes:
    """Lists come as DER, some as PEM."""
    load = crypto_x509.load_pem_x509_crl if data.startswith(b"-----") else crypto_x509.load_der_x509_crl
    return load(data).public_bytes(Encoding.DER)


def _is_list(data: bytes) -> bool:
    with contextlib.suppress(ValueError):
        return bool(_der(data))
    return False
