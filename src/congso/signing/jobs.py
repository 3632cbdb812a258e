"""Background work of signing."""

from congso.kernel.jobs import job
from congso.signing import checks


@job("signing.check_again", retry=4, cron="*/10 * * * *", priority=-1)
def check_again() -> None:
    """What leans on other roots than today's, and what an authority was silent about: a portion, then the next."""
    if checks.check_portion():
        check_again.defer(once="signing.check_again")
