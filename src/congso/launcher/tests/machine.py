"""Helpers for tests that need a second account of the machine or a whole product."""

import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from congso.launcher.rights import Account

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
