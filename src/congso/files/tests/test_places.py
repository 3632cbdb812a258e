"""Where words stand on the pages: the helper's answer, and who is told."""

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client

from congso.files import api, policies
from congso.files.actions.renditions import word_places
from congso.files.inspector import find, serve
from congso.files.inspector.results import Bad
from congso.files.models import Blob
from congso.files.queries import known, worded_blob
from congso.files.testing import image, make_file, scan_pdf, text_pdf
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, sign_in

KIND = "tests_lit"
_readers: set[int | None] = set()
policies.register_holder(KIND, lambda actor, subject: actor.agency_id in _readers)


def look(folder: Path, content: bytes, asked: str) -> list[dict[str, Any]]:
    path = folder / "file.pdf"
    path.write_bytes(content)
    return find.find(path, asked)


def test_places_on_their_pages(tmp_path: Path) -> None:
    made = look(tmp_path, text_pdf("Bố trí cán bộ", "bo tri"), '"bố trí"')
    assert [(one["page"], one["exact"]) for one in made] == [(1, True), (2, False)]
    ((x, y, width, height),) = made[0]["boxes"]
    assert 0.05 < x < 0.25
    assert 0.03 < y < 0.15
    assert 0.03 < width < 0.15
    assert 0.005 < height < 0.03


def test_a_phrase_over_two_lines_has_two_boxes(tmp_path: Path) -> None:
    (one,) = look(tmp_path, text_pdf("cuối dòng bố\ntrí đầu dòng"), '"bố trí"')
    assert len(one["boxes"]) == 2
    assert one["boxes"][0][1] < one["boxes"][1][1]


def test_words_side_by_side_are_one_place(tmp_path: Path) -> None:
    made = look(tmp_path, text_pdf("bố trí, trí bo trí"), "bố trí")
    assert [len(one["boxes"]) for one in made] == [1, 1]
    assert [one["exact"] for one in made] == [True, False]


def test_a_turned_page_is_lit_where_it_is_seen(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(text_pdf("Bố trí")))
    document.pages[0].rotate(90, relative=True)
    out = io.BytesIO()
    document.save(out)
    ((x, y, width, height),) = look(tmp_path, out.getvalue(), "bố")[0]["boxes"]
    assert x > 0.8
    assert y < 0.25
    assert height > width


def test_nothing_to_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look(tmp_path, text_pdf("một"), "…") == []
    assert look(tmp_path, text_pdf("một"), "hai") == []
    assert look(tmp_path, scan_pdf(), "một") == []
    with pytest.raises(Bad, match=r"files\.damaged"):
        look(tmp_path, b"no pdf", "một")
    monkeypatch.setattr(find, "_PLACES", 1)
    assert len(look(tmp_path, text_pdf("một, một", "một"), "một")) == 1


def test_marks_apart_from_their_letters_are_joined() -> None:
    codes = [ord(char) for char in "bo\u0302\u0301 \ufffe"] + [0, 0x61, 0x0489]
    text, starts = find.composed(codes)
    assert text == "bố - a\u0489"
    assert starts == [0, 1, 4, 5, 6, 7, 8, 9]


def test_the_helper_answers(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(text_pdf("một hai"))
    out = io.BytesIO()
    serve.loop(
        io.BytesIO(json.dumps({"do": "find", "path": str(path), "asked": "hai"}).encode() + b"\n"), out
    )
    assert [one["page"] for one in json.loads(out.getvalue())["places"]] == [1]


@pytest.fixture
def paper(clerk: Actor) -> api.FileRow:
    row = make_file(clerk, "a.pdf", text_pdf("Trang một", "Trang hai"))
    api.use(row.id, SubjectRef(KIND, 1))
    _readers.clear()
    _readers.add(clerk.agency_id)
    return row


def url(row: api.FileRow, asked: str = "hai") -> str:
    return f"/tep/{KIND}/1/{row.id}/tim/?q={asked}"


@pytest.mark.django_db
def test_the_reader_is_told(client: Client, clerk: Actor, paper: api.FileRow) -> None:
    answer = sign_in(client, clerk).get(url(paper))
    assert [one["page"] for one in answer.json()["places"]] == [2]
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(url(paper, "")).json() == {"places": []}


@pytest.mark.django_db
def test_a_stranger_is_not(client: Client, clerk: Actor, paper: api.FileRow) -> None:
    assert client.get(url(paper)).status_code == 302
    assert sign_in(client, make_actor(make_agency("Sở Y tế"))).get(url(paper)).status_code == 404


@pytest.mark.django_db
def test_a_scan_is_lit_by_its_worded_twin(clerk: Actor) -> None:
    row = make_file(clerk, "a.pdf", scan_pdf())
    assert worded_blob(row.id) is None
    assert word_places(known(row.id).blob, "hai") == []
    api.add_rendition(row.id, "searchable", text_pdf("một hai"), "application/pdf")
    twin = worded_blob(row.id)
    assert twin is not None
    assert len(word_places(twin, "hai")) == 1


@pytest.mark.django_db
def test_what_has_no_pages_of_words(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert word_places(known(make_file(clerk, "a.jpg", image()).id).blob, "hai") == []
    blob = known(make_file(clerk, "b.pdf", text_pdf("hai")).id).blob
    monkeypatch.setattr("congso.files.actions.renditions.inspector.find", _broken)
    assert word_places(blob, "hai") == []
    assert word_places(Blob(mime="application/pdf", purged_at=blob.at), "hai") == []


def _broken(*_given: object) -> list[object]:
    raise Bad("files.damaged")
