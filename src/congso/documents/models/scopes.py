"""Managers of documents: a query runs only with somebody's eyes or with a reason."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from congso.documents.models.involvement import Involvement
from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import ChildQuerySet, M, OwnQuerySet, ScopedQuerySet

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
        rows = Involvement.objects.unscoped(reason="the ground of this very scope")
        return Exists(rows.filter(who, subject_kind=self.subject_kind, subject_id=OuterRef("pk")))


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


class _OwnOfAgency(OwnQuerySet[M]):
    """What a person keeps for one agency; another post in another agency does not bring it along."""

    def for_actor(self, actor: Actor) -> Self:
        rows = super().for_actor(actor)
        return rows if actor.is_system and actor.agency_id is None else rows.filter(agency_id=actor.agency_id)


class _Phrases(AgencyScopedQuerySet[M]):
    """The agency's common ones and one's own."""

    def for_actor(self, actor: Actor) -> Self:
        rows = super().for_actor(actor)
        return rows if actor.is_system else rows.filter(Q(person=None) | Q(person_id=actor.person_id))


class _Templates(ScopedQuerySet[M]):
    """Built-in ones are everybody's, the others their agency's."""

    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        return self.filter(Q(agency=None) | Q(agency_id=actor.agency_id)).scoped("built in, or own agency")


class _OfDraft(ChildQuerySet[M]):
    parents = ("draft",)


class _OfPapers(ChildQuerySet[M]):
    parents = ("draft", "outgoing")


class _OfIncoming(ChildQuerySet[M]):
    parents = ("incoming",)


class _OfAnswer(ChildQuerySet[M]):
    parents = ("incoming", "draft", "outgoing")


class _OfWorkFile(ChildQuerySet[M]):
    parents = ("work_file",)


class _OfJoint(ChildQuerySet[M]):
    """Seen with the paper itself, by the guests of the other bodies too."""

    parents = ("draft", "outgoing")

    def _in_sight(self, actor: Actor) -> Q:
        guest = Q()
        for name in self.parents:
            paper: Any = self.model._meta.get_field(name).related_model
            guest |= Q(**{f"{name}__in": paper._default_manager.for_guest(actor)})
        return super()._in_sight(actor) | guest


class _OfRegister(ChildQuerySet[M]):
    parents = ("register",)


IncomingManager = models.Manager.from_queryset(_Incoming)
DraftManager = models.Manager.from_queryset(_Draft)
OutgoingManager = models.Manager.from_queryset(_Outgoing)
WorkFileManager = models.Manager.from_queryset(_WorkFile)
AgencyManager = models.Manager.from_queryset(AgencyScopedQuerySet)
DraftPartManager = models.Manager.from_queryset(_OfDraft)
PaperPartManager = models.Manager.from_queryset(_OfPapers)
IncomingPartManager = models.Manager.from_queryset(_OfIncoming)
AnswerManager = models.Manager.from_queryset(_OfAnswer)
WorkFilePartManager = models.Manager.from_queryset(_OfWorkFile)
JointManager = models.Manager.from_queryset(_OfJoint)
OwnManager = models.Manager.from_queryset(OwnQuerySet)
SavedManager = models.Manager.from_queryset(_OwnOfAgency)
PhraseManager = models.Manager.from_queryset(_Phrases)
TemplateManager = models.Manager.from_queryset(_Templates)
RegisterPartManager = models.Manager.from_queryset(_OfRegister)
