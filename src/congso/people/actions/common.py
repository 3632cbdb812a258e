"""Shared by the actions: standing, cleaned text, changed columns."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid
from congso.people import policies
from congso.people.models import Person
from congso.pure import vietnamese


def is_installation_admin(actor: Actor) -> bool:
    """Asked of the database each time: the right may have been taken away since the page was opened."""
    if actor.person_id is None:
        return False
    return Person.objects.filter(pk=actor.person_id, is_active=True, installation_admin=True).exists()


def installation_admin_ids() -> list[int]:
    """Who looks after the installation: persons to be told when it is not well."""
    return list(
        Person.objects.filter(is_active=True, installation_admin=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def require(reason: str | None) -> None:
    """Raise Forbidden with the policy's reason."""
    if reason is not None:
        raise Forbidden(reason)


def require_manager(actor: Actor, agency_id: int | None) -> None:
    require(policies.manage_agency(actor, agency_id, installation=is_installation_admin(actor)))


def require_installation(actor: Actor) -> None:
    require(policies.manage_installation(actor, installation=is_installation_admin(actor)))


def clean(text: str) -> str:
    return " ".join(vietnamese.nfc(text).split())


def clean_lines(text: str) -> str:
    """Each line cleaned, empty ones left out."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def cleaned(value: Any) -> dict[str, Any]:
    """The fields of an input with every text cleaned; what the letterhead prints (`…_line`) keeps its lines."""
    fields = {name: getattr(value, name) for name in value.__slots__}
    return {
        name: (clean_lines if name.endswith("_line") else clean)(field) if isinstance(field, str) else field
        for name, field in fields.items()
    }


def need(values: Mapping[str, Any], *names: str) -> None:
    """Raise Invalid people.missing for the first empty one."""
    for name in names:
        if not values[name]:
            raise Invalid("people.missing", field=name)


def change(row: Model, values: Mapping[str, Any]) -> list[str]:
    """Save the columns that differ; returns their names."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return changed
