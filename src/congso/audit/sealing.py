"""Chain the new rows, and check the chain."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from congso.audit.models import Anchor, Entry
from congso.audit.rules import GENESIS, chain
from congso.kernel import clock

_LOCK = 0x61756469  # advisory lock: one sealer at a time
_FIELDS = (
    "id",
    "verb",
    "actor_kind",
    "actor_name",
    "actor_post",
    "person_id",
    "post_id",
    "on_behalf_of",
    "agency_id",
    "subject_kind",
    "subject_id",
    "data",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at`: id of the first row that does not fit, 0 when rows are missing at the end, None when the chain holds."""

    rows: int
    unsealed: int
    broken_at: int | None


def _fields(entry: Entry) -> dict[str, Any]:
    fields = {name: getattr(entry, name) for name in _FIELDS}
    fields["at"] = entry.at.astimezone(clock.VIETNAM).isoformat()
    return fields


def seal(limit: int = 5000) -> int:
    """Give the next unsealed rows their place in the chain; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        head = Entry.objects.filter(position__isnull=False).order_by("-position").first()
        position, digest = (head.position or 0, bytes(head.digest or b"")) if head else (0, GENESIS)
        rows = list(Entry.objects.filter(position=None).order_by("id")[:limit])
        for entry in rows:
            position += 1
            digest = chain(digest, position, _fields(entry))
            entry.position, entry.digest = position, digest
        Entry.objects.bulk_update(rows, ["position", "digest"], batch_size=500)
    return len(rows)


def anchor_file() -> Path:
    """Beside the database, not in it: who rewrites the chain and its anchors must rewrite this (and its backups) too."""
    return Path(settings.DATA_DIR) / "audit-anchors.txt"


def anchor() -> Anchor | None:
    """Write down the head of the chain, in the database and outside it; None while the journal is empty."""
    head = Entry.objects.filter(position__isnull=False).order_by("-position").first()
    if head is None or head.position is None or head.digest is None:
        return None
    made = Anchor.objects.create(at=clock.now(), position=head.position, digest=bytes(head.digest))
    with anchor_file().open("a", encoding="ascii") as file:
        file.write(f"{made.at.isoformat()} {made.position} {bytes(made.digest).hex()}\n")
    return made


def _anchors() -> dict[int, set[bytes]]:
    """Digests written down, by position, from both places."""
    found: dict[int, set[bytes]] = {}
    for row in Anchor.objects.all():
        found.setdefault(row.position, set()).add(bytes(row.digest))
    if anchor_file().exists():
        for line in anchor_file().read_text(encoding="ascii").splitlines():
            _, position, digest = line.split()
            found.setdefault(int(position), set()).add(bytes.fromhex(digest))
    return found


def verify() -> Verdict:
    """Walk the whole chain. A changed, missing or inserted row is found at its place; rows cut off at the end by an anchor
    beyond it (`broken_at` is then 0)."""
    digest, expected, broken = GENESIS, 0, None
    anchors = _anchors()
    for entry in Entry.objects.filter(position__isnull=False).order_by("position").iterator(chunk_size=2000):
        expected += 1
        digest = chain(digest, expected, _fields(entry))
        anchored = anchors.get(expected, {digest})
        if entry.position != expected or bytes(entry.digest or b"") != digest or anchored != {digest}:
            broken = entry.pk
            break
    if broken is None and any(position > expected for position in anchors):
        broken = 0
    return Verdict(rows=expected, unsealed=Entry.objects.filter(position=None).count(), broken_at=broken)
