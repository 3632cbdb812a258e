"""What the kernel throws away by itself."""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction

from congso.kernel import clock
from congso.kernel.jobs import job
from congso.kernel.models import LiveMessage, Once

KEPT = timedelta(days=1)
FORMS_KEPT = timedelta(days=30)


@job("kernel.forget_live", retry=0, cron="23 * * * *")
def forget_live() -> None:
    """Live messages are kept for a day; whoever was away longer reads the page anew."""
    LiveMessage.objects.filter(at__lt=clock.now() - KEPT).delete()


@job("kernel.forget_forms", retry=0, cron="37 1 * * *")
def forget_forms() -> None:
    """A page left open for a month is not sent again."""
    Once.objects.filter(at__lt=clock.now() - FORMS_KEPT).delete()


@job("kernel.retry_stalled", retry=0, cron="* * * * *")
def retry_stalled() -> None:
    """Jobs whose worker was killed (kill -9, power) run again: procrastinate leaves them as "doing" for ever.

    A job that waits anew under the same lock meanwhile does the work; the old one ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id"
            " WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '45 seconds')"
            " ORDER BY job.id"
        )
        for (job_id,) in cursor.fetchall():
            try:
                with transaction.atomic():
                    cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job_id])
            except IntegrityError:
                cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'aborted', false)", [job_id])
