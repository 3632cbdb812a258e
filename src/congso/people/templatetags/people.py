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
