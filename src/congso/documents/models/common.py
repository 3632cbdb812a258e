"""What incoming, drafts, outgoing and work files share: registers, numbers, whose hands, search."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from congso.documents.models.scopes import AgencyManager, PhraseManager, RegisterPartManager
from congso.documents.models.subject_scope import SubjectPartManager


class Hold(models.Model):
    """A stretch of time in one pair of hands. Waiting until `working_since`, working from then to `until`.

    Every hold of a subject follows the one before it; parallel handlers of supporting units have `side` set.
    """

    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    holder_name = models.CharField(max_length=200)
    stage = models.CharField(max_length=30)  # register, direct, handle, draft, content, form, sign, number, …
    side = models.BooleanField(default=False)
    since = models.DateTimeField()
    working_since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects = SubjectPartManager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "since"]),
            models.Index(fields=["person_id"], condition=models.Q(until=None), name="documents_hold_open"),
        ]


class Register(models.Model):
    """A register of one year (sổ). `series` groups the kinds numbered together: "chung", "QĐ", "mat" …

    Incoming: one per agency and year (Decree 30 art. 22.2). Outgoing: per issuing body, as its head decided (art. 15).
    """

    class Direction(models.TextChoices):
        INCOMING = "incoming", "Văn bản đến"
        OUTGOING = "outgoing", "Văn bản đi"
        COPY = "copy", "Bản sao"

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("people.IssuingBody", null=True, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=20, default="chung")
    name = models.CharField(max_length=120)
    kinds = models.JSONField(default=list)  # kind codes of the series; empty: all not named by another series
    last = models.PositiveIntegerField(default=0)
    last_date = models.DateField(null=True)  # no number may be dated before it
    # The clerk asks for the book to be closed, a leader confirms: then no number is given any more.
    close_asked_at = models.DateTimeField(null=True)
    close_asked_by_name = models.CharField(max_length=200, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)  # of a book closed before its year ended
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    book_file_id = models.BigIntegerField(null=True)  # the frozen, printed book

    objects = AgencyManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "body", "direction", "year", "series"],
                name="documents_one_register",
                nulls_distinct=False,
            )
        ]


class RegisterNumber(models.Model):
    """One number of a register and its story: every hole is explained here."""

    class State(models.TextChoices):
        USED = "used", "Đã dùng"
        RESERVED = "reserved", "Giữ trước"
        CANCELLED = "cancelled", "Đã hủy"

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    date = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=300, blank=True)
    subject_kind = models.CharField(max_length=12, blank=True)
    subject_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = RegisterPartManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "number"], name="documents_number_once")]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]


class SearchEntry(models.Model):
    """One searchable row a document, written by `search_index`. `exact` keeps marks, `folded` drops them (pure.search).

    `facets` are keys to find and count by: a:agency, p:place, k:kind, i:issuer, s:signer, d:drafter, t:recipient, u:urgency,
    r:register, c:number and symbol, v:arrival number, w:person and x:unit that take part. They stand in the index of the
    words, so that "this agency", "this person" and a common word are one look-up. Who may read is decided by the policy
    besides: w and x only make it fast.
    """

    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    agency = models.ForeignKey("people.Agency", on_delete=models.CASCADE, related_name="+")
    code_key = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=20, blank=True)  # arrival number
    date = models.DateField(null=True)
    kind = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=500)
    facets = ArrayField(models.TextField(), default=list)
    exact = SearchVectorField(null=True)
    folded = SearchVectorField(null=True)
    made_by = models.PositiveSmallIntegerField(default=0)  # search_index.VERSION that wrote it

    objects = AgencyManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="documents_searched_once")
        ]
        indexes = [
            # Searches walk the list of entries not merged yet: it stays short.
            GinIndex(
                fields=["facets", "exact", "folded"],
                name="documents_search_words",
                gin_pending_list_limit=1024,
            ),
            models.Index(fields=["agency", "-date", "-id"]),
            models.Index(fields=["made_by"]),
        ]


class StockPhrase(models.Model):
    """A person's own stock phrases for directives; agency-wide ones have no person."""

    agency = models.ForeignKey("people.Agency", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    uses = models.PositiveIntegerField(default=0)

    objects = PhraseManager()
