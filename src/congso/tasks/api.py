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
from congso.tasks.deadlines import due_on
from congso.tasks.queries import (
    DirectiveRow,
    LineRow,
    Load,
    OpenRow,
    directives_of,
    given_by,
    lines,
    load_of,
    of_unit,
    open_and_given,
    open_count,
    open_for,
    part_of,
)
from congso.tasks.rules import INFORM, LEAD, SUPPORT, Line
from congso.tasks.shown import register_page

__all__ = [
    "INFORM",
    "LEAD",
    "SUPPORT",
    "About",
    "DirectiveRow",
    "Given",
    "Line",
    "LineRow",
    "Load",
    "OpenRow",
    "assign_on",
    "check_lines",
    "close_all",
    "directives_of",
    "drop_all",
    "due_on",
    "finish",
    "give_directive",
    "given_by",
    "lines",
    "load_of",
    "move_deadline",
    "of_unit",
    "open_and_given",
    "open_count",
    "open_for",
    "part_of",
    "register_page",
    "return_",
    "see",
    "start",
    "start_own",
    "take_back",
]
