"""Directives and the assignments they make (bút phê, giao việc): who leads, who supports, who is informed, by when."""

from typing import Self

from django.db import models

from congso.kernel.actor import Actor
from congso.kernel.scoping import M, ScopedQuerySet


class _AgencyScopedQuerySet(ScopedQuerySet[M]):
    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        return self.filter(agency_id=actor.agency_id).scoped("own agency")


AgencyManager = models.Manager.from_queryset(_AgencyScopedQuerySet)


class Directive(models.Model):
    """What a leader or a head of unit wrote on a thing. Later ones follow; none is overwritten."""

    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = AgencyManager()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"])]


class Assignment(models.Model):
    """One line of a directive: a unit or a person, its part, its own deadline."""

    class Part(models.TextChoices):
        LEAD = "lead", "Chủ trì"
        SUPPORT = "support", "Phối hợp"
        INFORM = "inform", "Nhận để biết"

    class State(models.TextChoices):
        SENT = "sent", "Chưa mở"
        SEEN = "seen", "Đã xem"
        WORKING = "working", "Đang làm"
        DONE = "done", "Xong"
        RETURNED = "returned", "Trả lại"
        TAKEN_BACK = "taken_back", "Thu hồi"

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="assignments")
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    part = models.CharField(max_length=8, choices=Part.choices)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "people.Appointment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(null=True)
    urgency = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=500)  # what the desk shows without asking the owner of the subject
    source = models.CharField(max_length=300, blank=True)  # "UBND tỉnh Mẫu · 3411/UBND-NC"
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    state_note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    working_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AgencyManager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["appointment", "state", "due_at"]),
            models.Index(fields=["unit", "state", "due_at"]),
            models.Index(fields=["agency", "state", "due_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False) | models.Q(appointment__isnull=False),
                name="tasks_assigned_to_someone",
            )
        ]
