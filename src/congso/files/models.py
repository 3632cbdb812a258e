"""Bytes once by SHA-256, files that use them, things that use files, and what was made from them."""

from django.conf import settings
from django.db import models

from congso.files.scopes import Files


class Blob(models.Model):
    """Bytes in storages["originals"], written once and never rewritten. `purged_at`: the bytes are gone, the hash stays."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    storage_key = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(null=True)
    # [width, height] of each page in points as shown (images: pixels), so that a viewer can keep the place of a page.
    page_sizes = models.JSONField(default=list)
    # An owner's password bars changing or printing; everybody may read it, and nobody can sign it.
    locked = models.BooleanField(default=False)
    at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    damaged_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["checked_at"])]


class File(models.Model):
    """One agency's copy of some bytes under a name. Rights go with the file and its holders, never with the blob."""

    class State(models.TextChoices):
        READY = "ready", "Dùng được"
        HELD = "held", "Chờ xác nhận dấu mật"
        PURGED = "purged", "Đã xóa nội dung"

    class TextState(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        READ = "read", "Đã đọc"
        NONE = "none", "Không có lớp chữ"
        FAILED = "failed", "Không đọc được"

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    agency = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    purpose = models.CharField(max_length=30, default="original")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    text_state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.WAITING)
    at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)
    purge_reason = models.CharField(max_length=300, blank=True)
    # What this house made it of (a sealed scan, a page to sign): a marking found in one of them purges both.
    made_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="made")

    objects = Files()

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"]), models.Index(fields=["state", "at"])]


class FileUse(models.Model):
    """A thing of some domain holds a file in a role: the thing's policy decides who reads it."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="uses")
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    role = models.CharField(max_length=20, default="main")  # main, attachment, appendix, signed, slip, …
    order = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "file", "role"], name="files_use_once"
            )
        ]


class Rendition(models.Model):
    """Something made from a file and kept beside it: stamped copy, OCR layer, thumbnail. Replaced, never mixed up."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=20)  # stamped, ocr, thumb, …
    page = models.PositiveIntegerField(null=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="renditions")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "kind", "page"], name="files_rendition_once", nulls_distinct=False
            )
        ]


class PageImage(models.Model):
    """A drawn page (WebP). Made from a blob, so forty agencies with one document draw it once."""

    source = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="page_images")
    page = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    image = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "page", "width"], name="files_page_image_once")
        ]


class PageText(models.Model):
    """The words of one page, NFC. A text document has them all on page 1."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="texts")
    page = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    # What was read by eye, with the place of each word (pure.reading.scans.records); None for text of the file.
    read = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob", "page"], name="files_page_text_once")]


class Scan(models.Model):
    """The reading of a blob's pages by eye (OCR): `pages` wait, best first. Agencies with the same bytes share it."""

    class State(models.TextChoices):
        READING = "reading", "Đang đọc"
        DONE = "done", "Đã đọc"
        FAILED = "failed", "Không đọc được"

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, related_name="scan")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    reason = models.CharField(max_length=40, blank=True)  # why it failed: ocr_missing, ocr_timeout, files.…
    layer = models.CharField(max_length=8, blank=True)  # none, partial, poor
    pages = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)  # pages left out or read too badly to vouch for
    tries = models.PositiveSmallIntegerField(default=0)  # of the page under way
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "at"])]


class Opening(models.Model):
    """When a person last opened a file on a thing: the journal gets one row per ten minutes, not one per page."""

    person_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "subject_kind", "subject_id", "file"], name="files_opening_once"
            )
        ]
