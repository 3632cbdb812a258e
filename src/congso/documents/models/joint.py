"""Bodies that issue a document together with the one whose number it bears (văn bản liên tịch)."""

from django.db import models

from congso.documents.models.scopes import JointManager


class JointParty(models.Model):
    """One further body of a joint document: who signs for it, and its clerk's leave to seal.

    Belongs to a draft, then also to the document made of it. `order` counts from 2 and ends the names of its fields on the
    page (`ChuKyCaNhan2`, `DauCoQuan2`). The body may be of another agency of the installation.
    """

    draft = models.ForeignKey("documents.Draft", on_delete=models.CASCADE, related_name="parties")
    outgoing = models.ForeignKey(
        "documents.OutgoingDocument", null=True, on_delete=models.SET_NULL, related_name="parties"
    )
    order = models.PositiveSmallIntegerField()
    body = models.ForeignKey("people.IssuingBody", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey("people.Appointment", on_delete=models.PROTECT, related_name="+")
    signature_lines = models.JSONField(default=list)
    signature_key = models.CharField(max_length=30)
    delegation_id = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)
    seal_allowed_at = models.DateTimeField(null=True)
    seal_allowed_by_name = models.CharField(max_length=200, blank=True)

    objects = JointManager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "order"], name="documents_joint_order_once"),
            models.UniqueConstraint(fields=["draft", "body"], name="documents_joint_body_once"),
        ]
        indexes = [
            models.Index(
                fields=["agency"],
                condition=models.Q(seal_allowed_at=None, outgoing__isnull=False),
                name="documents_joint_to_seal",
            )
        ]
