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


def add_certificate(*, actor: Actor, owner: SubjectRef, store: bytes, password: str) -> int:
    """Keep a PKCS#12 store, locked anew with the installation's own secret; the password is not kept.

    Returns the certificate's id. Raises Forbidden signing.may_not_manage, Refusal signing.key_unreadable,
    Conflict signing.certificate_known.
    """
    policies.must_manage(actor, owner, owners.agencies_of(owner))
    row = certificate_row(owner, load_pkcs12(store, password.encode()))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            audit.record(
                actor,
                "signing.certificate_added",
                owner,
                certificate=row.pk,
                serial=row.serial,
                issuer=row.issuer,
            )
    except IntegrityError as error:
        raise Conflict("signing.certificate_known") from error
    return row.pk


def certificate_row(owner: SubjectRef, signer: SoftwareSigner, *, demo: bool = False) -> Certificate:
    """An unsaved row. The store's password is 256 bits of chance, so its derivation needs no rounds."""
    parsed = x509.load_der_x509_certificate(signer.certificate)
    return Certificate(
        owner_kind=owner.kind,
        owner_id=owner.id,
        subject=_common_name(parsed.subject),
        issuer=_common_name(parsed.issuer),
        serial=f"{parsed.serial_number:X}",
        not_before=parsed.not_valid_before_utc,
        not_after=parsed.not_valid_after_utc,
        fingerprint=hashlib.sha256(signer.certificate).digest(),
        der=signer.certificate,
        chain=list(signer.chain),
        adapter="software",
        material=demo_ca.to_pkcs12(signer, keyring.store_password(), rounds=1),
        demo=demo,
        added_at=clock.now(),
    )


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value)[:200] if found else name.rfc4514_string()[:200]
