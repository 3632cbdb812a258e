"""The public face of signing."""

from collections.abc import Sequence
from datetime import datetime

from congso.kernel.refs import SubjectRef
from congso.pure.layout.engine import Box
from congso.signing import owners, queries
from congso.signing.actions.add_certificate import add_certificate, add_elsewhere
from congso.signing.actions.revoke_certificate import revoke_certificate
from congso.signing.actions.set_picture import set_picture
from congso.signing.actions.use_certificate import use_certificate
from congso.signing.batch import Outcome, sign_each
from congso.signing.checking import validate as validation
from congso.signing.checking.report import Modification, SignatureReport, Trust, Verdict
from congso.signing.checks import CheckRow, check_file, checks_for, checks_of, forget
from congso.signing.checks import look as look_at
from congso.signing.demo_keys import DemoOwner, load_demo_keys
from congso.signing.pades import proof
from congso.signing.pades.codes import code_of, with_code
from congso.signing.pades.errors import SignatureRefused
from congso.signing.pades.forms import prepare_form
from congso.signing.pades.geometry import PERSONAL, SEAL, boxes_from_anchors, seal_over
from congso.signing.pades.keys import Signer
from congso.signing.pades.proof import Fault
from congso.signing.pades.signing import (
    Hand,
    fill_and_seal,
    fill_number,
    seal,
    seal_only,
    seal_with_text,
    sign_personal,
)
from congso.signing.pades.textstamp import appendix_lines, copy_lines
from congso.signing.places import REMOTE, SOFTWARE, TOKEN
from congso.signing.queries import CertificateState, certificate_state, certificates_of, picture_of
from congso.signing.rounds import RoundRow, round_of, spawn
from congso.signing.rounds import begin as begin_round
from congso.signing.rounds import run as run_round
from congso.signing.rules import State
from congso.signing.rules_checks import state_of, worst
from congso.signing.trust import trust_roots
from congso.signing.xml_keys import certificate_facts, xml_key_for_body


def hand_for(person_id: int, *, at: datetime | None = None) -> Hand:
    """A person's key and handwritten signature at a moment (default: now).

    Raises Refusal signing.certificate_missing, _expired, _not_yet_valid, _revoked; signing.key_unreadable.
    """
    return queries.hand_of(owners.person(person_id), at=at)


def hand_for_body(body_id: int, *, at: datetime | None = None) -> Hand:
    """An issuing body's key and seal; refusals as of `hand_for`."""
    return queries.hand_of(owners.body(body_id), at=at)


def signer_for(person_id: int, *, at: datetime | None = None) -> Signer:
    """The key alone; refusals as of `hand_for`."""
    return queries.signer_of(owners.person(person_id), at=at)


def signer_for_body(body_id: int, *, at: datetime | None = None) -> Signer:
    return queries.signer_of(owners.body(body_id), at=at)


def kind_of(person_id: int, *, at: datetime | None = None) -> str:
    """SOFTWARE, TOKEN or REMOTE: where the key is that this person signs with; "" without one."""
    return queries.certificate_state(owners.person(person_id), at=at).kind


def person_owner(person_id: int) -> SubjectRef:
    """How a person is named to `certificate_state` and its like."""
    return owners.person(person_id)


def body_owner(body_id: int) -> SubjectRef:
    return owners.body(body_id)


def validate(pdf: bytes, roots: Sequence[bytes] | None = None) -> list[SignatureReport]:
    """A report for every signature, oldest first, against the installation's trusted roots. Never raises."""
    return validation.validate(pdf, trust_roots() if roots is None else roots)


def faults_of_issued(
    pdf: bytes, roots: Sequence[bytes] | None = None, *, person: bool = True
) -> tuple[Fault, ...]:
    """What is wrong with a file about to be issued; empty when nothing is. See `pades.proof`."""
    return proof.faults_of_issued(pdf, trust_roots() if roots is None else roots, person=person)


__all__ = [
    "PERSONAL",
    "REMOTE",
    "SEAL",
    "SOFTWARE",
    "TOKEN",
    "Box",
    "CertificateState",
    "CheckRow",
    "DemoOwner",
    "Fault",
    "Hand",
    "Modification",
    "Outcome",
    "RoundRow",
    "SignatureRefused",
    "SignatureReport",
    "Signer",
    "State",
    "Trust",
    "Verdict",
    "add_certificate",
    "add_elsewhere",
    "appendix_lines",
    "begin_round",
    "body_owner",
    "boxes_from_anchors",
    "certificate_facts",
    "certificate_state",
    "certificates_of",
    "check_file",
    "checks_for",
    "checks_of",
    "code_of",
    "copy_lines",
    "faults_of_issued",
    "fill_and_seal",
    "fill_number",
    "forget",
    "hand_for",
    "hand_for_body",
    "kind_of",
    "load_demo_keys",
    "look_at",
    "person_owner",
    "picture_of",
    "prepare_form",
    "revoke_certificate",
    "round_of",
    "run_round",
    "seal",
    "seal_only",
    "seal_over",
    "seal_with_text",
    "set_picture",
    "sign_each",
    "sign_personal",
    "signer_for",
    "signer_for_body",
    "spawn",
    "state_of",
    "trust_roots",
    "use_certificate",
    "validate",
    "with_code",
    "worst",
    "xml_key_for_body",
]
