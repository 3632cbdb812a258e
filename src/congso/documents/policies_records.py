"""Who reads and closes registers, who keeps work files; agrees with `WorkFile.objects.for_actor`."""

from typing import Final

from congso.documents.models import WorkFile
from congso.documents.models.scopes import SEES_ALL
from congso.documents.policies_incoming import NO_RIGHT, YES, Decision
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict

WORK_FILE: Final = "work_file"
REGISTER: Final = "register"
_LISTS: Final = (Role.CLERK, Role.OFFICE)
_WORKS: Final = (Role.OFFICER, Role.UNIT_HEAD, Role.OFFICE, Role.CLERK, Role.LEADER)


def may_read_registers(actor: Actor) -> Decision:
    """A register names every document of the agency: only for those who see them all."""
    allowed = actor.is_system or (actor.agency_id is not None and actor.has(*SEES_ALL))
    return YES if allowed else NO_RIGHT


def may_ask_closing(actor: Actor) -> Decision:
    return YES if actor.agency_id is not None and actor.has(Role.CLERK) else NO_RIGHT


def may_import(actor: Actor) -> Decision:
    """Entries of another product's register: by whoever keeps the register of this agency."""
    return YES if actor.agency_id is not None and actor.has(Role.CLERK) else NO_RIGHT


def may_close(actor: Actor) -> Decision:
    return YES if actor.agency_id is not None and actor.has(Role.LEADER) else NO_RIGHT


def may_open_file(actor: Actor) -> Decision:
    """Whoever works on documents opens files of their own (Decree 30 art. 29)."""
    return YES if actor.agency_id is not None and actor.has(*_WORKS) else NO_RIGHT


def may_keep_list(actor: Actor) -> Decision:
    """The yearly list of files: made by the office and the clerk (art. 28)."""
    return YES if actor.agency_id is not None and actor.has(*_LISTS) else NO_RIGHT


def keeps(actor: Actor, work_file: WorkFile) -> bool:
    """Its keeper, the head of its unit, or whoever keeps the list of the agency."""
    if actor.is_system:
        return actor.agency_id in (None, work_file.agency_id)
    if actor.agency_id is None or actor.agency_id != work_file.agency_id:
        return False
    if actor.has(*_LISTS):
        return True
    if work_file.keeper_id is not None and work_file.keeper_id == actor.person_id:
        return True
    return actor.has(Role.UNIT_HEAD) and actor.unit_id is not None and actor.unit_id == work_file.unit_id


def may(actor: Actor, verb: str, work_file: WorkFile) -> Decision:
    """`work_file` was loaded with the actor's eyes. "add" is open to all who see it; the other verbs to who keeps it."""
    if verb != "add" and not keeps(actor, work_file):
        return NO_RIGHT
    closed = work_file.state == WorkFile.State.CLOSED
    if verb == "reopen":
        return YES if closed else Decision("documents.work_file_open_already", Conflict)
    return Decision("documents.work_file_closed", Conflict) if closed else YES


VERBS: Final = ("add", "remove", "edit", "close", "reopen")
