"""The letters of an agency as its clerks list them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from congso.documents import api as documents
from congso.kernel import pagination
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden
from congso.mail import policies
from congso.mail.actions.post_letters import FAILED
from congso.mail.models import Letter
from congso.mail.queries import local

ROWS: Final = 50
# What a list shows: letters that wait for a hand, that wait for the server, all.
GROUPS: Final = {"hong": FAILED, "cho": (Letter.State.WAITING,), "": tuple(Letter.State)}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """`name` of the recipient and `title` of the document; `error`: the server's own words; `failed`: it waits for a hand."""

    id: int
    outgoing_id: int
    name: str
    address: str
    title: str
    url: str
    state: str
    linked: bool
    tries: int
    at: datetime | None
    next_at: datetime | None
    error: str
    failed: bool


def failed_count(actor: Actor) -> int:
    return Letter.objects.for_actor(actor).filter(agency_id=actor.agency_id or 0, state__in=FAILED).count()


def letter_page(
    actor: Actor, agency_id: int, group: str, *, older: str = "", newer: str = ""
) -> pagination.Page[LetterLine]:
    """Newest first. `group`: a key of GROUPS. Two queries. Raises Forbidden mail.forbidden."""
    if reason := policies.may(actor, "retry", agency_id):
        raise Forbidden(reason)
    rows = Letter.objects.for_actor(actor).filter(agency_id=agency_id, state__in=GROUPS[group])
    before, after = _id_of(older), _id_of(newer)
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: ROWS + 1])
        shown, more_newer, more_older = found[:ROWS][::-1], len(found) > ROWS, True
    else:
        found = list((rows if before is None else rows.filter(pk__lt=before)).order_by("-pk")[: ROWS + 1])
        shown, more_newer, more_older = found[:ROWS], before is not None, len(found) > ROWS
    said = documents.letter_lines(actor=actor, recipient_ids=[row.recipient_id for row in shown])
    return pagination.Page(
        [_line(row, said.get(row.recipient_id)) for row in shown],
        older=pagination.encode([shown[-1].pk]) if shown and more_older else "",
        newer=pagination.encode([shown[0].pk]) if shown and more_newer else "",
    )


def _id_of(cursor: str) -> int | None:
    values = pagination.decode(cursor) if cursor else None
    return values[0] if values and len(values) == 1 and isinstance(values[0], int) else None


def _line(row: Letter, said: documents.LetterLine | None) -> LetterLine:
    """A line that was taken off the document, or a document that is gone from sight, leaves the address alone."""
    return LetterLine(
        id=row.pk, outgoing_id=row.outgoing_id, name=said.name if said else "", address=row.address,
        title=said.title if said else "", url=said.url if said else "", state=row.state, linked=row.linked, tries=row.tries,
        at=local(row.sent_at or row.at), next_at=local(row.next_at), error=row.error, failed=row.state in FAILED,
    )  # fmt: skip
