import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from congso.files import api, storage
from congso.files.actions.sweep import sweep
from congso.files.jobs import sweep as sweep_job
from congso.files.testing import make_file, text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    return tmp_path


def old(path: Path) -> Path:
    then = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(path, (then, then))
    return path


def stored(store: Path, row: api.FileRow) -> Path:
    return store / storage.storage_key(row.sha256)


def test_leftovers_go_and_what_lives_stays(store: Path, clerk: Actor) -> None:
    kept, purged = make_file(clerk), make_file(clerk, content=text_pdf("xóa"))
    api.purge(actor=clerk, file_id=purged.id, reason="Thu hồi")
    half = store / ".tmp" / "up-half"
    half.mkdir()
    orphan = store / "ab" / "cd" / ("ab" * 32)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x")
    young = store / "ab" / "cd" / ("cd" * 32)
    young.write_bytes(b"x")
    for path in (stored(store, kept), stored(store, purged), half, orphan):
        old(path)
    assert sweep() == 3
    assert [path.exists() for path in (stored(store, kept), young)] == [True, True]
    assert [path.exists() for path in (stored(store, purged), half, orphan)] == [False, False, False]
    sweep_job()


def test_upload_under_way_is_left_alone(store: Path) -> None:
    (store / ".tmp" / "up-now").mkdir(parents=True)
    assert sweep() == 0


def test_remote_store_keeps_its_own_rules(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {"BACKEND": "congso.files.tests.remote.RemoteStorage"},
    }
    assert sweep() == 0
