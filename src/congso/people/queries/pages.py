"""What the screens of people show. A fixed number of queries each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from congso.kernel.actor import Role
from congso.people.models import Agency, Appointment, OrganCode, PermissionChange, Person, Post
from congso.people.queries.agencies import agency_row
from congso.people.queries.appointments import appointment_row, person_row
from congso.people.rows import AgencyRow, AppointmentRow, PersonRow, PostRow
from congso.people.text import words

PERSON_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency in the tree; `depth` 1 to 4, `people` in office today."""

    agency: AgencyRow
    depth: int
    people: int


@dataclass(frozen=True, slots=True)
class Change:
    id: int
    post_title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    at: datetime
    by_id: int | None
    by_name: str


@dataclass(frozen=True, slots=True)
class Code:
    form: str
    code: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """A person of the search with the posts held on the day."""

    person: PersonRow
    posts: tuple[AppointmentRow, ...]


def post_row(p: Post) -> PostRow:
    return PostRow(
        id=p.pk,
        agency_id=p.agency_id,
        unit_id=p.unit_id,
        unit_name=p.unit.name if p.unit else "",
        title=p.title,
        roles=frozenset(Role(role) for role in p.roles),
        rank=p.rank,
        signature_title=p.signature_title,
        fields_of_work=tuple(p.fields_of_work),
        active=p.active,
        order=p.order,
    )


def _held_on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def tree(on: date, search: str = "") -> list[Branch]:
    """All agencies below one another, in the order of their codes; with a search the hits alone, flat. Two queries."""
    rows = Agency.objects.order_by("code")
    found = rows
    for word in words(search):
        found = found.filter(search__contains=word)
    shown = list(found)
    held = (
        Appointment.objects.filter(_held_on(on), person__is_active=True).order_by().values("post__agency_id")
    )
    people = Count("person_id", distinct=True)
    counts: dict[int, int] = dict(held.annotate(people=people).values_list("post__agency_id", "people"))
    if search:
        return [Branch(agency_row(row), 1, counts.get(row.pk, 0)) for row in shown]
    children: dict[int | None, list[Agency]] = defaultdict(list)
    for row in shown:
        children[row.parent_id].append(row)
    branches: list[Branch] = []
    waiting = [(row, 1) for row in reversed(children[None])]
    while waiting:
        row, depth = waiting.pop()
        branches.append(Branch(agency_row(row), depth, counts.get(row.pk, 0)))
        waiting += [(child, depth + 1) for child in reversed(children[row.pk])]
    return branches


def posts_of(agency_id: int, *, inactive: bool = True) -> list[PostRow]:
    """Posts in order of rank."""
    rows = Post.objects.filter(agency_id=agency_id).select_related("unit")
    return [post_row(row) for row in (rows if inactive else rows.filter(active=True))]


def post(post_id: int) -> PostRow | None:
    row = Post.objects.filter(pk=post_id).select_related("unit").first()
    return post_row(row) if row else None


def holders_in(agency_id: int, on: date) -> dict[int, list[AppointmentRow]]:
    """Who held each post of the agency on the day, by post; people who left since are named too."""
    rows = Appointment.objects.filter(_held_on(on), post__agency_id=agency_id)
    found: dict[int, list[AppointmentRow]] = defaultdict(list)
    for row in rows.select_related("person", "post__unit", "post__agency").order_by("person__sort_key", "id"):
        found[row.post_id].append(appointment_row(row))
    return dict(found)


def codes(agency_id: int) -> list[Code]:
    rows = OrganCode.objects.filter(agency_id=agency_id).order_by("form", "id")
    return [Code(row.form, row.code, row.valid_from, row.valid_to) for row in rows]


def open_changes(agency_id: int) -> list[Change]:
    """Changed rights of posts that nobody has confirmed yet."""
    rows = PermissionChange.objects.filter(post__agency_id=agency_id, confirmed_at=None).select_related(
        "post", "by"
    )
    return [
        Change(
            row.pk,
            row.post.title,
            tuple(row.before),
            tuple(row.after),
            row.at,
            row.by_id,
            row.by.full_name if row.by else "",
        )
        for row in rows.order_by("id")
    ]


def open_change_count(agency_id: int) -> int:
    return PermissionChange.objects.filter(post__agency_id=agency_id, confirmed_at=None).count()


def find_people(
    search: str, on: date, *, agency_id: int | None = None, limit: int = PERSON_LIMIT
) -> list[Found]:
    """People by words of the name or user name, with their posts on the day. Two queries."""
    rows = Person.objects.all()
    for word in words(search):
        rows = rows.filter(search__contains=word)
    if agency_id is not None:
        held = Appointment.objects.filter(_held_on(on), post__agency_id=agency_id)
        rows = rows.filter(pk__in=held.values("person_id"))
    people = list(rows[:limit])
    posts: dict[int, list[AppointmentRow]] = defaultdict(list)
    joined = Appointment.objects.filter(_held_on(on), person__in=people)
    for row in joined.select_related("person", "post__unit", "post__agency"):
        posts[row.person_id].append(appointment_row(row))
    return [Found(person_row(row), tuple(posts[row.pk])) for row in people]


def post_choices(agency_id: int) -> list[tuple[int, str]]:
    """(id, "title · unit") of the active posts of an agency."""
    rows = posts_of(agency_id, inactive=False)
    return [(row.id, f"{row.title} · {row.unit_name}" if row.unit_name else row.title) for row in rows]


def head_choices(agency_ids: list[int]) -> list[tuple[int, str]]:
    """(id, "title · agency") of the head's post of each agency."""
    rows = Post.objects.filter(agency_id__in=agency_ids, rank=1, active=True).select_related("agency")
    return [(row.pk, f"{row.title} · {row.agency.name}") for row in rows.order_by("agency__code", "id")]
