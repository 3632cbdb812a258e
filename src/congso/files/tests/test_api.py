"""Uses, renditions, copies, statements about markings, scopes."""

from typing import Any

import pytest

from congso.audit import api as audit
from congso.files import api, storage
from congso.files.actions import reading
from congso.files.actions.renditions import page_image
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad
from congso.files.models import Blob, File, PageImage
from congso.files.queries import known
from congso.files.testing import image, make_file, scan_pdf, text_pdf, word
from congso.guard.models import Incident, SecretStub
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import UnscopedQuery
from congso.kernel.testing import run_pending

pytestmark = pytest.mark.django_db
THING = SubjectRef("incoming", 7)


def test_words_of_many_files_at_once(clerk: Actor, django_assert_num_queries: Any) -> None:
    read, held, scan = (
        make_file(clerk, "a.pdf", text_pdf("một hai")),
        make_file(clerk, "b.pdf", text_pdf("ba")),
        None,
    )
    scan = make_file(clerk, "c.pdf", scan_pdf())
    File.objects.unscoped(reason="test").filter(pk=held.id).update(state="held")
    with django_assert_num_queries(1):
        found = api.texts([read.id, held.id, scan.id, 10**9])
    assert list(found) == [read.id]
    assert "một hai" in found[read.id][0]
    with django_assert_num_queries(1):
        assert api.texts([10**9]) == {}


def test_uses_in_order_and_by_role(clerk: Actor) -> None:
    main, first, second = (make_file(clerk, f"{n}.pdf", text_pdf(str(n))) for n in range(3))
    api.use(second.id, THING, "attachment", 2)
    api.use(first.id, THING, "attachment", 1)
    api.use(main.id, THING)
    api.use(main.id, THING)
    assert [row.id for row in api.files_of(THING)] == [main.id, first.id, second.id]
    assert [row.id for row in api.files_of(THING, "attachment")] == [first.id, second.id]
    assert [use.role for use in api.uses_of([THING])[THING]] == ["main", "attachment", "attachment"]
    api.unuse(first.id, THING, "attachment")
    api.unuse(second.id, THING)
    assert [row.id for row in api.files_of(THING)] == [main.id]


def test_uses_of_many_things_in_one_query(clerk: Actor, django_assert_num_queries: Any) -> None:
    row = make_file(clerk)
    things = [SubjectRef("incoming", n) for n in range(5)]
    for thing in things[:3]:
        api.use(row.id, thing)
    api.use(row.id, SubjectRef("draft", 4))
    with django_assert_num_queries(1):
        found = api.uses_of([*things, SubjectRef("draft", 9)])
    assert [len(found[thing]) for thing in things] == [1, 1, 1, 0, 0]


def test_unknown_file_is_said(clerk: Actor) -> None:
    with pytest.raises(NotFound) as caught:
        api.row(0)
    assert caught.value.code == "files.unknown"
    row = make_file(clerk)
    assert [found.id for found in api.rows([0, row.id])] == [row.id]


def test_uploads_of_names_only_ones_own(clerk: Actor, officer: Actor, stranger: Actor) -> None:
    mine, theirs = make_file(clerk), make_file(officer)
    assert [row.id for row in api.uploads_of(clerk, [theirs.id, mine.id])] == [mine.id]
    assert api.uploads_of(stranger, [theirs.id, mine.id]) == []
    assert api.uploads_of(Actor.system(), [mine.id]) == []


def test_same_bytes_are_found_in_ones_own_agency_only(clerk: Actor, stranger: Actor) -> None:
    mine, theirs = make_file(clerk), make_file(stranger)
    api.use(mine.id, THING)
    api.use(mine.id, THING, "attachment")
    api.use(theirs.id, SubjectRef("incoming", 99))
    assert clerk.agency_id
    assert api.same_bytes(mine.sha256, clerk.agency_id) == [THING]


def test_copy_shares_bytes_and_nothing_else(clerk: Actor, stranger: Actor) -> None:
    row = make_file(clerk)
    api.use(row.id, THING)
    api.add_rendition(row.id, "stamped", text_pdf("đóng dấu"), "application/pdf")
    assert stranger.agency_id
    copy = api.copy_to_agency(row.id, stranger.agency_id, actor=clerk)
    assert (copy.sha256, copy.agency_id, copy.uploader_id, copy.text_state) == (
        row.sha256,
        stranger.agency_id,
        None,
        "read",
    )
    assert api.rendition(copy.id, "stamped") is None
    assert [line.verb for line in audit.trail([SubjectRef("file", row.id)])][-1] == "file.shared"


def test_held_file_is_not_handed_on(clerk: Actor, other: Any) -> None:
    row = make_file(clerk, content=scan_pdf())
    with pytest.raises(Conflict) as caught:
        api.copy_to_agency(row.id, other.id)
    assert caught.value.code == "files.held"


def test_rendition_replaces_its_forerunner_and_leaves_the_original(
    clerk: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_file(clerk)
    before = api.read(row.id)
    first = api.add_rendition(row.id, "stamped", text_pdf("một"), "application/pdf")
    with django_capture_on_commit_callbacks(execute=True):
        api.add_rendition(row.id, "stamped", text_pdf("hai"), "application/pdf")
        api.add_rendition(row.id, "stamped", text_pdf("hai"), "application/pdf")
    assert api.rendition(row.id, "stamped") == text_pdf("hai")
    assert not storage.originals().exists(Blob.objects.get(sha256=first).storage_key)
    assert api.read(row.id) == before
    api.add_rendition(row.id, "ocr", "chữ".encode(), "text/plain")
    assert api.rendition(row.id, "ocr") == "chữ".encode()


def test_viewer_keeps_the_place_of_each_page(clerk: Actor) -> None:
    row = make_file(clerk, content=text_pdf("một", "hai"))
    first, second = api.viewer_pages(THING, row.id)
    assert first.url == f"/tep/incoming/7/{row.id}/trang/1.webp?w=800"
    assert second.url_wide == f"/tep/incoming/7/{row.id}/trang/2.webp?w=1600"
    assert (first.width, first.height, second.number, first.points) == (800, 1131, 2, (595.3, 841.9))


def test_viewer_of_a_rendition(clerk: Actor) -> None:
    row = make_file(clerk)
    assert api.viewer_pages(THING, row.id, "stamped") == []
    api.add_rendition(row.id, "stamped", text_pdf("một", "hai"), "application/pdf")
    assert [page.url.rpartition("&")[2] for page in api.viewer_pages(THING, row.id, "stamped")] == [
        "ban=stamped"
    ] * 2


def test_word_file_has_no_pages_to_show(clerk: Actor) -> None:
    row = make_file(clerk, "a.docx", word("x"))
    assert api.viewer_pages(THING, row.id) == []
    with pytest.raises(NotFound):
        page_image(known(row.id).blob, 1, 800)


def test_page_is_drawn_once_for_all_who_have_the_bytes(
    clerk: Actor, other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make_file(clerk)
    copy = api.copy_to_agency(row.id, other.id)
    drawn = page_image(known(row.id).blob, 1, 800)
    monkeypatch.setattr(inspector, "draw", None)
    assert page_image(known(copy.id).blob, 1, 800).pk == drawn.pk


def test_two_readers_draw_the_same_page_at_once(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = known(make_file(clerk).id).blob
    real = inspector.draw

    def slow(*args: Any, **kwargs: Any) -> bytes:
        monkeypatch.setattr(inspector, "draw", real)
        page_image(blob, 1, 800)
        return real(*args, **kwargs)

    monkeypatch.setattr(inspector, "draw", slow)
    page_image(blob, 1, 800)
    assert PageImage.objects.filter(source=blob).count() == 1


def test_page_that_cannot_be_drawn(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = known(make_file(clerk).id).blob

    def crash(*args: Any, **kwargs: Any) -> bytes:
        raise Bad("files.unreadable")

    monkeypatch.setattr(inspector, "draw", crash)
    with pytest.raises(NotFound) as caught:
        page_image(blob, 1, 800)
    assert caught.value.code == "files.unreadable"


def test_file_purged_while_its_page_was_drawn(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make_file(clerk)
    blob = known(row.id).blob
    real = inspector.draw

    def slow(*args: Any, **kwargs: Any) -> bytes:
        drawn = real(*args, **kwargs)
        api.purge(actor=clerk, file_id=row.id, reason="Thu hồi")
        return drawn

    monkeypatch.setattr(inspector, "draw", slow)
    with pytest.raises(NotFound):
        page_image(blob, 1, 800)
    assert not PageImage.objects.exists()


def test_clerk_says_that_a_scan_is_clean(clerk: Actor) -> None:
    row = make_file(clerk, content=scan_pdf())
    assert api.state_marking(actor=clerk, file_id=row.id, marked=False).state == "ready"
    assert Event.objects.get(name="files.MarkingStated").data == {"file_id": row.id, "marked": False}
    with pytest.raises(Conflict) as caught:
        api.state_marking(actor=clerk, file_id=row.id, marked=True)
    assert caught.value.code == "files.not_held"


def test_clerk_says_that_a_scan_is_secret(clerk: Actor, django_capture_on_commit_callbacks: Any) -> None:
    row = make_file(clerk, "Kế hoạch.png", image("PNG"))
    with django_capture_on_commit_callbacks(execute=True):
        after = api.state_marking(actor=clerk, file_id=row.id, marked=True)
    assert (after.state, after.name) == ("purged", "Tệp đã xóa")
    assert not storage.originals().exists(Blob.objects.get(sha256=row.sha256).storage_key)
    incident = Incident.objects.for_actor(clerk).get()
    assert (incident.rule, incident.ending) == ("guard.stated", ".png")
    assert SecretStub.objects.for_actor(clerk).get().incident_id == incident.pk


def test_nobody_else_speaks_for_a_held_scan(clerk: Actor, officer: Actor, stranger: Actor) -> None:
    row = make_file(officer, content=scan_pdf())
    for who in (clerk, stranger, Actor.system()):
        with pytest.raises(NotFound):
            api.state_marking(actor=who, file_id=row.id, marked=False)


def test_queries_refuse_to_run_unscoped(clerk: Actor) -> None:
    for ask in (
        lambda: list(File.objects.all()),
        lambda: File.objects.filter(pk=1).count(),
        lambda: File.objects.exists(),
    ):
        with pytest.raises(UnscopedQuery):
            ask()


def test_scope_is_the_agency_and_held_files_are_their_uploaders(
    clerk: Actor, officer: Actor, stranger: Actor
) -> None:
    ready, held = make_file(officer), make_file(officer, content=scan_pdf())

    def seen(actor: Actor) -> set[int]:
        return set(File.objects.for_actor(actor).values_list("pk", flat=True))

    assert seen(officer) == {ready.id, held.id}
    assert seen(clerk) == {ready.id}
    assert seen(stranger) == set()
    assert seen(Actor.system()) == {ready.id, held.id}
    assert seen(Actor.system(clerk.agency_id)) == {ready.id, held.id}


def test_reading_job_that_finds_nothing_to_do(clerk: Actor) -> None:
    row = make_file(clerk)
    reading.read_text(file_id=row.id)
    assert api.row(row.id).text_state == "read"


def test_reading_job_that_cannot_read(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make_file(clerk, content=text_pdf(*["trang"] * 61))

    def crash(*args: Any, **kwargs: Any) -> list[str]:
        raise Bad("files.unreadable")

    monkeypatch.setattr(inspector, "texts", crash)
    run_pending()
    assert api.row(row.id).text_state == "failed"


def test_file_purged_while_it_was_read(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make_file(clerk, content=text_pdf(*["trang"] * 61))

    def slow(*args: Any, **kwargs: Any) -> list[str]:
        api.purge(actor=clerk, file_id=row.id, reason="Thu hồi")
        return ["trang"]

    monkeypatch.setattr(inspector, "texts", slow)
    run_pending()
    assert api.text(row.id) == []


def test_remote_store_has_no_paths_and_is_copied_for_reading(clerk: Actor, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {"BACKEND": "congso.files.tests.remote.RemoteStorage"},
    }
    row = make_file(clerk)
    assert api.read(row.id) == text_pdf()
    with storage.local_path(known(row.id).blob) as path:
        assert path.read_bytes() == text_pdf()
    assert not path.exists()
