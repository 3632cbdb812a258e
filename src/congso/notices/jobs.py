from datetime import timedelta

from congso.kernel import clock
from congso.kernel.jobs import job
from congso.notices.models import Notice

KEPT_DAYS = 180


@job("notices.forget", retry=0, cron="20 2 * * *")
def forget() -> None:
    """Seen notices are kept for half a year; the journal keeps what happened."""
    old = Notice.objects.unscoped(reason="everybody's old ones, forgotten by a job")
    old.filter(seen_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()
