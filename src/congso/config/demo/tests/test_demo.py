"""The demo as a visitor finds it: every state there, numbers and proofs sound, the same each time."""

import json
import subprocess
from collections import Counter
from datetime import datetime
from itertools import islice
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from congso.audit import sealing
from congso.config.demo.load import load_demo
from congso.config.demo.people import make_people
from congso.config.demo.script import stories
from congso.config.demo.stage import Stage, play_all, table, working_days
from congso.config.demo.texts import LETTERS
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.pure.workdays import WorkCalendar
from congso.signing import api as signing

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=clock.VIETNAM)


class _Undo(Exception):
    """Leaves a savepoint."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield load_demo(now=NOW)
                raise _Undo
        except _Undo:
            pass


def states(model: str) -> Counter[str]:
    return Counter(table("documents", model).values_list("state", flat=True))


@pytest.mark.slow
def test_every_state_of_arrivals_is_there(loaded: Any) -> None:
    found = states("IncomingDocument")
    wanted = {"waiting", "registered", "assigned", "working", "closed", "refused", "cancelled"}
    assert wanted <= set(found)
    assert set(table("documents", "IncomingDocument").values_list("close_kind", flat=True)) >= {
        "answered",
        "information",
        "filed",
    }
    assert table("documents", "IncomingDocument").filter(proposal__isnull=False, state="registered").exists()
    assert table("documents", "IncomingDocument").filter(recall_asked_at__isnull=False).exists()
    assert table("documents", "IncomingDocument").filter(state="working", due_at__lt=NOW).exists()
    mine = table("documents", "IncomingDocument").filter(agency_id=loaded.agencies["H99.01"], state="waiting")
    assert 7 <= mine.count() <= 14


@pytest.mark.slow
def test_every_state_of_drafts_and_outgoing_is_there(loaded: Any) -> None:
    assert {"drafting", "content", "form", "signing", "signed", "issued", "withdrawn"} <= set(states("Draft"))
    assert table("documents", "Draft").filter(state="drafting", returned=True).exists()
    assert {"signed", "issued", "cancelled", "recalled"} <= set(states("OutgoingDocument"))
    assert {"used", "reserved", "cancelled"} == set(states("RegisterNumber"))
    assert {"01", "02", "03", "04", "05", "06", "sent"} <= set(states("Recipient"))
    for code in ("H99", "H99.01"):
        head = Stage(loaded, NOW).crews[code].head
        waits = table("documents", "SlipStep").filter(
            appointment_id=head.appointment_id, stage="sign", result="open"
        )
        assert waits.count() >= 5


@pytest.mark.slow
def test_nothing_waits_and_the_journal_holds(loaded: Any) -> None:
    assert not apps.get_model("procrastinate", "ProcrastinateJob").objects.filter(status="todo").exists()
    verdict = sealing.verify()
    assert (verdict.unsealed, verdict.broken_at) == (0, None)
    assert verdict.rows > 1000


@pytest.mark.slow
def test_registers_have_no_hole_and_go_forward(loaded: Any) -> None:
    for register in table("documents", "Register"):
        numbers = list(register.numbers.order_by("number").values_list("number", "date"))
        assert [number for number, _ in numbers] == list(range(1, register.last + 1))
        assert [day for _, day in numbers] == sorted(day for _, day in numbers)


@pytest.mark.slow
def test_nothing_happened_after_now(loaded: Any) -> None:
    assert not table("documents", "IncomingDocument").filter(received_at__gt=NOW).exists()
    assert not table("documents", "Hold").filter(since__gt=NOW).exists()
    assert not table("audit", "Entry").filter(at__gt=NOW).exists()


@pytest.mark.slow
def test_every_issued_file_proves(loaded: Any, tmp_path: Any) -> None:
    issued = list(
        table("documents", "OutgoingDocument").filter(state__in=("issued", "recalled")).order_by("id")
    )
    assert len(issued) >= 25
    with clock.frozen(NOW):
        for row in issued:
            assert signing.faults_of_issued(files.read(row.file_id)) == (), row.pk
    for row in issued[:3]:
        place = tmp_path / f"{row.pk}.pdf"
        place.write_bytes(files.read(row.file_id))
        said = subprocess.run(
            ["pdfsig", "-nocert", str(place)], capture_output=True, text=True, check=False
        ).stdout
        assert said.count("Signature is Valid.") == 2


@pytest.mark.slow
def test_accounts_are_listed_the_useful_ones_first(loaded: Any) -> None:
    rows = json.loads((settings.DATA_DIR / "demo-accounts.json").read_text(encoding="utf-8"))
    assert [row["username"] for row in rows[:3]] == ["vanthu.snv", "giamdoc.snv", "vanphong.snv"]
    assert all(row["password"] and row["name"] and row["agency"] for row in rows)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_papers_each_time() -> None:
    with clock.frozen(NOW):
        made = make_people(
            Actor.system(), keys_since=NOW.replace(year=2025), keys_until=NOW.replace(year=2028)
        )
    first, second = _played(made), _played(made)
    assert first == second
    assert len(first) > 8


def _played(made: Any) -> list[tuple[Any, ...]]:
    names = ("subject", "number", "issuer_name", "state", "arrival_number", "received_at")
    try:
        with transaction.atomic():
            stage = Stage(made, NOW)
            play_all(stage, islice(stories(stage), 60, 74))
            rows = list(table("documents", "IncomingDocument").order_by("id").values_list(*names))
            raise _Undo
    except _Undo:
        return rows


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        (datetime(2026, 11, 18, 10, 30, tzinfo=clock.VIETNAM), "2026-11-18"),
        (datetime(2026, 11, 18, 8, 0, tzinfo=clock.VIETNAM), "2026-11-17"),
        (datetime(2026, 11, 22, 13, 0, tzinfo=clock.VIETNAM), "2026-11-20"),
        (datetime(2026, 9, 2, 13, 0, tzinfo=clock.VIETNAM), "2026-08-28"),
    ],
)
def test_days_end_with_one_that_was_worked(now: datetime, newest: str) -> None:
    days = working_days(now)
    assert str(days[0]) == newest
    assert days == sorted(set(days), reverse=True)
    assert all(WorkCalendar().is_workday(day) for day in days)


def test_letters_are_whole() -> None:
    on = NOW.date()
    assert len(LETTERS) >= 25
    assert len({letter.key for letter in LETTERS}) == len(LETTERS)
    for letter in LETTERS:
        assert 3 <= len(letter.paragraphs(on)) <= 12
        assert "{" not in letter.subject(0, on) + letter.subject(1, on)


@pytest.mark.slow
def test_groups_talk_and_a_directive_is_on_its_way(loaded: Any) -> None:
    placements = table("groups", "Placement").filter(post__kind="directive")
    # The top, ten agencies, the rooms of one of them; some went on by themselves, some wait.
    assert placements.count() > 13
    assert placements.filter(lines__0__text__startswith="Các phòng báo").exists()
    assert 0 < table("groups", "Ack").count() < 60
    assert table("groups", "Group").filter(archived_at__isnull=False).count() == 1
    assert set(table("groups", "Group").values_list("kind", flat=True)) == {"official", "social"}
