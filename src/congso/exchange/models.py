"""Envelopes between agencies, their delivery and its states: the shape the document axis will use (STANDARDS § 1)."""

from django.db import models


class Envelope(models.Model):
    """A message as sent: fields of the document and its files, never changed. `message_id` makes its effect happen once."""

    class Kind(models.TextChoices):
        NEW = "new", "Văn bản mới"
        RECALL = "recall", "Thu hồi"
        UPDATE = "update", "Cập nhật"
        REPLACE = "replace", "Thay thế"

    message_id = models.UUIDField(unique=True)
    document_id = models.CharField(max_length=150)  # OrganId,yyyy/MM/dd,number/symbol
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NEW)
    sender = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    fields = models.JSONField()  # number, symbol, kind, subject, issuer, date, signer, urgency, due, answers
    files = models.JSONField()  # [{"file_id", "name", "sha256", "role"}], main document first
    at = models.DateTimeField()


class Delivery(models.Model):
    """One envelope to one receiver, with the state the sender reads: 01…06, 13, 15, 16."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="deliveries")
    receiver = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="queued")  # queued, 01…06, 13, 15, 16, failed
    state_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    arrived_kind = models.CharField(max_length=12, blank=True)  # the receiver's own record
    arrived_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["envelope", "receiver"], name="exchange_delivered_once")
        ]
        indexes = [
            models.Index(fields=["receiver", "state"]),
            models.Index(fields=["arrived_kind", "arrived_id"]),
        ]


class StatusMessage(models.Model):
    """A status that travelled back, kept in full."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="statuses")
    code = models.CharField(max_length=2)
    description = models.CharField(max_length=300, blank=True)
    staff = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
