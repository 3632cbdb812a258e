"""The contents of a work file (mục lục văn bản, Decree 30 Annex V): one line a document, read with the reader's eyes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congso.documents.models import Draft, IncomingDocument, OutgoingDocument, WorkFileItem
from congso.documents.queries.lines import url_of
from congso.documents.rules_incoming import printed_code
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.pure.kinds import kind_of
from congso.pure.numbering import full_code


@dataclass(frozen=True, slots=True)
class ContentLine:
    """`hidden`: the reader sees the file but not this document; nothing is told of it but its place."""

    ordinal: int
    subject: SubjectRef
    hidden: bool = True
    code: str = ""
    dated: date | None = None
    kind: str = ""
    title: str = ""
    author: str = ""
    pages: int | None = None
    number: str = ""
    symbol: str = ""
    state: str = ""
    url: str = ""


def content_lines(actor: Actor, items: Sequence[WorkFileItem]) -> list[ContentLine]:
    """In the order of the file. Three queries for any number of items."""
    known: Mapping[str, Mapping[int, Any]] = {
        "incoming": IncomingDocument.objects.for_actor(actor).in_bulk(_ids(items, "incoming")),
        "draft": Draft.objects.for_actor(actor).select_related("agency").in_bulk(_ids(items, "draft")),
        "outgoing": OutgoingDocument.objects.for_actor(actor)
        .select_related("body")
        .in_bulk(_ids(items, "outgoing")),
    }
    makers: Mapping[str, Callable[[Any], dict[str, Any]]] = {
        "incoming": _incoming,
        "draft": _draft,
        "outgoing": _outgoing,
    }
    lines = []
    for item in items:
        subject = SubjectRef(item.subject_kind, item.subject_id)
        row = known[subject.kind].get(subject.id)
        told = (
            makers[subject.kind](row) | {"hidden": False, "url": url_of(subject)} if row is not None else {}
        )
        lines.append(ContentLine(item.ordinal, subject, **told))
    return lines


def _ids(items: Sequence[WorkFileItem], kind: str) -> list[int]:
    return [item.subject_id for item in items if item.subject_kind == kind]


def _incoming(row: IncomingDocument) -> dict[str, Any]:
    return {
        "code": printed_code(row.number, row.symbol),
        "number": row.number,
        "symbol": row.symbol,
        "dated": row.document_date,
        "kind": row.kind,
        "title": row.subject,
        "author": row.issuer_name,
        "pages": row.pages,
        "state": row.state,
    }


def _draft(row: Draft) -> dict[str, Any]:
    return {
        "code": "",
        "symbol": row.symbol,
        "dated": row.updated_at.astimezone(clock.VIETNAM).date(),
        "kind": _kind(row.kind),
        "title": row.subject,
        "author": row.agency.name,
        "state": row.state,
    }


def _outgoing(row: OutgoingDocument) -> dict[str, Any]:
    return {
        "code": full_code(row.number, row.symbol) if row.number else f"…/{row.symbol}",
        "number": str(row.number or ""),
        "symbol": row.symbol,
        "dated": row.issued_date,
        "kind": _kind(row.kind),
        "title": row.subject,
        "author": row.body.name,
        "pages": row.pages,
        "state": row.state,
    }


def _kind(code: str) -> str:
    known = kind_of(code)
    return known.name if known else code
