"""Filters of this app's templates."""

import json
from collections.abc import Iterable
from typing import Any

from django import template

from congso.kernel.actor import Role
from congso.people import words

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """JSON for a data- attribute; the template engine escapes it."""
    return json.dumps(value)


_BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """ "Chrome · Windows" from what the browser says of itself; its own words when nothing is known."""
    words_ = [
        next((word for mark, word in table if mark in user_agent), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(word for word in words_ if word) or user_agent[:60]


@register.filter
def role_names(roles: Iterable[str]) -> str:
    """Words for roles, in the order of `Role`."""
    given = set(roles)
    return ", ".join(str(words.ROLES[role]) for role in Role if role.value in given)


@register.filter
def agency_kind(code: str) -> str:
    return str(words.AGENCY_KINDS.get(code, code))


@register.filter
def code_form(code: str) -> str:
    return str(words.CODE_FORMS.get(code, code))


@register.filter
def day_kind(code: str) -> str:
    return str(words.DAY_KINDS.get(code, code))
