"""Originals are read again by turns; what broke is told, and forgotten when it is whole again."""

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from congso.audit import api as audit
from congso.files import storage
from congso.files.actions import fixity
from congso.files.jobs import check_fixity
from congso.files.models import Blob
from congso.files.queries import known
from congso.files.testing import make_file, text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.notices.models import Notice
from congso.people.models import Person
from congso.people.testing import make_actor, sign_in

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


def path_of(file_id: int) -> Path:
    return Path(cast(Any, storage.originals()).path(known(file_id).blob.storage_key))


def damaged() -> set[str]:
    return set(Blob.objects.filter(damaged_at__isnull=False).values_list("sha256", flat=True))


@pytest.fixture
def keeper(agency: Any) -> Actor:
    """Looks after the whole installation."""
    actor = make_actor(agency, Role.ADMIN)
    Person.objects.filter(pk=actor.person_id).update(installation_admin=True)
    return actor


def test_changed_and_missing_bytes_are_found_and_told(
    clerk: Actor, keeper: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    whole, changed, missing = (make_file(clerk, content=text_pdf(word)) for word in ("a", "b", "c"))
    run_pending()
    path_of(changed.id).write_bytes(b"other")
    path_of(missing.id).unlink()
    with clock.frozen(clock.now() + MONTH):
        check_fixity()
        assert not fixity.due(clock.now()).exists()
        run_pending()
    assert damaged() == {changed.sha256, missing.sha256}
    assert whole.sha256 not in caplog.text
    assert changed.sha256 in caplog.text
    notices = Notice.objects.unscoped(reason="test").filter(kind="flows.bytes_damaged")
    assert {row.person_id for row in notices} == {keeper.person_id}
    assert len(notices) == 2
    assert {row.url for row in notices} == {reverse("files:fixity")}
    blob = known(changed.id).blob_id
    assert [row.verb for row in audit.trail([SubjectRef("blob", blob)])] == ["file.damaged"]


def test_what_was_put_back_is_whole_again_and_no_second_alarm_comes_meanwhile(clerk: Actor) -> None:
    row = make_file(clerk)
    kept = path_of(row.id).read_bytes()
    path_of(row.id).write_bytes(b"other")
    later = clock.now() + MONTH
    for day in range(2):
        with clock.frozen(later + timedelta(days=day)):
            check_fixity()
    assert damaged() == {row.sha256}
    path_of(row.id).write_bytes(kept)
    with clock.frozen(later + timedelta(days=1, hours=1)):
        check_fixity()
        assert damaged() == {row.sha256}
    with clock.frozen(later + timedelta(days=2)):
        check_fixity()
    assert damaged() == set()
    trail = audit.trail([SubjectRef("blob", known(row.id).blob_id)])
    assert [one.verb for one in trail] == ["file.damaged", "file.restored"]


def test_a_long_store_is_read_in_portions(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("a", "b", "c"):
        make_file(clerk, content=text_pdf(word))
    monkeypatch.setattr(fixity, "BLOBS", 2)
    deferred: list[dict[str, Any]] = []
    monkeypatch.setattr(check_fixity, "defer", lambda **options: deferred.append(options))
    with clock.frozen(clock.now() + MONTH):
        check_fixity()
        assert fixity.due(clock.now()).count() == 1
        check_fixity()
        assert not fixity.due(clock.now()).exists()
    assert deferred == [{"once": "files.fixity"}]


def test_a_portion_of_large_files_is_short(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("a", "b"):
        make_file(clerk, content=text_pdf(word))
    monkeypatch.setattr(fixity, "BYTES", 1)
    with clock.frozen(clock.now() + MONTH):
        assert fixity.check_portion()
        assert not fixity.check_portion()


def test_purged_and_fresh_bytes_are_not_read(clerk: Actor) -> None:
    make_file(clerk)
    assert not fixity.due(clock.now()).exists()
    Blob.objects.update(purged_at=clock.now())
    assert not fixity.due(clock.now() + MONTH).exists()


def broken_file(clerk: Actor, name: str) -> str:
    row = make_file(clerk, name, text_pdf(name))
    Blob.objects.filter(sha256=row.sha256).update(damaged_at=clock.now())
    return row.sha256


def test_each_administrator_sees_his_own(
    clerk: Actor, stranger: Actor, keeper: Actor, agency: Any, client: Client
) -> None:
    ours, theirs = broken_file(clerk, "cua-ta.pdf"), broken_file(stranger, "cua-ho.pdf")
    url = reverse("files:fixity")
    own = sign_in(client, make_actor(agency, Role.ADMIN)).get(url).content.decode()
    assert ours in own
    assert "cua-ta.pdf" in own
    assert theirs not in own
    every = sign_in(client, keeper).get(url).content.decode()
    assert ours in every
    assert theirs in every
    assert "Sở Tài chính (1)" in every
    assert "cua-ho.pdf" not in every
    assert sign_in(client, clerk).get(url).status_code == 403


def test_a_store_without_a_fault_says_so(clerk: Actor, keeper: Actor, client: Client) -> None:
    make_file(clerk)
    page = sign_in(client, keeper).get(reverse("files:fixity")).content.decode()
    assert "đều đúng như lúc nhận" in page
