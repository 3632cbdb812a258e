"""Faults planted on purpose: each must be found, and `pdfsig` alone would miss some."""

from collections.abc import Callable
from pathlib import Path

import pytest

from congso.signing import samples
from congso.signing.checking.report import Modification, Trust, Verdict
from congso.signing.checking.validate import validate
from congso.signing.pades.forms import prepare_form
from congso.signing.pades.geometry import PERSONAL, SEAL
from congso.signing.pades.proof import Fault, faults_of_issued
from congso.signing.pades.signing import Hand, fill_and_seal, fill_number, seal, seal_only, sign_personal
from congso.signing.tests import made

Spoil = Callable[[bytes], bytes]
ROOTS = samples.authority().trust_roots


def verdicts(pdf: bytes) -> dict[str, Verdict]:
    return {report.field: report.verdict for report in validate(pdf, ROOTS)}


def test_an_issued_file_is_faultless() -> None:
    assert faults_of_issued(made.issued(), ROOTS) == ()


def test_pdfsig_agrees_on_an_issued_file(tmp_path: Path) -> None:
    assert made.pdfsig(made.issued(), tmp_path) == [(PERSONAL, False, True), (SEAL, True, True)]


def test_number_stamped_into_the_page_is_found_though_pdfsig_is_content(tmp_path: Path) -> None:
    spoilt = made.with_stamp_on_page(made.signed())
    assert verdicts(spoilt) == {PERSONAL: Verdict.CHANGED_AFTER}
    assert made.pdfsig(spoilt, tmp_path) == [(PERSONAL, False, True)]


def test_stamp_before_the_seal_is_still_found() -> None:
    stamped = made.with_stamp_on_page(made.signed())
    spoilt = fill_and_seal(stamped, made.seal_hand(), number="05", issued_on=made.DAY)
    assert verdicts(spoilt) == {PERSONAL: Verdict.CHANGED_AFTER, SEAL: Verdict.VALID}
    assert Fault.CHANGED_AFTER in faults_of_issued(spoilt, ROOTS)


@pytest.mark.parametrize(
    "spoil", [made.with_stamp_on_page, made.with_other_content, made.with_note, made.with_number]
)
def test_nothing_may_follow_the_seal(spoil: Spoil) -> None:
    spoilt = spoil(made.issued())
    assert verdicts(spoilt)[SEAL] is Verdict.CHANGED_AFTER
    assert Fault.CHANGED_AFTER in faults_of_issued(spoilt, ROOTS)


@pytest.mark.parametrize("spoil", [made.with_other_content, made.with_note])
def test_page_may_not_change_after_the_person(spoil: Spoil) -> None:
    assert verdicts(spoil(made.signed())) == {PERSONAL: Verdict.CHANGED_AFTER}


def test_filling_after_the_person_is_lawful() -> None:
    (report,) = validate(made.with_number(made.signed()), ROOTS)
    assert (report.verdict, report.modification) == (Verdict.VALID, Modification.FORM_FILLING)


def test_flipped_byte_breaks_every_signature(tmp_path: Path) -> None:
    spoilt = made.with_flipped_byte(made.issued())
    assert set(verdicts(spoilt).values()) == {Verdict.BROKEN}
    assert [valid for _field, _covered, valid in made.pdfsig(spoilt, tmp_path)] == [False, False]
    assert faults_of_issued(spoilt, ROOTS) == (Fault.BROKEN,)


def test_seal_before_the_number() -> None:
    sealed = seal(made.signed(), made.seal_hand(), field=SEAL)
    assert faults_of_issued(sealed, ROOTS) == (Fault.SEALED_BEFORE_NUMBER,)
    assert Fault.CHANGED_AFTER in faults_of_issued(made.with_number(sealed), ROOTS)


def test_missing_signatures_are_named() -> None:
    assert faults_of_issued(samples.unsigned_page(), ROOTS) == (Fault.UNSIGNED,)
    assert faults_of_issued(made.signed(), ROOTS) == (Fault.SEAL_MISSING,)
    numbered = fill_number(made.prepared(), number="05", issued_on=made.DAY)
    without_person = seal(numbered, made.seal_hand(), field=SEAL)
    assert faults_of_issued(without_person, ROOTS) == (Fault.PERSON_MISSING,)


def test_a_seal_without_a_field_of_its_own_comes_too_late() -> None:
    only_person = {PERSONAL: samples.boxes()[PERSONAL]}
    signed = sign_personal(prepare_form(samples.unsigned_page(), only_person), made.personal_hand())
    sealed = seal_only(signed, made.seal_hand(), samples.boxes()[SEAL])
    assert faults_of_issued(sealed, ROOTS) == (Fault.FIELD_ADDED_LATE,)


def test_nobody_signs_after_the_seal() -> None:
    """On a scan, which nothing certifies, a further signature is possible; it shows."""
    seal_box = samples.boxes()[SEAL]
    scan = seal_only(samples.unsigned_page(), made.seal_hand(), seal_box)
    again = seal_only(scan, made.seal_hand(), seal_box, field="Khac")
    found = faults_of_issued(again, ROOTS, person=False)
    assert found == (Fault.CHANGED_AFTER, Fault.SEAL_NOT_LAST)


def test_another_field_is_not_the_seal() -> None:
    first = seal_only(samples.unsigned_page(), made.seal_hand(), samples.boxes()[SEAL], field="DauCoQuan2")
    assert Fault.SEAL_MISSING in faults_of_issued(first, ROOTS, person=False)


def test_stranger_and_expired_signers() -> None:
    other = samples.demo_ca.make_ca(samples.Validity(samples.SINCE, samples.UNTIL))
    assert faults_of_issued(made.issued(), other.trust_roots) == (Fault.UNTRUSTED,)
    assert {report.trust for report in validate(made.issued())} == {Trust.NOT_CHECKED}


def test_expired_at_signing_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other programs sign without asking; the engine's own check is switched off to make such a file."""
    monkeypatch.setattr("congso.signing.pades.signing.require_valid", lambda certificate, at: None)
    short = samples.person(until=samples.SINCE.replace(month=3))
    late = sign_personal(made.prepared(), Hand(short, samples.MOMENT))
    (report,) = validate(late, ROOTS)
    assert report.expired_at_signing
    assert report.verdict is Verdict.VALID
    assert Fault.EXPIRED in faults_of_issued(late, ROOTS)


GARBAGE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a word": lambda: b"/ByteRange",
    "no page": lambda: b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF",
    "a zip": lambda: b"PK\x03\x04 /ByteRange",
    "half a file": lambda: made.issued()[: len(made.issued()) // 2],
    "no page tree": lambda: made.issued().replace(b"/Kids", b"/Kidz"),
    "no subfilter": lambda: made.issued().replace(b"/SubFilter", b"/SubFiltre"),
    "no range": lambda: made.signed().replace(b"/ByteRange [", b"/ByteRange (", 1),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_is_reported_never_raised(kind: str) -> None:
    for report in validate(GARBAGE[kind](), ROOTS):
        assert report.verdict in {Verdict.BROKEN, Verdict.UNREADABLE}
