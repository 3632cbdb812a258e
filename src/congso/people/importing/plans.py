"""What a table would write, checked row by row against what is there. Nothing is written here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from congso.kernel.actor import Role
from congso.people import rules
from congso.people.importing import columns
from congso.people.importing.columns import Row, RowError
from congso.people.models import Agency, Appointment, OrganCode, Person, Post, Unit

MAX_LEVEL = 4
MayManage = Callable[[int], bool]


@dataclass(slots=True)
class Plan:
    """Rows ready to be written, or the errors that forbid it."""

    errors: list[RowError] = field(default_factory=list)

    def fail(self, row: Row, column: str, code: str, **params: object) -> None:
        self.errors.append(RowError(row.number, column, code, params))


@dataclass(slots=True)
class AgencyPlan(Plan):
    """Parents come before their children in `order`."""

    rows: list[tuple[Row, str]] = field(default_factory=list)  # (row, code of the kind)


@dataclass(slots=True)
class UnitPlan(Plan):
    rows: list[tuple[Row, int]] = field(default_factory=list)  # (row, agency)


@dataclass(frozen=True, slots=True)
class PersonLine:
    row: Row
    agency_id: int
    unit_id: int | None
    rank: int
    roles: frozenset[Role]
    since: date
    post_key: tuple[int, int | None, str]


@dataclass(slots=True)
class PeoplePlan(Plan):
    lines: list[PersonLine] = field(default_factory=list)
    posts: dict[tuple[int, int | None, str], Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


def _check_email(plan: Plan, row: Row) -> None:
    text = row.values["email"]
    if not text:
        return
    try:
        validate_email(text)
    except ValidationError:
        plan.fail(row, "Thư công vụ", "people.import_email")


def agencies(rows: Sequence[Row]) -> AgencyPlan:
    """Codes must be new and free, kinds known, parents present here or in the table above or below."""
    plan = AgencyPlan()
    taken = set(Agency.objects.values_list("code", flat=True)) | set(
        OrganCode.objects.values_list("code", flat=True)
    )
    present = dict(Agency.objects.filter(active=True).order_by().values_list("code", "level"))
    own = {row.values["code"].upper() for row in rows}
    for row in rows:
        code, old = row.values["code"].upper(), row.values["old_code"].upper()
        row.values["code"], row.values["old_code"] = code, old
        row.values["parent"] = row.values["parent"].upper()
        _check_code(plan, row, "Mã định danh", code, "new", taken)
        if old:
            _check_code(plan, row, "Mã cũ", old, "old", taken)
        kind = columns.agency_kind(row.values["kind"])
        if row.values["kind"] and kind is None:
            plan.fail(row, "Loại", "people.import_agency_kind")
        parent = row.values["parent"]
        if parent and (parent == code or (parent not in present and parent not in own)):
            plan.fail(row, "Mã cấp trên", "people.import_no_parent", organ_code=parent)
        _check_email(plan, row)
        plan.rows.append((row, kind or "other"))
    _order_by_parent(plan, present)
    return plan


def _check_code(plan: Plan, row: Row, header: str, code: str, form: str, taken: set[str]) -> None:
    if not code:
        return
    if rules.code_form(code) != form:
        plan.fail(row, header, "people.import_code", organ_code=code)
    elif code in taken:
        plan.fail(row, header, "people.import_code_taken", organ_code=code)
    taken.add(code)


def _order_by_parent(plan: AgencyPlan, present: dict[str, int]) -> None:
    """Parents first; rows too deep in the tree, or that name one another in a ring, are errors."""
    levels, waiting = {"": 0} | present, list(plan.rows)
    ordered: list[tuple[Row, str]] = []
    while waiting:
        now = [item for item in waiting if item[0].values["parent"] in levels]
        if not now:
            break
        ordered += now
        for row, _kind in now:
            level = levels[row.values["parent"]] + 1
            if level > MAX_LEVEL:
                plan.fail(row, "Mã cấp trên", "people.import_too_deep", most=MAX_LEVEL)
            levels[row.values["code"]] = level
        chosen = {id(row) for row, _kind in now}
        waiting = [item for item in waiting if id(item[0]) not in chosen]
    known = {error.row for error in plan.errors}
    for row, _kind in waiting:
        if row.number not in known:
            plan.fail(row, "Mã cấp trên", "people.import_ring")
    plan.rows = ordered


def _agency_of(plan: Plan, row: Row, codes: dict[str, int], may: MayManage) -> int | None:
    code = row.values["agency"].upper()
    if not code:
        return None
    agency_id = codes.get(code)
    if agency_id is None:
        plan.fail(row, "Mã cơ quan", "people.import_no_agency", organ_code=code)
        return None
    if not may(agency_id):
        plan.fail(row, "Mã cơ quan", "people.import_not_yours", organ_code=code)
        return None
    return agency_id


def _agency_codes() -> dict[str, int]:
    codes = dict(OrganCode.objects.filter(agency__active=True).values_list("code", "agency_id"))
    return codes | dict(Agency.objects.filter(active=True).order_by().values_list("code", "pk"))


def unit_names() -> dict[tuple[int, str], Unit]:
    rows = Unit.objects.unscoped(reason="rights are checked by agency, row by row").filter(active=True)
    return {(row.agency_id, row.name.casefold()): row for row in rows}


def units(rows: Sequence[Row], may: MayManage) -> UnitPlan:
    """A name once per agency; the unit above is there already or stands in the table."""
    plan = UnitPlan()
    codes, names = _agency_codes(), unit_names()
    known = set(names)
    listed = {(codes.get(row.values["agency"].upper()), row.values["name"].casefold()): row for row in rows}
    for row in rows:
        agency_id = _agency_of(plan, row, codes, may)
        if agency_id is None:
            continue
        key, above = (agency_id, row.values["name"].casefold()), row.values["parent"].casefold()
        if row.values["name"] and key in known:
            plan.fail(row, "Tên đơn vị", "people.import_unit_twice", name=row.values["name"])
        known.add(key)
        if above and not _is_top(agency_id, above, names, listed):
            plan.fail(row, "Thuộc đơn vị", "people.import_no_unit", name=row.values["parent"])
        plan.rows.append((row, agency_id))
    plan.rows.sort(key=lambda item: bool(item[0].values["parent"]))
    return plan


def _is_top(
    agency_id: int, name: str, names: dict[tuple[int, str], Unit], listed: dict[tuple[int | None, str], Row]
) -> bool:
    unit = names.get((agency_id, name))
    if unit is not None:
        return unit.parent_id is None
    row = listed.get((agency_id, name))
    return row is not None and not row.values["parent"]


def people(rows: Sequence[Row], may: MayManage) -> PeoplePlan:
    """Each row puts one person into one post; posts and persons that are there already are used as they are."""
    plan = PeoplePlan()
    codes, names = _agency_codes(), unit_names()
    plan.posts = {
        (post.agency_id, post.unit_id, post.title.casefold()): post
        for post in Post.objects.filter(active=True)
    }
    usernames = {row.values["username"].lower() for row in rows}
    emails = {row.values["email"].lower() for row in rows} - {""}
    plan.people = {row.username: row for row in Person.objects.filter(username__in=usernames)}
    checks = _PersonChecks(plan, {row.email: row.username for row in Person.objects.filter(email__in=emails)})
    for row in rows:
        row.values["username"], row.values["email"] = (
            row.values["username"].lower(),
            row.values["email"].lower(),
        )
        agency_id = _agency_of(plan, row, codes, may)
        unit = names.get((agency_id, row.values["unit"].casefold())) if agency_id is not None else None
        if agency_id is not None and row.values["unit"] and unit is None:
            plan.fail(row, "Đơn vị", "people.import_no_unit", name=row.values["unit"])
        checks.person(row)
        line = checks.line(row, agency_id, unit.pk if unit else None)
        if line is not None:
            plan.lines.append(line)
    _check_seats(plan)
    return plan


class _PersonChecks:
    def __init__(self, plan: PeoplePlan, emails: dict[str, str]) -> None:
        self.plan = plan
        self.emails = emails
        self.names: dict[str, str] = {}

    def person(self, row: Row) -> None:
        username, name, email = (row.values[key] for key in ("username", "full_name", "email"))
        if username and not rules.is_username(username):
            self.plan.fail(row, "Tên đăng nhập", "people.import_username", username=username)
        there = self.plan.people.get(username)
        known = there.full_name if there else self.names.setdefault(username, name)
        if username and name and known != name:
            self.plan.fail(row, "Họ và tên", "people.import_other_name", username=username, name=known)
        _check_email(self.plan, row)
        if email and self.emails.setdefault(email, username) != username:
            self.plan.fail(row, "Thư công vụ", "people.import_email_taken", email=email)

    def line(self, row: Row, agency_id: int | None, unit_id: int | None) -> PersonLine | None:
        values = row.values
        since = columns.day(values["since"])
        if values["since"] and since is None:
            self.plan.fail(row, "Từ ngày", "people.import_day")
        rank = int(values["rank"]) if values["rank"] in {"1", "2", "3", "4", "5"} else None
        if values["rank"] and rank is None:
            self.plan.fail(row, "Cấp", "people.import_rank")
        granted = columns.roles(values["roles"], rank or 5)
        if granted is None:
            self.plan.fail(row, "Quyền", "people.import_roles")
        if agency_id is None or since is None or rank is None or granted is None:
            return None
        key = (agency_id, unit_id, values["title"].casefold())
        there = self.plan.posts.get(key)
        if there is not None and (
            there.rank != rank or (values["roles"] and set(there.roles) != set(granted))
        ):
            self.plan.fail(row, "Chức danh", "people.import_post_differs", title=values["title"])
        return PersonLine(row, agency_id, unit_id, rank, granted, since, key)


def _check_seats(plan: PeoplePlan) -> None:
    """Nobody twice in one post, and one holder a day of a head's post."""
    posts = {post.pk: key for key, post in plan.posts.items()}
    held: dict[tuple[int, int | None, str], list[tuple[str, date, date | None]]] = {}
    for row in Appointment.objects.filter(post_id__in=posts).select_related("person"):
        held.setdefault(posts[row.post_id], []).append((row.person.username, row.since, row.until))
    for line in plan.lines:
        seat, username = held.setdefault(line.post_key, []), line.row.values["username"]
        for other, since, until in seat:
            if not rules.overlaps(line.since, None, since, until):
                continue
            if other == username:
                plan.fail(line.row, "Chức danh", "people.import_already_in_post")
            elif line.rank in (rules.HEAD, rules.UNIT_HEAD):
                plan.fail(line.row, "Chức danh", "people.import_post_taken", username=other)
        seat.append((username, line.since, None))
