"""Push to browsers: ids in commit order per channel, NOTIFY carries only the place, the live process reads the rest."""

import json
from collections.abc import Mapping
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


def publish_all(kind: str, payloads: Mapping[str, Mapping[str, Any]]) -> None:
    """One message to each of many channels, in two statements. Channels are counted in one order, as in `publish` calls
    of a sorted list, so that two of these never wait for each other."""
    if not payloads:
        return
    names = sorted(payloads)
    texts = [json.dumps(payloads[name]) for name in names]
    with connection.cursor() as cursor:
        # Counted row by row in the order of the array: the locks are taken in it too.
        cursor.execute(
            "INSERT INTO kernel_livechannel (name, last) SELECT name, 1 FROM unnest(%s::text[]) name "
            "ON CONFLICT (name) DO UPDATE SET last = kernel_livechannel.last + 1 RETURNING name, last",
            [names],
        )
        places = dict(cursor.fetchall())
        cursor.execute(
            "WITH told AS (INSERT INTO kernel_livemessage (channel, seq, kind, payload, at) "
            "SELECT name, seq, %s, payload::jsonb, %s "
            "FROM unnest(%s::text[], %s::bigint[], %s::text[]) AS given (name, seq, payload) RETURNING channel, seq) "
            "SELECT pg_notify(%s, channel || ' ' || seq) FROM told",
            [kind, clock.now(), names, [places[name] for name in names], texts, PG_CHANNEL],
        )
