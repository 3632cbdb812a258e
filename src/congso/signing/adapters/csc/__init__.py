"""Keys with a remote signing service (Cloud Signature Consortium API v1 and v2): a hash goes out, a signature comes back.

The user confirms at the service (an app on the phone). Two ways of waiting occur: `credentials/authorize` answers when
the user did, or at once with a `handle` that `credentials/authorizeCheck` is asked about (v2). All hashes of a batch are
authorised together, so one confirmation serves them all, also with credentials bound to their hashes (SCAL 2).
"""

import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import x509

from congso.kernel import clock
from congso.signing.adapters import errors
from congso.signing.adapters.csc.line import Line, Silent, over_http
from congso.signing.adapters.proving import SHA256_LENGTH, der_of_plain, fits
from congso.signing.pades.errors import SignatureRefused

SHA256: Final = "2.16.840.1.101.3.4.2.1"
ALGORITHMS: Final = {"rsa": "1.2.840.113549.1.1.11", "ec": "1.2.840.10045.4.3.2"}
SECONDS: Final = 120
REFUSALS: Final = frozenset({"access_denied", "user_canceled", "user_cancelled", "authorization_declined"})
PENDING: Final = frozenset({"authorization_pending", "slow_down"})


@dataclass(frozen=True, slots=True)
class Service:
    """As the installation's file of services says. `url` ends with the version, as in `https://…/csc/v1`."""

    name: str
    title: str
    url: str
    client: str = ""
    secret: str = field(default="", repr=False)
    seconds: int = SECONDS

    @property
    def version(self) -> int:
        return 1 if self.url.rstrip("/").endswith("v1") else 2


@dataclass(frozen=True, slots=True)
class Credential:
    """A key at the service: its certificate and the issuers', DER; how many signatures one confirmation may cover."""

    id: str
    certificate: bytes
    chain: tuple[bytes, ...]
    most: int
    usable: bool


@dataclass
class Remote:
    """One service, spoken to as our installation. `pause` waits so many seconds; `told` hears until when the user may confirm."""

    service: Service
    line: Line = over_http
    pause: Callable[[float], None] = time.sleep
    _bearer: str = field(default="", repr=False)

    def credentials_of(self, user: str) -> list[Credential]:
        """What the service keeps for a user. Raises SignatureRefused signing.remote_silent, _refused."""
        found = self._ask("credentials/list", {"userID": user, "maxResults": 20})
        return [self.credential(str(one)) for one in found.get("credentialIDs", [])]

    def credential(self, credential_id: str) -> Credential:
        found = self._ask("credentials/info", {"credentialID": credential_id, "certificates": "chain"})
        try:
            certificates = [base64.b64decode(one, validate=True) for one in found["cert"]["certificates"]]
            most = max(1, int(found.get("multisign", 1)))
            usable = found["key"]["status"] == "enabled" and found["cert"].get("status", "valid") == "valid"
            return Credential(credential_id, certificates[0], tuple(certificates[1:]), most, usable)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise SignatureRefused(
                errors.REMOTE_SILENT, f"credentials/info: {type(error).__name__}"
            ) from None

    def sign(
        self,
        credential_id: str,
        certificate: bytes,
        digests: Sequence[bytes],
        told: Callable[[datetime], None],
    ) -> Mapping[bytes, bytes]:
        """A signature for each SHA-256 digest, held against `certificate` (DER).

        One confirmation, more when the credential covers fewer. Raises SignatureRefused signing.remote_certificate,
        _refused, _timeout, _silent, signing.signature_wrong.
        """
        known = self.credential(credential_id)
        if known.certificate != certificate or not known.usable:
            raise SignatureRefused(errors.REMOTE_CERTIFICATE)
        wanted = list(dict.fromkeys(digests))
        signed: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), known.most):
            part = wanted[start : start + known.most]
            leave = self._authorised(credential_id, part, told)
            signed |= self._signed(credential_id, certificate, part, leave)
        return signed

    def _authorised(self, credential_id: str, digests: list[bytes], told: Callable[[datetime], None]) -> str:
        """The leave (SAD) once the user confirmed."""
        until = clock.now() + timedelta(seconds=self.service.seconds)
        told(until)
        asked = {"credentialID": credential_id, "numSignatures": len(digests)} | self._hashes(digests)
        found = self._ask("credentials/authorize", asked, waits=self.service.seconds)
        while not found.get("SAD"):
            if not (handle := found.get("handle")):
                raise SignatureRefused(errors.REMOTE_REFUSED, "neither leave nor handle")
            if clock.now() >= until:
                raise SignatureRefused(errors.REMOTE_TIMEOUT)
            self.pause(1)
            told(until)
            found = {"handle": handle} | self._ask("credentials/authorizeCheck", {"handle": handle})
        return str(found["SAD"])

    def _signed(
        self, credential_id: str, certificate: bytes, digests: list[bytes], leave: str
    ) -> Mapping[bytes, bytes]:
        algorithm = x509.Certificate.load(certificate).public_key.algorithm
        asked = {"credentialID": credential_id, "SAD": leave, "signAlgo": ALGORITHMS.get(algorithm, "")}
        if self.service.version == 1:
            asked["hashAlgo"] = SHA256
        found = self._ask("signatures/signHash", asked | self._hashes(digests))
        try:
            answers = [base64.b64decode(one, validate=True) for one in found["signatures"]]
        except (KeyError, TypeError, binascii.Error) as error:
            raise SignatureRefused(errors.REMOTE_SILENT, f"signHash: {type(error).__name__}") from None
        if len(answers) != len(digests):
            raise SignatureRefused(errors.SIGNATURE_WRONG, "another number of signatures")
        return {
            digest: _proved(certificate, digest, one) for digest, one in zip(digests, answers, strict=True)
        }

    def _hashes(self, digests: list[bytes]) -> dict[str, Any]:
        encoded = [base64.b64encode(one).decode() for one in digests]
        if self.service.version == 1:
            return {"hash": encoded}
        return {"hashes": encoded, "hashAlgorithmOID": SHA256}

    def _ask(self, path: str, body: Mapping[str, Any], *, waits: int = 0) -> dict[str, Any]:
        if not self._bearer and self.service.client:
            self._bearer = self._entered()
        headers = {"Authorization": f"Bearer {self._bearer}"} if self._bearer else {}
        return self._called(path, json.dumps(body).encode(), headers | _JSON, waits)

    def _entered(self) -> str:
        body = {
            "grant_type": "client_credentials",
            "client_id": self.service.client,
            "client_secret": self.service.secret,
        }
        return str(self._called("oauth2/token", json.dumps(body).encode(), _JSON, 0).get("access_token", ""))

    def _called(self, path: str, body: bytes, headers: Mapping[str, str], waits: int) -> dict[str, Any]:
        try:
            status, answer = self.line(f"{self.service.url.rstrip('/')}/{path}", headers, body, waits)
        except Silent as silent:
            code = errors.REMOTE_TIMEOUT if silent.late and waits else errors.REMOTE_SILENT
            raise SignatureRefused(code, path) from None
        try:
            found = json.loads(answer) if answer else {}
        except ValueError:
            found = None
        if not isinstance(found, dict) or status >= 500:
            raise SignatureRefused(errors.REMOTE_SILENT, f"{path}: {status}")
        return found if status < 400 else _refused(path, str(found.get("error", "")))


_JSON: Final = {"Content-Type": "application/json"}


def _refused(path: str, error: str) -> dict[str, Any]:
    if error in PENDING:
        return {}
    if error in REFUSALS or path in ("credentials/authorize", "signatures/signHash"):
        raise SignatureRefused(errors.REMOTE_REFUSED, f"{path}: {error[:40]}")
    late = error in ("expired_token", "authorization_expired", "timeout")
    code = errors.REMOTE_TIMEOUT if late else errors.REMOTE_REFUSED
    raise SignatureRefused(code, f"{path}: {error[:40]}")


def _proved(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    """As it is, or in DER when the service gives r and s side by side."""
    if fits(certificate, digest, signature):
        return signature
    if len(signature) == 2 * SHA256_LENGTH and fits(certificate, digest, der_of_plain(signature)):
        return der_of_plain(signature)
    raise SignatureRefused(errors.SIGNATURE_WRONG, "the key of the service is not the certificate's")
