"""The directive as posted: `part-u7=lead`, `due-u7=20/11/2026`, `days=2`, `phrase=…`, `text=…`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.forms import DateField, ValidationError
from django.http import QueryDict

from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.tasks.api import INFORM, Line, due_on

_PART = re.compile(r"part-([up])(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Given:
    """What was written. `parts` and `dues` as posted, to show the form again after a refusal."""

    text: str
    lines: tuple[Line, ...]
    parts: Mapping[str, str]
    dues: Mapping[str, str]


def read(actor: Actor, post: QueryDict) -> Given:
    """A day means the end of work on it in the actor's agency.

    Raises Invalid documents.directive_day with the text when a date cannot be read, tasks.deadline_free_day when nobody
    works on it.
    """
    parts = {f"{m[1]}{m[2]}": str(post[name]) for name in post if (m := _PART.fullmatch(name)) and post[name]}
    dues = {key: post.get(f"due-{key}", "").strip() for key in parts}
    phrases = [" ".join(one.split()) for one in post.getlist("phrase")]
    text = " ".join([*phrases, post.get("text", "").strip()]).strip()
    common = _common(post)
    lines = tuple(_line(actor, key, part, _day(dues[key]) or common) for key, part in parts.items())
    return Given(text, lines, parts, dues)


def _line(actor: Actor, key: str, part: str, day: date | None) -> Line:
    due = due_on(actor, day, field="day") if day and part != INFORM else None
    number = int(key[1:])
    if key[0] == "u":
        return Line(part, unit_id=number, due_at=due)
    return Line(part, appointment_id=number, due_at=due)


def _common(post: QueryDict) -> date | None:
    """The day chosen for all: one of the offered ones, or typed."""
    chosen = post.get("day", "")
    return _day(post.get("other_day", "").strip()) if chosen == "other" else _day(chosen)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return DateField().to_python(text)
    except ValidationError as error:
        raise Invalid("documents.directive_day", field="day", text=text[:20]) from error
