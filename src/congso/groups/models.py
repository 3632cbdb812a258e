"""Groups, who is in them, what is said in them. A post is stored once; a placement puts it into a group."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from congso.groups.scopes import _GroupQuerySet, _InGroupQuerySet, _OfPostQuerySet, _PostQuerySet

Groups = models.Manager.from_queryset(_GroupQuerySet)
Posts = models.Manager.from_queryset(_PostQuerySet)
InGroup = models.Manager.from_queryset(_InGroupQuerySet)
OfPost = models.Manager.from_queryset(_OfPostQuerySet)


class Group(models.Model):
    """A channel. `parent`: the group of the level above, from which directives come down."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "Nhóm công vụ"
        SOCIAL = "social", "Nhóm sinh hoạt"

    name = models.CharField(max_length=120)
    search = models.CharField(max_length=250)
    purpose = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    agency = models.ForeignKey(
        "people.Agency", on_delete=models.PROTECT, related_name="+"
    )  # whose group it is
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    passes_on = models.BooleanField(default=False)  # directives go on to the children by themselves
    receipts = models.BooleanField(default=True)  # only a social group may switch them off
    ends_on = models.DateField(null=True)  # the last day; read-only afterwards
    archived_at = models.DateTimeField(null=True)
    # Counts the placements: the row's lock gives numbers in the order in which they are committed.
    last_seq = models.BigIntegerField(default=0)
    last_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")

    objects = Groups()

    class Meta:
        indexes = [models.Index(fields=["agency", "archived_at"]), models.Index(fields=["ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="social") | Q(receipts=True), name="groups_official_shows_receipts"
            )
        ]


class MemberRule(models.Model):
    """Everybody who holds a post of this title, role and unit in these agencies; empty says any."""

    class Reach(models.TextChoices):
        OWN = "own", "Cơ quan này"
        BELOW = "below", "Các cơ quan cấp dưới"
        ALL = "all", "Cơ quan này và cấp dưới"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="rules")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=5, choices=Reach.choices)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, blank=True)
    head = models.BooleanField(default=False)

    objects = InGroup()

    class Meta:
        constraints = [
            # "Everybody below" would be a whole province by a slip of the hand.
            models.CheckConstraint(
                condition=Q(reach="own") | ~Q(title="") | ~Q(role=""), name="groups_rule_names_a_post"
            )
        ]


class Enrolment(models.Model):
    """Somebody in a group by hand, until `left_at`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    head = models.BooleanField(default=False)
    since = models.DateTimeField()
    added_by = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)

    objects = InGroup()

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(left_at=None), name="groups_enrolled_now")]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_at=None), name="groups_enrolled_once"
            )
        ]


class Post(models.Model):
    """Words and files, stored once however many groups they stand in. `words` is folded: search needs no accents."""

    class Kind(models.TextChoices):
        MESSAGE = "message", "Tin nhắn"
        DIRECTIVE = "directive", "Chỉ đạo"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    text = models.TextField(blank=True)
    words = SearchVectorField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey("people.Appointment", on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=100)  # as it was when it was said
    author_post = models.CharField(max_length=200)
    reply_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    files = models.PositiveSmallIntegerField(default=0)
    must_ack = models.BooleanField(default=False)
    ack_by = models.DateField(null=True)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.CharField(max_length=100, blank=True)

    objects = Posts()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="groups_post_words"),
            models.Index(
                fields=["-at"], condition=Q(must_ack=True, deleted_at=None), name="groups_post_to_ack"
            ),
        ]


class PostVersion(models.Model):
    """What stood there before an edit or a deletion."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField(blank=True)
    until = models.DateTimeField()
    by = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfPost()


class Placement(models.Model):
    """A post in a group. `parent`: the placement one level up it came from; `lines`: what the heads on the way added."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="placements")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="placements")
    seq = models.BigIntegerField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    lines = models.JSONField(default=list)  # [{"name", "text"}], the highest level first
    at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    passed_by = models.CharField(max_length=100, blank=True)  # empty: by the group's rule

    objects = InGroup()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "seq"], name="groups_place_order"),
            models.UniqueConstraint(fields=["post", "group"], name="groups_placed_once"),
        ]


class ReadMark(models.Model):
    """How far a member has read a group: one row, however many posts."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    at = models.DateTimeField()

    objects = InGroup()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="groups_one_mark")]


class Ack(models.Model):
    """Signed for by name: once a person, however many groups brought it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="acks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfPost()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="groups_one_ack")]


class Reminder(models.Model):
    """The silent were reminded. `by_name` is empty when the morning's job did it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey("people.Appointment", null=True, on_delete=models.PROTECT, related_name="+")
    told = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = OfPost()
