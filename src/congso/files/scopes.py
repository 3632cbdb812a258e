"""Whose files a queryset may hold."""

from typing import Self

from django.db import models
from django.db.models import Q

from congso.kernel.actor import Actor
from congso.kernel.scoping import M, ScopedQuerySet


class FileQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """Files of the actor's agency; one that is held, only for the person who brought it."""
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        mine = self.filter(agency_id=actor.agency_id)
        if not actor.is_system:
            mine = mine.filter(~Q(state="held") | Q(uploader_id=actor.person_id))
        return mine.scoped("own agency, held ones by their uploader")


Files = models.Manager.from_queryset(FileQuerySet)
