"""Whose eyes see what travels: both ends of an envelope, the clerks at a door, a member of the hub its own mailbox."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import ChildQuerySet, M, ScopedQuerySet
from congso.people import api as people

if TYPE_CHECKING:
    from congso.exchange.models import Member


class _EnvelopeQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """What the actor's agency sent, and what was sent to it; the system sees all."""
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        own = Q(sender_id=actor.agency_id) | Q(deliveries__receiver_id=actor.agency_id)
        return self.filter(own).distinct().scoped("one of its ends")


class _DeliveryQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """Towards the actor's agency, and of what it sent. Another receiver of the same envelope does not see them."""
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        own = Q(envelope__sender_id=actor.agency_id) | Q(receiver_id=actor.agency_id)
        return self.filter(own).scoped("one of its ends")

    def _add_hints(self, **hints: object) -> None:
        # Who holds an envelope or a record reaches its deliveries, as in `ChildQuerySet`.
        super()._add_hints(**hints)  # type: ignore[misc]
        if "instance" in hints:
            self._scope = "through its envelope"


class _StatusQuerySet(ChildQuerySet[M]):
    parents = ("delivery",)


class _DoorQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """The door of the actor's agency, for its administrators and clerks."""
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        if not (actor.is_system or actor.has(Role.ADMIN, Role.CLERK)):
            return self.none().scoped("not at the door")
        return self.filter(agency_id=actor.agency_id).scoped("own door")


class _AtDoorQuerySet(ChildQuerySet[M]):
    parents = ("connection",)


class _HubQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        """The hub is the installation's: its administrators see the rows, nobody of an agency does."""
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        rows = self if people.is_installation_admin(actor) else self.none()
        return rows.scoped("keeper of the hub")


class _ParcelQuerySet(_HubQuerySet[M]):
    def of_member(self, member: "Member") -> Self:
        """What a member sent."""
        return self.filter(sender=member).scoped("own parcels")


class _CopyQuerySet(_HubQuerySet[M]):
    def of_member(self, member: "Member") -> Self:
        """A member's mailbox."""
        return self.filter(receiver=member).scoped("own mailbox")

    def sent_by(self, member: "Member") -> Self:
        """What became of the parcels that a member sent."""
        return self.filter(parcel__sender=member).scoped("copies of own parcels")


Envelopes = models.Manager.from_queryset(_EnvelopeQuerySet)
Deliveries = models.Manager.from_queryset(_DeliveryQuerySet)
Statuses = models.Manager.from_queryset(_StatusQuerySet)
Doors = models.Manager.from_queryset(_DoorQuerySet)
AtDoor = models.Manager.from_queryset(_AtDoorQuerySet)
Members = models.Manager.from_queryset(_HubQuerySet)
Parcels = models.Manager.from_queryset(_ParcelQuerySet)
Copies = models.Manager.from_queryset(_CopyQuerySet)
