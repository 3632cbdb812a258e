"""`congso verify`: the signatures of PDF files, for anybody, without data and database.

Prints for people, or with `--json` one object a line and file. Exit code 0: every file is signed, every signature
holds and nothing speaks against a signer (with `--roots`: each leads to one of them). 1: something does, or a file cannot
be read. 3: a file without signatures.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from congso.signing.checking import words
from congso.signing.checking.asking import Network
from congso.signing.checking.opening import Unreadable
from congso.signing.checking.report import UNOPPOSED, SignatureReport, Trust
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.trust import roots_of

HOLDS, FAILS, UNSIGNED = 0, 1, 3
MAX_BYTES: Final = 512 * 1024 * 1024
# A file without signatures is told, but what fails is worse.
_WORST: Final = (FAILS, UNSIGNED, HOLDS)


def as_json(report: SignatureReport) -> dict[str, Any]:
    """The seven words of a signature. `integrity` is valid only for what is still exactly as signed; `time` is the proven
    moment, or else the claimed one, ISO 8601 or null.
    """
    return {
        "subject": report.subject,
        "issuer": report.issuer,
        "integrity": "valid" if report.holds else "broken",
        "covers_whole_file": report.covers_whole_file,
        "trust": str(report.trust),
        "time": report.at.isoformat() if report.at else None,
        "reason": " ".join(words.sentences(report)),
    }


def look(path: Path, court: Court) -> tuple[str, list[SignatureReport]]:
    """("", reports), or the code of a sentence of `words.FILES` and nothing."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return "missing", []
    try:
        reports = examine(data, court)
    except Unreadable as unreadable:
        return unreadable.why, []
    return ("" if reports else "unsigned"), reports


def exit_code(why: str, reports: list[SignatureReport], *, strangers: bool = True) -> int:
    """`strangers`: signers of unknown authorities pass."""
    if why == "unsigned":
        return UNSIGNED
    passing = UNOPPOSED | ({Trust.UNTRUSTED} if strangers else set())
    held = not why and all(report.holds and report.trust in passing for report in reports)
    return HOLDS if held else FAILS


def for_people(name: str, why: str, reports: list[SignatureReport]) -> Iterator[str]:
    if why:
        yield f"{name}: {words.FILES[why]}"
        return
    yield f"{name}: {len(reports)} chữ ký số"
    for number, report in enumerate(reports, 1):
        kind = "Dấu thời gian" if report.is_timestamp else "Chữ ký"
        yield f"  {kind} {number}: {words.headline(report)}"
        if report.subject:
            organisation = f", {report.organization}" if report.organization else ""
            yield f"    Người ký: {report.subject}{organisation}"
            yield f"    Nơi cấp chứng thư: {report.issuer}"
        if report.at:
            yield f"    Thời điểm: {words.moment(report.at)}"
        yield f"    Phủ toàn bộ tệp: {'có' if report.covers_whole_file else 'không'}"
        for sentence in words.sentences(report):
            yield f"    {sentence}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="congso verify")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--roots", action="append", default=[])
    parser.add_argument("--online", action="store_true")
    return parser


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if not settings.configured:
        settings.configure(USE_I18N=False)
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # they quote what they read
    folders = options.roots or [one for one in (os.environ.get("CONGSO_TRUST_ROOTS"),) if one]
    roots = tuple(der for folder in folders for der in roots_of(Path(folder)))
    if options.roots and not roots:
        sys.stderr.write(
            "Không có chứng thư nào ở nơi --roots chỉ đến; dùng tệp hoặc thư mục PEM, CRT, CER, DER.\n"
        )
        return FAILS
    court = Court(roots, datetime.now(UTC), Network() if options.online else None)
    codes = set()
    for name in options.files:
        why, reports = look(Path(name), court)
        codes.add(exit_code(why, reports, strangers=not options.roots))
        if options.json:
            answer: dict[str, Any] = {"file": name, "signatures": [as_json(report) for report in reports]}
            if why not in {"", "unsigned"}:
                answer |= {"error": why, "message": str(words.FILES[why])}
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in for_people(name, why, reports))
        sys.stdout.flush()
    return next(code for code in _WORST if code in codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
