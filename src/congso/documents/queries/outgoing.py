"""Lists and counts of outgoing documents, as frozen rows. Every list takes a fixed number of queries."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from congso.documents.models import OutgoingDocument, Recipient, SearchEntry
from congso.documents.policies_outgoing import KIND
from congso.documents.queries.incoming import grade
from congso.documents.queries.keyset import Key, page
from congso.documents.rules_outgoing import line_group
from congso.documents.support_outgoing import printed_code
from congso.documents.texts_outgoing import ORIGINS, state_words
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.pagination import Page
from congso.kernel.refs import SubjectRef
from congso.pure.kinds import kind_of
from congso.pure.numbering import normal_code, parse_code
from congso.pure.vietnamese import fold

WAITING: Final = ("signed", "numbered", "seal_failed")
ISSUED: Final = ("issued", "recalled")
SIZE: Final = 40

_BY_URGENCY = (Key("urgency", int), Key("pk", int, False))
_BY_NUMBER = (Key("issued_date", date.fromisoformat), Key("number", int), Key("pk", int))
_BY_ID = (Key("pk", int),)


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """`state`: (kind of component, icon, words). `origin`: how it was signed, "" for the ordinary way.
    `done`, `lines`: recipients that have it in their register, and all."""

    id: int
    code: str
    kind: str
    subject: str
    body: str
    signer: str
    unit: str
    urgency: int
    state_code: str
    state: tuple[str, str, Promise]
    origin: Promise | str
    signed_at: datetime | None
    issued_date: date | None
    done: int
    lines: int
    act: int
    reason: str

    @property
    def grade(self) -> int:
        return grade(self.urgency)


@dataclass(frozen=True, slots=True)
class Filters:
    """Of the issued ones; empty means any. `act`: some recipient wants something of the clerk."""

    since: date | None = None
    until: date | None = None
    kind: str = ""
    body_id: int | None = None
    text: str = ""
    act: bool = False


def visible(actor: Actor) -> QuerySet[OutgoingDocument]:
    return OutgoingDocument.objects.for_actor(actor)


def readable(actor: Actor, subject: SubjectRef) -> bool:
    """Whether the actor may read the files of the document: what `files` asks for each page."""
    guest = OutgoingDocument.objects.for_guest(actor).filter(pk=subject.id)
    return visible(actor).filter(pk=subject.id).exists() or guest.exists()


def waiting_count(actor: Actor) -> int:
    return visible(actor).filter(state__in=WAITING).count()


def waiting(actor: Actor, *, older: str = "", newer: str = "") -> Page[OutgoingRow]:
    """Signed, numbered, or refused by the key: most urgent first, then whoever waits longest. Two queries."""
    return _page(visible(actor).filter(state__in=WAITING), _BY_URGENCY, older, newer)


def cancelled(actor: Actor, *, older: str = "", newer: str = "") -> Page[OutgoingRow]:
    return _page(visible(actor).filter(state="cancelled"), _BY_ID, older, newer)


def issued(actor: Actor, filters: Filters, *, older: str = "", newer: str = "") -> Page[OutgoingRow]:
    """Newest number first. Two queries."""
    return _page(_filtered(actor, filters), _BY_NUMBER, older, newer)


def _filtered(actor: Actor, filters: Filters) -> QuerySet[OutgoingDocument]:
    rows = visible(actor).filter(state__in=ISSUED, issued_date__isnull=False, number__isnull=False)
    plain = {
        "issued_date__gte": filters.since,
        "issued_date__lte": filters.until,
        "kind": filters.kind,
        "body_id": filters.body_id,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if filters.act:
        lines = Recipient.objects.filter(outgoing_id=OuterRef("pk"), state__in=("02", "16", "failed"))
        rows = rows.filter(Exists(lines))
    return rows.filter(_matches(actor, filters.text)) if filters.text.strip() else rows


def _matches(actor: Actor, text: str) -> Q:
    """By number, by number and symbol, or by words with or without accents."""
    words = re.findall(r"[^\W_]+", fold(text))
    found = Q(code_key=normal_code(text)) if parse_code(text) else Q()
    if text.strip().isdecimal() and len(text.strip()) < 9:
        found |= Q(number=int(text))
    if words:
        query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
        entries = SearchEntry.objects.for_actor(actor).filter(
            subject_kind=KIND, subject_id=OuterRef("pk"), folded=query
        )
        found |= Q(Exists(entries))
    return found or Q(pk=None)


def _page(rows: QuerySet[OutgoingDocument], keys: Sequence[Key], older: str, newer: str) -> Page[OutgoingRow]:
    found = page(rows.select_related("body", "unit"), keys, size=SIZE, older=older, newer=newer)
    groups: dict[int, Counter[str]] = {row.pk: Counter() for row in found.rows}
    every = Recipient.objects.unscoped(reason="of documents already in sight")
    for line in every.filter(outgoing_id__in=groups).exclude(channel="none") if groups else []:
        if line.outgoing_id is not None:
            groups[line.outgoing_id][line_group(line.state)] += 1
    return Page([_row(row, groups[row.pk]) for row in found.rows], found.older, found.newer)


def _row(row: OutgoingDocument, lines: Counter[str]) -> OutgoingRow:
    kind = kind_of(row.kind)
    return OutgoingRow(
        id=row.pk,
        code=printed_code(row),
        kind=kind.name if kind else row.kind,
        subject=row.subject,
        body=row.body.name,
        signer=row.signer_name,
        unit=row.unit.name if row.unit else "",
        urgency=row.urgency,
        state_code=row.state,
        state=state_words(row.state, on_paper=row.on_paper, has_scan=row.signed_file_id is not None),
        origin="" if row.origin == "digital" else ORIGINS[row.origin],
        signed_at=row.signed_at.astimezone(clock.VIETNAM) if row.signed_at else None,
        issued_date=row.issued_date,
        done=lines["done"],
        lines=sum(lines.values()),
        act=lines["act"],
        reason=row.seal_error or row.cancel_reason,
    )
