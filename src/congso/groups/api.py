"""The public face of groups."""

from congso.groups.actions.change_message import delete_message, edit_message
from congso.groups.actions.groups import ByPost, GroupData, archive_group, create_group
from congso.groups.actions.mark_read import acknowledge, mark_read
from congso.groups.actions.members import add_members, leave, remove_member
from congso.groups.actions.pass_on import pass_on
from congso.groups.actions.post_message import Message, Upload, post_message
from congso.groups.actions.remind import remind_silent
from congso.groups.membership import Member, groups_of, members_of
from congso.groups.queries.groups import my_groups, people_in, unread_groups
from congso.groups.queries.messages import conversation, search, since
from congso.groups.queries.told import Told, mentioned, placed, reminded
from congso.groups.queries.tree import tree
from congso.groups.rows import Conversation, GroupRow, MessageRow, Node, PersonLine, Tree
from congso.groups.rules import ALL, BELOW, OFFICIAL, OWN, SOCIAL

__all__ = [
    "ALL",
    "BELOW",
    "OFFICIAL",
    "OWN",
    "SOCIAL",
    "ByPost",
    "Conversation",
    "GroupData",
    "GroupRow",
    "Member",
    "Message",
    "MessageRow",
    "Node",
    "PersonLine",
    "Told",
    "Tree",
    "Upload",
    "acknowledge",
    "add_members",
    "archive_group",
    "conversation",
    "create_group",
    "delete_message",
    "edit_message",
    "groups_of",
    "leave",
    "mark_read",
    "members_of",
    "mentioned",
    "my_groups",
    "pass_on",
    "people_in",
    "placed",
    "post_message",
    "remind_silent",
    "reminded",
    "remove_member",
    "search",
    "since",
    "tree",
    "unread_groups",
]
