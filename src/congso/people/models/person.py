"""Persons, the posts they hold from day to day, and powers delegated."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from congso.people.models.agency import Agency, IssuingBody, Unit


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. Rights come from the post held, never from here."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    full_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=250, blank=True, db_index=True, db_collation="C")
    search = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    installation_admin = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="vi")
    # Somebody else knows the password: it is changed before anything else is done.
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_staff(self) -> bool:
        return False


class Post(models.Model):
    """A place in the agency's list of posts; carries the roles (kernel.actor.Role values)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)  # "Phó Chủ tịch", "Chuyên viên"
    roles = ArrayField(models.CharField(max_length=20), default=list)
    # 1 head of the agency, 2 deputy, 3 head of unit, 4 deputy head of unit, 5 officer
    rank = models.PositiveSmallIntegerField(default=5)
    signature_title = models.CharField(max_length=120, blank=True)  # "PHÓ CHỦ TỊCH"
    fields_of_work = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["rank", "order", "id"]

    def __str__(self) -> str:
        return self.title


class Appointment(models.Model):
    """Who held which post, from which day to which (both included; `until` null: still)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    main = models.BooleanField(default=True)
    decision = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-main", "id"]
        indexes = [models.Index(fields=["person", "until"]), models.Index(fields=["post", "until"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="people_appointment_order",
            )
        ]


class Delegation(models.Model):
    """A power to sign given for a period (Decree 30 art. 13).

    KT.: a deputy by field of work. TL.: a head of unit under the working rules, who may pass it to a deputy (KT.).
    TUQ.: in writing, with content and period; never passed on.
    """

    class Form(models.TextChoices):
        KT = "KT", "Ký thay"
        TL = "TL", "Thừa lệnh"
        TUQ = "TUQ", "Thừa ủy quyền"
        Q = "Q", "Quyền"

    body = models.ForeignKey(IssuingBody, on_delete=models.CASCADE, related_name="delegations")
    form = models.CharField(max_length=3, choices=Form.choices)
    giver = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="given")
    taker = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="taken")
    passed_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_on"
    )
    fields_of_work = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    content = models.CharField(max_length=500, blank=True)
    authority = models.CharField(
        max_length=200, blank=True
    )  # number of the written authorisation or working rules
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)


class PermissionChange(models.Model):
    """A change of a post's roles that an authorised person has not confirmed yet (Decree 30 Annex VI, F3.3)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="changes")
    before = ArrayField(models.CharField(max_length=20), default=list)
    after = ArrayField(models.CharField(max_length=20), default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
