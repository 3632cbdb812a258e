"""Pytest plugin, loaded with `-p` before Django reads its settings: gives the test run its PostgreSQL.

The server is started by a child process, so that coverage of the launcher is not spoilt by early imports and
the server is released even when the test run is killed.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]


def _start() -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(_ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    helper = subprocess.Popen(
        [sys.executable, "-m", "congso.launcher.testserver", str(_ROOT), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    assert helper.stdout is not None  # noqa: S101
    address = helper.stdout.readline().strip()
    if not address:
        raise RuntimeError("the test PostgreSQL did not start; its words stand above")
    os.environ["DATABASE_URL"] = address
    return helper


def _prepare() -> "subprocess.Popen[str] | None":
    """Workers of xdist inherit the environment of their controller and share its server, each with a folder of its own:
    what one puts there (roots to trust, blobs) is not the other's."""
    if "CONGSO_TEST_RUN" in os.environ:
        if worker := os.environ.get("PYTEST_XDIST_WORKER"):
            own = Path(os.environ["CONGSO_DATA_DIR"]) / worker
            (own / "static").mkdir(parents=True, exist_ok=True)
            os.environ["CONGSO_DATA_DIR"] = str(own)
        return None
    os.environ["CONGSO_TEST_RUN"] = str(os.getpid())
    os.environ["CONGSO_TESTING"] = "1"
    os.environ.setdefault("CONGSO_SECRET_KEY", "only-for-tests-and-worth-nothing-elsewhere-0123456789")
    os.environ["CONGSO_DATA_DIR"] = tempfile.mkdtemp(prefix="congso-test-")
    # whitenoise warns of a missing folder, and warnings are errors.
    (Path(os.environ["CONGSO_DATA_DIR"]) / "static").mkdir()
    return None if os.environ.get("CONGSO_TEST_DATABASE_URL") else _start()


_helper = _prepare()
if url := os.environ.get("CONGSO_TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = url


@atexit.register
def _release() -> None:
    """Close the helper's input: it drops this run's databases and, as the last one, stops the server."""
    if os.environ["CONGSO_TEST_RUN"] == str(os.getpid()):
        shutil.rmtree(os.environ["CONGSO_DATA_DIR"], ignore_errors=True)
    if _helper is not None and _helper.stdin is not None and _helper.stdout is not None:
        _helper.stdin.close()
        _helper.wait()
        _helper.stdout.close()
