"""Background work of files."""

from congso.files.actions import fixity, reading
from congso.kernel.jobs import job

read_text = reading.read_text


@job("files.fixity", retry=0, cron="17 2 * * *")
def check_fixity() -> None:
    """Read again what was not read for long."""
    fixity.check(limit=2000)
