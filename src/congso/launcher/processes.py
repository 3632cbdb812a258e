"""Small questions about processes of this machine, without a dependency."""

import os
import shutil
import subprocess
import time
from pathlib import Path


def is_alive(pid: int) -> bool:
    """True for a live process of any user; a zombie is dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _state(pid) != "Z"


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def arguments_of(pid: int) -> list[str]:
    """The command line, [] when the process is gone or may not be looked at."""
    if Path("/proc/self").exists():
        try:
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return []
        return [os.fsdecode(part) for part in raw.split(b"\0") if part]
    ps = shutil.which("ps")
    if ps is None:
        return []
    shown = subprocess.run([ps, "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603
    return shown.stdout.split()


def wait_gone(pid: int, patience: float) -> bool:
    """Wait until the process is gone, at most `patience` seconds; True when it is."""
    deadline = time.monotonic() + patience
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True
