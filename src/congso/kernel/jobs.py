"""Background work: Procrastinate in the same database, deferred in the caller's transaction.

    @job("documents.seal", retry=8)
    def seal(*, outgoing_id: int) -> None: ...

    seal.defer(outgoing_id=7)

A job takes ids, calls an action, and may run twice: the action decides whether there is still something to do.
"""

import contextlib
from collections.abc import Callable
from typing import Any

import procrastinate
from django.db import connection, transaction
from procrastinate.contrib.django import app as procrastinate_app
from procrastinate.contrib.django.models import ProcrastinateJob

_registered: dict[str, "Job"] = {}
_app: procrastinate.App | None = None


_Function = Callable[..., None]


class Job:
    """A named function with its retry policy. Of the jobs that wait, those of the highest `priority` are taken first."""

    def __init__(
        self, name: str, function: _Function, *, retry: int, queue: str, cron: str, priority: int
    ) -> None:
        self.name = name
        self.function = function
        self.retry = retry
        self.queue = queue
        self.cron = cron
        self.priority = priority

    def __call__(self, **kwargs: Any) -> None:
        self.function(**kwargs)

    def defer(self, *, delay: int = 0, once: str = "", **kwargs: Any) -> None:
        """Queue inside the caller's transaction. `once`: skip when a job with this key already waits."""
        options: dict[str, Any] = {"queue": self.queue, "priority": self.priority}
        if delay:
            options["schedule_in"] = {"seconds": delay}
        if once:
            options["queueing_lock"] = once
        deferrer = procrastinate_app.configure_task(self.name, **options)
        if not once:
            deferrer.defer(**kwargs)
            return
        # The savepoint keeps the caller's transaction alive when the lock turns out to be taken.
        with contextlib.suppress(procrastinate.exceptions.AlreadyEnqueued), transaction.atomic():
            deferrer.defer(**kwargs)


def job(
    name: str, *, retry: int = 5, queue: str = "default", cron: str = "", priority: int = 0
) -> Callable[[_Function], Job]:
    """Register a job. `retry`: attempts with exponential waits; `cron`: also run on this schedule (no arguments);
    `priority`: above 0 it passes what waits already, below 0 it lets the rest pass."""

    def wrap(function: _Function) -> Job:
        if name in _registered:
            raise ValueError(f"two jobs are named {name}")
        made = Job(name, function, retry=retry, queue=queue, cron=cron, priority=priority)
        _registered[name] = made
        if _app is not None:
            _hand_over(_app, made)
        return made

    return wrap


def on_app_ready(app: procrastinate.App) -> None:
    """Hand the jobs to Procrastinate. It is ready before our apps are: jobs of a later import follow as they come."""
    global _app
    _app = app
    for made in list(_registered.values()):
        _hand_over(app, made)


def _hand_over(app: procrastinate.App, made: Job) -> None:
    if made.name in app.tasks:
        return
    strategy: procrastinate.RetryStrategy | bool = False
    if made.retry:
        strategy = procrastinate.RetryStrategy(max_attempts=made.retry, exponential_wait=3)
    task = app.task(name=made.name, queue=made.queue, priority=made.priority, retry=strategy)(_runner(made))
    if made.cron:
        app.periodic(cron=made.cron)(task)


def _runner(made: Job) -> Callable[..., None]:
    def run(timestamp: int | None = None, **kwargs: Any) -> None:
        made.function(**kwargs)

    return run


def run_pending(limit: int = 1000) -> int:
    """Run waiting jobs here and now, in order, in this connection. For tests and the demo loader; raises what they raise."""
    done = 0
    while done < limit:
        row = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id").first()
        if row is None:
            return done
        _finish(row.id)
        _registered[row.task_name].function(**row.args)
        done += 1
    raise RuntimeError(f"more than {limit} jobs: one of them defers itself without end")


def _finish(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
