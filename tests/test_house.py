"""Rules of the house that no tool checks: words that no file may hold, what the guides must mention."""

import re
from pathlib import Path

import pytest

from congso.launcher.cli import COMMANDS
from tests.tree import ROOT, name, tracked

# Put together from halves, so that this file passes its own check.
_HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com", "deb." + "debian.org",
          "security." + "debian.org", "ftp." + "debian.org", "proxy." + "golang.org", "crates" + ".io"]  # fmt: skip
_BINARY = {
    ".png",
    ".jpg",
    ".webp",
    ".ico",
    ".woff2",
    ".ttf",
    ".otf",
    ".pdf",
    ".docx",
    ".xlsx",
    ".mo",
    ".gz",
    ".icc",
    ".wasm",
}


def texts() -> list[tuple[Path, str]]:
    files = [path for path in tracked() if path.suffix not in _BINARY]
    return [(path, path.read_text(encoding="utf-8", errors="replace")) for path in files]


def hosts_in(text: str) -> list[str]:
    return [host for host in _HOSTS if re.search(rf"(?<![\w-]){re.escape(host)}", text.lower())]


def test_no_file_names_a_host_of_a_package_registry() -> None:
    found = {name(path): hosts for path, text in texts() if (hosts := hosts_in(text))}
    assert not found


def test_a_planted_host_is_caught() -> None:
    assert hosts_in("https://" + _HOSTS[0] + "/simple/x")
    assert hosts_in("https://files." + _HOSTS[1])
    assert not hosts_in("nothing of the kind")


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / lock).read_text()
        pins = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
        assert "--index" not in re.sub(r"^#.*$", "", text, flags=re.MULTILINE)


def test_no_lock_with_addresses_is_tracked() -> None:
    assert "uv.lock" not in {name(path) for path in tracked()}


@pytest.mark.parametrize("command", [row.name for row in COMMANDS])
def test_the_guide_for_operators_mentions_every_command(command: str) -> None:
    assert f"congso {command}" in (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


def settings_read_from_the_environment() -> set[str]:
    files = [ROOT / "src/congso/config/settings.py", *(ROOT / "src/congso/launcher").glob("*.py")]
    found = {
        word for file in files for word in re.findall(r'"(CONGSO_[A-Z_]+|DATABASE_URL)"', file.read_text())
    }
    return found - {"CONGSO_SUBSCRIPTIONS", "CONGSO_UPLOAD", "CONGSO_TEST_RUN"}


def test_the_guide_for_operators_mentions_every_variable() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    assert not {word for word in settings_read_from_the_environment() if word not in guide}


def test_the_scripts_are_two_lines_over_one() -> None:
    for script in ("run", "test"):
        path = ROOT / script
        assert len(path.read_text().strip().splitlines()) == 2
        assert path.stat().st_mode & 0o111
    assert (ROOT / "congso").stat().st_mode & 0o111
