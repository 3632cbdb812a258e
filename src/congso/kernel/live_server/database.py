"""What the live process asks the database: who a cookie is, which channels are theirs, which messages came.

Tables of Django and of `people` are read by name: this process loads no models. A test reads through every statement.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import salted_hmac
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from congso.kernel import clock
from congso.kernel.live_server.hub import Message, message

Pool = AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]
CATCH_UP = 500  # more than this was missed: the page had better read itself anew
_HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"

_SESSIONS = (
    "SELECT session_key, session_data FROM django_session WHERE session_key = ANY(%s) AND expire_date > now()"
)
_PERSONS = "SELECT id, password FROM people_person WHERE id = ANY(%s) AND is_active"
_POSTS = """
    SELECT DISTINCT held.person_id, post.agency_id, post.unit_id
    FROM people_appointment held
    JOIN people_post post ON post.id = held.post_id AND post.active
    JOIN people_agency agency ON agency.id = post.agency_id AND agency.active
    WHERE held.person_id = ANY(%s) AND held.since <= %s AND (held.until IS NULL OR held.until >= %s)
"""
# A function of the app `groups`: who is in by hand, and by the post held that day.
_GROUPS = "SELECT person_id, group_id FROM groups_of(%s::bigint[], %s::date)"
_LASTS = "SELECT name, last FROM kernel_livechannel WHERE name = ANY(%s)"
_MESSAGES = """
    SELECT m.channel, m.seq, m.kind, m.payload
    FROM unnest(%s::text[], %s::bigint[]) AS place (name, last)
    JOIN kernel_livemessage m ON m.channel = place.name AND m.seq > place.last
    ORDER BY m.channel, m.seq LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person and the channels that are theirs today."""

    person_id: int
    channels: frozenset[str]


def conninfo() -> dict[str, Any]:
    """Settings of the default database as psycopg takes them."""
    database = settings.DATABASES["default"]
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {ours: database[theirs] for theirs, ours in names.items() if database.get(theirs)}
    if "sslmode" in database["OPTIONS"]:
        given["sslmode"] = database["OPTIONS"]["sslmode"]
    # A server that vanished without a word (power, network) is noticed within half a minute.
    return given | {
        "application_name": "congso live",
        "connect_timeout": 5,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }


async def visitors(pool: Pool, keys: Sequence[str], today: date | None = None) -> dict[str, Visitor]:
    """Who is signed in under these session keys; others are left out. Five queries for any number."""
    day = today or clock.today()
    async with pool.connection() as connection:
        rows = await (await connection.execute(_SESSIONS, [list(keys)])).fetchall()
        stories = {key: SessionStore().decode(data) for key, data in rows}
        told = {key: _person(story) for key, story in stories.items()}
        persons = {key: person for key, person in told.items() if person is not None}
        ids = sorted(set(persons.values()))
        passwords: dict[int, str] = (
            dict(await (await connection.execute(_PERSONS, [ids])).fetchall()) if ids else {}
        )
        posts = await (await connection.execute(_POSTS, [ids, day, day])).fetchall() if ids else []
        groups = await (await connection.execute(_GROUPS, [ids, day])).fetchall() if ids else []
    channels: dict[int, set[str]] = {person: {f"person:{person}"} for person in ids}
    for person, agency, unit in posts:
        channels[person] |= {f"agency:{agency}"} | ({f"unit:{unit}"} if unit else set())
    for person, group in groups:
        channels[person].add(f"group:{group}")
    return {
        key: Visitor(person, frozenset(channels[person]))
        for key, person in persons.items()
        if person in passwords and _holds(stories[key], passwords[person])
    }


def _person(story: Mapping[str, Any]) -> int | None:
    raw = str(story.get("_auth_user_id", ""))
    return int(raw) if raw.isdecimal() else None


def _holds(story: Mapping[str, Any], password: str) -> bool:
    """A session ends with the password it began with, as in django.contrib.auth.get_user."""
    said = str(story.get("_auth_user_hash", ""))
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    hashes = (
        salted_hmac(_HASH_SALT, password, secret=secret, algorithm="sha256").hexdigest() for secret in secrets
    )
    return any(hmac.compare_digest(said, known) for known in hashes)


async def lasts(pool: Pool, names: Iterable[str]) -> dict[str, int]:
    """The number of the last committed message of each channel; 0 for one that never had any."""
    wanted = list(names)
    async with pool.connection() as connection:
        rows = await (await connection.execute(_LASTS, [wanted])).fetchall()
    return dict.fromkeys(wanted, 0) | dict(rows)


async def messages_after(pool: Pool, places: Mapping[str, int], limit: int = CATCH_UP) -> list[Message]:
    """Messages beyond the places, each channel in order."""
    if not places:
        return []
    async with pool.connection() as connection:
        cursor = await connection.execute(_MESSAGES, [list(places), list(places.values()), limit])
        return [message(*row) for row in await cursor.fetchall()]
