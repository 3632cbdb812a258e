"""A local certificate authority with OCSP, lists and time stamps (certomancer), answered without a network."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asn1crypto import algos, cms, ocsp, tsp
from certomancer.registry import CertLabel, CertomancerConfig, PKIArchitecture, ServiceLabel
from certomancer.registry.common import ArchLabel, KeyLabel
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from congso.signing import samples
from congso.signing.adapters.software import SoftwareSigner
from congso.signing.checking.asking import Network
from congso.signing.checking.trust import Court
from congso.signing.pades.envelope import envelope
from congso.signing.pades.signing import Hand, sign_personal
from congso.signing.tests import made

NOW = samples.MOMENT + timedelta(days=30)
NAMES = {
    "root": "Root", "between": "Issuing", "responder": "OCSP", "tsa": "TSA", "good": "Người ký",
    "revoked": "Đã thu hồi", "later": "Thu hồi sau", "expired": "Hết hạn", "future": "Chưa hiệu lực",
    "website": "Trang web", "authority": "Chỉ cấp chứng thư", "lists": "Chỉ có danh sách",
}  # fmt: skip
YEARS = {"valid-from": "2026-01-01T00:00:00+0000", "valid-to": "2028-01-01T00:00:00+0000"}


def _usage(*params: str) -> dict[str, Any]:
    return {
        "id": "key_usage",
        "critical": True,
        "smart-value": {"schema": "key-usage", "params": list(params)},
    }


def _purpose(value: str) -> dict[str, Any]:
    return {"id": "extended_key_usage", "critical": True, "value": [value]}


_CA = [
    {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
    _usage("key_cert_sign", "crl_sign"),
]
_SIGNS = _usage("digital_signature", "non_repudiation")
_ASK = {
    "id": "authority_information_access",
    "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["between"]}},
}
_LIST = {
    "id": "crl_distribution_points",
    "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["between"]}},
}
_ROOT_LIST = _LIST | {"smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}}}


def _certificate(issuer: str, extensions: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"issuer": issuer, "validity": YEARS, "extensions": extensions} | more


def _config() -> dict[str, Any]:
    revoked = {"revoked-since": "2026-10-01T00:00:00+0000", "reason": "key_compromise"}
    later = {"revoked-since": "2026-11-25T00:00:00+0000", "reason": "key_compromise"}
    signer = [_SIGNS, _ASK, _LIST]
    certificates = {
        "root": _certificate("root", _CA, **{"subject-key": "root", "authority-key": "root"}),
        "between": _certificate("root", [*_CA, _ROOT_LIST]),
        "responder": _certificate(
            "between", [_usage("digital_signature"), _purpose("ocsp_signing"), {"id": "ocsp_no_check"}]
        ),
        "tsa": _certificate("root", [_usage("digital_signature"), _purpose("time_stamping"), _ROOT_LIST]),
        "good": _certificate("between", signer),
        "revoked": _certificate("between", signer, revocation=revoked),
        "later": _certificate("between", signer, revocation=later),
        "expired": _certificate("between", signer)
        | {"validity": {"valid-from": "2026-01-01T00:00:00+0000", "valid-to": "2026-06-01T00:00:00+0000"}},
        "future": _certificate("between", signer)
        | {"validity": {"valid-from": "2027-01-01T00:00:00+0000", "valid-to": "2028-01-01T00:00:00+0000"}},
        "website": _certificate("between", [_usage("digital_signature"), _purpose("server_auth"), _ASK]),
        "authority": _certificate("between", _CA),
        "lists": _certificate("between", [_SIGNS, _LIST], revocation=revoked),
    }
    architecture = {
        "keyset": "keys",
        "entity-defaults": {"country-name": "VN"},
        "entities": {label: {"common-name": name} for label, name in NAMES.items()},
        "certs": certificates,
        "services": {
            "ocsp": {
                "between": {
                    "for-issuer": "between",
                    "responder-cert": "responder",
                    "signing-key": "responder",
                }
            },
            "crl-repo": {
                label: {"for-issuer": label, "signing-key": label, "simulated-update-schedule": "P30D"}
                for label in ("root", "between")
            },
            "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
        },
    }
    keys = {"keys": {label: {"path": f"{label}.der"} for label in NAMES}}
    return {"keysets": {"keys": keys}, "pki-architectures": {"test": architecture}}


@cache
def authority() -> PKIArchitecture:
    """Fresh keys, once per process."""
    with TemporaryDirectory() as folder:
        for label in NAMES:
            key = ec.generate_private_key(ec.SECP256R1())
            der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            (Path(folder) / f"{label}.der").write_bytes(der)
        return CertomancerConfig(_config(), key_search_dir=folder).get_pki_arch(ArchLabel("test"))


def der(label: str) -> bytes:
    return authority().get_cert(CertLabel(label)).dump()


@cache
def signer(label: str) -> SoftwareSigner:
    private = authority().key_set.get_private_key(KeyLabel(label)).dump()
    key = load_der_private_key(private, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return SoftwareSigner(certificate=der(label), chain=(der("between"),), key=key)


def answers(at: datetime = NOW) -> Callable[[str, bytes | None], bytes | None]:
    """The responder and the lists, as the network would fetch them at a moment."""
    services = authority().service_registry

    def fetch(url: str, body: bytes | None) -> bytes | None:
        for responder in services.list_ocsp_responders():
            if responder.url == url and body is not None:
                asked = ocsp.OCSPRequest.load(body)
                return services.summon_responder(responder.label, at).build_ocsp_response(asked).dump()
        for repo in services.list_crl_repos():
            if repo.latest_external_url == url:
                return services.get_crl(repo.label, at).dump()
        return None

    return fetch


def silence(url: str, body: bytes | None) -> None:
    """Nobody answers."""


def court(fetch: Callable[[str, bytes | None], bytes | None] | None = None, now: datetime = NOW) -> Court:
    return Court((der("root"),), now, Network(fetch or answers()))


def stamp(data: bytes, at: datetime) -> cms.ContentInfo:
    """A time stamp over `data`."""
    imprint = tsp.MessageImprint(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "hashed_message": hashlib.sha256(data).digest(),
        }
    )
    request = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True})
    service = authority().service_registry.summon_timestamper(ServiceLabel("tsa"), at)
    return service.request_tsa_response(request)["time_stamp_token"]


def signed_by(label: str, monkeypatch: Any, *, stamped_at: datetime | None = None) -> bytes:
    """Signed at `samples.MOMENT` by whoever it is: what a careless or hostile program would make."""
    monkeypatch.setattr("congso.signing.pades.signing.require_valid", lambda certificate, at: None)
    if stamped_at is not None:
        monkeypatch.setattr("congso.signing.pades.signing.envelope", _stamping(stamped_at))
    return sign_personal(made.prepared(), Hand(signer(label), samples.MOMENT))


def _stamping(at: datetime) -> Callable[..., bytes]:
    def made_of(*parts: Any) -> bytes:
        message = cms.ContentInfo.load(envelope(*parts))
        (signer_info,) = message["content"]["signer_infos"]
        token = stamp(signer_info["signature"].native, at)
        attribute = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})
        signer_info["unsigned_attrs"] = cms.CMSAttributes([attribute])
        return message.dump()

    return made_of
