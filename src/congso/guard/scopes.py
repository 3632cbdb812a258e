"""Whose refusals and stubs a queryset may hold."""

from typing import Self

from django.db import models
from django.db.models import Q

from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import M, ScopedQuerySet


class IncidentQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """Who decides (administrator, leaders) sees those of the agency, a clerk those with a stub to write, anybody else their own."""
        mine = self.filter(agency_id=actor.agency_id)
        if actor.has(Role.CLERK) and not actor.has(Role.ADMIN, Role.LEADER):
            mine = mine.filter(Q(person_id=actor.person_id) | Q(stub__isnull=False))
        elif not actor.has(Role.ADMIN, Role.LEADER):
            mine = mine.filter(person_id=actor.person_id)
        return mine.scoped("own, or all of the agency for who decides")


class StubQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """Clerks and administrators see the agency's; anybody else those they wrote."""
        mine = self.filter(agency_id=actor.agency_id)
        if not actor.has(Role.CLERK, Role.ADMIN):
            mine = mine.filter(person_id=actor.person_id)
        return mine.scoped("own, or all of the agency for its clerks")


Incidents = models.Manager.from_queryset(IncidentQuerySet)
Stubs = models.Manager.from_queryset(StubQuerySet)
