"""Who takes part in a document: the ground of every list a plain officer sees."""

from django.db import models

from congso.documents.models.subject_scope import SubjectPartManager


class Involvement(models.Model):
    """A person or a unit takes part in a document and so may see it; `why`: drafter, lead, support, informed, signer, …"""

    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    why = models.CharField(max_length=20)
    at = models.DateTimeField()

    objects = SubjectPartManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "unit_id", "person_id", "why"],
                name="documents_involved_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["person_id", "subject_kind", "-subject_id"]),
            models.Index(fields=["unit_id", "subject_kind", "-subject_id"]),
        ]
