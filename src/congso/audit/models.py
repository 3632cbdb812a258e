"""The journal: rows are appended freely; one sealer chains them (see `sealing`)."""

from django.db import models


class Entry(models.Model):
    """Who did what to what, and when. Never changed after it is written; only the seal is added once."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)  # "incoming.registered", "document.opened"
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200)
    actor_post = models.CharField(max_length=300, blank=True)
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True)
    digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"]),
            models.Index(fields=["agency_id", "-at"]),
            models.Index(fields=["id"], name="audit_unsealed", condition=models.Q(position=None)),
        ]


class Anchor(models.Model):
    """Head of the chain at a moment, written outside too, so that a rewritten chain is noticed."""

    at = models.DateTimeField()
    position = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
