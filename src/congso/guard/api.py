"""The public face of guard: every entrance of text and files asks here.

`check_file` and `check_fields` raise `SecretMarking` (code guard.secret_marking) and have then logged an incident without
content. `refusal_url` is where to send the browser.
"""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from congso.guard import rules
from congso.guard.actions import (
    DECIDERS,
    StubFields,
    check_fields,
    check_file,
    contest,
    found_late,
    leave_stub,
    register_stub,
    release,
    stated_secret,
)
from congso.guard.errors import SecretMarking
from congso.guard.forms import GuardedForm
from congso.guard.queries import contested, incident, stubs
from congso.guard.rows import Hit, IncidentRow, StubRow

__all__ = [
    "DECIDERS",
    "LEVELS",
    "GuardedForm",
    "Hit",
    "IncidentRow",
    "SecretMarking",
    "StubFields",
    "StubRow",
    "check_fields",
    "check_file",
    "check_text",
    "contest",
    "contested",
    "found_late",
    "incident",
    "incident_url",
    "leave_stub",
    "refusal_url",
    "register_stub",
    "release",
    "stated_secret",
    "stubs",
]

LEVELS: Final = ("secret", "high", "top")


def check_text(pages: str | Sequence[str]) -> Hit | None:
    """The first secrecy marking in a text or its pages; None when clean. Logs nothing and refuses nothing."""
    return rules.find(pages.split("\f") if isinstance(pages, str) else pages)


def refusal_url(refusal: SecretMarking) -> str:
    """The screen that explains a refusal and offers the stub."""
    return incident_url(refusal.incident_id)


def incident_url(incident_id: int) -> str:
    return reverse("guard:refused", args=[incident_id])
