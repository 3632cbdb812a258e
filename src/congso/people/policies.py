"""Who may change people. Codes of refusal, None when allowed. Reading agencies and posts is open to every actor."""

from collections.abc import Collection

from congso.kernel.actor import Actor, Role
from congso.people.rules import HEAD


def manage_agency(actor: Actor, agency_id: int | None, *, installation: bool) -> str | None:
    """An administrator changes the own agency; an administrator of the installation any (`installation`)."""
    if actor.is_system or installation:
        return None
    if agency_id is not None and actor.has(Role.ADMIN) and actor.agency_id == agency_id:
        return None
    return "people.not_administrator"


def manage_installation(actor: Actor, *, installation: bool) -> str | None:
    """New agencies, the common calendar, imports of agencies, administrators of the installation."""
    return None if actor.is_system or installation else "people.not_installation_administrator"


def manage_account(
    actor: Actor, *, agencies_of_person: Collection[int], target_is_installation: bool, installation: bool
) -> str | None:
    """Password, name, switching off: an administrator may do so only to people who serve no other agency,
    or a foreign administrator could sign in as them.
    """
    if actor.is_system or installation:
        return None
    if target_is_installation:
        return "people.not_installation_administrator"
    if not actor.has(Role.ADMIN) or actor.agency_id is None:
        return "people.not_administrator"
    return "people.serves_elsewhere" if set(agencies_of_person) - {actor.agency_id} else None


def confirm_permission(
    actor: Actor, *, agency_id: int, changed_by: int | None, rank: int, installation: bool
) -> str | None:
    """Decree 30 Annex VI: a change of rights is alerted until the head of the agency or another administrator confirms."""
    if actor.is_system:
        return None
    if changed_by is not None and actor.person_id == changed_by:
        return "people.confirm_by_another"
    if installation:
        return None
    is_head = actor.has(Role.LEADER) and rank == HEAD
    if actor.agency_id == agency_id and (is_head or actor.has(Role.ADMIN)):
        return None
    return "people.not_confirmer"


def give_signature(
    actor: Actor, *, agency_id: int, giver_holders: Collection[int], installation: bool
) -> str | None:
    """The giver in person, or who keeps the written decisions: office and administrator of the same agency."""
    if actor.is_system or installation:
        return None
    if actor.person_id is not None and actor.person_id in giver_holders:
        return None
    if actor.agency_id == agency_id and actor.has(Role.ADMIN, Role.OFFICE):
        return None
    return "people.not_giver"
