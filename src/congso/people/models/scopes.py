"""Managers whose querysets refuse to run unscoped."""

from typing import Self

from django.db import models

from congso.kernel.actor import Actor
from congso.kernel.scoping import M, ScopedQuerySet


class AgencyScopedQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """Rows of the actor's own agency; the system sees all."""
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        return self.filter(agency_id=actor.agency_id).scoped("own agency")


AgencyScoped = models.Manager.from_queryset(AgencyScopedQuerySet)
