"""Two installations exchange through a third as hub while the processes of all three are killed at random: nothing lost, nothing doubled.

`CONGSO_KILLED_MESSAGES=1000` for the long run; its figures stand in docs/benchmarks.md.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[4]
_OF_TESTS = ("CONGSO_TESTING", "CONGSO_TEST_RUN", "CONGSO_TEST_DATABASE_URL")


@pytest.mark.slow
def test_killed_at_random_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """Databases, folders and processes of their own, as they run for users; the script counts and judges."""
    messages = os.environ.get("CONGSO_KILLED_MESSAGES", "40")
    limits = ["--kills", "3", "--minutes", "5"] if messages == "40" else []
    environment = {name: value for name, value in os.environ.items() if name not in _OF_TESTS}
    environment |= {
        "CONGSO_DATA_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(_ROOT / "src"), str(_ROOT)]),
    }
    words = [sys.executable, str(_ROOT / "bench/exchange_kill.py"), "--messages", messages, *limits]
    told = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr[-3000:]}"
    assert f"| {messages} |" in told.stdout
