"""Telling people, and their seeing it. A personal list: no journal."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef
from congso.notices.models import Notice


def notify(
    person_ids: Iterable[int], kind: str, params: Mapping[str, object], subject: SubjectRef | None, url: str
) -> int:
    """Tell each person once, in the caller's transaction; returns how many.

    `kind` is a code of `kernel.wording` (register the sentence in your messages.py) and `params` its plain JSON values;
    `url` is a path of this installation. Open browsers of the person hear "notice" on channel person:ID.
    ValueError for a `url` that leaves the installation.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a notice leads to a page of this installation, not to {url!r}")
    # In one order, or two announcements to the same people could wait for each other's channel.
    ids = sorted(set(person_ids))
    with transaction.atomic():
        rows = Notice.objects.bulk_create(
            Notice(
                person_id=person_id,
                kind=kind,
                params=dict(params),
                subject=str(subject or ""),
                url=url,
                at=clock.now(),
            )
            for person_id in ids
        )
        for row in rows:
            live.publish(f"person:{row.person_id}", "notice", id=row.pk, about=kind, url=url)
    return len(rows)


def mark_seen(*, actor: Actor, notice_id: int) -> str:
    """Mark one of the actor's own notices; returns where it leads. Refuses notices.none."""
    own = Notice.objects.for_actor(actor)
    row = own.filter(pk=notice_id).first()
    if row is None:
        raise NotFound("notices.none")
    if own.filter(pk=notice_id, seen_at=None).update(seen_at=clock.now()):
        _tell_browsers(actor)
    return row.url


def mark_all_seen(*, actor: Actor) -> int:
    """Mark every notice of the actor; returns how many were new."""
    changed = Notice.objects.for_actor(actor).filter(seen_at=None).update(seen_at=clock.now())
    if changed:
        _tell_browsers(actor)
    return changed


def _tell_browsers(actor: Actor) -> None:
    with transaction.atomic():
        live.publish(f"person:{actor.person_id}", "notice_seen")
