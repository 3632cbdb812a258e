"""Certificates good, expired, not yet valid, revoked, made for something else; authorities that answer, lie and are silent."""

from datetime import timedelta
from typing import Any

import pytest
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.api import TimeStamper

from congso.signing import samples
from congso.signing.checking import words
from congso.signing.checking.asking import Network, fetch
from congso.signing.checking.report import Cause, Revocation, SignatureReport, Trust
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.pades.writing import open_revision
from congso.signing.tests import made, pki

BEFORE_REVOCATION = samples.MOMENT + timedelta(minutes=1)


def judged(pdf: bytes, court: Court | None = None) -> SignatureReport:
    """Whatever is said of the signer, the signature itself holds."""
    (report,) = examine(pdf, court or pki.court())
    assert report.holds
    return report


@pytest.mark.parametrize(
    ("label", "trust", "revocation"),
    [
        ("good", Trust.TRUSTED, Revocation.GOOD),
        ("revoked", Trust.REVOKED, Revocation.REVOKED),
        ("lists", Trust.REVOKED, Revocation.REVOKED),
        ("later", Trust.REVOKED_LATER, Revocation.REVOKED),
        ("expired", Trust.EXPIRED, Revocation.NOT_CHECKED),
        ("future", Trust.NOT_YET_VALID, Revocation.NOT_CHECKED),
        ("website", Trust.WRONG_USAGE, Revocation.NOT_CHECKED),
        ("authority", Trust.WRONG_USAGE, Revocation.NOT_CHECKED),
    ],
)
def test_each_certificate_is_judged(
    label: str, trust: Trust, revocation: Revocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = judged(pki.signed_by(label, monkeypatch))
    assert (report.trust, report.revocation) == (trust, revocation)
    assert str(words.TRUSTS[trust]) in words.sentences(report)
    assert bool(report.revoked_at) == (revocation is Revocation.REVOKED)


def test_the_chain_is_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    report = judged(pki.signed_by("good", monkeypatch))
    assert report.chain == ("Người ký", "Issuing", "Root")
    assert words.headline(report) == "Hợp lệ"


def test_everything_that_can_be_found_has_its_sentence() -> None:
    assert set(words.CAUSES) == set(Cause) - {Cause.NONE}
    assert set(words.TRUSTS) == set(Trust)
    assert set(words.REVOCATIONS) == set(Revocation)


def test_a_stranger_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses in a certificate are its maker's: nothing is sent there before it leads to one of our roots."""
    asked = []

    def listen(url: str, body: bytes | None) -> None:
        asked.append(url)

    court = Court((samples.authority().root.der,), pki.NOW, Network(listen))
    assert judged(pki.signed_by("good", monkeypatch), court).trust is Trust.UNTRUSTED
    assert asked == []


def test_an_absent_network_is_no_fault_of_the_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    court = pki.court(pki.silence)
    report = judged(pki.signed_by("revoked", monkeypatch), court)
    assert (report.trust, report.revocation) == (Trust.TRUSTED, Revocation.UNKNOWN)
    assert any("không phải lỗi của chữ ký" in sentence for sentence in words.sentences(report))
    assert isinstance(court.ask, Network)
    assert court.ask.silent


def test_answers_of_a_liar_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody between us and the authority answers for another certificate, or with anything."""
    good = pki.answers()
    kept: list[bytes] = []

    def record(url: str, body: bytes | None) -> bytes | None:
        answer = good(url, body)
        if answer is not None and body is not None:
            kept.append(answer)
        return answer

    judged(pki.signed_by("good", monkeypatch), pki.court(record))
    revoked = pki.signed_by("revoked", monkeypatch)
    stolen = judged(revoked, pki.court(lambda url, body: kept[0] if body else None))
    assert stolen.revocation is Revocation.UNKNOWN
    garbage = judged(revoked, pki.court(lambda url, body: b"hello"))
    assert garbage.revocation is Revocation.UNKNOWN


def test_a_list_stands_in_for_a_silent_responder(monkeypatch: pytest.MonkeyPatch) -> None:
    good = pki.answers()
    court = pki.court(lambda url, body: None if body else good(url, body))
    assert judged(pki.signed_by("revoked", monkeypatch), court).trust is Trust.REVOKED


def test_a_certificate_without_addresses_cannot_be_asked_about() -> None:
    court = Court(samples.authority().trust_roots, pki.NOW, Network(pki.silence))
    report = judged(made.signed(), court)
    assert (report.trust, report.revocation) == (Trust.TRUSTED, Revocation.NOT_OFFERED)


def test_a_time_stamp_proves_that_the_signature_came_first(monkeypatch: pytest.MonkeyPatch) -> None:
    report = judged(pki.signed_by("later", monkeypatch, stamped_at=BEFORE_REVOCATION))
    assert report.trust is Trust.TRUSTED
    assert report.proven_at is not None
    assert report.at == report.proven_at == BEFORE_REVOCATION.replace(microsecond=0)
    assert any("chứng minh đã ký trước đó" in sentence for sentence in words.sentences(report))
    assert not any("người ký khai" in sentence for sentence in words.sentences(report))


def test_a_time_stamp_after_the_revocation_proves_the_opposite(monkeypatch: pytest.MonkeyPatch) -> None:
    late = pki.signed_by("later", monkeypatch, stamped_at=pki.NOW - timedelta(days=10))
    assert judged(late).trust is Trust.REVOKED


def test_a_time_stamp_of_a_stranger_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stamped = pki.signed_by("good", monkeypatch, stamped_at=BEFORE_REVOCATION)
    report = judged(stamped, Court(samples.authority().trust_roots, pki.NOW))
    assert (report.has_timestamp, report.proven_at) == (True, None)


def test_a_time_stamp_over_something_else_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pki.stamp
    monkeypatch.setattr(pki, "stamp", lambda data, at: whole(b"another signature", at))
    report = judged(pki.signed_by("good", monkeypatch, stamped_at=BEFORE_REVOCATION))
    assert (report.has_timestamp, report.proven_at) == (True, None)


class _Tsa(TimeStamper):  # type: ignore[misc]
    async def async_request_tsa_response(self, req: Any) -> Any:
        service = pki.authority().service_registry.summon_timestamper(
            pki.ServiceLabel("tsa"), BEFORE_REVOCATION
        )
        return service.request_tsa_response(req)


def test_a_time_stamp_of_the_file_proves_the_signatures_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = pki.signed_by("later", monkeypatch)
    stamped = PdfTimeStamper(_Tsa()).timestamp_pdf(open_revision(signed), "sha256", validation_context=None)
    first, stamp = examine(stamped.getvalue(), pki.court())
    assert (stamp.is_timestamp, stamp.holds, stamp.trust) == (True, True, Trust.TRUSTED)
    assert (first.trust, first.proven_at) == (Trust.TRUSTED, BEFORE_REVOCATION.replace(microsecond=0))
    assert first.covers_whole_file is False


def test_without_roots_nothing_is_said_of_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    report = judged(pki.signed_by("revoked", monkeypatch), Court())
    assert (report.trust, report.revocation) == (Trust.NOT_CHECKED, Revocation.NOT_CHECKED)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/b", "ldap://a.example/b", "http://127.0.0.1:9/none", "http://["],
)
def test_what_is_no_reachable_web_address_is_silent(url: str) -> None:
    assert fetch(url, None) is None
