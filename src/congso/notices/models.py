"""One row per person and notice."""

from django.conf import settings
from django.db import models

from congso.kernel.scoping import OwnQuerySet

Notices = models.Manager.from_queryset(OwnQuerySet)


class Notice(models.Model):
    """Something a person should know. The sentence is made at display from `kind` and `params`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)  # a code of kernel.wording: "tasks.assigned"
    params = models.JSONField(default=dict)
    subject = models.CharField(max_length=40, blank=True)  # SubjectRef as text
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = Notices()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["person"], name="notices_unseen", condition=models.Q(seen_at=None)),
        ]
