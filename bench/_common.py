"""What benchmarks share: the machine, a table of figures, sessions of the demo's people, a server of our own."""

import contextlib
import http.client
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congso.config.settings")
django.setup()
# A folder that was never served has no static files yet.
if not (settings.STATIC_ROOT / "staticfiles.json").exists():
    call_command("collectstatic", interactive=False, verbosity=0)


def machine() -> str:
    name = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} × {name}, Python {platform.python_version()}, load {load:.1f} at the start, {time.strftime('%Y-%m-%d')}"


def figures(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile of milliseconds."""
    return statistics.median(times), sorted(times)[max(int(len(times) * 0.95) - 1, 0)]


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """As Markdown, so that it can be put into docs/benchmarks.md as it is."""
    print("| " + " | ".join(head) + " |")
    print("|" + "|".join("---" for _ in head) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server() -> Iterator[int]:
    """Granian as `congso serve` runs it, on a free port of the loopback."""
    port = free_port()
    command = [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "2",
    ]
    command += ["--blocking-threads", "4", "--log-level", "error", "congso.config.wsgi:application"]
    # Stopped from outside, the server must go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    process = subprocess.Popen([sys.executable, *command])
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            get(port, "/dang-nhap/", "")
            return
        time.sleep(0.2)
    raise SystemExit("the web server does not come up")


def get(
    port: int, path: str, cookie: str, *, connection: http.client.HTTPConnection | None = None
) -> tuple[int, bytes]:
    """Status and compressed body."""
    link = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Host": "localhost", "Accept-Encoding": "gzip"} | (
        {"Cookie": f"sessionid={cookie}"} if cookie else {}
    )
    link.request("GET", path, headers=headers)
    answer = link.getresponse()
    body = answer.read()
    if connection is None:
        link.close()
    return answer.status, body
