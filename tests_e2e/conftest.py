"""The real product on a data folder of its own, with the people of the demo, and a browser of the system."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from congso.launcher.browser import find_chromium
from congso.launcher.site import ROOT
from congso.launcher.tests.machine import Product
from tests_e2e.person import House


def free_ports() -> int:
    """A port whose successor is free too: the live stream takes that one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def load_demo(data: Path, *arguments: str) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CONGSO_TESTING"}}
    done = subprocess.run(
        [sys.executable, "-m", "congso", "demo", "--data", str(data), *arguments],
        env=kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "HOME": str(data.parent)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """`congso serve` on an empty folder. CONGSO_E2E_ADDRESS names one that runs already, for work on a test."""
    yield from _served("--people-only")


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The same with the papers of the demo: documents in every state."""
    yield from _served()


def _served(*arguments: str) -> Iterator[str]:
    running = os.environ.get("CONGSO_E2E_ADDRESS")
    if running:
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="congso-e2e-", ignore_cleanup_errors=True) as folder:
        # The service account must be able to walk to its data.
        Path(folder).chmod(0o755)
        data, port = Path(folder) / "data", free_ports()
        load_demo(data, *arguments)
        with Product(data, "--port", str(port), "--no-demo") as product:
            product.ready()
            # A pipe that nobody reads would stop the product once it is full.
            threading.Thread(target=lambda: list(product.process.stdout or ()), daemon=True).start()
            yield f"http://localhost:{port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find_chromium()
    if program is None:
        message = "NOT TESTED: no Chromium (apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        yield started
        started.close()


@pytest.fixture(params=["desktop", "phone"])
def house(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[House]:
    """The people of one journey, each in a browser window of one size; what the browser complained of fails the test."""
    made = House(browser, address, request.param)
    yield made
    complaints = made.close()
    assert complaints == []
