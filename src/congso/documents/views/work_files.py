"""Work files: the list of the year, one file, its acts, the panel of a document."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.documents import policies_records as policies
from congso.documents import work_file_prints as prints
from congso.documents.actions.close_work_file import close_work_file, reopen_work_file
from congso.documents.actions.file_into import file_into, take_out
from congso.documents.actions.save_work_file import create_work_file, edit_work_file, import_work_files
from congso.documents.forms_work_files import CloseForm, FileIntoForm, ImportForm, ListForm, WorkFileForm
from congso.documents.queries import work_files as q
from congso.documents.queries.lines import url_of
from congso.documents.rules_work_files import RETENTIONS
from congso.documents.views.incoming import cursors
from congso.documents.views.registers import PDF, XML, download
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen

LIST = "documents:work_files"
ONE = "documents:work_file"


@require_safe
@signed_in
def work_files(request: SignedInRequest) -> HttpResponseBase:
    actor = request.actor
    form = ListForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    view = data.get("xem") or ""
    view = view if view in q.VIEWS else ("mo" if not data.get("q") else "")
    filters = q.FileFilters(view=view, year=data.get("nam"), text=(data.get("q") or "").strip())
    context = {
        "page": q.work_files(actor, filters, **cursors(request)),
        "filters": filters,
        "years": q.years(actor),
        "settled": q.settled_count(actor),
        "may_open": policies.may_open_file(actor).allowed,
        "may_import": policies.may_keep_list(actor).allowed,
        "print_year": filters.year or clock.today().year,
    }
    return render_screen(request, "documents/work_files.html", context, part="rows")


@require_safe
@signed_in
def list_pdf(request: SignedInRequest, year: int) -> HttpResponseBase:
    pdf = prints.list_pdf(request.actor.agency_id or 0, year, q.every_file(request.actor, year), clock.now())
    return download(_("Danh mục hồ sơ %(year)s.pdf") % {"year": year}, PDF, pdf)


@require_safe
@signed_in
def work_file(request: SignedInRequest, work_file_id: int) -> HttpResponseBase:
    shown = q.work_file(request.actor, work_file_id)
    context = {"shown": shown, "file": shown.row, "may": shown.may, "today": clock.today()}
    return render_screen(request, "documents/work_file.html", context, part="rows")


@require_safe
@signed_in
def contents(request: SignedInRequest, work_file_id: int, output: str) -> HttpResponseBase:
    shown = q.work_file(request.actor, work_file_id)
    agency_id, name = request.actor.agency_id or 0, f"Mục lục văn bản {shown.row.code}"
    if output == "xml":
        return download(f"{name}.xml", XML, prints.contents_xml(agency_id, shown))
    return download(f"{name}.pdf", PDF, prints.contents_pdf(agency_id, shown, clock.now()))


def _form(actor: Actor, *args: Any, **kwargs: Any) -> WorkFileForm:
    agency_id = actor.agency_id or 0
    keepers = {one.person_id: one.person_name for one in people.people_of(agency_id)}
    units = [(one.id, one.name) for one in people.units_of(agency_id)]
    return WorkFileForm(*args, keepers=list(keepers.items()), units=units, **kwargs)


def _screen(
    request: SignedInRequest, form: WorkFileForm, file: q.WorkFileRow | None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "file": file, "retentions": RETENTIONS}
    return render_screen(request, "documents/work_file_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def create(request: SignedInRequest) -> HttpResponseBase:
    actor = request.actor
    if not policies.may_open_file(actor).allowed:
        raise Forbidden("documents.forbidden")
    if request.method != "POST":
        year = clock.today().year
        start = {"year": year, "code": q.proposed_code(actor, year), "retention": RETENTIONS[4]}
        return _screen(request, _form(actor, initial=start), None)
    form = _form(actor, request.POST)
    if not form.is_valid():
        return _screen(request, form, None, 422)
    try:
        made = create_work_file(actor=actor, fields=form.fields_given())
    except (Invalid, Conflict, Forbidden) as refusal:
        form.refuse(refusal)
        return _screen(request, form, None, 422)
    return redirect_to(request, ONE, made, toast=_("Đã mở hồ sơ."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, work_file_id: int) -> HttpResponseBase:
    shown = q.work_file(request.actor, work_file_id)
    if not shown.may["edit"]:
        raise Forbidden("documents.forbidden")
    if request.method != "POST":
        start = {name: getattr(shown.row, name) for name in WorkFileForm.base_fields}
        return _screen(request, _form(request.actor, initial=start), shown.row)
    form = _form(request.actor, request.POST)
    if not form.is_valid():
        return _screen(request, form, shown.row, 422)
    try:
        edit_work_file(actor=request.actor, work_file_id=work_file_id, fields=form.fields_given())
    except (Invalid, Conflict, Forbidden) as refusal:
        form.refuse(refusal)
        return _screen(request, form, shown.row, 422)
    return redirect_to(request, ONE, work_file_id, toast=_("Đã sửa hồ sơ."))


@require_POST
@signed_in
def import_list(request: SignedInRequest) -> HttpResponseBase:
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid("people.import_empty")
    file, year = form.cleaned_data["file"], form.cleaned_data["nam"]
    count = import_work_files(actor=request.actor, year=year, name=file.name, content=file.read())
    toast = ngettext(
        "Đã nhập %(count)s dòng danh mục hồ sơ năm %(year)s.",
        "Đã nhập %(count)s dòng danh mục hồ sơ năm %(year)s.",
        count,
    ) % {"count": count, "year": year}
    return redirect_to(request, LIST, toast=toast)


@require_POST
@signed_in
def close(request: SignedInRequest, work_file_id: int) -> HttpResponseBase:
    form = CloseForm(request.POST)
    form.is_valid()
    close_work_file(actor=request.actor, work_file_id=work_file_id, on=form.cleaned_data.get("on"))
    return redirect_to(request, ONE, work_file_id, toast=_("Đã kết thúc hồ sơ."))


@require_POST
@signed_in
def reopen(request: SignedInRequest, work_file_id: int) -> HttpResponseBase:
    reopen_work_file(actor=request.actor, work_file_id=work_file_id)
    return redirect_to(request, ONE, work_file_id, toast=_("Đã mở lại hồ sơ."))


def _posted(request: SignedInRequest) -> tuple[SubjectRef, int | None]:
    form = FileIntoForm(request.POST)
    if not form.is_valid():
        raise Invalid("documents.not_found")
    return SubjectRef.parse(form.cleaned_data["subject"]), form.cleaned_data["work_file"]


@require_POST
@signed_in
def add(request: SignedInRequest) -> HttpResponseBase:
    """From the panel of a document: into the chosen file, back to the panel or the document."""
    subject, work_file_id = _posted(request)
    file_into(actor=request.actor, work_file_id=work_file_id or 0, subject=subject)
    if request.htmx:
        return _panel(request, subject)
    return redirect_to(request, url_of(subject), toast=_("Đã cho văn bản vào hồ sơ."))


@require_POST
@signed_in
def remove(request: SignedInRequest, work_file_id: int) -> HttpResponseBase:
    subject, _unused = _posted(request)
    take_out(actor=request.actor, work_file_id=work_file_id, subject=subject)
    if request.htmx and request.POST.get("tu") == "panel":
        return _panel(request, subject)
    return redirect_to(request, ONE, work_file_id, toast=_("Đã đưa văn bản ra khỏi hồ sơ."))


@require_safe
@signed_in
def panel(request: SignedInRequest, kind: str, subject_id: int) -> HttpResponseBase:
    return _panel(request, SubjectRef(kind, subject_id))


def _panel(request: SignedInRequest, subject: SubjectRef) -> HttpResponse:
    shown = q.panel(request.actor, subject)
    context = {
        "shown": shown,
        "subject": str(subject),
        "may_open": policies.may_open_file(request.actor).allowed,
    }
    return render_screen(request, "documents/work_file_panel.html", context)
