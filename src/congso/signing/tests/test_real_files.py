"""Published documents that agencies signed with other tools: our verdicts against hand-checked gold and `pdfsig`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from congso.signing.pades.validate import Verdict, validate
from congso.signing.tests import made

FOLDER = Path(os.environ.get("CONGSO_REAL_INPUT", Path(__file__).parents[5] / "shared" / "data"))
pytestmark = [pytest.mark.real_input, pytest.mark.slow]


def gold() -> list[dict[str, Any]]:
    lines = (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["digital_signatures"]]


def test_verdicts_agree_with_gold() -> None:
    rows = gold()
    assert len(rows) >= 19
    for row in rows:
        reports = validate((FOLDER / row["file"]).read_bytes())
        assert len(reports) == len(row["digital_signatures"]), row["file"]
        for report, known in zip(reports, row["digital_signatures"], strict=True):
            wanted = Verdict.BROKEN if row["signature_broken"] else Verdict.VALID
            assert report.verdict is wanted, row["file"]
            assert report.subject == known["subject_cn"], row["file"]
            assert report.covers_whole_file == known["covers_whole_file"], row["file"]
            if known["digest"]:
                assert report.digest == known["digest"], row["file"]
                assert report.weak_digest == (known["digest"] == "sha1"), row["file"]


def test_verdicts_agree_with_pdfsig(tmp_path: Path) -> None:
    for row in gold():
        pdf = (FOLDER / row["file"]).read_bytes()
        ours = [(report.covers_whole_file, report.verdict is Verdict.VALID) for report in validate(pdf)]
        theirs = [(covered, valid) for _field, covered, valid in made.pdfsig(pdf, tmp_path)]
        assert ours == theirs, row["file"]


def test_late_fields_of_the_usual_signing_tool_are_told_apart() -> None:
    rows = [row for row in gold() if len(row["digital_signatures"]) > 1]
    assert rows
    for row in rows:
        first, *others = validate((FOLDER / row["file"]).read_bytes())
        assert first.field_added_late, row["file"]
        assert not any(report.field_added_late for report in others), row["file"]
