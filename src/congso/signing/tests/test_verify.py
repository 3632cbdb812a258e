"""`congso verify`: its words, its JSON, its exit codes, and files that are no signed PDF."""

import json
import os
import random
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import pem

from congso.signing import samples, verify
from congso.signing.checking import opening
from congso.signing.checking import validate as validating
from congso.signing.checking.opening import Unreadable
from congso.signing.checking.report import Cause, Trust, Verdict
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.tests import made

KEYS = ["subject", "issuer", "integrity", "covers_whole_file", "trust", "time", "reason"]


@pytest.fixture(autouse=True)
def _no_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONGSO_TRUST_ROOTS", raising=False)


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    folder = tmp_path / "roots"
    folder.mkdir()
    (folder / "a.pem").write_bytes(pem.armor("CERTIFICATE", samples.authority().root.der))
    return folder


def kept(folder: Path, data: bytes, name: str = "a.pdf") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    code = verify.main(["--json", *arguments])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def locked(password: str) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(samples.unsigned_page())) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(user=password, owner="chu"))
    return output.getvalue()


def test_the_shape_of_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str], roots: Path) -> None:
    name = kept(tmp_path, made.issued())
    code, (answer,) = told(capsys, "--roots", str(roots), name)
    assert code == 0
    assert list(answer) == ["file", "signatures"]
    assert answer["file"] == name
    person, seal = answer["signatures"]
    assert list(person) == list(seal) == KEYS
    assert [one["integrity"] for one in (person, seal)] == ["valid", "valid"]
    assert (person["covers_whole_file"], seal["covers_whole_file"]) == (False, True)
    assert (person["subject"], person["issuer"]) == ("Trần Thị Bình", "Công Sở Demo CA")
    assert (seal["trust"], seal["time"]) == ("trusted", samples.MOMENT.isoformat())
    assert "cho phép: số, ngày, tháng." in person["reason"]
    assert "người ký khai" in seal["reason"]


def test_a_file_a_line_and_the_worst_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = kept(tmp_path, made.signed())
    bare = kept(tmp_path, samples.unsigned_page(), "b.pdf")
    bad = kept(tmp_path, made.with_flipped_byte(made.signed()), "c.pdf")
    assert told(capsys, good)[0] == 0
    code, answers = told(capsys, good, bare)
    assert (code, answers[1]["signatures"]) == (3, [])
    code, answers = told(capsys, good, bare, bad)
    assert (code, [one["file"] for one in answers]) == (1, [good, bare, bad])
    assert answers[2]["signatures"][0]["integrity"] == "broken"
    assert "không còn như lúc ký" in answers[2]["signatures"][0]["reason"]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"PK\x03\x04", "not_pdf", "không phải PDF"),
        (b"", "not_pdf", "không phải PDF"),
        (b"%PDF-1.7\nnothing", "damaged", "hỏng"),
        (None, "missing", "Không mở được"),
    ],
)
def test_files_of_which_nothing_can_be_said(
    data: bytes | None, code: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(tmp_path / "none.pdf") if data is None else kept(tmp_path, data)
    exit_code, (answer,) = told(capsys, name)
    assert (exit_code, answer["signatures"], answer["error"]) == (1, [], code)
    assert words in answer["message"]
    assert verify.main([name]) == 1
    assert words in capsys.readouterr().out


def test_a_password_bars_and_an_empty_one_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (answer,) = told(capsys, kept(tmp_path, locked("bimat")))
    assert (code, answer["error"]) == (1, "password")
    assert told(capsys, kept(tmp_path, locked("")))[0] == 3


def test_words_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str], roots: Path) -> None:
    names = [kept(tmp_path, made.issued()), kept(tmp_path, samples.unsigned_page(), "b.pdf")]
    assert verify.main(["--roots", str(roots), *names]) == 3
    text = capsys.readouterr().out
    assert "2 chữ ký số" in text
    assert "Chữ ký 1: Hợp lệ" in text
    assert "Thời điểm: 17/11/2026 09:30:00" in text
    assert "không có chữ ký số." in text


def test_strangers_pass_unless_roots_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], roots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = samples.demo_ca.make_ca(samples.Validity(samples.SINCE, samples.UNTIL))
    (roots / "a.pem").write_bytes(pem.armor("CERTIFICATE", other.root.der))
    name = kept(tmp_path, made.signed())
    code, (answer,) = told(capsys, "--roots", str(roots / "a.pem"), name)
    assert (code, answer["signatures"][0]["trust"]) == (1, "untrusted")
    monkeypatch.setenv("CONGSO_TRUST_ROOTS", str(roots))
    assert told(capsys, name)[0] == 0
    assert verify.main(["--roots", str(tmp_path / "nowhere"), name]) == 1
    assert "--roots" in capsys.readouterr().err


@pytest.mark.slow
def test_it_runs_without_settings_and_database(tmp_path: Path) -> None:
    source = str(Path(verify.__file__).parents[2])
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "DATABASE"))
    } | {"PYTHONPATH": source}
    command = [sys.executable, "-m", "congso.signing.verify", kept(tmp_path, made.signed())]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Trần Thị Bình" in done.stdout


def recompressed(pdf: bytes) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(output, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def test_a_recompressed_file_is_broken_and_says_why() -> None:
    (report,) = examine(recompressed(made.signed()), Court())
    assert (report.verdict, report.cause) == (Verdict.BROKEN, Cause.REWRITTEN)
    assert report.subject == "Trần Thị Bình"


def test_signatures_that_only_a_mending_reader_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opening.rescued(made.issued()) == 2

    def no_parser(pdf: bytes) -> None:
        raise Unreadable("damaged")

    monkeypatch.setattr(validating, "open_signed", no_parser)
    monkeypatch.setattr(validating, "shows_traces", lambda pdf: False)
    assert {report.cause for report in examine(made.issued(), Court())} == {Cause.REWRITTEN}
    assert examine(samples.unsigned_page(), Court()) == []


def test_a_scan_with_a_broken_table_is_unsigned() -> None:
    page = samples.unsigned_page()
    broken = page[: page.rindex(b"startxref")]
    assert examine(broken, Court()) == []


def test_a_signature_whose_name_was_harmed_is_not_overlooked() -> None:
    harmed = made.signed().replace(b"/ByteRange", b"/ByteRangf")
    assert [report.verdict for report in examine(harmed, Court())] == [Verdict.BROKEN]
    headless = made.signed().replace(b"%PDF", b"%PDG", 1)
    assert [report.cause for report in examine(headless, Court())] == [Cause.DAMAGED]


def flips(pdf: bytes, count: int, seed: int) -> list[bytes]:
    """Copies with one byte of a signed range changed."""
    chance = random.Random(seed)
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", pdf)
    ranges = [tuple(map(int, numbers)) for numbers in found]
    copies = []
    for _ in range(count):
        _, before, behind, after = chance.choice(ranges)
        spot = chance.randrange(before + after)
        spot += behind - before if spot >= before else 0
        copy = bytearray(pdf)
        copy[spot] ^= chance.randrange(1, 256)
        copies.append(bytes(copy))
    return copies


@pytest.mark.slow
def test_two_hundred_flipped_bytes_are_found() -> None:
    for copy in flips(made.issued(), 200, seed=20):
        reports = examine(copy, Court())
        assert reports
        assert not all(report.holds for report in reports)
        assert not any(report.holds and report.covers_whole_file for report in reports)


def test_trust_is_not_asked_of_what_cannot_be_read() -> None:
    (report,) = examine(made.signed().replace(b"/SubFilter", b"/SubFiltre"), Court())
    assert (report.verdict, report.cause, report.trust) == (
        Verdict.UNREADABLE,
        Cause.KIND,
        Trust.NOT_CHECKED,
    )
