"""Background work of files."""

from congso.files.actions import fixity, ocr, reading
from congso.files.actions import sweep as sweeping
from congso.kernel.jobs import job

read_text = reading.read_text
read_by_eye, make_searchable, take_up_again = ocr.read_by_eye, ocr.make_searchable, ocr.take_up_again


@job("files.fixity", retry=3, cron="*/20 * * * *", priority=-1)
def check_fixity() -> None:
    """Read again what was not read for long: a portion, then the next."""
    if fixity.check_portion():
        check_fixity.defer(once="files.fixity")


@job("files.sweep", retry=0, cron="41 3 * * 0")
def sweep() -> None:
    """Throw away what crashes and rolled-back acts left in the store."""
    sweeping.sweep()
