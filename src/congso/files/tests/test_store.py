import hashlib
import io
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from django.http import UnreadablePostError

from congso.audit import api as audit
from congso.files import api, storage
from congso.files.models import Blob, File, PageText
from congso.files.testing import (
    blank_pdf,
    carrying,
    image,
    locked_pdf,
    make_file,
    scan_pdf,
    scripted_pdf,
    shut_pdf,
    text_pdf,
    word,
)  # fmt: skip
from congso.guard.api import SecretMarking
from congso.guard.models import Incident
from congso.kernel import wording
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending

pytestmark = pytest.mark.django_db


def leftovers() -> list[Path]:
    room = Path(cast(Any, storage.originals()).location) / ".tmp"
    return list(room.iterdir())


def refused(actor: Actor, name: str, content: bytes) -> Invalid:
    with pytest.raises(Invalid) as caught:
        api.store(actor=actor, name=name, content=content)
    assert leftovers() == []
    assert not File.objects.unscoped(reason="test").exists()
    return caught.value


def test_bytes_come_back_unchanged(clerk: Actor) -> None:
    content = text_pdf("Kính gửi: Sở Nội vụ")
    row = api.store(actor=clerk, name="Công văn.pdf", content=io.BytesIO(content))
    assert api.read(row.id) == content
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.name, row.mime, row.size, row.pages) == ("Công văn.pdf", "application/pdf", len(content), 1)
    assert (row.state, row.text_state, row.agency_id, row.uploader_id) == (
        "ready",
        "read",
        clerk.agency_id,
        clerk.person_id,
    )
    assert leftovers() == []
    assert [line.verb for line in audit.trail([SubjectRef("file", row.id)])] == ["file.stored"]


def test_same_bytes_are_stored_once(clerk: Actor, stranger: Actor) -> None:
    first, second = make_file(clerk, "a.pdf"), make_file(stranger, "b.pdf")
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert Blob.objects.filter(sha256=first.sha256).count() == 1


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("a.pdf", text_pdf(), "application/pdf"),
        ("a.docx", word("x"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.jpg", image("JPEG"), "image/jpeg"),
        ("a.png", image("PNG"), "image/png"),
        ("a.tif", image("TIFF"), "image/tiff"),
    ],
)
def test_accepted_kinds(clerk: Actor, name: str, content: bytes, mime: str) -> None:
    row = api.store(actor=clerk, name=name, content=content)
    assert (row.name, row.mime) == (name, mime)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "files.empty"),
        ("a.pdf", text_pdf("x")[:3000], "files.damaged"),
        ("a.pdf", blank_pdf(5000), "files.too_many_pages"),
        ("a.pdf", shut_pdf(), "files.encrypted"),
        ("a.pdf", scripted_pdf(), "files.active_content"),
        ("a.exe", b"MZ\x90\0", "files.type_refused"),
        ("a.html", b"<html><script>1</script></html>", "files.type_refused"),
        ("a.svg", b"<svg onload='x()'/>", "files.type_refused"),
        ("a.pdf", b"PK\x05\x06" + b"\0" * 18, "files.type_refused"),
    ],
)
def test_each_bad_file_gets_one_sentence(clerk: Actor, name: str, content: bytes, code: str) -> None:
    refusal = refused(clerk, name, content)
    sentence = wording.explain(refusal)
    assert refusal.code == code
    assert sentence != code
    assert "%(" not in sentence
    assert "!" not in sentence
    assert not File.objects.unscoped(reason="test").exists()
    assert not Blob.objects.exists()


def test_limit_is_watched_while_bytes_come_in(clerk: Actor, settings: Any) -> None:
    settings.CONGSO_UPLOAD_LIMIT = 3 * 1024 * 1024

    class Endless:
        taken = 0

        def read(self, size: int) -> bytes:
            self.taken += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(Invalid) as caught:
        api.store(actor=clerk, name="a.pdf", content=cast(BinaryIO, stream))
    assert (caught.value.code, caught.value.params) == ("files.too_large", {"limit": 3})
    assert stream.taken <= 5 * 1024 * 1024
    assert leftovers() == []


@pytest.mark.parametrize("error", [UnreadablePostError, ConnectionResetError, TimeoutError])
def test_lost_connection_leaves_nothing(clerk: Actor, error: type[Exception]) -> None:
    class Cut:
        def __init__(self) -> None:
            self.parts = [text_pdf()[:1000]]

        def read(self, size: int) -> bytes:
            if self.parts:
                return self.parts.pop()
            raise error

    with pytest.raises(Invalid) as caught:
        api.store(actor=clerk, name="a.pdf", content=cast(BinaryIO, Cut()))
    assert caught.value.code == "files.upload_broken"
    assert leftovers() == []
    assert not File.objects.unscoped(reason="test").exists()


def test_name_is_made_safe(clerk: Actor) -> None:
    name = unicodedata.normalize("NFD", "Số 15/QĐ-UBND ") + "🎉" + "\x07.pdf"
    assert make_file(clerk, name).name == "Số 15-QĐ-UBND 🎉.pdf"


def test_words_are_there_at_once(clerk: Actor) -> None:
    row = make_file(clerk, content=text_pdf("Trang một", "", "Trang ba"))
    assert api.text(row.id) == ["Trang một", "", "Trang ba"]
    assert api.page_count(row.id) == 3


def test_word_document_has_words_and_no_pages(clerk: Actor) -> None:
    row = make_file(clerk, "a.docx", word("Kính gửi", "Sở"))
    assert (row.pages, api.text(row.id)) == (None, ["Kính gửi\nSở"])


def test_scan_is_held_for_its_uploader(clerk: Actor) -> None:
    row = make_file(clerk, content=scan_pdf())
    assert (row.state, row.text_state, api.text(row.id)) == ("held", "none", [])


def test_own_work_is_not_held(clerk: Actor) -> None:
    assert make_file(clerk, content=scan_pdf(), trusted=True).state == "ready"


def test_marked_file_is_refused_and_nothing_of_it_stays(clerk: Actor) -> None:
    content = text_pdf("TỐI MẬT\nSố: 15/UBND-VP\nKế hoạch diễn tập kín")
    with pytest.raises(SecretMarking) as caught:
        api.store(actor=clerk, name="Kế hoạch diễn tập kín.pdf", content=content)
    incident = Incident.objects.unscoped(reason="test").get(pk=caught.value.incident_id)
    said = str(vars(incident)) + str(
        [line.data for line in audit.trail([SubjectRef("incident", incident.pk)])]
    )
    assert (incident.level, incident.page, incident.ending, incident.entrance) == (
        "high",
        1,
        ".pdf",
        "original",
    )
    assert "diễn tập" not in said
    assert hashlib.sha256(content).hexdigest() not in said
    assert not Blob.objects.filter(sha256=hashlib.sha256(content).hexdigest()).exists()
    assert not PageText.objects.exists()
    assert leftovers() == []
    assert "TỐI MẬT" in wording.explain(caught.value)


def test_marked_word_file_is_refused(clerk: Actor) -> None:
    with pytest.raises(SecretMarking):
        make_file(clerk, "a.docx", word("MẬT", "Số: 01/BC-CAT"))


def test_a_marking_in_an_attached_file_is_refused_and_an_attached_scan_is_held(clerk: Actor) -> None:
    for name, data in (
        ("a.pdf", text_pdf("MẬT\nSố: 01/BC-CAT")),
        ("a.docx", word("TỐI MẬT", "Số: 01/BC-CAT")),
    ):
        with pytest.raises(SecretMarking):
            make_file(clerk, content=carrying((name, data)))
    assert not Blob.objects.exists()
    assert leftovers() == []
    assert make_file(clerk, content=carrying(("quét.pdf", scan_pdf()))).state == "held"
    assert make_file(clerk, content=carrying(("bảng.pdf", text_pdf("Số liệu")))).state == "ready"


def test_a_file_with_an_owners_password_is_taken_and_says_so(clerk: Actor) -> None:
    row = make_file(clerk, content=locked_pdf("Có hạn chế"))
    assert (row.state, row.locked, api.row(row.id).locked) == ("ready", True, True)
    assert not make_file(clerk, content=text_pdf("Không hạn chế")).locked


def test_long_document_is_read_to_its_end_by_a_job(clerk: Actor) -> None:
    row = make_file(clerk, content=text_pdf(*[f"trang {n}" for n in range(1, 63)]))
    assert (row.state, row.text_state) == ("ready", "waiting")
    run_pending()
    assert api.row(row.id).text_state == "read"
    assert api.text(row.id)[61] == "trang 62"


def test_marking_deep_in_a_long_document_purges_it(
    clerk: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    content = text_pdf(*["trang thường"] * 61, "TUYỆT MẬT\nSố: 02/KH-BCH\nPhụ lục")
    row = make_file(clerk, "Tên lộ nội dung.pdf", content)
    with django_capture_on_commit_callbacks(execute=True):
        run_pending()
    after = api.row(row.id)
    assert (after.state, after.name, api.text(row.id)) == ("purged", "Tệp đã xóa", [])
    assert not storage.originals().exists(Blob.objects.get(sha256=row.sha256).storage_key)
    incident = Incident.objects.unscoped(reason="test").get()
    assert (incident.level, incident.page, incident.person_id) == ("top", 62, clerk.person_id)
    assert incident.stub.agency_id == clerk.agency_id


def test_own_long_work_is_not_watched(clerk: Actor) -> None:
    row = make_file(clerk, content=text_pdf(*["trang"] * 61, "MẬT"), trusted=True)
    run_pending()
    assert api.row(row.id).state == "ready"


def test_bytes_left_by_a_rolled_back_act_are_taken_over(clerk: Actor) -> None:
    content = text_pdf("mồ côi")
    key = storage.storage_key(hashlib.sha256(content).hexdigest())
    path = Path(cast(Any, storage.originals()).path(key))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half of it")
    row = make_file(clerk, content=content)
    assert api.read(row.id) == content
    File.objects.unscoped(reason="test").filter(pk=row.id).delete()
    PageText.objects.all().delete()
    Blob.objects.filter(sha256=row.sha256).delete()
    assert api.read(make_file(clerk, content=content).id) == content


def test_two_at_once_with_the_same_bytes(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between our look and our writing somebody else wrote the same key: ours is dropped, theirs serves."""
    content = text_pdf("cùng lúc")
    key = storage.storage_key(hashlib.sha256(content).hexdigest())
    path = Path(cast(Any, storage.originals()).path(key))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    answers = [False]
    store = cast(Any, storage.originals())
    monkeypatch.setattr(
        store, "exists", lambda name: answers.pop() if answers else Path(store.path(name)).exists()
    )
    assert api.read(make_file(clerk, content=content).id) == content
    assert [found.name for found in path.parent.iterdir()] == [path.name]
