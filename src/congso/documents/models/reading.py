"""What was read off the pages of an arrival, proposed to the clerk."""

from django.db import models

from congso.documents.models.incoming import IncomingDocument
from congso.documents.models.scopes import IncomingPartManager


class IncomingReading(models.Model):
    """Proposals for the form "Vào sổ". They never overwrite what somebody typed.

    `fields`: {name of the form's field: {"value": text, "confidence": 0–1, "box": [page from 1, then left, top, right and
    bottom as shares of the page] or null}}. `done` of `total` pages of a scan were read; both 0 for text of the file.
    """

    class State(models.TextChoices):
        READING = "reading", "Đang đọc"
        DONE = "done", "Đã đọc"
        FAILED = "failed", "Không đọc được"

    incoming = models.OneToOneField(IncomingDocument, on_delete=models.CASCADE, related_name="reading")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    reason = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    objects = IncomingPartManager()
