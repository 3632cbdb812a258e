"""Messages as JSON and back, with the place of whatever does not fit."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from congso.pure.edxml import Message, Unreadable, as_plain, from_plain, read
from congso.pure.edxml.tests import samples, strategies


@settings(max_examples=12)
@given(strategies.messages)
def test_there_and_back(message: Message) -> None:
    contents = {one.content_id: one.content for one in message.attachments}
    plain = json.loads(json.dumps(as_plain(message)))
    assert from_plain(plain, lambda entry: contents[entry["content_id"]]) == message


def test_every_field_is_told() -> None:
    plain = as_plain(read(samples.message()))
    assert (plain["kind"], plain["generation"]) == ("new", "qcvn_102_2016")
    assert plain["header"]["promulgation_date"] == "2026-03-05"
    assert plain["header"]["sender"]["fax"] == ""
    [file] = plain["attachments"]
    assert (file["size"], file["content_type"], file["enclosed"]) == (
        len(samples.PDF),
        "application/pdf",
        True,
    )
    assert len(file["sha256"]) == 64
    assert not {"notes", "signature"} & set(plain)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"header": {"subjects": "x"}}, "header.subjects"), ({"header": []}, "header."), ({}, "the whole description"),
        ({"header": {}, "notes": []}, "notes"), ({"header": {"subject": 5}}, "header.subject"),
        ({"header": {"receivers": {}}}, "header.receivers"), ({"header": {"receivers": [{"fax": None}]}}, "header.receivers[0].fax"),
        ({"header": {"due_date": "mai"}}, "header.due_date"), ({"header": {"due_date": 5}}, "header.due_date"),
        ({"header": {}, "business": {"receiver_lines": [{"change": 7}]}}, "business.receiver_lines[0].change"),
        ({"header": {"other": {"priority": True}}}, "header.other.priority"),
        ({"header": {}, "attachments": {}}, "attachments"), ({"header": {}, "attachments": ["x"]}, "attachments"),
        ({"header": {}, "attachments": [{"name": 5}]}, "attachments[0]"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(data: dict[str, Any], place: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_plain(data, lambda _entry: b"")
    assert (refused.value.code, refused.value.place) == ("description", place)


def test_what_is_left_out_is_empty() -> None:
    made = from_plain(
        {"header": {"subject": "x", "due_date": None}, "attachments": [{}]}, lambda _entry: b"y"
    )
    assert made.header.subject == "x"
    assert [(one.content_id, one.name) for one in made.attachments] == [("1", "1")]
