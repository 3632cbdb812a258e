"""Old Word files (DOC, RTF) through LibreOffice, when it is installed: it is optional and never required."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

from congso.pure.reading.result import Unreadable

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SECONDS = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_old_word(data: bytes) -> bool:
    """A compound file (DOC), RTF, or a web page that a legal site hands out under the name .doc."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return data[:8] == _OLE or head.startswith((b"{\\rtf", b"<html", b"<!doctype html"))


def office_program() -> str | None:
    """Where LibreOffice is, None when it is not installed."""
    named = (shutil.which(name) for name in _PROGRAMS)
    usual = (place for place in _USUAL_PLACES if pathlib.Path(place).is_file())
    return next((place for place in (*named, *usual) if place), None)


def to_docx(data: bytes, *, seconds: int = _SECONDS) -> bytes:
    """The file as DOCX. One process with a profile of its own, ended when out of time.

    Raises `Unreadable`: office_missing, office_failed.
    """
    program = office_program()
    if program is None:
        raise Unreadable("office_missing")
    with tempfile.TemporaryDirectory(prefix="congso-office-") as folder:
        place = pathlib.Path(folder)
        source = place / "in.doc"
        source.write_bytes(data)
        command = [
            *(program, "--headless", "--norestore", "--nologo", "--nodefault"),
            f"-env:UserInstallation=file://{place}/profile",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out"), str(source)),
        ]
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8"}
        _run(command, environment, seconds)
        made = place / "out" / "in.docx"
        if not made.is_file():
            raise Unreadable("office_failed")
        return made.read_bytes()


def _run(command: list[str], environment: dict[str, str], seconds: int) -> None:
    # The launcher starts children of its own: out of time, the whole group is ended.
    process = subprocess.Popen(  # noqa: S603 - a fixed program and files of our own
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable("office_failed") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
