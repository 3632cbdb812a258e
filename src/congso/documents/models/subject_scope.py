"""Rows that point at a document by kind and id: whose hands it is in, who takes part in it."""

from typing import Any, Final, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from congso.kernel.actor import Actor
from congso.kernel.scoping import M, ScopedQuerySet

SUBJECTS: Final = {
    "incoming": "IncomingDocument",
    "draft": "Draft",
    "outgoing": "OutgoingDocument",
    "work_file": "WorkFile",
}


class _OfSubject(ScopedQuerySet[M]):
    """`for_actor`: seen by who sees the document. Without a foreign key there is no relation to come through either."""

    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        seen = Q()
        for kind, name in SUBJECTS.items():
            # By name: the scopes of the documents themselves read `Involvement`.
            model: Any = apps.get_model("documents", name)
            seen |= Q(subject_kind=kind, subject_id__in=model._default_manager.for_actor(actor))
        return self.filter(seen).scoped("of a document in sight")


SubjectPartManager = models.Manager.from_queryset(_OfSubject)
