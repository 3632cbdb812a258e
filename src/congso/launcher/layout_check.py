"""`congso check-layout`, in a process of its own: the readers of PDF and Word are not loaded for the other commands.

Prints for people, or with `--json` one JSON object a line and file. Exit code 1 when a file could not be checked.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from congso.launcher.console import say
from congso.pure.layout.check import (
    Report,
    Severity,
    UnreadablePaper,
    article,
    as_json,
    check,
    mend,
    place,
    rule,
)

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_SECONDS = 90
_WHY = {
    "missing": "Không có tệp này.",
    "encrypted": "Tệp có mật khẩu. Bỏ mật khẩu rồi kiểm tra lại.",
    "broken": "Tệp hỏng, không đọc được.",
    "empty": "Tệp không có trang nào.",
    "too_large": "Tệp quá lớn để kiểm tra.",
    "unknown": "Chỉ kiểm tra được PDF và Word (DOCX; DOC khi máy có LibreOffice).",
    "no_office": "Tệp Word cũ (DOC) cần LibreOffice để đọc. Cài libreoffice-writer hoặc lưu lại thành DOCX.",
}
_SEVERITY = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Lưu ý"}


def report_on(path: Path) -> Report:
    """Raises UnreadablePaper, also with the codes `missing` and `no_office`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePaper("missing") from error
    return check(_converted(path) if data.startswith(_OLD_WORD) else data)


def _converted(path: Path) -> bytes:
    """An old Word file as DOCX, by LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadablePaper("no_office")
    with tempfile.TemporaryDirectory(prefix="congso-doc-") as folder:
        source = Path(folder) / "van-ban.doc"
        source.write_bytes(path.read_bytes())
        call = [
            program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(call, check=True, timeout=_SECONDS, capture_output=True)
            return (Path(folder) / "van-ban.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UnreadablePaper("broken") from error


def _for_people(report: Report, file: str) -> None:
    counts = ", ".join(f"{report.count(severity)} {name.lower()}" for severity, name in _SEVERITY.items())
    kind = f", {report.kind.name}" if report.kind else ""
    say(f"{file}: {report.regime.name}{kind}. {counts}.")
    if report.paper.text_layer != "yes":
        say("  Tệp là bản chụp, không có lớp chữ: chỉ kiểm tra khổ giấy.")
    for finding in report.findings:
        where = f" ({place(finding)})" if place(finding) else ""
        say(f"  {_SEVERITY[finding.severity]}{where}: {rule(finding)} [{article(finding)}]")
        if finding.excerpt:
            say(f"      «{finding.excerpt}»")
        say(f"      {mend(finding)}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="congso check-layout")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    failed = False
    for name in options.files:
        answer: dict[str, Any]
        try:
            report = report_on(Path(name))
        except UnreadablePaper as error:
            failed = True
            answer = {"file": name, "error": error.code, "message": _WHY[error.code]}
            if not options.json:
                say(f"{name}: {_WHY[error.code]}")
        else:
            answer = as_json(report, name)
            if not options.json:
                _for_people(report, name)
        if options.json:
            say(json.dumps(answer, ensure_ascii=False))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
