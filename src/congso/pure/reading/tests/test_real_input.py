"""Real published documents with hand-checked gold: what is read may not fall under these ratios."""

import json
import subprocess
import sys

import pytest

from congso.pure.reading import Unreadable, read
from congso.pure.reading.office import office_program
from congso.pure.tests.real import real_input

pytestmark = [pytest.mark.real_input, pytest.mark.slow]

TEXT = {
    **dict.fromkeys(("number", "symbol", "date", "kind", "place", "urgency"), 0.99),
    **dict.fromkeys(("issuing_body", "subject", "recipients"), 0.97),
    "signing_form": 0.96,
    "signer_name": 0.93,
    "mean": 0.98,
}
DOC = dict.fromkeys(
    (
        "number",
        "symbol",
        "date",
        "kind",
        "place",
        "issuing_body",
        "subject",
        "signer_name",
        "signing_form",
        "recipients",
    ),
    0.92,
)


def rows():
    lines = (real_input() / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def group_of(row):
    scanned = row["kind_of_file"].startswith("scanned")
    return "doc" if row["ext"] == "doc" else "scan" if scanned else "text"


def shortfall(group, least, folder):
    """What the scorer says of a group of the gold."""
    gold, said = folder / "gold.jsonl", folder / "said.jsonl"
    chosen = [row for row in rows() if group_of(row) == group]
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in chosen), encoding="utf-8")
    with said.open("w", encoding="utf-8") as output:
        for row in chosen:
            reading = read((real_input() / row["file"]).read_bytes(), row["file"])
            output.write(f"{json.dumps({'file': row['file'], **reading.to_json()})}\n")
    bounds = [f"--min={group}.{field}={ratio}" for field, ratio in least.items()]
    scorer = real_input().parent / "tools" / "score_reading.py"
    done = subprocess.run(
        [sys.executable, scorer, gold, said, *bounds], capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode else ""


def test_documents_with_text(tmp_path):
    assert not shortfall("text", TEXT, tmp_path)


def test_old_word_files(tmp_path):
    if office_program() is None:
        with pytest.raises(Unreadable, match="office_missing"):
            read(next((real_input() / row["file"]).read_bytes() for row in rows() if row["ext"] == "doc"))
        return
    assert not shortfall("doc", DOC, tmp_path)


def test_scans_are_left_to_recognition():
    for row in rows():
        if group_of(row) == "scan":
            reading = read((real_input() / row["file"]).read_bytes(), row["file"])
            wanted = {"poor": {"poor"}, "none": {"none", "partial"}}.get(row["text_layer"][:4], {"partial"})
            assert reading.text_layer in wanted, row["file"]
            assert reading.pages == row["pages"]
