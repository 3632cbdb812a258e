"""Questions about processes of this machine, without a dependency."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """True for a live process of any user; a zombie is dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _status(pid)[:1] != ["Z"]


def _status(pid: int) -> list[str]:
    """Fields of /proc/PID/stat after the name: state, parent, group, …; [] where there is no such file."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def arguments_of(pid: int) -> list[str]:
    """The command line, [] when the process is gone or may not be looked at."""
    if (_PROC / "self").exists():
        try:
            raw = (_PROC / str(pid) / "cmdline").read_bytes()
        except OSError:
            return []
        return [os.fsdecode(part) for part in raw.split(b"\0") if part]
    ps = shutil.which("ps")
    if ps is None:
        return []
    shown = subprocess.run([ps, "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.split()


def wait_gone(pid: int, patience: float) -> bool:
    """Wait until the process is gone, at most `patience` seconds; True when it is."""
    deadline = time.monotonic() + patience
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True


def kill_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def members_in(group: int, folder: Path) -> list[int]:
    """Processes of a group that work in `folder`: numbers are used again, the working folder proves whose it is."""
    return [
        pid for pid in _all_pids() if _status(pid)[2:3] == [str(group)] and _working_folder(pid) == folder
    ]


def _all_pids() -> Iterator[int]:
    if _PROC.exists():
        yield from (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal())


def _working_folder(pid: int) -> Path | None:
    try:
        return (_PROC / str(pid) / "cwd").readlink()
    except OSError:
        return None
