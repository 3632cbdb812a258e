"""Agencies and their codes."""

from typing import Any

from django.db import IntegrityError, transaction

from congso.audit import api as audit
from congso.kernel import clock, words
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import rules
from congso.people.actions.common import change, clean, cleaned, need, require_installation, require_manager
from congso.people.importing.plans import MAX_LEVEL
from congso.people.inputs import AgencyData
from congso.people.models import Agency, OrganCode
from congso.people.models.agency import AgencyKind
from congso.people.text import search_text


def create_agency(*, actor: Actor, data: AgencyData) -> int:
    """Add an agency with its code. Administrator of the installation only.

    Refuses people.bad_code, people.code_taken, people.missing, people.too_deep.
    """
    require_installation(actor)
    values = _values(data)
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        values["level"] = _level_under(values["parent_id"])
        agency = Agency(active=True, **values)
        _save_code(agency, values["code"])
        audit.record(actor, "agency.created", SubjectRef("agency", agency.pk), code=agency.code)
    return agency.pk


def edit_agency(*, actor: Actor, agency_id: int, data: AgencyData, active: bool = True) -> None:
    """Change what is known of an agency. Its place in the tree and its code belong to the installation's administrator."""
    require_manager(actor, agency_id)
    values = _values(data)
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        agency = _locked(agency_id)
        moved = (agency.parent_id, agency.code, agency.active) != (
            values["parent_id"],
            values["code"],
            active,
        )
        if moved:
            require_installation(actor)
        if agency.parent_id != values["parent_id"]:
            values["level"] = _moved_level(agency, values["parent_id"])
        if agency.code != values["code"]:
            _retire(agency)
            agency.code = values["code"]
            _save_code(agency, agency.code)
        changed = change(agency, values | {"active": active})
        audit.record(
            actor, "agency.edited", SubjectRef("agency", agency.pk), changed=changed, code=agency.code
        )


def add_code(*, actor: Actor, agency_id: int, code: str) -> None:
    """Add an old or former code, by which messages still find the agency. Refuses people.bad_code, people.code_taken."""
    require_installation(actor)
    code = clean(code).upper()
    form = rules.code_form(code)
    if form is None:
        raise Invalid("people.bad_code", field="code", organ_code=code)
    with transaction.atomic():
        agency = _locked(agency_id)
        _free(code, agency)
        _insert_code(agency, code, form)
        audit.record(actor, "agency.code_added", SubjectRef("agency", agency_id), code=code)


def remove_code(*, actor: Actor, agency_id: int, code: str) -> None:
    """Take a code out of the table; the present code stays."""
    require_installation(actor)
    with transaction.atomic():
        agency = _locked(agency_id)
        if agency.code == code:
            raise Invalid("people.code_in_use", field="code", organ_code=code)
        if not OrganCode.objects.filter(agency_id=agency_id, code=code).delete()[0]:
            raise NotFound("people.no_code", organ_code=code)
        audit.record(actor, "agency.code_removed", SubjectRef("agency", agency_id), code=code)


def _values(data: AgencyData) -> dict[str, Any]:
    values = cleaned(data)
    need(values, "name", "short_name", "code", "place")
    values["code"] = values["code"].upper()
    if rules.code_form(values["code"]) != "new":
        raise Invalid("people.bad_new_code", field="code", organ_code=values["code"])
    if values["kind"] not in AgencyKind.values:
        raise Invalid("people.missing", field="kind")
    values["search"] = search_text(values["name"], values["short_name"], values["code"])
    return values


def _locked(agency_id: int) -> Agency:
    agency = Agency.objects.select_for_update().filter(pk=agency_id).first()
    if agency is None:
        raise NotFound("people.no_agency")
    return agency


def _level_under(parent_id: int | None) -> int:
    if parent_id is None:
        return 1
    parent = Agency.objects.select_for_update().filter(pk=parent_id, active=True).first()
    if parent is None:
        raise Invalid("people.no_agency", field="parent_id")
    if parent.level >= MAX_LEVEL:
        raise Invalid("people.too_deep", field="parent_id", most=MAX_LEVEL)
    return parent.level + 1


def _moved_level(agency: Agency, parent_id: int | None) -> int:
    """Only an agency without children may move, so that no ring and no wrong level can arise."""
    if agency.children.exists() or agency.pk == parent_id:
        raise Invalid("people.has_children", field="parent_id")
    return _level_under(parent_id)


def _free(code: str, agency: Agency) -> None:
    if Agency.objects.filter(code=code).exclude(pk=agency.pk).exists():
        raise Conflict("people.code_taken", organ_code=code)
    if OrganCode.objects.filter(code=code).exclude(agency_id=agency.pk).exists():
        raise Conflict("people.code_taken", organ_code=code)


def _insert_code(agency: Agency, code: str, form: str) -> None:
    OrganCode.objects.update_or_create(
        agency=agency,
        code=code,
        defaults={"form": form, "valid_to": None},
        create_defaults={"form": form, "valid_from": clock.today()},
    )


def _save_code(agency: Agency, code: str) -> None:
    _free(code, agency)
    try:
        with transaction.atomic():
            agency.save()
            _insert_code(agency, code, "new")
    except IntegrityError as error:
        raise Conflict("people.code_taken", organ_code=code) from error


def _retire(agency: Agency) -> None:
    OrganCode.objects.filter(agency=agency, code=agency.code).update(valid_to=clock.today())
