"""Whose letters and mailboxes a queryset may hold."""

from typing import Self

from django.db import models

from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import ChildQuerySet, M, ScopedQuerySet


class _OfAgency(ScopedQuerySet[M]):
    # Posts of the agency that see all of its rows; anybody else sees none.
    seen_by: tuple[Role, ...] = ()

    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        mine = self.filter(agency_id=actor.agency_id)
        if not actor.is_system and not actor.has(*self.seen_by):
            mine = mine.none()
        return mine.scoped("own agency, for its posts that look after it")


class LetterQuerySet(_OfAgency[M]):
    """A letter says what the document is about: for clerks, who see every document of the agency."""

    seen_by = (Role.CLERK,)


class MailboxQuerySet(_OfAgency[M]):
    seen_by = (Role.ADMIN, Role.CLERK)


class ReceivedQuerySet(ChildQuerySet[M]):
    parents = ("mailbox",)


Letters = models.Manager.from_queryset(LetterQuerySet)
Mailboxes = models.Manager.from_queryset(MailboxQuerySet)
Messages = models.Manager.from_queryset(ReceivedQuerySet)
