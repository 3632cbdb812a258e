"""Small reads that several parts share."""

from congso.people import api as people
from congso.pure import edxml


def agency_party(agency_id: int) -> edxml.Party:
    """An agency of this installation as the axis writes it."""
    row = people.agency(agency_id)
    parent = people.agency(row.parent_id).name if row.parent_id else ""
    return edxml.Party(row.code, parent, row.name, row.address, row.email, row.phone)
