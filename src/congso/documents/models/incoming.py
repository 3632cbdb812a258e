"""Documents that arrived (văn bản đến)."""

from django.db import models

from congso.documents.models.common import Register
from congso.documents.models.scopes import AnswerManager, IncomingManager, IncomingPartManager


class IncomingState(models.TextChoices):
    WAITING = "waiting", "Chờ vào sổ"
    REGISTERED = "registered", "Đã vào sổ"  # waits for the leader's directive
    ASSIGNED = "assigned", "Đã giao"
    WORKING = "working", "Đang xử lý"
    CLOSED = "closed", "Đã giải quyết"
    REFUSED = "refused", "Đã trả lại nơi gửi"
    CANCELLED = "cancelled", "Đã hủy đăng ký"  # wrong registration: its number is kept
    WITHDRAWN = "withdrawn", "Nơi gửi đã thu hồi"


class IncomingDocument(models.Model):
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=IncomingState.choices, default=IncomingState.WAITING)
    # upload, internal, paper, axis, email, import
    channel = models.CharField(max_length=10, default="upload")
    # The table of another product this entry came with; it kept the number and the year it had there.
    source_import = models.ForeignKey(
        "documents.RegisterImport", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    # The scanned pile this is a part of, and its pages there ("3–7").
    pile = models.ForeignKey("documents.ScanPile", null=True, on_delete=models.PROTECT, related_name="parts")
    pile_pages = models.CharField(max_length=12, blank=True)
    received_at = models.DateTimeField()
    delivery_id = models.BigIntegerField(null=True)  # exchange.Delivery that brought it
    uploaded_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    register = models.ForeignKey(Register, null=True, on_delete=models.PROTECT, related_name="+")
    arrival_number = models.PositiveIntegerField(null=True)
    arrival_date = models.DateField(null=True)
    registered_at = models.DateTimeField(null=True)
    registered_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    registered_by_name = models.CharField(max_length=200, blank=True)

    issuer_name = models.CharField(max_length=200, blank=True)
    issuer_agency = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=11, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    code_key = models.CharField(max_length=80, blank=True)
    document_date = models.DateField(null=True)
    kind = models.CharField(max_length=100, blank=True)  # name of the kind; open list
    subject = models.CharField(max_length=500, blank=True)
    signer_name = models.CharField(max_length=50, blank=True)
    signer_title = models.CharField(max_length=100, blank=True)
    urgency = models.PositiveSmallIntegerField(default=0)  # 0…4, pure.kinds
    due_at = models.DateTimeField(null=True)  # when an answer is owed
    pages = models.PositiveSmallIntegerField(null=True)
    copies = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=30, default="Tiếng Việt")
    description = models.CharField(max_length=500, blank=True)
    paper_original = models.BooleanField(default=False)  # the paper half: scan + arrival number

    main_file_id = models.BigIntegerField(null=True)
    stamped_file = models.BooleanField(default=False)
    stamp_error = models.CharField(max_length=60, blank=True)  # why there is no stamped rendition
    # What validation of the digital signatures found: {"state": "valid|invalid|none|unknown", "signatures": [{...}]}
    signatures = models.JSONField(null=True)
    twin = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="twins")
    # paper_original (same number), resent (returned), replacement, different
    twin_kind = models.CharField(max_length=16, blank=True)
    not_twins = models.JSONField(default=list)  # ids the clerk has called different
    leader = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.JSONField(
        null=True
    )  # handling proposed by the office, confirmed by the leader in one press
    closed_at = models.DateTimeField(null=True)
    # answered, information, filed, replaced, paper
    close_kind = models.CharField(max_length=12, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)
    refuse_reason = models.CharField(max_length=300, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    recall_asked_at = models.DateTimeField(null=True)  # the sender wants it back; waits for our consent
    recall_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = IncomingManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "arrival_number"],
                name="documents_arrival_once",
                condition=models.Q(twin_kind__in=["", "resent", "replacement", "different"]),
            ),
            models.UniqueConstraint(
                fields=["delivery_id"],
                name="documents_delivered_once",
                condition=models.Q(delivery_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-urgency", "received_at"]),
            models.Index(fields=["agency", "-arrival_date", "-arrival_number"]),
            models.Index(fields=["agency", "code_key"]),
        ]


class Answer(models.Model):
    """An outgoing document (or its draft) that answers an arrival. One may close several, several may answer one."""

    incoming = models.ForeignKey(IncomingDocument, on_delete=models.CASCADE, related_name="answers")
    draft = models.ForeignKey("documents.Draft", null=True, on_delete=models.CASCADE, related_name="answers")
    outgoing = models.ForeignKey(
        "documents.OutgoingDocument", null=True, on_delete=models.CASCADE, related_name="answers"
    )
    closes = models.BooleanField(default=True)

    objects = AnswerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incoming", "draft"], name="documents_answer_draft_once"),
            models.UniqueConstraint(fields=["incoming", "outgoing"], name="documents_answer_outgoing_once"),
        ]


class PaperReturn(models.Model):
    """A later registration of the same number: the paper that follows an electronic arrival."""

    incoming = models.ForeignKey(IncomingDocument, on_delete=models.CASCADE, related_name="papers")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)  # where the paper lies

    objects = IncomingPartManager()
