"""Certificates with their keys, and the pictures shown with signatures. Owners are pointed at: persons and bodies."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import ChildQuerySet, ScopedQuerySet

Unguarded = models.Manager.from_queryset(ScopedQuerySet)


class OfFile(ChildQuerySet["SignatureCheck"]):
    """In sight when the file is."""

    parents = ("file",)


class Certificate(models.Model):
    """A certificate and where its key is. `adapter` names a folder of `adapters/`; `material` is what that folder
    needs to open the key: an encrypted PKCS#12 store for `software`, nothing secret for tokens and remote services.
    """

    owner_kind = models.CharField(max_length=10)  # person, body
    owner_id = models.BigIntegerField()
    subject = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    serial = models.CharField(max_length=60)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    fingerprint = models.BinaryField(max_length=32, unique=True)  # SHA-256 of `der`
    der = models.BinaryField()
    chain = ArrayField(models.BinaryField(), default=list)
    adapter = models.CharField(max_length=30)
    material = models.BinaryField()
    demo = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)
    in_use_since = models.DateTimeField(null=True, blank=True)  # chosen by its owner: the newest choice signs

    objects: ClassVar[Any] = Unguarded()

    class Meta:
        indexes = [models.Index(fields=["owner_kind", "owner_id", "-not_after"])]

    @property
    def owner(self) -> SubjectRef:
        return SubjectRef(self.owner_kind, self.owner_id)


class Picture(models.Model):
    """What is shown on the page: handwritten signature (blue) or seal (red, true size), transparent PNG."""

    owner_kind = models.CharField(max_length=10)
    owner_id = models.BigIntegerField()
    png = models.BinaryField()
    set_at = models.DateTimeField()

    objects: ClassVar[Any] = Unguarded()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_kind", "owner_id"], name="signing_one_picture")]


class SigningRound(models.Model):
    """Several documents signed in one confirmation, by a program that goes on while the signer watches. Holds no secret.

    `results` are plain values of whoever signs (documents); `params` and `code` word why the round stopped.
    """

    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=30)  # an adapter
    state = models.CharField(max_length=10)  # rounds.State
    code = models.CharField(max_length=60, blank=True)
    params = models.JSONField(default=dict)
    wanted = models.JSONField(default=list)
    results = models.JSONField(default=list)
    wait_until = models.DateTimeField(null=True)  # the signer confirms elsewhere until then
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()  # a round without a beat for long was interrupted

    objects: ClassVar[Any] = Unguarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=models.Q(state__in=["running", "waiting"]),
                name="signing_one_round",
            )
        ]


class SignatureCheck(models.Model):
    """What the last check of a file's signatures found. Gone with the file's content."""

    file = models.OneToOneField("files.File", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10)  # rules_checks
    why = models.CharField(max_length=12, blank=True)  # nothing can be said of it: password, damaged
    reports = models.JSONField(default=list)  # checking.records
    # Of the roots that were believed (trust.mark_of); empty for a file without signatures, which no root concerns.
    roots = models.CharField(max_length=16, blank=True)
    root_count = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=1)
    ask_again_at = models.DateTimeField(null=True)  # an authority was silent
    checked_at = models.DateTimeField()

    objects: ClassVar[Any] = models.Manager.from_queryset(OfFile)()

    class Meta:
        indexes = [
            models.Index(fields=["roots", "-file"]),
            models.Index(
                fields=["ask_again_at"],
                condition=models.Q(ask_again_at__isnull=False),
                name="signing_ask_again",
            ),
        ]
