"""Where the folder of real published documents lies; it is never part of the repository."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[4]


def real_input() -> Path:
    """Return the folder of real input; without it the test is skipped, in CI it fails."""
    folder = Path(os.environ.get("CONGSO_REAL_INPUT", REPOSITORY.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    message = f"no real input at {folder}; set CONGSO_REAL_INPUT"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
