"""Jobs of a worker that was killed."""

from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.kernel.housekeeping import forget_live, retry_stalled

pytestmark = pytest.mark.django_db


def taken_by_a_worker(seconds_ago: int | None, **options: Any) -> int:
    """A job that a worker took; None: the worker is no longer on the list."""
    forget_live.defer(**options)
    (job,) = ProcrastinateJob.objects.filter(status="todo")
    with connection.cursor() as cursor:
        worker = None
        if seconds_ago is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
                [seconds_ago],
            )
            worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, job.pk]
        )
    return int(job.pk)


@pytest.mark.parametrize(("seconds", "status"), [(5, "doing"), (60, "todo"), (None, "todo")])
def test_what_a_dead_worker_held_waits_again(seconds: int | None, status: str) -> None:
    job_id = taken_by_a_worker(seconds)
    retry_stalled()
    assert ProcrastinateJob.objects.get(pk=job_id).status == status


def test_one_that_waits_under_the_same_lock_does_the_work() -> None:
    job_id = taken_by_a_worker(None, once="one")
    forget_live.defer(once="one")
    retry_stalled()
    assert ProcrastinateJob.objects.get(pk=job_id).status == "aborted"
    assert ProcrastinateJob.objects.filter(status="todo").count() == 1
