"""The public face of the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from congso.audit.models import Entry
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a trail. `data` are the parameters of the verb."""

    id: int
    at: datetime
    verb: str
    actor_name: str
    actor_post: str
    person_id: int | None
    agency_id: int | None
    data: dict[str, Any]


def record(actor: Actor, verb: str, subject: SubjectRef, **data: Any) -> None:
    """Append to the journal, in the caller's transaction. `data`: plain JSON values, no content of documents."""
    Entry.objects.create(
        at=clock.now(),
        verb=verb,
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        actor_post=actor.post_title,
        person_id=actor.person_id,
        post_id=actor.post_id,
        on_behalf_of=actor.on_behalf_of,
        agency_id=actor.agency_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        data=data,
    )


def trail(subjects: Sequence[SubjectRef], *, limit: int = 500) -> list[Line]:
    """Rows about these things, oldest first. The caller has already decided that the reader may see the things."""
    rows: list[Entry] = []
    for subject in subjects:
        rows += Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")[:limit]
    rows.sort(key=lambda row: (row.at, row.pk))
    return [
        Line(
            id=row.pk,
            at=row.at.astimezone(clock.VIETNAM),
            verb=row.verb,
            actor_name=row.actor_name,
            actor_post=row.actor_post,
            person_id=row.person_id,
            agency_id=row.agency_id,
            data=row.data,
        )
        for row in rows
    ]
