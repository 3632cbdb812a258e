"""Certificates with their keys, and the pictures shown with signatures. Owners are pointed at: persons and bodies."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import ScopedQuerySet

Unguarded = models.Manager.from_queryset(ScopedQuerySet)


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
