"""Lines of the yearly list of files: opened, corrected, taken from a table (Decree 30 arts. 28–29)."""

from dataclasses import replace

from django.db import IntegrityError, transaction

from congso.audit import api as audit
from congso.documents import search_index
from congso.documents.models import WorkFile
from congso.documents.policies_incoming import require
from congso.documents.policies_records import may_keep_list, may_open_file
from congso.documents.rules_work_files import FileFields, problem, tidy
from congso.documents.support_work_files import change, load_for, ref, set_keeper
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.people import api as people


def create_work_file(*, actor: Actor, fields: FileFields) -> int:
    """Open a file; without a keeper it is the actor's own. Officers open files of their own only.

    Raises Forbidden documents.forbidden, Conflict documents.work_file_code_taken, Invalid documents.work_file_*,
    the guard's refusal for a secrecy marking.
    """
    require(may_open_file(actor))
    given = _checked(actor, fields)
    with transaction.atomic():
        return _insert(actor, given).pk


def edit_work_file(*, actor: Actor, work_file_id: int, fields: FileFields) -> None:
    """Raises like `create_work_file`, NotFound, Conflict documents.work_file_closed."""
    given = _checked(actor, fields)
    with transaction.atomic():
        work_file = load_for(actor, "edit", work_file_id)
        try:
            with transaction.atomic():
                change(work_file, **_columns(given))
        except IntegrityError as error:
            raise _taken(given) from error
        set_keeper(work_file)
        audit.record(actor, "work_file.edited", ref(work_file), code=given.code)
        search_index.later(ref(work_file))


def import_work_files(*, actor: Actor, year: int, name: str, content: bytes) -> int:
    """The whole list of a year from a CSV or XLSX table, or nothing; a code that exists is corrected. Returns the lines.

    Columns: ký hiệu, tiêu đề, thời hạn bảo quản, người lập (sign-in name or full name), đơn vị (name or symbol).
    Raises Forbidden, Invalid documents.work_file_import with the first wrong row, people.import_* for no such table.
    """
    require(may_keep_list(actor))
    agency_id = actor.agency_id or 0
    keepers = {one.person_name.casefold(): one.person_id for one in people.people_of(agency_id)}
    units = {
        key.casefold(): one.id for one in people.units_of(agency_id) for key in (one.name, one.symbol) if key
    }
    wrong: list[tuple[int, str]] = []
    with transaction.atomic():
        lines = people.read_table(name, content)[1:]
        for line in lines:
            code, title, retention, keeper, unit = (*line.cells, "", "", "", "", "")[:5]
            given = FileFields(
                year=year, code=code, title=title, retention=retention,
                keeper_id=keepers.get(keeper.casefold()), unit_id=units.get(unit.casefold()),
            )  # fmt: skip
            why = _why_not(given, keeper, unit)
            if why:
                wrong.append((line.number, why))
                continue
            _put(actor, given)
        if wrong:
            raise Invalid(
                "documents.work_file_import", field="file", count=len(wrong), row=wrong[0][0], why=wrong[0][1]
            )
    return len(lines)


def _why_not(given: FileFields, keeper: str, unit: str) -> str:
    """The cell that is wrong, in the words of the table's head."""
    if problem(tidy(given), clock.today().year)[1]:
        return "ký hiệu, tiêu đề, thời hạn bảo quản"
    if any(text.startswith("\x00") for text in (given.code, given.title, given.retention)):
        return "công thức"
    if keeper and given.keeper_id is None:
        return "người lập"
    return "đơn vị" if unit and given.unit_id is None else ""


def _put(actor: Actor, fields: FileFields) -> None:
    given = _checked(actor, fields, own=False)
    rows = WorkFile.objects.for_actor(actor).filter(year=given.year, code=given.code)
    known = rows.first()
    if known is None:
        _insert(actor, given)
        return
    change(
        known, title=given.title, retention=given.retention, keeper_id=given.keeper_id, unit_id=given.unit_id
    )
    set_keeper(known)
    audit.record(actor, "work_file.edited", ref(known), code=given.code)
    search_index.later(ref(known))


def _checked(actor: Actor, fields: FileFields, *, own: bool = True) -> FileFields:
    given = tidy(fields)
    field, code = problem(given, clock.today().year)
    if code:
        raise Invalid(code, field=field, year=given.year)
    guard.check_fields(
        actor=actor, values={"title": given.title, "description": given.description}, entrance="work_file"
    )
    if own and given.keeper_id is None:
        given = replace(given, keeper_id=actor.person_id)
    if given.unit_id is None and given.keeper_id == actor.person_id:
        given = replace(given, unit_id=actor.unit_id)
    if given.keeper_id not in (None, actor.person_id):
        if not (may_keep_list(actor).allowed or actor.has(Role.UNIT_HEAD)):
            raise Forbidden("documents.forbidden")
        if not any(one.agency_id == actor.agency_id for one in people.appointments_of(given.keeper_id or 0)):
            raise Invalid("documents.work_file_keeper_wrong", field="keeper_id")
    if given.unit_id is not None and given.unit_id not in {
        one.id for one in people.units_of(actor.agency_id or 0)
    }:
        raise Invalid("documents.work_file_unit_wrong", field="unit_id")
    return given


def _columns(given: FileFields) -> dict[str, object]:
    names = (
        "year",
        "code",
        "title",
        "retention",
        "rights",
        "language",
        "description",
        "keeper_id",
        "unit_id",
        "started_on",
    )
    return {name: getattr(given, name) for name in names}


def _insert(actor: Actor, given: FileFields) -> WorkFile:
    columns = _columns(given) | {"started_on": given.started_on or clock.today()}
    try:
        with transaction.atomic():
            made = WorkFile.objects.create(agency_id=actor.agency_id or 0, created_at=clock.now(), **columns)
    except IntegrityError as error:
        raise _taken(given) from error
    set_keeper(made)
    audit.record(actor, "work_file.opened", ref(made), code=given.code, year=given.year)
    search_index.later(ref(made))
    return made


def _taken(given: FileFields) -> Conflict:
    return Conflict("documents.work_file_code_taken", year=given.year, symbol=given.code)
