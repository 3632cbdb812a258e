"""A scanned pile that cover sheets part into arrivals."""

from django.db import models

from congso.documents.models.scopes import AgencyManager


class ScanPile(models.Model):
    """The file as it was scanned stays as it is; its parts are files of their own, held by arrivals that name the pile.

    `notes`: {"sheets": n, "empty": n, "foreign": [pages from 1], "refused": [[first, last, code, parameters]]}.
    """

    class State(models.TextChoices):
        CUTTING = "cutting", "Đang tách"
        DONE = "done", "Đã tách"
        FAILED = "failed", "Không tách được"

    agency = models.ForeignKey("people.Agency", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    appointment_id = models.BigIntegerField(null=True)
    file_id = models.BigIntegerField()
    name = models.CharField(max_length=255)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CUTTING)
    reason = models.CharField(max_length=60, blank=True)
    pages = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=dict)

    objects = AgencyManager()

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"])]
