"""What the kernel throws away by itself."""

from datetime import timedelta

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
