"""Registers of another product, brought in as a table."""

from django.db import models

from congso.documents.models.scopes import AgencyManager


class RegisterImport(models.Model):
    """One table on its way into the registers. Entries point back to it: they are imported, not registered here.

    `body`, `scheme`: of documents that left, whose numbers they are, and whether each kind had a series (rules_import_outgoing).
    `table`: the rows as read, zlib over JSON [[row of the spreadsheet, [cells]], …]; emptied once it is imported.
    `mapping`: {name of a target: column from 0}. `errors`: [[row, name of a target or "", code, parameters], …].
    `made`: {year: entries}, of documents that left {id of the register: entries}.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Chờ chọn cột"
        RUNNING = "running", "Đang nhập"
        REFUSED = "refused", "Có dòng cần sửa"
        FAILED = "failed", "Không nhập được"
        DONE = "done", "Đã nhập"

    agency = models.ForeignKey("people.Agency", on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=10, default="incoming")  # or outgoing
    body = models.ForeignKey("people.IssuingBody", null=True, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=4, default="one")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAPPING)
    table = models.BinaryField(default=bytes)
    header = models.PositiveIntegerField(default=0)  # place of the line of headings in `table`
    rows = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    checked = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    error_count = models.PositiveIntegerField(default=0)
    made = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    objects = AgencyManager()

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"])]
