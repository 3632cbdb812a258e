"""`congso doctor`: what is here, what is missing, what is optional, and how to get it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from congso.launcher import postgres, serve
from congso.launcher.browser import find_chromium
from congso.launcher.console import say
from congso.launcher.errors import LaunchError
from congso.launcher.processes import is_alive
from congso.launcher.site import LEAST_FREE, ROOT, Site, read_state

PRESENT, MISSING, OPTIONAL = "có", "THIẾU", "chưa có (tuỳ chọn)"


@dataclass(frozen=True)
class Finding:
    """`state` is one of PRESENT, MISSING, OPTIONAL; `advice` says how to get it, empty when present."""

    name: str
    state: str
    detail: str = ""
    advice: str = ""


def doctor(site: Site) -> int:
    """Print the findings; exit code 1 when something needed is missing."""
    findings = list(examine(site))
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        say(f"{finding.name:<{width}}  {finding.state:<18}  {finding.detail}".rstrip())
        if finding.advice:
            say(f"{'':<{width}}  → {finding.advice}")
    missing = [finding.name for finding in findings if finding.state == MISSING]
    say("")
    say(f"Cần sửa: {', '.join(missing)}." if missing else "Mọi thứ cần thiết đều có.")
    return 1 if missing else 0


def examine(site: Site) -> Iterator[Finding]:
    yield Finding("Python", PRESENT, sys.version.split()[0])
    yield packages(ROOT / "requirements" / "base.txt")
    yield database_state(site)
    yield disk(site.data)
    yield port(site)
    yield tesseract()
    for name, programs, package, purpose in _OPTIONAL:
        yield program(name, programs, f"apt install {package} ({purpose})")
    chromium = find_chromium()
    advice = "" if chromium else "apt install chromium (kiểm thử bằng trình duyệt)"
    yield Finding("Chromium", PRESENT if chromium else OPTIONAL, chromium or "", advice)


_OPTIONAL = (
    ("LibreOffice", ("soffice", "libreoffice"), "libreoffice-writer-nogui", "chuyển tệp Word sang PDF"),
    ("pdfsig", ("pdfsig",), "poppler-utils", "kiểm chữ ký số bằng công cụ thứ hai"),
)


def packages(lock: Path) -> Finding:
    """Are the installed packages those of the lock file?"""
    wrong = [name for name, version in _pinned(lock.read_text()) if _installed(name) not in {version, None}]
    if wrong:
        return Finding(
            "Gói Python", MISSING, f"khác tệp khoá: {', '.join(wrong[:5])}", "xoá thư mục .venv rồi chạy lại"
        )
    return Finding("Gói Python", PRESENT, "đúng tệp khoá requirements/base.txt")


def _pinned(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, found, rest = line.partition("==")
        if found and not name.startswith((" ", "#")) and ";" not in rest:
            yield name, rest.split()[0]


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def database_state(site: Site) -> Finding:
    if site.database_url:
        return Finding("PostgreSQL", PRESENT, "máy chủ ngoài theo DATABASE_URL")
    try:
        postgres.binaries()
        major = postgres.cluster_for(site.data).major if site.data.exists() else None
    except LaunchError as error:
        return Finding("PostgreSQL", MISSING, str(error))
    if major not in {None, postgres.MAJOR}:
        return Finding("PostgreSQL", MISSING, f"dữ liệu thuộc bản {major}", "chạy ./congso upgrade")
    return Finding("PostgreSQL", PRESENT, f"{postgres.MAJOR}, kèm theo chương trình")


def disk(data: Path) -> Finding:
    place = next(path for path in (data, *data.parents) if path.exists())
    free = shutil.disk_usage(place).free
    detail = f"còn {free // (1024 * 1024)} MB tại {place}"
    if free < LEAST_FREE:
        return Finding("Chỗ trống", MISSING, detail, "giải phóng ít nhất 200 MB")
    return Finding("Chỗ trống", PRESENT, detail)


def port(site: Site) -> Finding:
    state = read_state(site)
    if state.get("address") and is_alive(state["pid"]):
        return Finding("Cổng", PRESENT, f"Công Sở đang chạy tại {state['address']}")
    try:
        serve.check_port(site.host, site.port)
    except LaunchError as error:
        return Finding("Cổng", MISSING, str(error))
    return Finding("Cổng", PRESENT, f"{site.port} còn trống")


def tesseract(find: Callable[[str], str | None] = shutil.which) -> Finding:
    advice = "apt install tesseract-ocr tesseract-ocr-vie (đọc chữ trên bản quét)"
    program = find("tesseract")
    if program is None:
        return Finding("OCR", OPTIONAL, "", advice)
    shown = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    if "vie" not in shown.stdout.split():
        return Finding("OCR", OPTIONAL, "có Tesseract nhưng thiếu tiếng Việt", advice)
    return Finding("OCR", PRESENT, "Tesseract với tiếng Việt")


def program(name: str, programs: tuple[str, ...], advice: str) -> Finding:
    for candidate in programs:
        if found := shutil.which(candidate, path=os.environ.get("PATH")):
            return Finding(name, PRESENT, found)
    return Finding(name, OPTIONAL, "", advice)
