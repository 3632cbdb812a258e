"""Whose eyes see a group: its members' alone. What lies in a group is seen with it, a post through any of its places."""

from typing import Self

from congso.groups.membership import group_ids_of
from congso.kernel.actor import Actor
from congso.kernel.scoping import ChildQuerySet, M, ScopedQuerySet


class _GroupQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system:
            if actor.agency_id is None:
                return self.unscoped(reason="system")
            return self.filter(agency_id=actor.agency_id).scoped("groups of the agency")
        if actor.person_id is None:
            return self.none().scoped("nobody in person")
        return self.filter(pk__in=group_ids_of(actor.person_id)).scoped("member")


class _PostQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        if actor.person_id is None:
            return self.none().scoped("nobody in person")
        placed = self.filter(placements__group__in=group_ids_of(actor.person_id))
        return placed.distinct().scoped("placed in one of the own groups")


class _InGroupQuerySet(ChildQuerySet[M]):
    parents = ("group",)


class _OfPostQuerySet(ChildQuerySet[M]):
    parents = ("post",)
