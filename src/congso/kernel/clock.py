"""The one clock. Everything asks here, so that tests and the demo loader can stand on any day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_frozen: ContextVar[datetime | None] = ContextVar("congso_clock", default=None)


def now() -> datetime:
    """Aware, in Asia/Ho_Chi_Minh."""
    return _frozen.get() or datetime.now(VIETNAM)


def today() -> date:
    """The date in Vietnam: 17:00 UTC is already tomorrow."""
    return now().date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stand at `moment` (naive means Vietnam time) inside the block."""
    aware = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    token = _frozen.set(aware)
    try:
        yield
    finally:
        _frozen.reset(token)
