"""Managers of documents: a query runs only with somebody's eyes or with a reason."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from congso.documents.models.involvement import Involvement
from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import ChildQuerySet, M, ScopedQuerySet

# Posts that see every document of their agency: they register, distribute, direct.
SEES_ALL = (Role.CLERK, Role.LEADER, Role.OFFICE)


class DocumentScopedQuerySet(ScopedQuerySet[M]):
    """`for_actor`: own agency; clerks, leaders and the office see all of it, others what they or their unit take part in."""

    subject_kind = ""

    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        own = self.filter(agency_id=actor.agency_id)
        if actor.is_system or actor.has(*SEES_ALL):
            return own.scoped("whole agency")
        return own.filter(self._involved(actor)).scoped("involved")

    def _involved(self, actor: Actor) -> Exists:
        who = Q(person_id=actor.person_id)
        if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
            who |= Q(unit_id=actor.unit_id)
        rows = Involvement.objects.filter(subject_kind=self.subject_kind, subject_id=OuterRef("pk")).filter(
            who
        )
        return Exists(rows)


class _Incoming(DocumentScopedQuerySet[M]):
    subject_kind = "incoming"


class _Draft(DocumentScopedQuerySet[M]):
    subject_kind = "draft"

    def for_guest(self, actor: Actor) -> Self:
        """Joint documents of other agencies that came to this person for signature. Apart from `for_actor`: an OR would
        keep the lists from their index."""
        asked = self.filter(steps__stage="sign", steps__appointment_id=actor.appointment_id or 0)
        return asked.exclude(agency_id=actor.agency_id).distinct().scoped("asked to sign")


class _Outgoing(DocumentScopedQuerySet[M]):
    subject_kind = "outgoing"

    def for_guest(self, actor: Actor) -> Self:
        """Joint documents of other agencies that one's own agency issues too: for who signed, and who sees all at home."""
        mine = {"parties__agency_id": actor.agency_id or 0}
        if not actor.has(*SEES_ALL):
            mine["parties__signer_id"] = actor.appointment_id or 0
        return self.filter(**mine).exclude(agency_id=actor.agency_id).distinct().scoped("issued together")


class _WorkFile(DocumentScopedQuerySet[M]):
    subject_kind = "work_file"


class AgencyScopedQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        return self.filter(agency_id=actor.agency_id).scoped("own agency")


class _OfDraft(ChildQuerySet[M]):
    parents = ("draft",)


class _OfPapers(ChildQuerySet[M]):
    parents = ("draft", "outgoing")


class _OfRegister(ChildQuerySet[M]):
    parents = ("register",)


IncomingManager = models.Manager.from_queryset(_Incoming)
DraftManager = models.Manager.from_queryset(_Draft)
OutgoingManager = models.Manager.from_queryset(_Outgoing)
WorkFileManager = models.Manager.from_queryset(_WorkFile)
AgencyManager = models.Manager.from_queryset(AgencyScopedQuerySet)
DraftPartManager = models.Manager.from_queryset(_OfDraft)
PaperPartManager = models.Manager.from_queryset(_OfPapers)
RegisterPartManager = models.Manager.from_queryset(_OfRegister)
