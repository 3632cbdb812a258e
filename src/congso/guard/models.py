"""Refusals without content, and what the law lets an open system write down instead of a secret document."""

from django.db import models

from congso.guard.scopes import Incidents, Stubs


class Level(models.TextChoices):
    """Law on Protection of State Secrets 29/2018/QH14, article 8."""

    TOP = "top", "TUYỆT MẬT"
    HIGH = "high", "TỐI MẬT"
    SECRET = "secret", "MẬT"


class Incident(models.Model):
    """Something marked was refused. Says who, when, where and by which rule; never what it was about.

    `fingerprint` is a keyed digest of the bytes (no one can test a guess without the installation's key); it lets a
    released file through once. `page` is from 1, 0 for a form.
    """

    at = models.DateTimeField()
    agency = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField(null=True)
    entrance = models.CharField(max_length=60)  # "original", "draft.subject", …
    rule = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level.choices)
    page = models.PositiveIntegerField(default=0)
    ending = models.CharField(max_length=10, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    contested_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    released = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True)

    objects = Incidents()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-at"]),
            models.Index(fields=["fingerprint"], name="guard_released", condition=models.Q(released=True)),
        ]


class SecretStub(models.Model):
    """A line of the secret register kept on paper, without subject. `book_number` is that register's own number."""

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    incident = models.OneToOneField(Incident, null=True, on_delete=models.SET_NULL, related_name="stub")
    person_id = models.BigIntegerField(null=True)  # who wrote it; None: made by itself, to be completed
    at = models.DateTimeField()
    arrived_on = models.DateField()
    level = models.CharField(max_length=10, choices=Level.choices)
    book_number = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    sender = models.CharField(max_length=200, blank=True)
    keeper_id = models.BigIntegerField(null=True)  # person who keeps the paper
    completed_at = models.DateTimeField(null=True)

    objects = Stubs()

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"])]
