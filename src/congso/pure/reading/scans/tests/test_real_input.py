"""Scans of real documents, signature block and all: the figures reached, as minimums."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from congso.pure.reading.scans import engine
from congso.pure.reading.scans.scan import read_any
from congso.pure.tests.real import real_input

pytestmark = [pytest.mark.real_input, pytest.mark.slow]
# Every third of them: a page takes seconds. docs/benchmarks.md has the figures of all.
LEAST = {
    "kind": 0.94, "number": 0.76, "symbol": 0.88, "issuing_body": 0.94, "place": 0.88, "date": 0.82,
    "subject": 0.94, "signer_name": 0.85, "urgency": 0.94, "recipients": 0.74, "mean": 0.86,
}  # fmt: skip


def test_scans_reach_their_figures(tmp_path: Path) -> None:
    if not engine.ready():
        pytest.skip("Tesseract with Vietnamese is not installed")
    folder = real_input()
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    scans = [row for row in rows if row["kind_of_file"].startswith("scanned")][2::3]

    def read(row: dict[str, Any]) -> str:
        made = read_any((folder / row["file"]).read_bytes())
        return json.dumps({"file": row["file"], **made.to_json()}, ensure_ascii=False)

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(read, scans))
    gold, out = tmp_path / "gold.jsonl", tmp_path / "said.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in scans), encoding="utf-8")
    out.write_text("\n".join(said), encoding="utf-8")
    tool = folder.parent / "tools" / "score_reading.py"
    bounds = [part for name, least in LEAST.items() for part in ("--min", f"scan.{name}={least}")]
    scored = subprocess.run(
        [sys.executable, tool, gold, out, *bounds], capture_output=True, text=True, check=False
    )
    assert scored.returncode == 0, scored.stdout
