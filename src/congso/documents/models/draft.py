"""Drafts and the slip they travel on (dự thảo, phiếu trình)."""

from django.db import models

from congso.documents.models.scopes import DraftManager, DraftPartManager, PaperPartManager, TemplateManager


class DraftState(models.TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    CONTENT = "content", "Chờ duyệt nội dung"
    FORM = "form", "Chờ kiểm tra thể thức"
    SIGNING = "signing", "Chờ ký"
    SIGNED = "signed", "Đã ký, chờ phát hành"
    ISSUED = "issued", "Đã phát hành"
    WITHDRAWN = "withdrawn", "Đã rút"


class Draft(models.Model):
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("people.IssuingBody", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    drafter = models.ForeignKey("people.Appointment", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.DRAFTING)
    returned = models.BooleanField(default=False)  # back with remarks
    kind = models.CharField(max_length=20)  # code of pure.kinds
    subject = models.CharField(max_length=500)
    symbol = models.CharField(max_length=60)  # "QĐ-UBND", "SNV-TCBC"
    urgency = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    addressees = models.JSONField(default=list)  # Kính gửi
    archive_line = models.CharField(max_length=60, default="VT")  # "Lưu: VT, TCBC"
    signer = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")
    signature_lines = models.JSONField(
        default=list
    )  # ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    # How the signer signs: key of people.SignatureOption, asked again at submission and at signing.
    signature_key = models.CharField(max_length=30, blank=True)
    delegation_id = models.BigIntegerField(null=True)
    field_of_work = models.CharField(max_length=60, blank=True)  # limits who may sign (KT. stands by field)
    form_checker = models.ForeignKey(
        "people.Appointment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField(default=dict)  # the editor's document (ProseMirror JSON)
    source_file_id = models.BigIntegerField(null=True)  # a Word or PDF text written elsewhere
    version = models.PositiveIntegerField(default=0)  # number of the newest DraftVersion
    revision = models.PositiveIntegerField(default=1)  # guards simultaneous edits
    work_file = models.ForeignKey(
        "documents.WorkFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    prepared_file_id = models.BigIntegerField(
        null=True
    )  # the page laid out with its form fields, ready to sign
    corrects = models.ForeignKey(
        "documents.OutgoingDocument", null=True, on_delete=models.PROTECT, related_name="+"
    )
    joint = models.BooleanField(default=False)  # other bodies issue it too: rows of JointParty
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    updated_by_name = models.CharField(max_length=200, blank=True)

    objects = DraftManager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "state", "-urgency", "-updated_at"]),
            models.Index(fields=["agency", "-updated_at", "-id"]),
        ]


class DraftVersion(models.Model):
    """A frozen version: what was submitted or saved by name. Two can be laid side by side."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)
    file_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    by_person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    objects = DraftPartManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="documents_version_once")]


class SlipStep(models.Model):
    """A line of the submission slip: content by the head of unit, form by the office, then the signer."""

    class Stage(models.TextChoices):
        SUBMIT = "submit", "Trình"
        CONTENT = "content", "Duyệt nội dung"
        FORM = "form", "Kiểm tra thể thức"
        SIGN = "sign", "Ký"

    class Result(models.TextChoices):
        OPEN = "open", "Đang chờ"
        APPROVED = "approved", "Đồng ý"
        RETURNED = "returned", "Trả lại"
        TAKEN_BACK = "taken_back", "Người trình rút lại"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    order = models.PositiveSmallIntegerField(
        default=1
    )  # of the signers of a joint document: 1 the lead body's
    version = models.PositiveIntegerField()
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "people.Appointment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.OPEN)
    remarks = models.TextField(blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    by_person_id = models.BigIntegerField(null=True)

    objects = DraftPartManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(result="open"), name="documents_one_open_step"
            )
        ]
        indexes = [
            models.Index(
                fields=["appointment"], condition=models.Q(result="open"), name="documents_steps_waiting"
            )
        ]


class Recipient(models.Model):
    """A line of "Nơi nhận" that something is sent to. Belongs to a draft, then to the outgoing document made of it."""

    class Channel(models.TextChoices):
        INTERNAL = "internal", "Cơ quan trong hệ thống"
        AXIS = "axis", "Qua trục"
        EMAIL = "email", "Thư điện tử"
        PAPER = "paper", "Bản giấy"
        NONE = "none", "Chỉ ghi tên"

    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="recipients")
    outgoing = models.ForeignKey(
        "documents.OutgoingDocument", null=True, on_delete=models.CASCADE, related_name="recipients"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    agency = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)  # over the axis: the organ code
    purpose = models.CharField(max_length=60, blank=True)  # "để b/c", "để t/h"
    # What the page prints instead of the names: "Như trên", "Ủy ban nhân dân các xã, phường".
    group = models.CharField(max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)
    delivery_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, default="waiting")  # waiting, sent, 01…06, 13, 15, 16, failed
    state_at = models.DateTimeField(null=True)
    state_note = models.CharField(max_length=300, blank=True)

    objects = PaperPartManager()

    class Meta:
        ordering = ["order", "id"]


class DraftTemplate(models.Model):
    """Text to start from. Built-in ones (no agency) cover the 29 kinds."""

    agency = models.ForeignKey("people.Agency", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    order = models.PositiveSmallIntegerField(default=0)

    objects = TemplateManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "name"], name="documents_template_once", nulls_distinct=False
            )
        ]
