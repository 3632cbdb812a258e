"""Each published attack is found, on a file whose signature forbids nothing and on one that is certified and sealed."""

import pytest

from congso.signing.checking.integrity import breach
from congso.signing.checking.opening import open_signed
from congso.signing.checking.report import Cause, SignatureReport, Verdict
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.tests import attacks, made
from congso.signing.tests.attacks import Attack


def report_of(pdf: bytes) -> SignatureReport:
    return examine(pdf, Court())[-1]


# Its file has no way to a table left: whoever opens it mends it.
UNREADABLE = attacks.save_with_a_trailer_alone


def name(attack: Attack) -> str:
    return attack.__name__


def test_the_contract_itself_holds() -> None:
    report = report_of(attacks.contract())
    assert (report.verdict, report.may_fill, report.covers_whole_file) == (Verdict.VALID, False, True)


@pytest.mark.parametrize("attack", [*attacks.SHADOWS, *attacks.AFTER, *attacks.SAVES], ids=name)
def test_what_is_appended_is_found(attack: Attack) -> None:
    """The signed bytes are there still: only looking at the rest finds it."""
    pdf = attacks.contract()
    changed = attack(pdf)
    assert changed.startswith(pdf)
    report = report_of(changed)
    assert report.verdict is (Verdict.UNREADABLE if attack is UNREADABLE else Verdict.CHANGED_AFTER)
    assert report.cause in {Cause.PAGES, Cause.ANNOTATIONS, Cause.FORM, Cause.STRAY, Cause.DAMAGED}


@pytest.mark.parametrize("attack", attacks.FORGERIES, ids=name)
def test_forged_and_wrapped_signatures_are_found(attack: Attack) -> None:
    report = report_of(attack(attacks.contract()))
    assert report.verdict in {Verdict.BROKEN, Verdict.UNREADABLE}


@pytest.mark.parametrize("attack", [*attacks.SAVES, *attacks.FORGERIES, made.with_number], ids=name)
def test_a_sealed_file_resists_too(attack: Attack) -> None:
    assert not report_of(attack(made.issued())).holds


def test_the_digest_of_a_wrapped_file_still_fits() -> None:
    """Whoever looks at the mathematics alone is content with it: the range must frame the signature and nothing else."""
    wrapped = attacks.wrap(attacks.contract())
    assert report_of(wrapped).cause is Cause.RANGE
    reader, ((field_name, field),) = open_signed(wrapped)
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    signature = EmbeddedPdfSignature(reader, field, field_name)
    attribute = next(
        one for one in signature.signer_info["signed_attrs"] if one["type"].native == "message_digest"
    )
    assert signature.compute_digest() == attribute["values"][0].native
    assert breach(wrapped, signature, signature.evaluate_signature_coverage()) is Cause.RANGE


def test_white_space_behind_the_end_harms_nobody() -> None:
    report = report_of(attacks.contract() + b"\r\n\x00\n")
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("attack", "cause"),
    [
        (attacks.replace_the_value, Cause.FORM),
        (attacks.hide_and_replace_by_the_tree, Cause.PAGES),
        (attacks.save_without_table, Cause.STRAY),
        (attacks.leave_out_more, Cause.RANGE),
        (attacks.contents_of_nothing, Cause.EMPTY),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_the_reason_fits(attack: Attack, cause: Cause) -> None:
    assert report_of(attack(attacks.contract())).cause is cause
