"""`congso read`: one JSON object a line, plain words for people, reasons for what cannot be read."""

import json
import os
import subprocess
import sys

import pytest

from congso.launcher import read_files
from congso.launcher.site import ROOT
from congso.pure.reading import FIELDS, Unreadable, office
from congso.pure.reading.page_model import Box
from congso.pure.reading.result import Found, Reading
from congso.pure.reading.scans.engine import OcrFailed
from congso.pure.reading.tests import documents
from congso.pure.reading.tests.pdfs import pdf_of


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "quyet-dinh.pdf"
    path.write_bytes(pdf_of(documents.decision()))
    return path


def told(capsys, *arguments):
    code = read_files.main([*map(str, arguments)])
    return code, capsys.readouterr()


def test_one_object_a_line_with_every_field(paper, capsys):
    code, output = told(capsys, "--json", paper, paper)
    rows = [json.loads(line) for line in output.out.splitlines()]
    assert (code, len(rows)) == (0, 2)
    assert list(rows[0]) == ["file", *FIELDS, "pages", "text_layer", "confidence", "boxes"]
    assert (rows[0]["file"], rows[0]["number"], rows[0]["date"]) == (str(paper), "77", "2025-08-14")
    assert rows[0]["urgency"] is None
    assert rows[0]["boxes"]["number"]["page"] == 1


def test_people_read_words(paper, capsys):
    code, output = told(capsys, paper)
    assert code == 0
    assert "1 trang" in output.out
    assert "  Số: 77 (97%)" in output.out
    assert "  Nơi nhận: Như Điều 3; Lưu: VT, VP (94%)" in output.out
    assert "Độ khẩn" not in output.out


def test_a_file_that_does_not_tell_its_pages(paper, capsys, monkeypatch):
    monkeypatch.setattr(read_files.reading, "read", lambda data, name: Reading({}))
    assert "không rõ số trang" in told(capsys, paper)[1].out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "missing"),
        (b"plain text", "unknown_type"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, capsys, content, code):
    path = tmp_path / "tep"
    if content is not None:
        path.write_bytes(content)
    failed, output = told(capsys, "--json", path)
    row = json.loads(output.out)
    assert (failed, row["error"], row["message"]) == (1, code, read_files._WHY[code])
    failed, output = told(capsys, path)
    assert (failed, output.out) == (1, "")
    assert read_files._WHY[code] in output.err


def test_an_old_word_file_without_an_office_program(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(office, "office_program", lambda: None)
    path = tmp_path / "cu.doc"
    path.write_bytes(b"{\\rtf1 x}")
    assert "LibreOffice" in told(capsys, path)[1].err


def with_layer(monkeypatch, fields, *, engine):
    """A scan whose own text gives `fields`; `engine` is what recognition does, None when it is not installed."""
    monkeypatch.setattr(read_files.reading, "read", lambda data, name: Reading(fields, 1, "partial"))
    monkeypatch.setattr(read_files, "ready", lambda: engine is not None)
    monkeypatch.setattr(read_files, "read_scan", engine)


FIELD = {"number": Found("5", 0.9, Box(0, 1, 2, 3, 4))}


def failing(pictures, layer):
    raise OcrFailed("ocr_timeout")


@pytest.mark.parametrize(
    ("fields", "engine", "said"),
    [
        (FIELD, lambda pictures, layer: Reading({"number": Found("6", 0.5)}, 1, layer), "6"),
        (FIELD, None, "5"),
        (FIELD, failing, "5"),
    ],
)
def test_scans_go_through_recognition(paper, monkeypatch, fields, engine, said):
    with_layer(monkeypatch, fields, engine=engine)
    assert read_files.read_file(paper).text("number") == said


@pytest.mark.parametrize(("engine", "code"), [(None, "ocr_missing"), (failing, "ocr_timeout")])
def test_scans_that_cannot_be_recognised_say_why(paper, monkeypatch, engine, code):
    with_layer(monkeypatch, {}, engine=engine)
    with pytest.raises(Unreadable, match=code):
        read_files.read_file(paper)
    assert code in read_files._WHY


def test_every_field_has_a_name():
    assert set(read_files._NAMES) == set(FIELDS)


@pytest.mark.slow
def test_the_command_line_runs_it(paper):
    done = subprocess.run(
        [sys.executable, "-m", "congso", "read", "--json", str(paper)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, json.loads(done.stdout)["number"]) == (0, "77"), done.stderr
