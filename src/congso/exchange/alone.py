"""One worker at a time at a door and a direction: a lock of the session, gone by itself when the process dies."""

import contextlib
from collections.abc import Iterator

from django.db import connection


@contextlib.contextmanager
def alone(direction: str, connection_id: int) -> Iterator[bool]:
    """True when nobody else is at it; the caller leaves otherwise."""
    key = f"exchange {direction} {connection_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        (got,) = cursor.fetchone()
    try:
        yield bool(got)
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
