"""Letters that leave with an issued document, mailboxes of agencies, and what came in them."""

from django.db import models

from congso.mail.scopes import Letters, Mailboxes, Messages


class Letter(models.Model):
    """One issued document to one e-mail address. The message is made again at each try; its Message-ID stays."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENT = "sent", "Đã gửi"
        REFUSED = "refused", "Bị từ chối"
        DEAD = "dead", "Không gửi được"
        DROPPED = "dropped", "Không còn phải gửi"

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    outgoing_id = models.BigIntegerField()
    recipient_id = models.BigIntegerField(unique=True)  # the line of the document
    address = models.CharField(max_length=300)
    message_id = models.CharField(max_length=120, unique=True)
    # Of the page that gives the files; a letter that carries them itself has it too and does not tell it.
    token = models.CharField(max_length=64, unique=True)
    linked = models.BooleanField(default=False)  # the letter that left carries the link instead of the files
    link_until = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)  # the server's own words

    objects = Letters()

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="mail_letters_waiting")
        ]


class Mailbox(models.Model):
    """One address of an agency, read by IMAP. `password` is sealed (`kernel.sealing`)."""

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8)  # tls, starttls; none only to this very machine
    username = models.CharField(max_length=200)
    password = models.BinaryField()
    folder = models.CharField(max_length=100, default="INBOX")
    active = models.BooleanField(default=True)
    since = models.DateField()  # letters of earlier days are left alone
    validity = models.BigIntegerField(
        default=0
    )  # UIDVALIDITY that `last_uid` belongs to (RFC 3501 § 2.3.1.1)
    last_uid = models.BigIntegerField(default=0)
    busy_until = models.DateTimeField(null=True)
    polled_at = models.DateTimeField(null=True)  # the last visit without an error
    error = models.CharField(
        max_length=350, blank=True
    )  # code of `imap.Trouble`, then the server's own words
    error_at = models.DateTimeField(null=True)

    objects = Mailboxes()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "address"], name="mail_address_once")]


class Received(models.Model):
    """A message of a mailbox, by its Message-ID: one effect, however often and under whatever number it comes."""

    class State(models.TextChoices):
        FILED = "filed", "Đã thành văn bản đến"
        MARKED = "marked", "Có dấu mật"
        OVERSIZE = "oversize", "Quá lớn"
        BROKEN = "broken", "Không đọc được"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages")
    key = models.CharField(max_length=64)
    sender = models.CharField(max_length=300, blank=True)  # nothing of a letter with a secrecy marking
    state = models.CharField(max_length=8, choices=State.choices)
    incoming_id = models.BigIntegerField(null=True)
    uid = models.BigIntegerField()
    size = models.BigIntegerField()
    at = models.DateTimeField()

    objects = Messages()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "key"], name="mail_message_once")]
        indexes = [models.Index(fields=["mailbox", "-id"])]
