"""A marking found after a file was used: whatever has its bytes or was made of them goes, and what nobody read is held."""

from typing import Any

import pytest

from congso.files import api
from congso.files.actions import reading
from congso.files.actions.marked import purge_marked
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad
from congso.files.models import File
from congso.files.queries import known
from congso.files.testing import image, make_file, scan_pdf, text_pdf
from congso.guard import api as guard
from congso.guard.api import Hit
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, NotFound
from congso.kernel.jobs import run_pending
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef

pytestmark = pytest.mark.django_db

HIT = Hit(level="secret", rule="leaks.alone", page=2)
LONG = ["trang"] * 60


def states(*files: api.FileRow) -> list[str]:
    return [api.row(file.id).state for file in files]


def text_states(*files: api.FileRow) -> list[str]:
    return [api.row(file.id).text_state for file in files]


def stated(actor: Actor, content: bytes) -> api.FileRow:
    held = make_file(actor, "Bản quét.pdf", content)
    return api.state_marking(actor=actor, file_id=held.id, marked=False)


def unreadable(*args: Any, **kwargs: Any) -> list[str]:
    raise Bad("files.too_complex")


def made(actor: Actor, source: api.FileRow, content: bytes, purpose: str = "issued") -> api.FileRow:
    return api.store(
        actor=Actor.system(actor.agency_id), name="a.pdf", content=content, purpose=purpose, trusted=True,
        made_from=source.id,
    )  # fmt: skip


def test_what_was_made_of_a_marked_scan_goes_with_every_copy_of_it(clerk: Actor, stranger: Actor) -> None:
    scan = stated(clerk, scan_pdf())
    sealed = made(clerk, scan, text_pdf("đã đóng dấu"))
    again = made(clerk, sealed, text_pdf("sao của bản đóng dấu"))
    delivered = api.copy_to_agency(sealed.id, stranger.agency_id or 0)
    excerpt = made(stranger, delivered, text_pdf("trích sao"))
    unconcerned = make_file(clerk, content=text_pdf("văn bản khác"))
    purge_marked(known(scan.id).blob, HIT)
    assert set(states(scan, sealed, again, delivered, excerpt)) == {"purged"}
    assert states(unconcerned) == ["ready"]
    for actor in (clerk, stranger):
        assert len(guard.stubs(actor)) == 1, "one stub an agency"
    assert Event.objects.filter(name="files.FilePurged").count() == 5
    purge_marked(known(scan.id).blob, HIT)
    assert len(guard.stubs(clerk)) == 1, "twice is once"


def test_a_marking_found_in_what_was_made_purges_what_it_was_made_of(clerk: Actor, stranger: Actor) -> None:
    scan = stated(clerk, scan_pdf())
    sealed = made(clerk, scan, text_pdf("đã đóng dấu"))
    came_back = make_file(stranger, content=text_pdf("đã đóng dấu"))
    purge_marked(known(came_back.id).blob, HIT)
    assert set(states(scan, sealed, came_back)) == {"purged"}


def test_nothing_is_made_of_what_was_purged(clerk: Actor) -> None:
    scan = stated(clerk, scan_pdf())
    api.purge(actor=clerk, file_id=scan.id, reason="Thu hồi")
    with pytest.raises(Conflict) as caught:
        made(clerk, scan, text_pdf("đóng dấu"))
    assert caught.value.code == "files.purged"
    with pytest.raises(NotFound):
        api.store(actor=clerk, name="a.pdf", content=text_pdf("b"), made_from=0)


def test_removal_by_hand_leaves_what_was_made(clerk: Actor) -> None:
    scan = stated(clerk, scan_pdf())
    sealed = made(clerk, scan, text_pdf("đóng dấu"))
    api.purge(actor=clerk, file_id=scan.id, reason="Hết hạn lưu")
    assert states(scan, sealed) == ["purged", "ready"]


@pytest.mark.slow
def test_a_marking_beyond_the_first_pages_purges_copies_elsewhere(clerk: Actor, stranger: Actor) -> None:
    file = make_file(clerk, content=text_pdf(*LONG, "MẬT"))
    copy = api.copy_to_agency(file.id, stranger.agency_id or 0)
    sealed = made(clerk, file, text_pdf("đã đóng dấu"))
    assert states(file, copy, sealed) == ["ready"] * 3
    run_pending()
    assert states(file, copy, sealed) == ["purged"] * 3
    assert guard.stubs(clerk)
    assert guard.stubs(stranger)


@pytest.mark.slow
def test_copies_are_read_with_the_first_of_them(clerk: Actor, stranger: Actor) -> None:
    file = make_file(clerk, content=text_pdf(*LONG, "trang cuối"))
    copy = api.copy_to_agency(file.id, stranger.agency_id or 0)
    assert text_states(file, copy) == ["waiting", "waiting"]
    run_pending()
    assert text_states(file, copy) == ["read", "read"]
    told = Event.objects.filter(name="files.TextRead").values_list("data", flat=True)
    assert {one["file_id"] for one in told} == {file.id, copy.id}
    assert api.text(copy.id)[60] == "trang cuối"


@pytest.mark.slow
def test_a_copy_is_read_though_the_first_of_them_was_removed(clerk: Actor, stranger: Actor) -> None:
    file = make_file(clerk, content=text_pdf(*LONG, "trang cuối"))
    copy = api.copy_to_agency(file.id, stranger.agency_id or 0)
    api.purge(actor=clerk, file_id=file.id, reason="Thu hồi")
    run_pending()
    assert text_states(file, copy) == ["waiting", "read"]


@pytest.mark.slow
def test_who_watches_looks_though_a_trusted_twin_was_read_before(clerk: Actor, stranger: Actor) -> None:
    long = text_pdf(*LONG, "MẬT")
    own = make_file(clerk, content=long, trusted=True)
    reading.read_text(file_id=own.id, watch=False)
    assert states(own) == ["ready"]
    again = make_file(stranger, content=long)
    reading.read_text(file_id=own.id, watch=False)
    run_pending()
    assert states(own, again) == ["purged", "purged"]


@pytest.mark.slow
def test_pages_that_nobody_could_read_hold_the_file(
    clerk: Actor, officer: Actor, stranger: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspector, "texts", unreadable)
    long = text_pdf(*LONG, "trang cuối")
    file = make_file(clerk, content=long)
    copy = api.copy_to_agency(file.id, stranger.agency_id or 0)
    run_pending()
    assert states(file, copy) == ["held", "held"]
    assert text_states(file, copy) == ["failed", "failed"]
    for who, one in ((officer, file), (stranger, file), (clerk, copy), (Actor.system(), copy)):
        with pytest.raises(NotFound):
            api.state_marking(actor=who, file_id=one.id, marked=False)
    api.state_marking(actor=clerk, file_id=file.id, marked=False)
    # The copy came by itself: nobody there brought it, so their clerk answers for it.
    assert set(File.objects.for_actor(stranger)) == {known(copy.id)}
    api.state_marking(actor=stranger, file_id=copy.id, marked=False)
    assert states(file, copy) == ["ready", "ready"]


@pytest.mark.slow
def test_what_was_stated_or_made_here_is_not_held_for_being_unreadable(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspector, "texts", unreadable)
    long = text_pdf(*LONG, "trang cuối")
    ink = api.store(actor=clerk, name="a.pdf", content=long, purpose="signed")
    run_pending()
    printed = make_file(clerk, content=text_pdf(*LONG, "sổ"), trusted=True)
    run_pending()
    assert states(ink, printed) == ["ready", "ready"]
    assert text_states(ink, printed) == ["failed", "failed"]


def test_a_held_file_that_came_by_itself_is_shown_to_clerks_alone(
    clerk: Actor, officer: Actor, stranger: Actor
) -> None:
    came = make_file(Actor.system(clerk.agency_id), "Ảnh.jpg", image())
    assert came.state == "held"
    seen = {
        who: came.id in {row.pk for row in File.objects.for_actor(who)} for who in (clerk, officer, stranger)
    }
    assert seen == {clerk: True, officer: False, stranger: False}
    with pytest.raises(NotFound):
        api.state_marking(actor=officer, file_id=came.id, marked=False)
    api.use(came.id, SubjectRef("incoming", 1))
    assert api.state_marking(actor=clerk, file_id=came.id, marked=True).state == "purged"
