from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import procrastinate
import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.testing import InMemoryConnector

from congso.kernel import clock, jobs, live
from congso.kernel.housekeeping import forget_live
from congso.kernel.models import LiveMessage
from congso.kernel.testing import run_pending
from congso.kernel.tests.processes import start, wait_until

_done: list[Any] = []


@jobs.job("tests.remember", retry=3, queue="slow")
def remember(*, what: str) -> None:
    _done.append(what)


@jobs.job("tests.endless", retry=0)
def endless() -> None:
    endless.defer()


@jobs.job("tests.first", priority=5)
def first(*, what: str) -> None:
    _done.append(what)


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    _done.clear()
    yield
    _done.clear()


def test_worker_knows_every_job_however_late_it_was_imported() -> None:
    assert set(jobs._registered) <= set(app.tasks)
    assert {"kernel.deliver", "kernel.forget_live", "audit.seal", "tests.remember"} <= set(app.tasks)
    planned = {periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()}
    assert {"audit.seal", "audit.anchor", "kernel.forget_live"} <= planned


def test_registering_again_is_harmless() -> None:
    before = dict(app.tasks)
    jobs.on_app_ready(procrastinate.contrib.django.procrastinate_app.current_app)
    assert dict(app.tasks) == before


@pytest.mark.django_db
def test_a_job_of_higher_priority_passes_what_waits() -> None:
    with transaction.atomic():
        remember.defer(what="sau")
        first.defer(what="trước")
    assert set(ProcrastinateJob.objects.values_list("task_name", "priority")) == {
        ("tests.remember", 0),
        ("tests.first", 5),
    }
    run_pending()
    assert _done == ["trước", "sau"]


def test_retry_policy_reaches_the_worker() -> None:
    fresh = procrastinate.App(connector=InMemoryConnector())
    jobs._hand_over(fresh, remember)
    jobs._hand_over(fresh, endless)
    assert fresh.tasks["tests.remember"].retry_strategy.max_attempts == 3
    assert fresh.tasks["tests.remember"].queue == "slow"
    assert fresh.tasks["tests.endless"].retry_strategy is None
    fresh.tasks["tests.remember"].func(timestamp=5, what="theo lịch")
    assert _done == ["theo lịch"]


def test_jobs_before_procrastinate_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_app", None)
    monkeypatch.setattr(jobs, "_registered", {})

    @jobs.job("tests.early")
    def early() -> None:
        _done.append("sớm")

    fresh = procrastinate.App(connector=InMemoryConnector())
    jobs.on_app_ready(fresh)
    assert "tests.early" in fresh.tasks
    early()
    assert _done == ["sớm"]


def test_two_jobs_of_one_name() -> None:
    with pytest.raises(ValueError, match=r"tests\.remember"):
        jobs.job("tests.remember")(lambda: None)


@pytest.mark.django_db
def test_deferred_work_runs_in_order() -> None:
    remember.defer(what="một")
    remember.defer(what="hai", delay=60)
    row = ProcrastinateJob.objects.get(args={"what": "hai"})
    assert (row.queue_name, row.scheduled_at is not None) == ("slow", True)
    assert run_pending() == 2
    assert _done == ["một", "hai"]
    assert run_pending() == 0


@pytest.mark.django_db
def test_work_of_a_rolled_back_act_vanishes() -> None:
    with transaction.atomic():
        remember.defer(what="mất")
        transaction.set_rollback(True)
    assert run_pending() == 0


@pytest.mark.django_db
def test_once_is_once_and_the_transaction_lives_on() -> None:
    with transaction.atomic():
        remember.defer(once="khóa", what="một")
        remember.defer(once="khóa", what="hai")
        remember.defer(once="khác", what="ba")
    assert run_pending() == 2
    assert _done == ["một", "ba"]
    remember.defer(once="khóa", what="bốn")
    assert run_pending() == 1


@pytest.mark.django_db
def test_work_that_defers_itself_is_stopped() -> None:
    endless.defer()
    with pytest.raises(RuntimeError, match="without end"):
        run_pending(limit=5)


@pytest.mark.django_db
def test_errors_of_work_are_raised() -> None:
    remember.defer(wrong="tham số")
    with pytest.raises(TypeError):
        run_pending()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_real_worker_does_the_work() -> None:
    with clock.frozen(clock.now() - timedelta(days=2)):
        live.publish("person:1", "old")
    forget_live.defer()
    worker = start("-m", "django", "procrastinate", "worker", "--one-shot")
    try:
        wait_until(lambda: not LiveMessage.objects.exists())
        assert worker.wait(20) == 0
    finally:
        worker.kill()
        worker.wait()
