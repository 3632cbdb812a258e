"""The public face: types told from content, old Word files through an office program, reasons when it is missing."""

import os

import pytest

from congso.pure.reading import Unreadable, office, read
from congso.pure.reading.tests.test_docx import BODY, HEADING, PLAN, closing, docx, head

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def code_of(data):
    with pytest.raises(Unreadable) as caught:
        read(data, "van-ban")
    assert str(caught.value) == caught.value.code
    return caught.value.code


@pytest.mark.parametrize("data", [b"", b"plain text", b"\x89PNG\r\n", b"GIF89a"])
def test_other_files_are_told_apart(data):
    assert code_of(data) == "unknown_type"


@pytest.mark.parametrize(
    ("data", "old"),
    [
        (OLE, True),
        (b"{\\rtf1 text", True),
        (b"\xef\xbb\xbf<html><body>", True),
        (b"  <!DOCTYPE html>", True),
        (b"PK\x03\x04", False),
        (b"<?xml version", False),
    ],
)
def test_old_word_files_are_known_by_content(data, old):
    assert office.is_old_word(data) is old


def program(tmp_path, monkeypatch, script):
    """A stand-in for the office program on the path."""
    place = tmp_path / "bin" / "soffice"
    place.parent.mkdir()
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place.parent}:/usr/bin:/bin")
    return place


def test_without_an_office_program_the_reader_says_so(monkeypatch):
    monkeypatch.setattr(office, "_PROGRAMS", ())
    monkeypatch.setattr(office, "_USUAL_PLACES", ("/nowhere/soffice",))
    assert office.office_program() is None
    assert code_of(OLE) == "office_missing"


def test_the_program_is_found_on_the_path_or_at_its_usual_places(tmp_path, monkeypatch):
    place = program(tmp_path, monkeypatch, "exit 0")
    assert office.office_program() == str(place)
    monkeypatch.setattr(office, "_PROGRAMS", ())
    monkeypatch.setattr(office, "_USUAL_PLACES", (str(tmp_path / "none"), str(place)))
    assert office.office_program() == str(place)


def test_an_old_file_is_read_through_the_program(tmp_path, monkeypatch):
    made = tmp_path / "made.docx"
    made.write_bytes(docx(head() + HEADING + BODY + closing()))
    # The outdir is the argument after --outdir; the source must have arrived as it was.
    program(
        tmp_path,
        monkeypatch,
        'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; '
        f'[ "$(wc -c < "$3")" -eq {len(OLE)} ] && cp {made} "$2/in.docx"',
    )
    assert {name: found.value for name, found in read(OLE).fields.items()} == PLAN


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_program_that_makes_nothing(tmp_path, monkeypatch, script):
    program(tmp_path, monkeypatch, script)
    assert code_of(OLE) == "office_failed"


def test_a_program_out_of_time_is_ended_with_its_children(tmp_path, monkeypatch):
    """The child keeps a pipe open: its end is seen when reading the pipe comes to an end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    program(tmp_path, monkeypatch, f"exec 3>{pipe}; sleep 300 & wait")
    with pytest.raises(Unreadable, match="office_failed"):
        office.to_docx(OLE, seconds=1)
    os.set_blocking(reading, True)
    assert os.read(reading, 1) == b""
    os.close(reading)
