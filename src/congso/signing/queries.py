"""Reads: state of certificates, and the hand that signs."""

from dataclasses import dataclass
from datetime import datetime

from congso.kernel import clock
from congso.kernel.errors import Refusal
from congso.kernel.refs import SubjectRef
from congso.signing import keyring, levels, owners, rules
from congso.signing.models import Certificate, Picture
from congso.signing.pades.keys import Signer
from congso.signing.pades.signing import Hand
from congso.signing.rules import State

NO_SCOPE = "asked for one owner, whose screens decided who may look"


@dataclass(frozen=True, slots=True)
class CertificateState:
    """Of somebody's best certificate at a moment; everything but `state` is empty when there is none."""

    state: State
    certificate_id: int | None = None
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    demo: bool = False
    kind: str = ""

    @property
    def ok(self) -> bool:
        return self.state is State.OK

    @property
    def reason(self) -> str:
        """Code of the sentence; empty when fit to sign."""
        return "" if self.ok else f"signing.certificate_{self.state}"


def certificate_state(owner: SubjectRef, *, at: datetime | None = None) -> CertificateState:
    """At `at`, by default now. One query."""
    state, row = _best(owner, at or clock.now())
    if row is None:
        return CertificateState(state)
    return CertificateState(
        state, row.pk, row.subject, row.issuer, row.serial, row.not_before, row.not_after, row.demo,
        row.adapter,
    )  # fmt: skip


def hand_of(owner: SubjectRef, *, at: datetime | None = None) -> Hand:
    """Key, moment and picture, ready for the engine. Two queries; the key stays open afterwards.

    Raises Refusal signing.certificate_missing, _expired, _not_yet_valid, _revoked; signing.key_unreadable.
    """
    moment = at or clock.now()
    return Hand(
        signer=keyring.signer_of(usable(owner, moment)),
        at=moment,
        image=picture_of(owner),
        lasting=levels.lasting(),
    )


def usable(owner: SubjectRef, at: datetime) -> Certificate:
    """The certificate that signs at `at`. Raises Refusal signing.certificate_*."""
    state, row = _best(owner, at)
    if row is None or state is not State.OK:
        raise Refusal(f"signing.certificate_{state}", name=owners.name_of(owner))
    return row


def signer_of(owner: SubjectRef, *, at: datetime | None = None) -> Signer:
    """The open key alone; refusals as of `hand_of`."""
    return hand_of(owner, at=at).signer


def picture_of(owner: SubjectRef) -> bytes | None:
    """Transparent PNG, or None."""
    row = Picture.objects.unscoped(reason=NO_SCOPE).filter(owner_kind=owner.kind, owner_id=owner.id).first()
    return bytes(row.png) if row else None


def certificates_of(owner: SubjectRef) -> list[CertificateState]:
    """All of them, newest first, each as it stands now."""
    now = clock.now()
    return [
        CertificateState(
            rules.state_at(_facts(row), now), row.pk, row.subject, row.issuer, row.serial,
            row.not_before, row.not_after, row.demo, row.adapter,
        )
        for row in _rows(owner)
    ]  # fmt: skip


def _rows(owner: SubjectRef) -> list[Certificate]:
    rows = Certificate.objects.unscoped(reason=NO_SCOPE).filter(owner_kind=owner.kind, owner_id=owner.id)
    return list(rows.order_by("-not_after", "-id"))


def _best(owner: SubjectRef, at: datetime) -> tuple[State, Certificate | None]:
    rows = {row.pk: row for row in _rows(owner)}
    state, facts = rules.choose([_facts(row) for row in rows.values()], at)
    return state, rows[facts.id] if facts else None


def _facts(row: Certificate) -> rules.Facts:
    return rules.Facts(row.pk, row.not_before, row.not_after, row.revoked_at, row.in_use_since)
