"""PAdES B-B, B-T, B-LT, B-LTA before a local authority with OCSP, lists and time stamps; held against our own judgement and
`pdfsig`'s."""

import shutil
import subprocess
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import tsp
from pyhanko.pdf_utils.reader import PdfFileReader

from congso.signing import levels, queries, samples
from congso.signing.adapters.csc.line import Silent
from congso.signing.checking.asking import Network
from congso.signing.checking.report import Revocation, Trust
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.pades.errors import REVOCATION_SILENT, TSA_SILENT, SignatureRefused
from congso.signing.pades.lasting import Lasting, Level
from congso.signing.pades.proof import faults_of_issued
from congso.signing.pades.signing import Hand, fill_and_seal, sign_personal
from congso.signing.tests import made, pki

pytestmark = pytest.mark.slow
AT = samples.MOMENT
ROOTS = (pki.der("root"),)


def tsa(request: bytes) -> bytes:
    service = pki.authority().service_registry.summon_timestamper(pki.ServiceLabel("tsa"), AT)
    return service.request_tsa_response(tsp.TimeStampReq.load(request)).dump()


def lasting(level: Level, **more: Any) -> Lasting:
    values = {"stamp": tsa, "ask": Network(pki.answers(AT)), "roots": ROOTS} | more
    return Lasting(level, **values)


def issued(level: Level, **more: Any) -> bytes:
    hand = Hand(pki.signer("good"), AT, None, lasting(level, **more))
    personal = sign_personal(made.prepared(), hand)
    return fill_and_seal(personal, hand, number="15", issued_on=date(2026, 11, 17))


def offline() -> Court:
    """Long after, when nobody answers any more."""
    return Court(ROOTS, AT + timedelta(days=300), Network(pki.silence))


@pytest.mark.parametrize("level", list(Level))
def test_each_level_holds_and_nothing_was_changed(level):
    pdf = issued(level)
    reports = examine(pdf, offline())
    assert [one.holds for one in reports] == [True] * len(reports)
    signatures = [one for one in reports if not one.is_timestamp]
    assert len(signatures) == 2
    assert len(reports) - 2 == (level is Level.LTA)
    proven = AT.replace(microsecond=0) if level is not Level.B else None
    assert {one.proven_at for one in signatures} == {proven}
    known = Revocation.GOOD if level in (Level.LT, Level.LTA) else Revocation.UNKNOWN
    assert {(one.trust, one.revocation) for one in signatures} == {(Trust.TRUSTED, known)}
    assert faults_of_issued(pdf, ROOTS) == ()


def test_answers_are_kept_once(monkeypatch):
    root = PdfFileReader(BytesIO(issued(Level.LT))).root
    assert "/DSS" in root
    assert len(root["/DSS"]["/OCSPs"]) == 1
    assert "/DSS" not in PdfFileReader(BytesIO(issued(Level.T))).root


def test_the_page_is_only_added_to():
    plain = sign_personal(made.prepared(), Hand(pki.signer("good"), AT, None, lasting(Level.T)))
    hand = Hand(pki.signer("good"), AT, None, lasting(Level.LTA))
    assert fill_and_seal(plain, hand, number="15", issued_on=date(2026, 11, 17)).startswith(plain)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"stamp": lambda _request: None}, TSA_SILENT),
        ({"stamp": lambda _request: b"no answer"}, TSA_SILENT),
        ({"ask": Network(pki.silence)}, REVOCATION_SILENT),
    ],
)
def test_silence_signs_nothing(more, code):
    with pytest.raises(SignatureRefused) as caught:
        issued(Level.LTA, **more)
    assert caught.value.code == code


def test_a_stamp_over_something_else_is_not_taken():
    other = tsa(bytes(tsp.TimeStampReq(_request()).dump()))
    with pytest.raises(SignatureRefused) as caught:
        issued(Level.T, stamp=lambda _request: other)
    assert caught.value.code == TSA_SILENT


def test_of_strangers_nobody_is_asked():
    """A copy of somebody else's signed file is sealed by us: the addresses in their certificates are theirs."""
    asked = []

    def noting(pairs: Any) -> Any:
        asked.extend(pairs)
        return Network(pki.answers(AT))(pairs)

    foreign = sign_personal(made.prepared(), Hand(samples.person(), AT))
    hand = Hand(pki.signer("good"), AT, None, lasting(Level.LT, ask=noting))
    fill_and_seal(foreign, hand, number="15", issued_on=date(2026, 11, 17))
    names = {one.subject.native["common_name"] for pair in asked for one in pair}
    assert names == {"Người ký", "Issuing", "Root", "TSA"}


def _request() -> dict[str, Any]:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
    return {"version": 1, "message_imprint": imprint, "cert_req": True}


def test_a_dry_run_asks_nobody_and_leaves_the_room():
    def nobody(_anything: Any) -> None:
        raise AssertionError

    dry = lasting(Level.LTA, stamp=nobody, ask=nobody, dry=True)
    signed = sign_personal(made.prepared(), Hand(pki.signer("good"), AT, None, lasting(Level.LTA)))
    assert len(sign_personal(made.prepared(), Hand(pki.signer("good"), AT, None, dry))) == len(signed)
    assert dry.kept(b"x") == b"x"
    assert lasting(Level.B).kept(b"x") == b"x"
    assert lasting(Level.B).stamped(b"x") == b"x"


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed: pdfsig is NOT asked")
def test_pdfsig_agrees(tmp_path):
    (tmp_path / "a.pdf").write_bytes(issued(Level.LTA))
    said = subprocess.run(
        ["pdfsig", "-nocert", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=False
    )
    assert said.stdout.count("Signature is Valid") >= 2


def test_the_level_is_a_setting(settings, monkeypatch):
    settings.CONGSO_PADES_LEVEL = "B-B"
    assert levels.lasting() is None
    settings.CONGSO_PADES_LEVEL = "B-LT"
    found = levels.lasting()
    assert found is not None
    assert found.level is Level.LT
    settings.CONGSO_TSA_URL = ""
    assert levels.ask_authority(b"x") is None
    settings.CONGSO_TSA_URL = "http://tsa.example/"
    sent = []
    monkeypatch.setattr(levels, "post", lambda *call: sent.append(call) or (200, b"answer"))
    assert levels.ask_authority(b"x") == b"answer"
    assert sent == [("http://tsa.example/", levels.QUERY, b"x", levels.SECONDS)]
    monkeypatch.setattr(levels, "post", lambda *_call: (500, b"answer"))
    assert levels.ask_authority(b"x") is None

    def silent(*_call: Any) -> None:
        raise Silent

    monkeypatch.setattr(levels, "post", silent)
    assert levels.ask_authority(b"x") is None
    assert queries.levels is levels
