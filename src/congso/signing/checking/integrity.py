"""Is it what was signed, by that key, and what was appended afterwards: one signature at a time."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from asn1crypto import algos, core, keys
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, FieldComparisonSpec, FormUpdate
from pyhanko.sign.diff_analysis.rules.form_field_rules import GenericFieldModificationRule
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    DefaultSignatureValidator,
    SignatureValidationContext,
)

from congso.signing.checking.report import HARMLESS, Cause, Modification
from congso.signing.checking.strays import has_strays


class Verifier(DefaultSignatureValidator):
    """Takes plain RSA as plain RSA: a signing tool in the field adds PSS parameters to it, which mean nothing there."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        if signature_algorithm["algorithm"].native == "rsassa_pkcs1v15":
            signature_algorithm = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"})
        super().validate_signature(signature, signed_data, public_key_info, signature_algorithm, context)


class _FieldRule(GenericFieldModificationRule):
    """Without the false alarm of pyHanko 0.38: it calls the appearance of a locked field changed when the field was
    filled in an earlier revision than the signature that locks it, and anything lawful follows."""

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterator[tuple[ModificationLevel, FormUpdate]]:
        written = context.new.explicit_refs_in_revision()
        for level, update in super().check_form_field(fq_name, spec, context):
            if update.updated_ref in written:
                yield level, update


POLICY: Final = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(), SigFieldModificationRule(), _FieldRule()]
    ),
)
_LEVELS: Final = {
    ModificationLevel.NONE: Modification.NONE,
    ModificationLevel.LTA_UPDATES: Modification.VALIDATION_DATA,
    ModificationLevel.FORM_FILLING: Modification.FORM_FILLING,
    ModificationLevel.ANNOTATIONS: Modification.ANNOTATIONS,
}
_PADDING: Final = b"\x00\t\n\x0c\r "


@dataclass(frozen=True)
class Aftermath:
    """What was appended. `cause` is empty for lawful additions; `filled` names form fields; `lenient`: it takes
    leniency about signature fields that were added late."""

    modification: Modification
    cause: Cause = Cause.NONE
    filled: tuple[str, ...] = ()
    lenient: bool = False


def breach(pdf: bytes, signature: EmbeddedPdfSignature, coverage: SignatureCoverageLevel) -> Cause:
    """Why the signed bytes are not the ones that were signed by the key of the certificate; NONE when they are."""
    misplaced = _misplaced(pdf, signature)
    if misplaced is not Cause.NONE:
        return misplaced
    if coverage == SignatureCoverageLevel.UNCLEAR:
        # A range that leaves out more than the signature itself can hide any content.
        return Cause.RANGE
    content = signature.signed_data["encap_content_info"]
    kind = content["content_type"].native
    digest = signature.compute_digest()
    if not isinstance(content["content"], core.Void):
        raw = bytes(content["content"])
        if not _speaks_of(signature, kind, raw):
            return Cause.BYTES
        digest = hashlib.new(signature.md_algorithm, raw).digest()
    intact, valid = generic_cms.validate_sig_integrity(
        signature.signer_info, signature.signer_cert, kind, digest, Verifier()
    )
    if not intact:
        return Cause.BYTES
    return Cause.NONE if valid else Cause.FORGED


def _misplaced(pdf: bytes, signature: EmbeddedPdfSignature) -> Cause:
    """The gap of the range must be the signature itself, between angle brackets."""
    numbers = [int(number) for number in signature.byte_range]
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0:
        return Cause.RANGE
    _, before, behind, after = numbers
    if behind + after > len(pdf):
        return Cause.REWRITTEN
    gap, written = pdf[before:behind], bytes(signature.pkcs7_content).hex().encode()
    if not gap.startswith(b"<"):
        return Cause.REWRITTEN
    inside, _, rest = gap[1:].partition(b">")
    if inside.strip(_PADDING).lower() != written:
        return Cause.REWRITTEN
    return Cause.RANGE if rest.strip(_PADDING) else Cause.NONE


def _speaks_of(signature: EmbeddedPdfSignature, kind: str, raw: bytes) -> bool:
    """The content inside the signature names the digest of the file: time stamps, and adbe.pkcs7.sha1 of old."""
    if kind == "tst_info":
        stamped = signature.signed_data["encap_content_info"]["content"].parsed["message_imprint"]
        return bool(stamped["hashed_message"].native == signature.compute_digest())
    return raw == signature.compute_digest("sha1")


def aftermath(pdf: bytes, signature: EmbeddedPdfSignature, coverage: SignatureCoverageLevel) -> Aftermath:
    """Grade of what was appended, and whether it takes leniency about signature fields that were added late.

    The signing tool of the government's authority certifies the first signature for filling in and lets the next
    signer add a field of his own; Acrobat accepts that, the standard's letter does not. Nothing else is forgiven.
    """
    if coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Aftermath(Modification.NONE)
    end = int(signature.byte_range[2]) + int(signature.byte_range[3])
    whole = coverage == SignatureCoverageLevel.ENTIRE_REVISION
    if not whole or has_strays(pdf, signature.reader, end, signature.signed_revision):
        return Aftermath(Modification.OTHER, Cause.STRAY)
    level = signature.docmdp_level
    graded = _review(signature, level)
    if graded.modification in HARMLESS or level != MDPPerm.FILL_FORMS:
        return graded
    lenient = _review(signature, None)
    if lenient.modification in HARMLESS:
        return Aftermath(lenient.modification, filled=lenient.filled, lenient=True)
    return graded


def _review(signature: EmbeddedPdfSignature, level: MDPPerm | None) -> Aftermath:
    result = POLICY.review_file(
        signature.reader, signature.signed_revision, field_mdp_spec=signature.fieldmdp, doc_mdp=level
    )
    if not isinstance(result, DiffResult):
        return Aftermath(Modification.OTHER, Cause.PAGES)
    if level is not None and result.modification_level.value > level.value:
        return Aftermath(Modification.OTHER, Cause.PAGES)
    modification = _LEVELS.get(result.modification_level, Modification.OTHER)
    cause = {Modification.ANNOTATIONS: Cause.ANNOTATIONS, Modification.OTHER: Cause.PAGES}.get(modification)
    return Aftermath(modification, cause or Cause.NONE, tuple(sorted(result.changed_form_fields)))
