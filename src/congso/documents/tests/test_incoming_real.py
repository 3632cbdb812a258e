"""Real documents of five sorts, from the clerk's file to the arrival number."""

import json
from datetime import date

import pytest

from congso.documents import testing_incoming as t
from congso.documents.actions.receive_incoming import receive_upload
from congso.documents.actions.register_incoming import register_incoming
from congso.documents.actions.state_incoming_marking import state_incoming_marking
from congso.documents.rules_incoming import Fields
from congso.files import api as files
from congso.kernel.refs import SubjectRef
from congso.pure.tests.real import real_input

pytestmark = [pytest.mark.django_db, pytest.mark.real_input, pytest.mark.slow]
SORTS = {
    "scan": lambda row: row["ext"] == "pdf" and row["text_layer"] == "none" and not row["digital_signatures"],
    "signed": lambda row: row["ext"] == "pdf" and row["digital_signatures"] and not row["signature_broken"],
    "changed": lambda row: row["signature_broken"],
    "born digital": lambda row: (
        row["ext"] == "pdf" and row["text_layer"] == "yes" and not row["digital_signatures"]
    ),
    "word": lambda row: row["ext"] == "docx",
}


def smallest(sort):
    """The smallest checked document of a sort that names its number, issuer and subject."""
    folder = real_input()
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    whole = [row for row in rows if SORTS[sort](row) and row["subject"] and row["issuing_body"]]
    row = min(whole, key=lambda row: row["bytes"])
    return row, (folder / row["file"]).read_bytes()


@pytest.mark.parametrize("sort", SORTS)
def test_a_real_document_is_received_and_registered(sort):
    office = t.make_office()
    gold, content = smallest(sort)
    (received,) = receive_upload(actor=office.clerk, files=[(gold["file"].rpartition("/")[2], content)])
    assert received.refusal is None
    incoming = t.row(received.incoming_id)
    t.run_jobs()
    if received.held:
        state_incoming_marking(actor=office.clerk, incoming_id=incoming.pk, marked=False)
    given = Fields(
        number=gold["number"] or "",
        symbol=gold["symbol"] or "" if gold["number"] else "",
        document_date=date.fromisoformat(gold["date"]) if gold["date"] else None,
        kind=gold["kind"] or "",
        issuer_name=gold["issuing_body"],
        subject=gold["subject"],
        signer_name=gold["signer_name"] or "",
    )
    done = register_incoming(
        actor=office.clerk, incoming_id=incoming.pk, fields=given, expected_version=t.row(incoming.pk).version
    )
    t.run_jobs()
    now = t.row(incoming.pk)
    assert (done.number, now.arrival_number, now.state) == (1, 1, "registered")
    assert files.read(now.main_file_id) == content
    assert now.stamped_file is (gold["ext"] == "pdf")
    stamped = files.viewer_pages(SubjectRef("incoming", now.pk), now.main_file_id, "stamped")
    assert len(stamped) == (now.pages if now.stamped_file else 0)
    state = now.signatures["state"]
    expected = {"signed": {"valid", "untrusted"}, "changed": {"invalid", "unknown"}}
    assert state in expected.get(sort, {"none"})
