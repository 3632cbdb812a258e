"""Push to browsers: ids in commit order per channel, NOTIFY carries only the place, the live process reads the rest."""

from typing import Any

from django.db import connection

from congso.kernel import clock
from congso.kernel.live_server.hub import PG_CHANNEL
from congso.kernel.models import LiveMessage


def publish(channel: str, kind: str, **payload: Any) -> int:
    """Queue a message in the caller's transaction; readers get it at commit. Returns its number in the channel."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_livechannel (name, last) VALUES (%s, 1) "
            "ON CONFLICT (name) DO UPDATE SET last = kernel_livechannel.last + 1 RETURNING last",
            [channel],
        )
        seq = int(cursor.fetchone()[0])
        LiveMessage.objects.create(channel=channel, seq=seq, kind=kind, payload=payload, at=clock.now())
        cursor.execute("SELECT pg_notify(%s, %s)", [PG_CHANNEL, f"{channel} {seq}"])
    return seq
