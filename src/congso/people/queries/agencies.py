"""Agencies, bodies, units. One query each."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from congso.kernel.errors import NotFound
from congso.people.models import Agency, IssuingBody, OrganCode, Unit
from congso.people.rows import AgencyRow, BodyRow, UnitRow
from congso.people.text import words


def agency_row(a: Agency) -> AgencyRow:
    return AgencyRow(
        id=a.pk,
        parent_id=a.parent_id,
        name=a.name,
        short_name=a.short_name,
        kind=a.kind,
        level=a.level,
        code=a.code,
        place=a.place,
        address=a.address,
        phone=a.phone,
        email=a.email,
        active=a.active,
    )


def body_row(b: IssuingBody) -> BodyRow:
    return BodyRow(
        id=b.pk,
        agency_id=b.agency_id,
        kind=b.kind,
        name=b.name,
        parent_line=b.parent_line,
        name_line=b.name_line,
        symbol=b.symbol,
        collective=b.collective,
        head_title=b.head_title,
        head_post_id=b.head_post_id,
        order=b.order,
    )


def unit_row(u: Unit) -> UnitRow:
    return UnitRow(
        id=u.pk,
        agency_id=u.agency_id,
        parent_id=u.parent_id,
        name=u.name,
        symbol=u.symbol,
        active=u.active,
        order=u.order,
    )


def _units() -> QuerySet[Unit]:
    return Unit.objects.unscoped(reason="the list of units of an agency is open to the whole installation")


def agency(agency_id: int) -> AgencyRow:
    """Raises NotFound people.no_agency."""
    row = Agency.objects.filter(pk=agency_id).first()
    if row is None:
        raise NotFound("people.no_agency")
    return agency_row(row)


def agencies(
    ids: Iterable[int] | None = None,
    *,
    search: str = "",
    parent: int | None = None,
    inactive: bool = False,
    limit: int | None = None,
) -> list[AgencyRow]:
    """Agencies by ids, by words of name, short name or code (with or without accents), by parent; all when nothing is said."""
    rows = Agency.objects.all()
    if not inactive and ids is None:
        rows = rows.filter(active=True)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if parent is not None:
        rows = rows.filter(parent_id=parent)
    for word in words(search):
        rows = rows.filter(search__contains=word)
    return [agency_row(row) for row in (rows if limit is None else rows[:limit])]


def agency_by_code(code: str) -> AgencyRow | None:
    """By any code it has or had, new or old form; None when nobody here has it. Codes are compared without case."""
    wanted = code.strip().upper()
    row = Agency.objects.filter(code=wanted).first()
    if row is None:
        dated = OrganCode.objects.filter(code=wanted).select_related("agency").first()
        row = dated.agency if dated else None
    return agency_row(row) if row else None


def codes_of(agency_id: int) -> list[tuple[str, str]]:
    """(form, code) of every code in the table; form is "new" or "old"."""
    return list(
        OrganCode.objects.filter(agency_id=agency_id).order_by("form", "id").values_list("form", "code")
    )


def bodies_of(agency_id: int) -> list[BodyRow]:
    return [body_row(row) for row in IssuingBody.objects.filter(agency_id=agency_id)]


def body(body_id: int) -> BodyRow:
    """Raises NotFound people.no_body."""
    row = IssuingBody.objects.filter(pk=body_id).first()
    if row is None:
        raise NotFound("people.no_body")
    return body_row(row)


def bodies(ids: Sequence[int]) -> dict[int, BodyRow]:
    return {row.pk: body_row(row) for row in IssuingBody.objects.filter(pk__in=ids)}


def units_of(agency_id: int, *, inactive: bool = False) -> list[UnitRow]:
    rows = _units().filter(agency_id=agency_id)
    return [unit_row(row) for row in (rows if inactive else rows.filter(active=True))]


def unit(unit_id: int) -> UnitRow:
    """Raises NotFound people.no_unit."""
    row = _units().filter(pk=unit_id).first()
    if row is None:
        raise NotFound("people.no_unit")
    return unit_row(row)


def units(ids: Sequence[int]) -> dict[int, UnitRow]:
    return {row.pk: unit_row(row) for row in _units().filter(pk__in=ids)}
