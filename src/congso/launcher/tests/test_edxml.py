"""`congso edxml`: what it prints, what it writes, what it refuses to write over."""

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from congso.launcher import commands
from congso.launcher.edxml import main
from congso.launcher.edxml_words import DEVIATIONS, REASONS
from congso.launcher.site import ROOT
from congso.pure import edxml
from congso.pure.edxml.tests import samples
from congso.pure.edxml.tests.test_signature import CURVE, CURVE_CERTIFICATE


@pytest.fixture
def message(tmp_path: Path) -> Path:
    path = tmp_path / "15.edxml"
    path.write_bytes(samples.message())
    return path


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_every_code_has_a_sentence() -> None:
    assert set(DEVIATIONS) == edxml.DEVIATIONS
    assert set(REASONS) == edxml.REASONS


def test_show_prints_fields_files_and_deviations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.edxml"
    path.write_bytes(samples.DOTNET)
    assert main(["show", str(path)]) == 0
    found = told(capsys)
    assert found["message"]["header"]["subject"] == "Báo cáo"
    [file] = found["message"]["attachments"]
    assert (file["size"], len(file["sha256"])) == (len(samples.PDF), 64)
    assert {"code": "spelling", "value": "BusinessDocType", "words": "tên phần tử viết khác chuẩn",
            "path": "edXML/edXMLEnvelope/edXMLHeader/TraceHeaderList/Bussiness/BussinessDocType"} in found["deviations"]  # fmt: skip
    assert found["signature"]["state"] == "absent"


def test_check_says_the_same_without_the_fields(message: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(message)]) == 0
    found = told(capsys)
    assert (found["readable"], found["kind"], found["deviations"]) == (True, "new", [])
    assert "message" not in found


def test_what_cannot_be_read_is_code_1_with_reason_and_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.edxml"
    path.write_bytes(b"<edXML>\n<a></edXML>")
    assert main(["show", str(path)]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["place"] == "line 2, column 12"
    assert "XML sai cú pháp. Chỗ: line 2, column 12." in said.err
    assert main(["check", str(tmp_path / "none")]) == 1
    assert "Không đọc được" in capsys.readouterr().err


def test_a_promised_hash_and_standard_input(
    message: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", str(message), "--sha256", "00"]) == 1
    assert told(capsys)["code"] == "hash_differs"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(message.read_bytes())))
    assert main(["check", "-"]) == 0


def test_unpack_and_pack_are_each_others_way_back(
    message: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["unpack", str(message), "--to", str(folder)]) == 0
    assert told(capsys)["attachments"] == ["01-15-BC.pdf"]
    assert (folder / "01-15-BC.pdf").read_bytes() == samples.PDF
    assert main(["pack", str(folder / "message.json")]) == 0
    made = folder / "message.edxml"
    assert told(capsys)["written"] == str(made)
    assert edxml.read(made.read_bytes()) == edxml.read(message.read_bytes())


def test_nothing_is_written_over(message: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    assert main(["unpack", str(message), "--to", str(folder)]) == 0
    assert main(["unpack", str(message), "--to", str(folder)]) == 1
    assert "Đã có" in capsys.readouterr().err
    (folder / "message.edxml").write_bytes(b"kept")
    assert main(["pack", str(folder / "message.json")]) == 1
    assert (folder / "message.edxml").read_bytes() == b"kept"
    assert main(["pack", str(folder / "message.json"), "--to", str(tmp_path / "no" / "x.edxml")]) == 1
    assert "Không ghi được" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Bản mô tả"), ("[]", "Bản mô tả"), ('{"header": {"x": 1}}', "header.x"), ('{"header": {}, "business": {"doc_type": 9}}', "doc_type"),
        ('{"header": {}, "attachments": [{"file": "../../x"}]}', "nằm ngoài thư mục"),
        ('{"header": {}, "attachments": [{"file": "none.pdf"}]}', "Không đọc được"),
    ],
)  # fmt: skip
def test_descriptions_that_do_not_fit(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "message.json"
    path.write_text(text)
    assert main(["pack", str(path)]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "message.edxml").exists()


def test_pack_signs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    description, key, certificate = (
        tmp_path / "message.json",
        tmp_path / "key.pem",
        tmp_path / "certificate.pem",
    )
    description.write_text('{"header": {"sender": {"organ_id": "H99"}}, "attachments": [{"name": "a.pdf"}]}')
    key.write_bytes(CURVE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificate.write_bytes(CURVE_CERTIFICATE.public_bytes(Encoding.PEM))
    signed = ["pack", str(description), "--key", str(key), "--certificate", str(certificate)]
    assert main(signed) == 0
    found = told(capsys)["signature"]
    assert (found["state"], found["signer"]) == ("valid", "CN=Sở Mẫu")
    assert main(signed[:4]) == 1
    assert "cần cả --key và --certificate" in capsys.readouterr().err
    key.write_bytes(b"nothing")
    assert main(signed) == 1
    odd = ed25519.Ed25519PrivateKey.generate()
    key.write_bytes(odd.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert main(signed) == 1
    assert "RSA hoặc ECDSA" in capsys.readouterr().err


def test_a_message_in_mime_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.mime"
    path.write_bytes(
        samples.multipart(("Content-ID: <7>", samples.b64(samples.PDF * 2000).encode()), ("", samples.soap()))
    )
    assert main(["show", str(path)]) == 0
    found = told(capsys)
    assert (found["message"]["generation"], found["signature"]["state"]) == ("soap", "unsupported")


def test_the_command_line_hands_over(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def run(command: list[str], **_options: Any) -> subprocess.CompletedProcess[bytes]:
        seen.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    assert commands.edxml(None, SimpleNamespace(rest=["show", "x"])) == 1  # type: ignore[arg-type]
    assert seen[0][1:] == ["-m", "congso.launcher.edxml", "show", "x"]
    assert (ROOT / "src/congso/launcher/edxml.py").exists()
