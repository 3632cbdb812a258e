"""Keys of the REST interface."""

from django.db import models


class Token(models.Model):
    """A key that acts in one appointment. Only its digest is kept; the key itself is shown once."""

    appointment = models.ForeignKey("people.Appointment", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    service = models.BooleanField(
        default=False
    )  # a program, not the person at a keyboard: the journal says so
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)
