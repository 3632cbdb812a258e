"""The signature of a whole package: made when the agency has a key, checked when one comes.

A station on the way adds its hop to the message and so breaks the signature; dummies are common. A signature that does not hold
is therefore told and never a reason to give a document back: the files carry signatures of their own.
"""

from dataclasses import dataclass
from typing import Final

from congso.kernel.errors import Refusal
from congso.people import api as people
from congso.pure import edxml
from congso.signing import api as signing

# The column holds 12 letters. When a certificate was revoked matters for files, not for the package of a moment ago.
_SHORT: Final = {"not_yet_valid": "not_yet", "revoked_later": "revoked"}


@dataclass(frozen=True, slots=True)
class Found:
    """`state`: absent, dummy, broken, unsupported; of one that holds: trusted, untrusted, expired, not_yet, revoked, wrong_usage,
    not_checked. `signer`: the name in the certificate."""

    state: str
    signer: str = ""


def key_of_agency(agency_id: int) -> tuple[edxml.Key | None, str]:
    """The key of the first issuing body of the agency that has one fit to sign today, and the name in its certificate."""
    for body in people.bodies_of(agency_id):
        try:
            key = signing.xml_key_for_body(body.id)
        except Refusal:
            continue
        return key, signing.certificate_facts(key.certificate)[0]
    return None, ""


def found_in(data: bytes) -> Found:
    """Raises edxml.Unreadable."""
    check = edxml.verify(data)
    if check.state is not edxml.State.VALID:
        return Found(str(check.state))
    name, trust = signing.certificate_facts(check.certificate)
    return Found(_SHORT.get(str(trust), str(trust)), name)
