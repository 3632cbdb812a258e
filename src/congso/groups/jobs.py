"""What groups do by themselves, by the clock of Vietnam (the worker's schedule is UTC)."""

from congso.groups.actions import groups, remind
from congso.kernel.jobs import job


@job("groups.archive_ended", cron="10 17 * * *", retry=3)
def archive_ended() -> None:
    """Ten past midnight: put away what ended yesterday."""
    groups.archive_ended()


@job("groups.remind_unsigned", cron="0 1 * * *", retry=3)
def remind_unsigned() -> None:
    """Eight in the morning of working days: whoever owes a signature hears it."""
    remind.remind_unsigned()
