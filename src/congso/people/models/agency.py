"""Agencies and what belongs to them as bodies."""

from django.db import models

from congso.people.models.scopes import AgencyScoped


class AgencyKind(models.TextChoices):
    COMMITTEE = "committee", "UBND tỉnh"
    DEPARTMENT = "department", "Sở, ban, ngành"
    COMMUNE = "commune", "UBND xã, phường"
    MASS = "mass", "Mặt trận, đoàn thể"
    MIDDLE = "middle", "Cấp trung gian"
    PARTY = "party", "Cơ quan Đảng"
    OTHER = "other", "Khác"


class Agency(models.Model):
    """A public body with its own incoming register. `place` is the địa danh of its documents."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    level = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=35, unique=True)  # new form, H36.12.05
    place = models.CharField(max_length=60)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    search = models.CharField(max_length=600, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["level", "code"]

    def __str__(self) -> str:
        return self.name


class OrganCode(models.Model):
    """Old and new codes of one agency, dated; never derived from one another (STANDARDS § 2.4)."""

    class Form(models.TextChoices):
        NEW = "new", "QĐ 20/2020"
        OLD = "old", "QCVN 102:2016"

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="codes")
    form = models.CharField(max_length=3, choices=Form.choices)
    code = models.CharField(max_length=35, unique=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)


class IssuingBody(models.Model):
    """In whose name a document is issued: UBND, HĐND, the office. Letterhead, symbol, seal and series go with it."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=10)  # ubnd, hdnd, office, department, mass
    name = models.CharField(max_length=200)
    parent_line = models.CharField(max_length=200, blank=True)  # cơ quan chủ quản, as printed
    name_line = models.CharField(max_length=200)  # as printed in the letterhead
    symbol = models.CharField(max_length=30)  # "UBND", "SNV"
    collective = models.CharField(
        max_length=100, blank=True
    )  # "ỦY BAN NHÂN DÂN" after TM.; empty when it has one head
    head_title = models.CharField(max_length=100)  # "CHỦ TỊCH", "GIÁM ĐỐC"
    # Whose post heads it; empty: the post of rank 1 of the agency. The office's is the post of its chief.
    head_post = models.ForeignKey(
        "people.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit inside an agency (phòng, ban, văn phòng)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(max_length=200)
    symbol = models.CharField(max_length=30, blank=True)  # part of a letter's symbol: "VP", "TCBC"
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    objects = AgencyScoped()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day that differs from the ordinary week, for one agency or (agency null) for all: holiday, swapped, half-day."""

    class Kind(models.TextChoices):
        OFF = "off", "Nghỉ"
        WORK = "work", "Làm việc (hoán đổi)"
        MORNING = "morning", "Chỉ buổi sáng"
        AFTERNOON = "afternoon", "Chỉ buổi chiều"

    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_days"
    )
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    label = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day"], name="people_one_day_kind", nulls_distinct=False
            )
        ]
