"""Envelopes between agencies, their delivery and its states: the shape the document axis will use (STANDARDS § 1)."""

from django.db import models

from congso.exchange.scopes import (
    AtDoor,
    Copies,
    Deliveries,
    Doors,
    Envelopes,
    Members,
    Parcels,
    Statuses,
)


class Envelope(models.Model):
    """A message as sent: fields of the document and its files, never changed. `message_id` makes its effect happen once."""

    class Kind(models.TextChoices):
        NEW = "new", "Văn bản mới"
        RECALL = "recall", "Thu hồi"
        UPDATE = "update", "Cập nhật"
        REPLACE = "replace", "Thay thế"

    message_id = models.UUIDField(unique=True)
    document_id = models.CharField(max_length=150)  # OrganId,yyyy/MM/dd,number/symbol
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NEW)
    # Of an agency elsewhere only code and name are known.
    sender = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    sender_code = models.CharField(max_length=35, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    fields = models.JSONField()  # number, symbol, kind, subject, issuer, date, signer, urgency, due, answers
    files = models.JSONField()  # [{"file_id", "name", "sha256", "role"}], main document first
    at = models.DateTimeField()

    objects = Envelopes()


class Delivery(models.Model):
    """One envelope to one receiver, with the state the sender reads: 01…06, 13, 15, 16."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="deliveries")
    receiver = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    receiver_code = models.CharField(max_length=35, blank=True)
    receiver_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default="queued")  # queued, 01…06, 13, 15, 16, failed
    state_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    arrived_kind = models.CharField(max_length=12, blank=True)  # the receiver's own record
    arrived_id = models.BigIntegerField(null=True)

    objects = Deliveries()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["envelope", "receiver"], name="exchange_delivered_once"),
            models.UniqueConstraint(
                fields=["envelope", "receiver_code"],
                condition=~models.Q(receiver_code=""),
                name="exchange_delivered_abroad_once",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "state"]),
            models.Index(fields=["arrived_kind", "arrived_id"]),
        ]


class StatusMessage(models.Model):
    """A status that travelled back, kept in full."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="statuses")
    code = models.CharField(max_length=2)
    description = models.CharField(max_length=300, blank=True)
    staff = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = Statuses()


class Connection(models.Model):
    """An agency's door to an axis. `secrets` and the set that is to follow it are sealed (`credentials`)."""

    agency = models.OneToOneField("people.Agency", on_delete=models.PROTECT, related_name="+")
    adapter = models.CharField(max_length=20)  # a name in `adapters.ADAPTERS`
    endpoint = models.CharField(max_length=300)
    system_id = models.CharField(max_length=100)
    secrets = models.BinaryField(default=bytes)
    next_secrets = models.BinaryField(
        default=bytes
    )  # tried first; takes the place of `secrets` when it opens the door
    client_certificate = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    expire_hours = models.PositiveSmallIntegerField(default=72)
    polled_at = models.DateTimeField(null=True)  # the last round without an error
    error = models.CharField(max_length=400, blank=True)
    error_at = models.DateTimeField(null=True)
    directory_at = models.DateTimeField(null=True)  # when the axis last told who stands on it

    objects = Doors()


class DirectoryEntry(models.Model):
    """An agency that the axis lists, as one door fetched it. `search`: name and codes, with marks and without."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="directory")
    code = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    parent_code = models.CharField(max_length=35, blank=True)
    parent_name = models.CharField(max_length=200, blank=True)
    old_code = models.CharField(max_length=35, blank=True)
    search = models.CharField(max_length=700)

    objects = AtDoor()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "code"], name="exchange_directory_once")]
        indexes = [models.Index(fields=["connection", "parent_code"])]


class Outbox(models.Model):
    """A package that is to leave, to one receiver. The message is made again at each try, so no copy of files waits here."""

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENT = "sent", "Trục đã nhận"
        DEAD = "dead", "Không gửi được"
        EXPIRED = "expired", "Quá hạn gửi"
        REPLACED = "replaced", "Đã gửi lại bằng gói khác"

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="outbox")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="outbox")
    kind = models.CharField(max_length=6)  # edoc, status
    receiver_code = models.CharField(max_length=35)
    status = models.JSONField(default=dict)  # of a status: code, note, staff, department, at
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    remote_id = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the bytes that the axis took
    signer = models.CharField(max_length=200, blank=True)  # whose key signed them; empty: unsigned
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    objects = AtDoor()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery"], condition=models.Q(kind="edoc"), name="exchange_document_sent_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["connection", "receiver_code", "id"],
                condition=models.Q(state="queued"),
                name="exchange_outbox_waiting",
            )
        ]


class Inbox(models.Model):
    """A package of the mailbox, from the moment it is listed. One row for each id of the axis."""

    class State(models.TextChoices):
        LISTED = "listed", "Đã thấy"
        STORED = "stored", "Đã lưu"
        DONE = "done", "Đã xử lý"
        DUPLICATE = "duplicate", "Trùng"
        REFUSED = "refused", "Đã trả lại"
        DEAD = "dead", "Không xử lý được"

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="inbox")
    remote_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=6)
    state = models.CharField(max_length=9, choices=State.choices, default=State.LISTED)
    body = models.BinaryField(null=True)  # until it has taken effect; the files live on in `files`
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    key = models.CharField(
        max_length=64, blank=True
    )  # of what it says without the hops: two with one key are one message
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="+")
    # What the check of the package's own signature found: `signatures.Found`.
    signature = models.CharField(max_length=12, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    objects = AtDoor()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "remote_id"], name="exchange_listed_once")
        ]
        indexes = [
            models.Index(fields=["connection", "key"]),
            models.Index(
                fields=["connection", "id"],
                condition=models.Q(acknowledged_at=None),
                name="exchange_inbox_open",
            ),
        ]


class Member(models.Model):
    """The hub's registry: an agency that has a mailbox here. Secrets are sealed; while one follows another both open."""

    code = models.CharField(max_length=35, unique=True)
    old_code = models.CharField(max_length=35, blank=True)  # form of QCVN 102:2016; never derived
    name = models.CharField(max_length=200)
    parent_code = models.CharField(max_length=35, blank=True)
    email = models.EmailField(blank=True)
    secret = models.BinaryField()
    next_secret = models.BinaryField(default=bytes)
    active = models.BooleanField(default=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = Members()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["old_code"], condition=~models.Q(old_code=""), name="exchange_member_old_code"
            )
        ]


class Parcel(models.Model):
    """A package that the hub took, as it came. `body` goes when every copy was taken long ago."""

    public_id = models.UUIDField(unique=True)
    sender = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6)
    document_id = models.CharField(max_length=150)
    title = models.CharField(max_length=500, blank=True)
    notation = models.CharField(max_length=50, blank=True)
    key = models.CharField(max_length=64)
    body = models.BinaryField(null=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = Parcels()

    class Meta:
        indexes = [models.Index(fields=["sender", "key"]), models.Index(fields=["sender", "-id"])]


class Copy(models.Model):
    """A parcel in one mailbox. The order of ids is the order for the receiver."""

    class State(models.TextChoices):
        INITIAL = "initial", "Chờ lấy"
        PROCESSING = "processing", "Đang lấy"
        DONE = "done", "Đã lấy"
        FAIL = "fail", "Không đọc được"

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="copies")
    receiver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INITIAL)
    state_at = models.DateTimeField()

    objects = Copies()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel", "receiver"], name="exchange_one_copy")]
        indexes = [
            models.Index(
                fields=["receiver", "kind", "id"],
                condition=models.Q(state__in=("initial", "processing")),
                name="exchange_mailbox",
            ),
            models.Index(fields=["receiver", "kind", "state_at"]),
        ]
