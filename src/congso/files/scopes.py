"""Whose files a queryset may hold."""

from typing import Self

from django.db import models
from django.db.models import Q

from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import M, ScopedQuerySet


class FileQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """Files of the actor's agency; one that is held, only for the person who brought it or, when it came by itself,
        for clerks.
        """
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        mine = self.filter(agency_id=actor.agency_id)
        if not actor.is_system:
            states = Q(uploader_id=actor.person_id)
            states |= Q(uploader_id=None) if actor.has(Role.CLERK) else Q()
            mine = mine.filter(~Q(state="held") | states)
        return mine.scoped("own agency, held ones by their uploader")


Files = models.Manager.from_queryset(FileQuerySet)
