"""From the fields of a form to the columns of an arrival."""

from typing import Any

from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import Fields, code_key, due_moment
from congso.people import api as people

_LIMITS = {"number": 11, "symbol": 60, "kind": 100, "issuer_name": 200, "subject": 500, "signer_name": 50}
_MORE_LIMITS = {"signer_title": 100, "language": 30, "description": 500}
# What a line of the register prints (Decree 30 Annex IV).
IN_BOOK = frozenset({"number", "symbol", "document_date", "kind", "issuer_name", "subject"})


def columns(given: Fields, agency_id: int) -> dict[str, Any]:
    """Columns to save. Texts longer than their column are cut: the form has warned before."""
    texts = {name: getattr(given, name)[:limit] for name, limit in {**_LIMITS, **_MORE_LIMITS}.items()}
    counted = {} if given.pages is None else {"pages": given.pages}
    return {
        **texts,
        **counted,  # left empty: what the file was counted to have
        "code_key": code_key(given.number, given.symbol),
        "document_date": given.document_date,
        "issuer_agency_id": given.issuer_agency_id,
        "urgency": given.urgency,
        "due_at": due_moment(given, people.calendar_of(agency_id)),
        "copies": given.copies,
        "paper_original": given.paper_original,
    }


def changed_names(incoming: IncomingDocument, new: dict[str, Any]) -> list[str]:
    """Names of the columns that get another value: what the journal may say without repeating content."""
    return sorted(name for name, value in new.items() if getattr(incoming, name) != value)
