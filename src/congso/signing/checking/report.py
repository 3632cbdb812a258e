"""The words of a report: one signature, what holds it and what speaks against it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """`changed_after`: the signed bytes are intact, but something that nobody signed was appended.

    `unreadable`: not to be judged, a damaged file or a kind of signature that nobody makes any more.
    """

    VALID = "valid"
    CHANGED_AFTER = "changed_after"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


class Cause(StrEnum):
    """Why a signature does not hold; `words.CAUSES` says it."""

    NONE = ""
    # Broken: the place named by the signature holds something else, the usual trace of compressing and merging programs.
    REWRITTEN = "rewritten"
    BYTES = "bytes"  # a signed byte is another one
    FORGED = "forged"  # not made by the key of the certificate
    RANGE = "range"  # leaves out more of the file than itself
    EMPTY = "empty"  # nothing, or nothing readable, where the signature should be
    # Changed afterwards
    PAGES = "pages"
    ANNOTATIONS = "annotations"
    FORM = "form"
    STRAY = "stray"  # bytes behind the signed revision that belong to no revision
    # Unreadable
    DAMAGED = "damaged"
    KIND = "kind"


class Modification(StrEnum):
    """What was appended after the signature, as pyHanko grades it."""

    NONE = "none"
    VALIDATION_DATA = "validation_data"
    FORM_FILLING = "form_filling"
    ANNOTATIONS = "annotations"
    OTHER = "other"


class Trust(StrEnum):
    """Of the signer's certificate at the moment of signing; `words.TRUSTS` says it.

    `revoked_later`: after the moment the signer claims, and no time stamp proves that the signature was there before.
    """

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    REVOKED_LATER = "revoked_later"
    WRONG_USAGE = "wrong_usage"
    NOT_CHECKED = "not_checked"


class Revocation(StrEnum):
    """What is known of it. `unknown`: nobody answered and the file brings nothing along; no fault of the signature."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_OFFERED = "not_offered"  # the certificate names no place to ask
    NOT_CHECKED = "not_checked"


# Nobody says anything against the signer.
UNOPPOSED: Final = frozenset({Trust.TRUSTED, Trust.NOT_CHECKED})
HARMLESS: Final = frozenset({Modification.NONE, Modification.VALIDATION_DATA, Modification.FORM_FILLING})


@dataclass(frozen=True)
class Standing:
    """Of a certificate at a moment. `chain`: names from the signer up to the anchor, empty when none is reached."""

    trust: Trust
    chain: tuple[str, ...] = ()
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class SignatureReport:
    """One signature. Names are as the certificate gives them; moments are aware, `signed_at` is the signer's word."""

    field: str
    verdict: Verdict
    cause: Cause = Cause.NONE
    trust: Trust = Trust.NOT_CHECKED
    modification: Modification = Modification.OTHER
    covers_whole_file: bool = False
    is_timestamp: bool = False
    # The next signer's field was added after a certification for filling only: usual in the field, page unharmed.
    field_added_late: bool = False
    filled_after: tuple[str, ...] = ()  # names of form fields
    subject: str = ""
    organization: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None
    has_timestamp: bool = False
    # Of an authority that is trusted here, over this signature or over the file with it; else None.
    proven_at: datetime | None = None
    digest: str = ""
    weak_digest: bool = False
    algorithm: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    revision: int = 0
    chain: tuple[str, ...] = ()
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime | None = None
    may_fill: bool = False  # the signer certified the file for filling in forms

    @property
    def expired_at_signing(self) -> bool:
        return self.trust is Trust.EXPIRED

    @property
    def at(self) -> datetime | None:
        """The proven moment, or else the claimed one."""
        return self.proven_at or self.signed_at

    @property
    def holds(self) -> bool:
        return self.verdict is Verdict.VALID
