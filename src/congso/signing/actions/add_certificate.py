"""Take a certificate with its key into the house."""

import hashlib

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.db import IntegrityError, transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict
from congso.kernel.refs import SubjectRef
from congso.signing import demo_ca, keyring, owners, policies
from congso.signing.adapters.software import SoftwareSigner, load_pkcs12
from congso.signing.models import Certificate
from congso.signing.places import SOFTWARE


def add_certificate(*, actor: Actor, owner: SubjectRef, store: bytes, password: str) -> int:
    """Keep a PKCS#12 store, locked anew with the installation's own secret; the password is not kept.

    Returns the certificate's id. Raises Forbidden signing.may_not_manage, Refusal signing.key_unreadable,
    Conflict signing.certificate_known.
    """
    policies.must_manage(actor, owner, owners.agencies_of(owner))
    return _keep(actor, certificate_row(owner, load_pkcs12(store, password.encode())))


def add_elsewhere(
    *,
    actor: Actor,
    owner: SubjectRef,
    kind: str,
    material: bytes,
    certificate: bytes,
    chain: tuple[bytes, ...],
) -> int:
    """Keep a certificate whose key stays on a token or with a remote service, and use it from now on. A person may add their
    own.

    `material` is of `places`. Returns the certificate's id. Raises Forbidden signing.may_not_manage, Conflict
    signing.certificate_known.
    """
    policies.must_manage(actor, owner, owners.agencies_of(owner), own_allowed=True)
    row = _row(owner, certificate, chain)
    row.adapter, row.material, row.in_use_since = kind, material, row.added_at
    return _keep(actor, row)


def _keep(actor: Actor, row: Certificate) -> int:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            audit.record(
                actor,
                "signing.certificate_added",
                row.owner,
                certificate=row.pk,
                kind=row.adapter,
                serial=row.serial,
                issuer=row.issuer,
            )
    except IntegrityError as error:
        raise Conflict("signing.certificate_known") from error
    return row.pk


def certificate_row(owner: SubjectRef, signer: SoftwareSigner, *, demo: bool = False) -> Certificate:
    """An unsaved row. The store's password is 256 bits of chance, so its derivation needs no rounds."""
    row = _row(owner, signer.certificate, signer.chain)
    row.adapter, row.demo = SOFTWARE, demo
    row.material = demo_ca.to_pkcs12(signer, keyring.store_password(), rounds=1)
    return row


def _row(owner: SubjectRef, certificate: bytes, chain: tuple[bytes, ...]) -> Certificate:
    parsed = x509.load_der_x509_certificate(certificate)
    return Certificate(
        owner_kind=owner.kind,
        owner_id=owner.id,
        subject=_common_name(parsed.subject),
        issuer=_common_name(parsed.issuer),
        serial=f"{parsed.serial_number:X}",
        not_before=parsed.not_valid_before_utc,
        not_after=parsed.not_valid_after_utc,
        fingerprint=hashlib.sha256(certificate).digest(),
        der=certificate,
        chain=list(chain),
        added_at=clock.now(),
    )


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value)[:200] if found else name.rfc4514_string()[:200]
