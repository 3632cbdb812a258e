"""Published documents that agencies signed with other tools: our verdicts against hand-checked gold and `pdfsig`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from congso.signing import verify
from congso.signing.checking.report import Cause, Verdict
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine, validate
from congso.signing.tests import made
from congso.signing.tests.test_verify import flips

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


def test_the_command_agrees_with_gold_and_pdfsig(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONGSO_TRUST_ROOTS", raising=False)
    rows = gold()
    code = verify.main(["--json", *(str(FOLDER / row["file"]) for row in rows)])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == verify.FAILS
    for row, answer in zip(rows, answers, strict=True):
        said = [one["integrity"] == "valid" for one in answer["signatures"]]
        assert said == [not row["signature_broken"]] * len(row["digital_signatures"]), row["file"]
        pdf = (FOLDER / row["file"]).read_bytes()
        assert said == [valid for _field, _covered, valid in made.pdfsig(pdf, tmp_path)], row["file"]
        if row["signature_broken"]:
            assert all("ghi lại sau khi ký" in one["reason"] for one in answer["signatures"]), row["file"]


def test_unsigned_documents_are_told_so() -> None:
    every = map(json.loads, (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    bare = [row for row in every if row["file"].endswith(".pdf") and not row["digital_signatures"]]
    assert len(bare) > 30
    for row in bare:
        assert examine((FOLDER / row["file"]).read_bytes(), Court()) == [], row["file"]


def test_recompressed_documents_are_broken_and_explained() -> None:
    rows = [row for row in gold() if row["signature_broken"]]
    assert len(rows) >= 2
    for row in rows:
        reports = validate((FOLDER / row["file"]).read_bytes())
        assert {report.cause for report in reports} == {Cause.REWRITTEN}, row["file"]


def test_flipped_bytes_of_real_documents_are_found() -> None:
    whole = [row for row in gold() if not row["signature_broken"]]
    for at, row in enumerate(whole):
        for copy in flips((FOLDER / row["file"]).read_bytes(), 200 // len(whole) + 1, seed=at):
            reports = validate(copy)
            assert reports, row["file"]
            assert not reports[-1].holds, row["file"]
