"""Short cuts for tests of this and other apps. Needs the database."""

from typing import Any

from congso.groups.actions.groups import ByPost, GroupData, create_group
from congso.groups.actions.members import add_members
from congso.groups.actions.post_message import Message, post_message
from congso.groups.models import Group, Placement
from congso.kernel.actor import Actor

_TEST = "a test looks at what an act left behind"


def make_group(head: Actor, *members: Actor, name: str = "Tổ rà soát", **data: Any) -> int:
    """A group of the head's agency with these members by hand."""
    made = create_group(actor=head, data=GroupData(name=name, **data))
    if members:
        add_members(actor=head, group_id=made, person_ids=[one.person_id or 0 for one in members])
    return made


def say(actor: Actor, group_id: int, text: str = "Xin chào cả nhóm", **more: Any) -> int:
    return post_message(actor=actor, group_id=group_id, message=Message(text=text, **more))


def group(group_id: int) -> Group:
    return Group.objects.unscoped(reason=_TEST).get(pk=group_id)


def placed(placement_id: int) -> Placement:
    return Placement.objects.unscoped(reason=_TEST).select_related("post", "group").get(pk=placement_id)


__all__ = ["ByPost", "group", "make_group", "placed", "say"]
