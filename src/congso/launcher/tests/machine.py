"""Helpers for tests that need a second account of the machine or a whole product."""

import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from congso.launcher.rights import Account
from congso.launcher.site import ROOT

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: only root can act as two accounts")


def account(name: str) -> Account:
    entry = pwd.getpwnam(name)
    return Account(name, entry.pw_uid, entry.pw_gid, entry.pw_dir)


def said_as(name: str, work: Callable[[], str]) -> str:
    """What `work` returns when a fork of this process does it as that account."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            entry = pwd.getpwnam(name)
            os.setgroups([])
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)
            os.write(writer, work().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        text = file.read()
    os.waitpid(child, 0)
    return text


class Product:
    """`congso serve` as a process of its own; what it says is read line by line."""

    def __init__(
        self, data: Path, *arguments: str, program: Path | str = sys.executable, user: str | None = None
    ) -> None:
        self.data = data
        kept = {
            key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CONGSO_TESTING"}
        }
        self.process = subprocess.Popen(
            [program, "-m", "congso", "serve", "--data", str(data), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env=kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "HOME": str(data.parent)},
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        self.said: list[str] = []

    def until(self, *words: str) -> str:
        """Read on until a line holds all the words; the line."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if all(word in line for word in words):
                return line
        raise AssertionError(f"{words} never came:\n{''.join(self.said)}")

    def ready(self) -> "Product":
        self.until("sẵn sàng sau")
        return self

    def refusal(self) -> str:
        """What it says when it does not start."""
        text = self.process.communicate(timeout=120)[0]
        assert self.process.returncode == 1, text
        return text

    def state(self) -> dict[str, Any]:
        state = json.loads((self.data / "run.json").read_text())
        assert isinstance(state, dict)
        return state

    def processes(self) -> list[int]:
        """Everything that works in the data folder."""
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdecimal() and self._is_here(entry)
        ]

    def _is_here(self, entry: Path) -> bool:
        try:
            return (entry / "cwd").readlink().is_relative_to(self.data.resolve())
        except OSError:
            return False

    def __enter__(self) -> "Product":
        return self

    def __exit__(self, *_arguments: object) -> None:
        end(self.process)


def eventually(check: Callable[[], bool], seconds: float = 60) -> bool:
    """Ask again and again until it is so; False when it never was."""
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def end(process: "subprocess.Popen[str]", number: signal.Signals = signal.SIGTERM) -> str:
    """Stop a process and return all it said."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.communicate(timeout=60)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def long_folder(base: Path, length: int = 150) -> Path:
    """A folder with spaces and accents whose whole path has at least `length` characters."""
    path = base / "Sở Nội vụ tỉnh Mẫu"
    while len(str(path)) < length:
        path = path / "văn bản đến"[: max(1, length - len(str(path)) - 1)].strip()
    path.mkdir(parents=True, exist_ok=True)
    return path
