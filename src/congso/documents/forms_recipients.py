"""The picker of recipients: its lines travel in the form, so that nothing is saved before "Ghi nơi nhận" is pressed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.http import QueryDict

from congso.documents.axis_directory import AxisAgency, AxisGroup
from congso.documents.draft_text import AS_ABOVE
from congso.documents.queries.draft_people import Group
from congso.documents.rules_draft import CHANNELS, RecipientLine
from congso.people.api import AgencyRow

MOST_LINES: Final = 300
_TYPED: Final = ("ten", "kenh", "dia_chi")
_IN_GROUPS: Final = ("internal", "axis")


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the picker: one receiver, or a group of agencies (here, or over the axis by their codes) that prints as one line."""

    line: RecipientLine
    agency_ids: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many a group is; 0 for one receiver."""
        return len(self.agency_ids) + len(self.codes)

    @property
    def value(self) -> str:
        """What the form carries from one request to the next."""
        one = self.line
        return json.dumps(
            [
                one.channel,
                one.name,
                one.agency_id,
                one.address,
                one.group,
                one.copies,
                list(self.agency_ids or self.codes),
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )


def list_lines(lines: Sequence[RecipientLine], above: str) -> list[ListLine]:
    """Stored receivers as lines of the picker: agencies of one group stand together, `above` ("Như trên") stays apart."""
    found: list[ListLine] = []
    groups: dict[tuple[str, str], int] = {}
    for line in lines:
        if not line.group or line.group == above or line.channel not in _IN_GROUPS:
            found.append(ListLine(line))
            continue
        at = groups.setdefault((line.channel, line.group), len(found))
        if at == len(found):
            address = "" if line.channel == "axis" else line.address
            found.append(ListLine(replace(line, name=line.group, agency_id=None, address=address)))
        found[at] = _with_member(found[at], line)
    return found


def _with_member(group: ListLine, line: RecipientLine) -> ListLine:
    if line.agency_id is None:
        return replace(group, codes=(*group.codes, line.address))
    return replace(group, agency_ids=(*group.agency_ids, line.agency_id))


@dataclass
class Picker:
    """What stands in the sheet now, and what was pressed."""

    lines: list[ListLine]
    search: str = ""
    pressed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def posted(cls, data: QueryDict) -> "Picker":
        """The lines as the form brought them, purposes and "Như trên" as they stand now; broken lines are left out."""
        purposes, above = data.getlist("muc_dich"), set(data.getlist("nhu_tren"))
        found = []
        for number, value in enumerate(data.getlist("dong")[:MOST_LINES]):
            line = _line(
                value, purposes[number] if number < len(purposes) else "", above=str(number) in above
            )
            if line is not None:
                found.append(line)
        names = ("them", "bo", "len", "ghi", "ten", "kenh", "dia_chi")
        return cls(found, data.get("tim", ""), {name: data.get(name, "") for name in names if name in data})

    @property
    def saves(self) -> bool:
        return "ghi" in self.pressed

    @property
    def adds_group(self) -> bool:
        return self.pressed.get("them", "").startswith("g:")

    @property
    def agency_ids_wanted(self) -> list[int]:
        """The agency a press adds."""
        kind, _, text = self.pressed.get("them", "").partition(":")
        return [int(text)] if kind == "a" and text.isdecimal() and len(text) < 18 else []

    @property
    def codes_wanted(self) -> list[str]:
        """The agency of the axis a press adds."""
        kind, _, code = self.pressed.get("them", "").partition(":")
        return [code] if kind == "x" and code else []

    @property
    def axis_group_wanted(self) -> str:
        """Code of the agency of the axis whose whole staff of agencies a press adds."""
        kind, _, code = self.pressed.get("them", "").partition(":")
        return code if kind == "xg" else ""

    def add_axis(self, one: AxisAgency) -> None:
        self.search = ""
        if all((it.line.channel, it.line.address) != ("axis", one.code) for it in self.lines):
            self.lines.append(ListLine(RecipientLine("axis", one.name, address=one.code)))

    def add_axis_group(self, group: AxisGroup, label: str) -> None:
        self.search = ""
        self.lines = [one for one in self.lines if one.line.group != label]
        line = RecipientLine("axis", label, group=label)
        self.lines.append(ListLine(line, codes=tuple(one.code for one in group.members)))

    def apply(self, known: Mapping[int, AgencyRow], groups: Mapping[str, Group]) -> None:
        """Do what was pressed. `known`, `groups`: what `them` may name."""
        added = self.pressed.get("them", "")
        if added == "t" or self.saves:
            # What was typed and not added is meant all the same: saving must not lose it.
            self._add_typed()
        elif added.startswith("g:") and added[2:] in groups:
            group = groups[added[2:]]
            kept = [one for one in self.lines if one.line.group != group.label]
            line = RecipientLine("internal", group.label, group=group.label)
            self.lines = [*kept, ListLine(line, group.ids)]
        for agency_id in self.agency_ids_wanted:
            if agency_id in known and all(one.line.agency_id != agency_id for one in self.lines):
                line = RecipientLine("internal", known[agency_id].name, agency_id=agency_id)
                self.lines.append(ListLine(line))
                self.search = ""
        self._move()

    def _add_typed(self) -> None:
        name, address = self.pressed.get("ten", "").strip(), self.pressed.get("dia_chi", "").strip()
        channel = self.pressed.get("kenh", "none")
        if (name or address) and channel in CHANNELS and channel not in _IN_GROUPS:
            self.lines.append(ListLine(RecipientLine(channel, name or address, address=address)))
            self.pressed = {one: text for one, text in self.pressed.items() if one not in _TYPED}

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the boxes of a receiver outside the installation, not added yet."""
        found = {name: self.pressed.get(name, "").strip() for name in _TYPED}
        return found if found["ten"] or found["dia_chi"] else {}

    def _move(self) -> None:
        """Take a line out, or one place up."""
        dropped, raised = (_index(self.pressed.get(name, ""), len(self.lines)) for name in ("bo", "len"))
        if dropped is not None:
            del self.lines[dropped]
        if raised:
            self.lines.insert(raised - 1, self.lines.pop(raised))


def _index(text: str, length: int) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) < length else None


def _line(value: str, purpose: str, *, above: bool) -> ListLine | None:
    try:
        channel, name, agency_id, address, group, copies, ids = json.loads(value)
        whole = RecipientLine(
            channel=str(channel),
            name=str(name),
            agency_id=None if agency_id is None else int(agency_id),
            address=str(address),
            purpose=purpose,
            group=str(group),
            copies=int(copies),
        )
        codes = tuple(str(one) for one in ids) if whole.channel == "axis" else ()
        found = ListLine(whole, () if codes else tuple(int(one) for one in ids), codes)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    if found.count:
        return found
    return replace(found, line=replace(whole, group=AS_ABOVE if above else ""))


def expanded(lines: Sequence[ListLine], names: Mapping[int, str]) -> list[RecipientLine]:
    """One receiver each again; agencies that are gone keep their place under an empty name, so the action names them."""
    found: list[RecipientLine] = []
    for one in lines:
        if not one.count:
            found.append(one.line)
            continue
        found.extend(replace(one.line, address=code) for code in one.codes)
        found.extend(
            replace(one.line, name=names.get(agency_id, one.line.name), agency_id=agency_id)
            for agency_id in one.agency_ids
        )
    return found
