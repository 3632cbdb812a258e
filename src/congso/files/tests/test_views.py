import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from congso.audit import api as audit
from congso.files import api, policies
from congso.files.testing import image, make_file, scan_pdf, text_pdf, word
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people.testing import sign_in

pytestmark = pytest.mark.django_db
KIND = "tests_paper"
_readers: dict[int, set[int | None]] = {}


def may_read(actor: Actor, subject: SubjectRef) -> bool:
    return actor.agency_id in _readers.get(subject.id, set())


policies.register_holder(KIND, may_read)


def paper(number: int, *readers: Actor) -> SubjectRef:
    _readers[number] = {reader.agency_id for reader in readers}
    return SubjectRef(KIND, number)


def url(row: api.FileRow, tail: str = "", *, subject: int = 1, kind: str = KIND) -> str:
    return f"/tep/{kind}/{subject}/{row.id}/{tail}"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def row(clerk: Actor) -> api.FileRow:
    row = make_file(clerk, "Tờ trình số 5.pdf", text_pdf("Trang một", "Trang hai"))
    api.use(row.id, paper(1, clerk))
    return row


@pytest.fixture
def reader(client: Client, clerk: Actor) -> Client:
    return sign_in(client, clerk)


ADDRESSES = [
    "",
    "?xem=1",
    "in/",
    "chu/",
    "trang/1.webp",
    "trang/1.webp?w=1600",
    "trang/1.webp?ban=stamped",
    "ban/stamped/",
    "ban/stamped/?tai=1",
]


@pytest.mark.parametrize("tail", ADDRESSES)
def test_every_address_opens_for_a_reader(reader: Client, row: api.FileRow, tail: str) -> None:
    api.add_rendition(row.id, "stamped", text_pdf("Đã đóng dấu đến"), "application/pdf")
    response = reader.get(url(row, tail))
    assert response.status_code == 200
    assert body(response)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith("private, no-")


@pytest.mark.parametrize("tail", ADDRESSES)
def test_stranger_gets_nothing_from_any_address(
    client: Client, stranger: Actor, row: api.FileRow, tail: str
) -> None:
    api.add_rendition(row.id, "stamped", text_pdf("Đã đóng dấu đến"), "application/pdf")
    sign_in(client, stranger)
    assert client.get(url(row, tail)).status_code == 404
    before = len(audit.trail([SubjectRef(KIND, 1)]))
    assert before == 0


@pytest.mark.parametrize("tail", ADDRESSES)
def test_nobody_signed_in_is_sent_to_the_door(client: Client, row: api.FileRow, tail: str) -> None:
    assert client.get(url(row, tail)).status_code == 302


@pytest.mark.parametrize("tail", ADDRESSES)
def test_only_reading(reader: Client, row: api.FileRow, tail: str) -> None:
    assert reader.post(url(row, tail)).status_code == 405


def test_reader_of_another_thing_cannot_name_this_file(
    reader: Client, clerk: Actor, row: api.FileRow
) -> None:
    paper(2, clerk)
    assert reader.get(url(row, subject=2)).status_code == 404
    assert reader.get(url(row, kind="unheard-of")).status_code == 404
    assert reader.get(f"/tep/{KIND}/1/999999/").status_code == 404


def test_right_on_the_thing_ends_with_its_policy(reader: Client, row: api.FileRow) -> None:
    paper(1)
    assert reader.get(url(row)).status_code == 404


def test_loose_upload_is_seen_by_who_brought_it(client: Client, clerk: Actor, officer: Actor) -> None:
    row = make_file(officer, content=scan_pdf())
    own = f"/tep/file/{row.id}/{row.id}/trang/1.webp"
    assert sign_in(client, officer).get(own).status_code == 200
    assert client.get(f"/tep/file/{row.id + 1}/{row.id}/trang/1.webp").status_code == 404
    assert sign_in(Client(), clerk).get(own).status_code == 404


def test_held_file_hides_from_the_readers_of_its_thing(client: Client, clerk: Actor, officer: Actor) -> None:
    row = make_file(officer, content=scan_pdf())
    api.use(row.id, paper(3, officer))
    assert sign_in(client, clerk).get(url(row, subject=3)).status_code == 404
    assert sign_in(Client(), officer).get(url(row, subject=3)).status_code == 200


def test_download_is_the_arrived_bytes_under_its_true_name(reader: Client, row: api.FileRow) -> None:
    response = reader.get(url(row))
    assert body(response) == api.read(row.id)
    assert response["Content-Disposition"] == (
        "attachment; filename=\"T_ tr_nh s_ 5.pdf\"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20s%E1%BB%91%205.pdf"
    )
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["Content-Length"] == str(row.size)


def test_shown_pdf_may_stand_in_our_own_frame(reader: Client, row: api.FileRow) -> None:
    response = reader.get(url(row, "?xem=1"))
    assert response["Content-Disposition"].startswith("inline;")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" not in response["Content-Security-Policy"]


def test_shown_image_is_in_a_sandbox(reader: Client, clerk: Actor) -> None:
    row = make_file(clerk, "a.jpg", image())
    api.use(row.id, paper(1, clerk))
    assert reader.get(url(row, "?xem=1"))["Content-Security-Policy"].startswith("sandbox;")


def test_range_and_etag(reader: Client, row: api.FileRow) -> None:
    whole = api.read(row.id)
    part = reader.get(url(row), HTTP_RANGE="bytes=100-199")
    assert (part.status_code, body(part)) == (206, whole[100:200])
    assert part["Content-Range"] == f"bytes 100-199/{row.size}"
    assert part["ETag"] == f'"{row.sha256}"'
    changed = reader.get(url(row), HTTP_RANGE="bytes=100-199", HTTP_IF_RANGE='"other"')
    assert (changed.status_code, body(changed)) == (200, whole)
    outside = reader.get(url(row), HTTP_RANGE=f"bytes={row.size}-")
    assert (outside.status_code, outside["Content-Range"]) == (416, f"bytes */{row.size}")
    known = reader.get(url(row), HTTP_IF_NONE_MATCH=f'W/"{row.sha256}", "x"')
    assert (known.status_code, known.content) == (304, b"")
    assert reader.get(url(row), HTTP_IF_NONE_MATCH="*").status_code == 304
    head = reader.head(url(row))
    assert (head.status_code, head["Content-Length"], body(head)) == (200, str(row.size), b"")


def test_page_image(reader: Client, row: api.FileRow) -> None:
    response = reader.get(url(row, "trang/2.webp?w=700"))
    content = body(response)
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.format == "WEBP"
        assert abs(drawn.width - 800) <= 1
    assert response["Content-Type"] == "image/webp"
    assert reader.get(url(row, "trang/2.webp?w=800"), HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    for tail in ("trang/3.webp", "trang/0.webp", "trang/1.webp?ban=stamped", "ban/stamped/"):
        assert reader.get(url(row, tail)).status_code == 404


def test_words(reader: Client, row: api.FileRow) -> None:
    response = reader.get(url(row, "chu/"))
    assert response.content.decode() == "Trang một\n\f\nTrang hai"
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_purged_file_says_so_to_its_readers(reader: Client, clerk: Actor, row: api.FileRow) -> None:
    api.purge(actor=clerk, file_id=row.id, reason="Thu hồi")
    for tail in ADDRESSES:
        response = reader.get(url(row, tail))
        assert response.status_code == 404
        assert "đã được xóa theo quy định" in response.content.decode()


def verbs() -> list[str]:
    return [line.verb for line in audit.trail([SubjectRef(KIND, 1)])]


def test_pages_of_one_reading_are_one_opening(reader: Client, row: api.FileRow) -> None:
    start = clock.now()
    for minutes, tail in ((0, "trang/1.webp"), (3, "trang/2.webp"), (9, "?xem=1")):
        with clock.frozen(
            start.replace(microsecond=0) + minutes * (clock.now() - clock.now()).__class__(minutes=1)
        ):
            reader.get(url(row, tail))
    assert verbs() == ["document.opened"]


def test_opening_again_after_ten_minutes_is_another(reader: Client, row: api.FileRow) -> None:
    from datetime import timedelta

    start = clock.now()
    for minutes in (0, 11):
        with clock.frozen(start + timedelta(minutes=minutes)):
            reader.get(url(row, "trang/1.webp"))
    assert verbs() == ["document.opened", "document.opened"]


def test_each_download_and_printing_is_on_record(reader: Client, clerk: Actor, row: api.FileRow) -> None:
    reader.get(url(row))
    reader.get(url(row), HTTP_RANGE="bytes=0-9")
    reader.get(url(row), HTTP_RANGE="bytes=10-19")
    reader.head(url(row))
    reader.get(url(row, "in/"))
    lines = audit.trail([SubjectRef(KIND, 1)])
    assert [line.verb for line in lines] == ["file.downloaded", "file.downloaded", "file.printed"]
    assert {line.person_id for line in lines} == {clerk.person_id}
    assert lines[0].data == {"file": row.id}


def test_service_without_a_person_leaves_no_opening(row: api.FileRow) -> None:
    assert not api.opened(actor=Actor.system(), subject=SubjectRef(KIND, 1), file_id=row.id)


def test_kind_has_one_policy() -> None:
    policies.register_holder(KIND, may_read)
    with pytest.raises(ValueError, match="already"):
        policies.register_holder(KIND, lambda actor, subject: True)
    with pytest.raises(ValueError, match="already"):
        policies.register_holder("file", may_read)


def test_word_file_downloads(reader: Client, clerk: Actor) -> None:
    row = make_file(clerk, "Dự thảo.docx", word("x"))
    api.use(row.id, paper(1, clerk))
    assert body(reader.get(url(row)))[:2] == b"PK"
