"""The tracked files of the checkout, for checks that walk all of them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_UNTRACKED = {".git", ".venv", "node_modules", "data", ".cache", "__pycache__", "vendor"}


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git knows or would add; without git (a source archive) every file outside build folders."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        files = (path for path in ROOT.rglob("*") if not _UNTRACKED & set(path.relative_to(ROOT).parts))
        return tuple(path for path in files if path.is_file())
    return tuple(path for name in listed if name and (path := ROOT / name).is_file())


def python_files() -> list[Path]:
    """Python of the house; migrations are written by Django."""
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def is_test(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return "tests" in parts or parts[0] == "tests_e2e" or path.name == "conftest.py"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
