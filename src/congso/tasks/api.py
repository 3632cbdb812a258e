"""The public face of tasks."""

from congso.tasks.actions.assign_on import assign_on
from congso.tasks.actions.give_directive import About, Given, check_lines, give_directive
from congso.tasks.actions.start_own import start_own
from congso.tasks.actions.step import (
    close_all,
    drop_all,
    finish,
    move_deadline,
    return_,
    see,
    start,
    take_back,
)
from congso.tasks.queries import LineRow, OpenRow, given_by, lines, open_for, part_of
from congso.tasks.rules import INFORM, LEAD, SUPPORT, Line

__all__ = [
    "INFORM",
    "LEAD",
    "SUPPORT",
    "About",
    "Given",
    "Line",
    "LineRow",
    "OpenRow",
    "assign_on",
    "check_lines",
    "close_all",
    "drop_all",
    "finish",
    "give_directive",
    "given_by",
    "lines",
    "move_deadline",
    "open_for",
    "part_of",
    "return_",
    "see",
    "start",
    "start_own",
    "take_back",
]
