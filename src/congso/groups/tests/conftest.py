"""Three levels of a province: a group each, heads and members."""

from dataclasses import dataclass

import pytest

from congso.groups.testing import make_group
from congso.kernel.actor import Actor, Role
from congso.people.models import Agency
from congso.people.testing import make_actor, make_agency


@dataclass(frozen=True)
class Cascade:
    """`top` of the province; `passing` and `waiting` below it, each with a group below itself."""

    sender: Actor
    top: int
    top_member: Actor
    heads: tuple[Actor, Actor]
    passing: int
    waiting: int
    below_passing: int
    below_waiting: int
    last: tuple[Actor, Actor]  # members of the two lowest groups


@pytest.fixture
def cascade(db: None) -> Cascade:
    province = make_agency("UBND tỉnh Mẫu", short_name="UBND tỉnh")
    sender = make_actor(province, Role.LEADER, name="Nguyễn Thục Đoan")
    top_member = make_actor(province, name="Hà Bích Thảo")
    places = [
        make_agency(f"UBND xã {name}", parent=Agency.objects.get(pk=province.id)) for name in ("A", "B")
    ]
    heads = tuple(make_actor(place, Role.LEADER) for place in places)
    last = tuple(make_actor(place) for place in places)
    top = make_group(sender, top_member, *heads, name="Lãnh đạo tỉnh")
    passing = make_group(heads[0], name="Xã A", parent_id=top, passes_on=True)
    waiting = make_group(heads[1], name="Xã B", parent_id=top)
    below = [
        make_group(head, member, name="Thôn", parent_id=parent)
        for head, member, parent in zip(heads, last, (passing, waiting), strict=True)
    ]
    return Cascade(
        sender,
        top,
        top_member,
        (heads[0], heads[1]),
        passing,
        waiting,
        below[0],
        below[1],
        (last[0], last[1]),
    )
