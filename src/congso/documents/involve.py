"""Write down who takes part; `policies` and the scoped querysets read it."""

from django.db import connection

from congso.documents import search_index
from congso.documents.models import Involvement
from congso.kernel import clock
from congso.kernel.refs import SubjectRef


def involve(
    subject: SubjectRef, *, agency_id: int, why: str, person_id: int | None = None, unit_id: int | None = None
) -> None:
    """Idempotent. `why`: "drafter", "lead", "support", "informed", "signer", "reviewer", "keeper", …"""
    Involvement.objects.bulk_create(
        [
            Involvement(
                subject_kind=subject.kind,
                subject_id=subject.id,
                agency_id=agency_id,
                person_id=person_id,
                unit_id=unit_id,
                why=why,
                at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    search_index.takes_part_later(subject)


def copy(source: SubjectRef, target: SubjectRef) -> None:
    """Whoever takes part in `source` takes part in `target` too (draft to the document issued from it)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_involvement (subject_kind, subject_id, agency_id, unit_id, person_id, why, at) "
            "SELECT %s, %s, agency_id, unit_id, person_id, why, %s FROM documents_involvement "
            "WHERE subject_kind = %s AND subject_id = %s ON CONFLICT DO NOTHING",
            [target.kind, target.id, clock.now(), source.kind, source.id],
        )
    search_index.takes_part_later(target)


def is_involved(subject: SubjectRef, *, person_id: int | None, unit_id: int | None) -> bool:
    """`unit_id`: given only for heads of unit, who see what their unit takes part in."""
    parts = Involvement.objects.unscoped(reason="the ground of the rights themselves")
    rows = parts.filter(subject_kind=subject.kind, subject_id=subject.id)
    if person_id is not None and rows.filter(person_id=person_id).exists():
        return True
    return unit_id is not None and rows.filter(unit_id=unit_id).exists()
