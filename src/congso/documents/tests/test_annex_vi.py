"""docs/annex-vi.md is complete and names only tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
TABLE = (ROOT / "docs" / "annex-vi.md").read_text(encoding="utf-8")
FUNCTIONS = {1: 14, 2: 4, 3: 3, 4: 7, 5: 7, 6: 11, 7: 5, 8: 3}
ITEMS = [
    *(f"P{n}" for n in range(1, 6)),
    *(f"D{n}" for n in range(1, 9)),
    *(f"F{group}.{n}" for group, last in FUNCTIONS.items() for n in range(1, last + 1)),
    *(f"A{n}" for n in range(1, 9)),
    *(f"O{n}" for n in range(1, 7)),
    *(f"I{n}" for n in range(1, 4)),
]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if re.match(r"\| [PDFAOI]\d", line)
]


def test_every_item_has_one_line_with_a_test_or_not_yet():
    assert [row[0] for row in ROWS] == ITEMS
    for row in ROWS:
        assert len(row) == 4, row
        assert "::" in row[3] or row[3].startswith("not yet"), row


def test_the_named_tests_exist():
    named = re.findall(r"([\w/]+)::(test_\w+)", TABLE)
    assert len(named) > 40
    missing = []
    for module, name in named:
        file = ROOT / "src" / "congso" / f"{module}.py"
        if not file.exists() or not re.search(
            rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            missing.append(f"{module}::{name}")
    assert not missing
