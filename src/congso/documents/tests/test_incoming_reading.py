"""Proposals off the pages: kept by a job, shown with the form, never in the way."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congso.documents import testing_incoming as t
from congso.documents.actions import read_incoming as action
from congso.documents.models import IncomingReading
from congso.files import api as files
from congso.files.testing import image, scan_pdf, text_pdf
from congso.kernel.actor import Role
from congso.kernel.errors import NotFound
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db
FIELDS = {
    "kind": "Quyết định",
    "number": "12",
    "symbol": "QĐ-SYT",
    "issuing_body": "SỞ Y TẾ",
    "subject": "Về việc A",
}
SCAN_ROW = files.ScanRow("reading", "", "none", 1, 3)


def read_of(**more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("date", "signer_name", "signer_title", "urgency", *FIELDS))
    boxes = {"number": {"page": 1, "x0": 60, "y0": 84, "x1": 120, "y1": 96}}
    return {
        **empty,
        **FIELDS,
        "text_layer": "yes",
        "confidence": {"number": 0.4, "kind": 0.95},
        "boxes": boxes,
        **more,
    }


@pytest.fixture
def office() -> t.Office:
    return t.make_office()


@pytest.fixture
def clerk(client: Client, office: t.Office) -> Any:
    return sign_in(client, office.clerk)


def reading_row(incoming: Any) -> IncomingReading:
    return IncomingReading.objects.unscoped(reason="test").get(incoming=incoming)


def test_the_fields_of_a_file_with_words_are_proposed(
    office: t.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "own_fields", lambda file_id: read_of())
    incoming = t.receive(office.clerk)
    action.read_incoming(incoming_id=incoming.pk)
    row = reading_row(incoming)
    assert (row.state, row.fields["number"]["value"], row.fields["issuer_name"]["value"]) == (
        "done",
        "12",
        "Sở Y tế",
    )
    assert row.fields["number"]["box"][0] == 1


def test_a_scan_waits_for_its_pages_and_shows_how_far_it_is(
    office: t.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "own_fields", lambda file_id: {**dict.fromkeys(FIELDS), "text_layer": "none"})
    incoming = t.receive(office.clerk, scan_pdf(3))
    action.read_incoming(incoming_id=incoming.pk)
    assert reading_row(incoming).state == "reading"
    monkeypatch.setattr(files, "scan_of", lambda file_id: SCAN_ROW)
    assert action.read_arrivals(file_id=incoming.main_file_id or 0) == 1
    assert (reading_row(incoming).done, reading_row(incoming).total) == (1, 3)


def test_pages_read_by_eye_give_fields(office: t.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    page = {"frame": [595, 842, 0, 0.0], "sure": 0.9, "signer": None, "words": _words()}
    monkeypatch.setattr(files, "scan_of", lambda file_id: SCAN_ROW)
    monkeypatch.setattr(files, "scanned_pages", lambda file_id: {1: page})
    incoming = t.receive(office.clerk, image(), "Ảnh.jpg")
    action.read_incoming(incoming_id=incoming.pk)
    fields = reading_row(incoming).fields
    assert (fields["number"]["value"], fields["symbol"]["value"]) == ("12", "QĐ-SYT")
    assert fields["number"]["confidence"] == 0.3  # the digits' own, not the line's


def _words() -> list[list[Any]]:
    lines = [
        (70, 60, "SỞ Y TẾ", 0.95), (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.95),
        (340, 76, "Độc lập - Tự do - Hạnh phúc", 0.95), (70, 100, "Số:", 0.95), (92, 100, "12", 0.3), (106, 100, "/QĐ-SYT", 0.95),
        (320, 100, "Hà Nội, ngày 16 tháng 11 năm 2026", 0.95), (250, 140, "QUYẾT ĐỊNH", 0.95), (220, 160, "Về việc công nhận", 0.95),
    ]  # fmt: skip
    words = []
    for x, y, text, sure in lines:
        for word in text.split():
            words.append([word, x, y, x + 6.2 * len(word), y + 13, sure])
            x += 6.2 * len(word) + 3
    return words


def test_word_files_have_no_places(office: t.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "own_fields", lambda file_id: read_of())
    assert action._sizes(t.receive(office.clerk), 0, "application/msword") == {}


def test_only_waiting_arrivals_are_read(office: t.Office) -> None:
    registered = t.make_incoming(office.clerk)
    action.read_incoming(incoming_id=registered.pk)
    action.read_incoming(incoming_id=registered.pk + 1000)
    assert not IncomingReading.objects.unscoped(reason="test").exists()


def test_a_purged_file_takes_its_proposals_along(office: t.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "own_fields", lambda file_id: read_of())
    incoming = t.receive(office.clerk)
    action.read_incoming(incoming_id=incoming.pk)
    admin = make_actor(office.agency, Role.ADMIN)
    files.purge(actor=admin, file_id=incoming.main_file_id or 0, reason="thử")
    action.read_incoming(incoming_id=incoming.pk)
    assert not IncomingReading.objects.unscoped(reason="test").exists()


def proposed(incoming: Any, **more: Any) -> IncomingReading:
    fields = {
        "number": {"value": "12", "confidence": 0.4, "box": [1, 0.1, 0.1, 0.2, 0.12]},
        "kind": {"value": "Quyết định", "confidence": 0.95, "box": None},
        "document_date": {"value": "2026-11-16", "confidence": 0.7, "box": None},
    }
    at = incoming.received_at
    return IncomingReading.objects.create(
        incoming=incoming, **{"state": "done", "fields": fields, "at": at, **more}
    )


def test_the_form_shows_proposals_with_words_and_places(client: Client, office: t.Office, clerk: Any) -> None:
    incoming = t.receive(office.clerk, text_pdf("Kính gửi: Sở Nội vụ"))
    proposed(incoming)
    html = client.get(reverse("documents:incoming_register", args=[incoming.pk])).content.decode()
    assert 'value="12"' in html
    assert 'value="16/11/2026"' in html
    assert "Máy đọc không chắc: xem lại" in html
    assert "Máy đọc rõ" in html
    assert 'data-reading-go="number"' in html
    assert '<rect class="low" data-field="number"' in html


def test_what_the_clerk_saved_stands(client: Client, office: t.Office, clerk: Any) -> None:
    incoming = t.receive(office.clerk)
    proposed(incoming)
    address = reverse("documents:incoming_save", args=[incoming.pk])
    client.post(address, {"number": "99", "urgency": "0", "version": str(incoming.version)})
    html = client.get(reverse("documents:incoming_register", args=[incoming.pk])).content.decode()
    assert 'value="99"' in html
    assert 'data-reading-go="number"' not in html


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"state": "reading", "total": 0, "fields": {}}, "Đang đọc bản quét…"),
        ({"state": "reading", "done": 1, "total": 3, "fields": {}}, "Đang đọc bản quét: 1 / 3 trang"),
        ({"state": "failed", "reason": "ocr_missing", "fields": {}}, "Máy chủ chưa cài phần đọc bản quét"),
        ({"state": "failed", "reason": "ocr_failed", "fields": {}}, "Không đọc được bản quét"),
        ({}, "Máy đã điền 3 ô."),
    ],
)
def test_the_line_above_the_form_says_how_far_it_is_or_why_not(
    client: Client, office: t.Office, clerk: Any, more: dict[str, Any], words: str
) -> None:
    incoming = t.receive(office.clerk)
    proposed(incoming, **more)
    html = client.get(reverse("documents:incoming_register", args=[incoming.pk])).content.decode()
    assert words in html


def test_the_open_form_asks_for_new_proposals(client: Client, office: t.Office, clerk: Any) -> None:
    incoming = t.receive(office.clerk)
    proposed(incoming)
    answer = client.get(reverse("documents:incoming_reading", args=[incoming.pk]))
    assert answer["Cache-Control"] == "private, no-store"
    said = answer.json()
    assert said["fields"]["document_date"] == {
        "value": "16/11/2026", "level": "fair", "mark": "date", "box": None, "words": "Máy đọc khá rõ",
    }  # fmt: skip
    assert said["state"] == "done"


def test_proposals_are_for_the_clerks_of_the_agency(client: Client, office: t.Office) -> None:
    incoming = t.receive(office.clerk)
    proposed(incoming)
    address = reverse("documents:incoming_reading", args=[incoming.pk])
    for actor in (
        make_actor(make_agency("Sở Tài chính"), Role.CLERK),
        make_actor(office.agency, Role.OFFICER),
        office.leader,
    ):
        sign_in(client, actor)
        assert client.get(address).status_code == 404


def test_a_failed_reading_is_asked_for_again(
    client: Client, office: t.Office, clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(files, "read_again", asked.append)
    incoming = t.receive(office.clerk, scan_pdf())
    proposed(incoming, state="failed", reason="ocr_missing")
    assert client.post(reverse("documents:incoming_read_again", args=[incoming.pk])).status_code == 302
    assert asked == [incoming.main_file_id]
    assert reading_row(incoming).state == "reading"


def test_strangers_may_not_ask_for_a_reading(office: t.Office) -> None:
    incoming = t.receive(office.clerk, scan_pdf())
    stranger = make_actor(make_agency("Sở Tài chính"), Role.CLERK)
    with pytest.raises(NotFound):
        action.read_incoming_again(actor=stranger, incoming_id=incoming.pk)
