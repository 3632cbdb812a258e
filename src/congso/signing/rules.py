"""Which of somebody's certificates signs at a moment, and why none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Of a certificate at a moment; `signing.certificate_<value>` words all but the first."""

    OK = "ok"
    MISSING = "missing"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Facts:
    """What decides; moments are aware, both ends of the validity included."""

    id: int
    not_before: datetime
    not_after: datetime
    revoked_at: datetime | None = None
    in_use_since: datetime | None = None


def state_at(certificate: Facts, at: datetime) -> State:
    if certificate.revoked_at is not None and certificate.revoked_at <= at:
        return State.REVOKED
    if at < certificate.not_before:
        return State.NOT_YET_VALID
    if at > certificate.not_after:
        return State.EXPIRED
    return State.OK


def choose(certificates: Sequence[Facts], at: datetime) -> tuple[State, Facts | None]:
    """Of the usable certificates the one its owner chose last, else the one that lasts longest; without a usable one, the
    newest and what is wrong with it."""
    if not certificates:
        return State.MISSING, None
    usable = [one for one in certificates if state_at(one, at) is State.OK]
    picked = [one for one in usable if one.in_use_since is not None]
    if picked:
        return State.OK, max(picked, key=lambda one: (one.in_use_since, one.id))
    chosen = max(usable or certificates, key=lambda one: (one.not_after, one.id))
    return state_at(chosen, at), chosen
