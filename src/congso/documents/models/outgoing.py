"""Documents that leave (văn bản đi)."""

from django.db import models

from congso.documents.models.common import Register
from congso.documents.models.scopes import OutgoingManager


class OutgoingState(models.TextChoices):
    SIGNED = "signed", "Chờ cấp số"  # signed by a person, waits for the clerk
    NUMBERED = "numbered", "Đã cấp số, đang đóng dấu"
    SEAL_FAILED = "seal_failed", "Chưa đóng được dấu"  # keeps its number
    ISSUED = "issued", "Đã phát hành"
    CANCELLED = "cancelled", "Đã hủy"  # number kept with its reason
    RECALLED = "recalled", "Đã thu hồi"


class OutgoingDocument(models.Model):
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("people.IssuingBody", on_delete=models.PROTECT, related_name="+")
    draft = models.OneToOneField(
        "documents.Draft", null=True, on_delete=models.PROTECT, related_name="outgoing"
    )
    state = models.CharField(max_length=12, choices=OutgoingState.choices, default=OutgoingState.SIGNED)
    # digital, ink (paper signed by hand, scanned, agency signature), sao_y, trich_sao, sao_luc, import
    origin = models.CharField(max_length=12, default="digital")
    on_paper = models.BooleanField(default=False)  # printed with its number, sealed wet; no agency signature
    paper_sealed = models.BooleanField(
        default=False
    )  # the scan of an ink-signed paper shows the wet seal already
    fill_blank = models.BooleanField(default=False)  # the scan has no number yet: it is filled in like a form
    restricted = models.BooleanField(
        default=False
    )  # internal circulation: the public check page tells nothing but "it exists"
    joint = models.BooleanField(default=False)  # signed by heads of several bodies: rows of JointParty
    # Joint papers signed by hand: ids of the issuing bodies that seal besides `body`, whose number it bears.
    joint_bodies = models.JSONField(default=list)
    kind = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    subject = models.CharField(max_length=500)
    urgency = models.PositiveSmallIntegerField(default=0)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    drafter_name = models.CharField(max_length=200, blank=True)
    signer = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=50, blank=True)
    signer_title = models.CharField(max_length=100, blank=True)
    signature_lines = models.JSONField(default=list)
    signed_at = models.DateTimeField(null=True)

    register = models.ForeignKey(Register, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)
    code_key = models.CharField(max_length=80, blank=True)
    issued_date = models.DateField(null=True)  # the date printed on the document
    numbered_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by_name = models.CharField(max_length=200, blank=True)
    seal_error = models.CharField(max_length=60, blank=True)  # reason code of the last failed seal
    seal_attempts = models.PositiveSmallIntegerField(default=0)
    seal_retry_at = models.DateTimeField(null=True)  # when the job tries again by itself

    # After the personal signature; the scan of an ink-signed paper; the file a copy is made from.
    signed_file_id = models.BigIntegerField(null=True)
    file_id = models.BigIntegerField(
        null=True
    )  # the issued file, sealed; on paper: the numbered one to print
    # What validation found when it was finished: {"state", "signatures": [{"name", "organization", "verdict", …}]}
    signatures = models.JSONField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    copies = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    check_token = models.CharField(max_length=32, unique=True)  # address of the public check page
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    copy_of_incoming = models.ForeignKey(
        "documents.IncomingDocument", null=True, on_delete=models.PROTECT, related_name="copies_made"
    )
    copy_pages = models.JSONField(default=list)  # of an excerpt, counted from 1
    # From another product's register: its entry alone, no file, nothing more to do with it here.
    source_import = models.ForeignKey(
        "documents.RegisterImport", null=True, on_delete=models.PROTECT, related_name="issued"
    )
    archive_holder = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.CharField(max_length=300, blank=True)

    objects = OutgoingManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="documents_outgoing_number_once")
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-urgency", "-id"]),
            models.Index(fields=["agency", "-issued_date", "-number"]),
            models.Index(fields=["agency", "code_key"]),
        ]
