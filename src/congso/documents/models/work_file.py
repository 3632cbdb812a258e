"""Work files of the yearly list (hồ sơ công việc, danh mục hồ sơ)."""

from django.db import models

from congso.documents.models.scopes import WorkFileManager, WorkFilePartManager


class WorkFile(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "Đang mở"
        CLOSED = "closed", "Đã kết thúc"

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()  # FileCatalog
    code = models.CharField(max_length=20)  # FileNotation, "TCBC.07"
    title = models.CharField(max_length=500)
    retention = models.CharField(max_length=30)  # thời hạn bảo quản: "10 năm", "Vĩnh viễn"
    rights = models.CharField(max_length=30, default="Hạn chế")  # chế độ sử dụng
    language = models.CharField(max_length=50, default="Tiếng Việt")
    description = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    objects = WorkFileManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "code"], name="documents_work_file_code")
        ]


class WorkFileItem(models.Model):
    """A document in a work file: one document may lie in many files without being copied (F4.6)."""

    work_file = models.ForeignKey(WorkFile, on_delete=models.CASCADE, related_name="items")
    ordinal = models.PositiveSmallIntegerField()
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    objects = WorkFilePartManager()

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_file", "subject_kind", "subject_id"], name="documents_in_file_once"
            ),
            models.UniqueConstraint(fields=["work_file", "ordinal"], name="documents_ordinal_once"),
        ]
