"""Published documents, read wherever their folder is present: the figures of the guide, and no error where none is due.

Every error on a document that counts as issued was compared with the document itself: paper that is not A4 and margins
that are too narrow, nothing else. A new error here is to be read before this list grows.
"""

import json

import pytest

from congso.pure.layout.check import Severity, check
from congso.pure.tests.real import real_input

pytestmark = [pytest.mark.real_input, pytest.mark.slow]
TRUE_ERRORS = {"paper.size", "margin.top", "margin.bottom", "margin.left", "margin.right", "font.family"}


def issued() -> list[dict]:
    rows = (json.loads(row) for row in (real_input() / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        row for row in rows
        if row["kind_of_file"].startswith("born-digital") and not row["draft"] and row["ext"] in ("pdf", "docx")
    ]  # fmt: skip


def test_issued_documents_have_no_error_that_reading_them_denies():
    documents = issued()
    errors = {}
    for row in documents:
        report = check((real_input() / row["file"]).read_bytes())
        errors[row["file"]] = [found.code for found in report.findings if found.severity is Severity.ERROR]
        if row["date"] and row["date"] < "2020-03-05":
            assert errors[row["file"]] == []
    assert len(documents) >= 10
    assert {code for codes in errors.values() for code in codes} <= TRUE_ERRORS
    assert sum(map(len, errors.values())) <= len(documents)
