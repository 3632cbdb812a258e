"""Agencies of the installation by the name somebody typed."""

from congso.documents import rules_incoming as rules
from congso.people import api as people


def agency_named(name: str) -> int | None:
    """The agency that bears exactly this name, long or short, with or without accents."""
    key = rules.issuer_key(name)
    if not key:
        return None
    for row in people.agencies(search=name, limit=10):
        if key in (rules.issuer_key(row.name), rules.issuer_key(row.short_name)):
            return row.id
    return None
