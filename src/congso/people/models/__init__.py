"""Tables of people: agencies and their codes, issuing bodies, units, posts, persons, appointments, delegations."""

from congso.people.models.agency import Agency, CalendarDay, IssuingBody, OrganCode, Unit
from congso.people.models.person import Appointment, Delegation, PermissionChange, Person, Post

__all__ = [
    "Agency",
    "Appointment",
    "CalendarDay",
    "Delegation",
    "IssuingBody",
    "OrganCode",
    "PermissionChange",
    "Person",
    "Post",
    "Unit",
]
