from typing import Any

import pytest

from congso.audit import api as audit
from congso.files import api, storage
from congso.files.actions.renditions import page_image
from congso.files.models import Blob, PageImage, PageText, Rendition
from congso.files.queries import known
from congso.files.testing import blank_pdf, make_file, text_pdf
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor

pytestmark = pytest.mark.django_db


def stored(sha256: str) -> bool:
    blob = Blob.objects.get(sha256=sha256)
    return storage.originals().exists(blob.storage_key)


def test_everything_goes_and_the_hash_stays(clerk: Actor, django_capture_on_commit_callbacks: Any) -> None:
    row = make_file(clerk)
    stamped = api.add_rendition(row.id, "stamped", blank_pdf(), "application/pdf")
    drawn = page_image(known(row.id).blob, 1, 800)
    with django_capture_on_commit_callbacks(execute=True):
        report = api.purge(actor=clerk, file_id=row.id, reason="Thu hồi theo công văn 12")
    assert (report.bytes_gone, report.renditions) == (True, 1)
    assert [stored(sha) for sha in (row.sha256, stamped, drawn.sha256)] == [False, False, False]
    assert not Rendition.objects.exists()
    assert not PageImage.objects.exists()
    assert not PageText.objects.exists()
    after = api.row(row.id)
    assert (after.state, after.sha256, after.name) == ("purged", row.sha256, row.name)
    line = audit.trail([SubjectRef("file", row.id)])[-1]
    assert (line.verb, line.data["reason"]) == ("file.purged", "Thu hồi theo công văn 12")
    for read in (lambda: api.read(row.id), lambda: api.open_file(row.id)):
        with pytest.raises(NotFound) as caught:
            read()
        assert caught.value.code == "files.purged"
    assert api.text(row.id) == []
    assert api.viewer_pages(SubjectRef("incoming", 1), row.id) == []


def test_bytes_stay_while_another_file_uses_them(
    clerk: Actor, stranger: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_file(clerk)
    assert stranger.agency_id
    copy = api.copy_to_agency(row.id, stranger.agency_id)
    with django_capture_on_commit_callbacks(execute=True):
        assert not api.purge(actor=clerk, file_id=row.id, reason="Thu hồi").bytes_gone
    assert api.read(copy.id)
    assert api.text(copy.id) == ["Kính gửi: Sở Nội vụ"]
    with django_capture_on_commit_callbacks(execute=True):
        assert api.purge(actor=stranger, file_id=copy.id, reason="Thu hồi").bytes_gone
    assert not stored(row.sha256)


def test_bytes_stay_while_a_rendition_is_made_of_them(clerk: Actor) -> None:
    first, second = make_file(clerk), make_file(clerk, content=text_pdf("hai"))
    api.add_rendition(second.id, "stamped", api.read(first.id), "application/pdf")
    assert not api.purge(actor=clerk, file_id=first.id, reason="Thu hồi").bytes_gone


def test_twice_is_once(clerk: Actor) -> None:
    row = make_file(clerk)
    api.purge(actor=clerk, file_id=row.id, reason="một")
    assert not api.purge(actor=clerk, file_id=row.id, reason="hai").bytes_gone
    assert [line.verb for line in audit.trail([SubjectRef("file", row.id)])] == ["file.stored", "file.purged"]


def test_same_bytes_taken_in_again_live_again(clerk: Actor, django_capture_on_commit_callbacks: Any) -> None:
    row = make_file(clerk)
    with django_capture_on_commit_callbacks() as erasing:
        api.purge(actor=clerk, file_id=row.id, reason="nhầm")
    again = make_file(clerk)
    erasing[0]()  # the eraser comes late: it must look again before it deletes
    assert api.read(again.id) == text_pdf()
    assert api.text(again.id) == ["Kính gửi: Sở Nội vụ"]


def test_nothing_new_is_made_of_a_purged_file(clerk: Actor, other: Any) -> None:
    row = make_file(clerk)
    blob = known(row.id).blob
    api.purge(actor=clerk, file_id=row.id, reason="Thu hồi")
    for act in (
        lambda: api.add_rendition(row.id, "stamped", blank_pdf(), "application/pdf"),
        lambda: api.use(row.id, SubjectRef("incoming", 1)),
        lambda: api.copy_to_agency(row.id, other.id),
    ):
        with pytest.raises(Conflict) as caught:
            act()
        assert caught.value.code == "files.purged"
    with pytest.raises(NotFound):
        page_image(blob, 1, 800)


def test_who_may_purge(clerk: Actor, officer: Actor, stranger: Actor, agency: Any) -> None:
    admin = make_actor(agency, Role.ADMIN)
    row = make_file(officer)
    for who in (stranger, make_actor(agency, Role.LEADER), Actor.system(stranger.agency_id)):
        with pytest.raises(Forbidden) as caught:
            api.purge(actor=who, file_id=row.id, reason="x")
        assert caught.value.code == "files.may_not_purge"
    api.purge(actor=officer, file_id=row.id, reason="chưa dùng")
    used = make_file(officer)
    api.use(used.id, SubjectRef("incoming", 1))
    with pytest.raises(Forbidden):
        api.purge(actor=officer, file_id=used.id, reason="đã dùng")
    api.purge(actor=admin, file_id=used.id, reason="x")
    api.purge(actor=Actor.system(), file_id=make_file(officer).id, reason="x")
    api.purge(actor=Actor.system(officer.agency_id), file_id=make_file(officer).id, reason="x")


def test_no_agency_means_the_system_only(clerk: Actor) -> None:
    row = make_file(Actor.system())
    with pytest.raises(Forbidden):
        api.purge(actor=clerk, file_id=row.id, reason="x")
