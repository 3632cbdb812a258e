from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from congso.audit import api, jobs, sealing
from congso.audit.models import Anchor, Entry
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import actor

pytestmark = pytest.mark.django_db
PAPER = SubjectRef("incoming", 7)


@pytest.fixture(autouse=True)
def _outside(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def write(count: int = 3, subject: SubjectRef = PAPER) -> list[int]:
    for number in range(count):
        api.record(
            actor(Role.CLERK, post_title="Văn thư", post_id=4), "incoming.registered", subject, number=number
        )
    return list(Entry.objects.order_by("id").values_list("id", flat=True))


def test_line_says_who_in_which_post_did_what() -> None:
    write(1)
    line = api.trail([PAPER])[0]
    assert (line.verb, line.actor_name, line.actor_post, line.person_id, line.agency_id, line.data) == (
        "incoming.registered",
        "Nguyễn Văn Thử",
        "Văn thư",
        1,
        1,
        {"number": 0},
    )
    assert line.at.utcoffset() == timedelta(hours=7)


def test_system_is_said_so() -> None:
    api.record(Actor.system(3), "file.purged", PAPER)
    row = Entry.objects.get()
    assert (row.actor_kind, row.person_id, row.agency_id) == ("system", None, 3)


def test_trail_of_several_things_is_in_order_of_time() -> None:
    other = SubjectRef("draft", 7)
    start = clock.now()
    for minutes, subject in ((3, PAPER), (1, other), (2, SubjectRef("draft", 8)), (2, PAPER)):
        with clock.frozen(start + timedelta(minutes=minutes)):
            api.record(actor(), f"minute.{minutes}", subject)
    assert [line.verb for line in api.trail([PAPER, other])] == ["minute.1", "minute.2", "minute.3"]
    assert len(api.trail([PAPER], limit=1)) == 1
    assert api.trail([]) == []


def test_row_of_a_rolled_back_act_was_never_written() -> None:
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_whole_chain_holds() -> None:
    write(5)
    assert (sealing.seal(limit=2), sealing.seal(limit=2), sealing.seal(), sealing.seal()) == (2, 2, 1, 0)
    assert list(Entry.objects.order_by("id").values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    write(1)
    assert sealing.verify() == sealing.Verdict(rows=5, unsealed=1, broken_at=None)


def test_empty_journal_is_whole() -> None:
    assert sealing.verify() == sealing.Verdict(rows=0, unsealed=0, broken_at=None)
    assert sealing.anchor() is None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "incoming.deleted"},
        {"actor_name": "Người khác"},
        {"person_id": 99},
        {"data": {"number": 9}},
        {"subject_id": 8},
        {"at": clock.now() + timedelta(days=1)},
        {"digest": b"x" * 32},
        {"agency_id": None},
    ],
)
def test_altered_row_is_found(change: dict[str, Any]) -> None:
    ids = write(4)
    sealing.seal()
    Entry.objects.filter(pk=ids[1]).update(**change)
    assert sealing.verify().broken_at == ids[1]


def test_missing_row_is_found_at_its_place() -> None:
    ids = write(4)
    sealing.seal()
    Entry.objects.filter(pk=ids[1]).delete()
    assert sealing.verify().broken_at == ids[2]


def test_exchanged_rows_are_found() -> None:
    ids = write(3)
    sealing.seal()
    Entry.objects.filter(pk=ids[0]).update(position=100)
    Entry.objects.filter(pk=ids[1]).update(position=1)
    Entry.objects.filter(pk=ids[0]).update(position=2)
    assert sealing.verify().broken_at == ids[1]


def test_rows_cut_off_at_the_end_are_missed_by_the_anchor() -> None:
    ids = write(4)
    sealing.seal()
    jobs.anchor()
    assert sealing.verify().broken_at is None
    Entry.objects.filter(pk__in=ids[2:]).delete()
    assert sealing.verify().broken_at == 0


def test_chain_rewritten_from_a_changed_row_on_is_betrayed_by_its_anchor() -> None:
    ids = write(4)
    sealing.seal()
    sealing.anchor()
    Entry.objects.filter(pk=ids[1]).update(verb="incoming.deleted")
    Entry.objects.update(position=None, digest=None)
    sealing.seal()
    assert sealing.verify().broken_at == ids[3]
    Anchor.objects.all().delete()  # … and by the line outside, when the table was cleaned too
    assert sealing.verify().broken_at == ids[3]


def test_anchors_are_written_outside_the_database() -> None:
    write(2)
    sealing.seal()
    made = sealing.anchor()
    assert made is not None
    at, position, digest = sealing.anchor_file().read_text().split()
    assert (at, position, digest) == (made.at.isoformat(), "2", bytes(made.digest).hex())


def test_one_sealer_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)

    class Busy:
        def __enter__(self) -> "Busy":
            return self

        def __exit__(self, *args: object) -> None: ...

        def execute(self, *args: object) -> None: ...

        def fetchone(self) -> tuple[bool]:
            return (False,)

    monkeypatch.setattr(sealing, "connection", type("Connection", (), {"cursor": lambda self: Busy()})())
    assert sealing.seal() == 0
    monkeypatch.setattr(sealing, "connection", connection)
    assert sealing.seal() == 1


def test_job_seals_all() -> None:
    write(3)
    jobs.seal()
    assert not Entry.objects.filter(position=None).exists()


def test_command_says_that_it_holds() -> None:
    write(2)
    said = StringIO()
    call_command("audit_verify", stdout=said)
    assert "nguyên vẹn: 2 dòng" in said.getvalue()


def test_command_names_the_row_and_fails() -> None:
    ids = write(2)
    sealing.seal()
    Entry.objects.filter(pk=ids[0]).update(verb="x")
    said = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("audit_verify", stdout=said)
    assert caught.value.code == 1
    assert str(ids[0]) in said.getvalue()
