"""Who may do what in a group: its members read and write, its heads keep it. One set of facts for lists (`scopes`) and details."""

from congso.groups import rules
from congso.groups.membership import Member, member
from congso.groups.models import Group, Post
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound

# Posts that speak for the agency to those below it.
SPEAKS_FOR_AGENCY = (Role.LEADER, Role.OFFICE, Role.UNIT_HEAD, Role.ADMIN)
_HEADS_ONLY = frozenset({"direct", "pass_on", "manage", "archive"})
# A job puts away what has ended; it speaks, reads and signs for nobody.
_MACHINE = frozenset({"view", "archive"})
_READING = frozenset({"view", "leave", "mark"})


def may(actor: Actor, verb: str, group: Group, place: Member | None) -> str:
    """ "" when allowed, else a reason code. Verbs: view, mark, leave, post, acknowledge, direct, pass_on, manage, archive."""
    if actor.is_system:
        return "" if verb in _MACHINE else "groups.not_found"
    if place is None or place.person_id != actor.person_id or place.group_id != group.pk:
        return "groups.not_found"
    if verb in _READING:
        return ""
    if rules.is_closed(group.archived_at, group.ends_on, clock.today()):
        return "groups.closed"
    if verb in _HEADS_ONLY and not place.head:
        return "groups.heads_only"
    return ""


def need(actor: Actor, verb: str, group_id: int) -> tuple[Group, Member | None]:
    """The group and the actor's place in it. Raises NotFound for strangers, Conflict groups.closed, Forbidden."""
    group = Group.objects.for_actor(actor).select_related("agency").filter(pk=group_id).first()
    if group is None:
        raise NotFound("groups.not_found")
    place = None if actor.is_system else member(actor.person_id, group_id)
    reason = may(actor, verb, group, place)
    if reason == "groups.closed":
        raise Conflict(reason, name=group.name)
    if reason == "groups.not_found":
        raise NotFound(reason)
    if reason:
        raise Forbidden(reason)
    return group, place


def may_change(actor: Actor, verb: str, post: Post, *, head: bool, acknowledged: bool) -> str:
    """ "edit" and "delete" of one post: its author; a head of the group it was written in may also take it away."""
    own = post.author_id == actor.person_id
    if post.deleted_at is not None:
        return "groups.gone"
    if not own and not (verb == "delete" and head):
        return "groups.not_yours"
    # People signed for these words, not for others.
    if verb == "edit" and acknowledged:
        return "groups.signed_already"
    return ""


def may_reach(actor: Actor, *, reach: str, agency_id: int) -> str:
    """Who is brought in by a post below one's own agency is decided by those who speak for it."""
    if actor.agency_id != agency_id:
        return "groups.outside_agency"
    if reach != rules.OWN and not actor.has(*SPEAKS_FOR_AGENCY):
        return "groups.not_for_agency"
    return ""


def may_hang(actor: Actor, place: Member | None) -> str:
    """Under a group of the level above hangs what one who speaks for the agency makes, being a member there."""
    if place is None:
        return "groups.parent_unknown"
    return "" if actor.has(*SPEAKS_FOR_AGENCY) else "groups.not_for_agency"
