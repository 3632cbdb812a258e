"""Registers on screen and on paper; closing a year's book."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.documents import policies_records as policies
from congso.documents.actions.close_register import ask_closing, close_register, decline_closing
from congso.documents.actions.print_register import print_register
from congso.documents.forms_registers import BookForm, ReasonForm
from congso.documents.queries import registers as q
from congso.documents.queries.lines import url_of
from congso.documents.queries.register_rows import BOOK, DELIVERY, FOLLOW_UP, PAPER_FORMS, BookLine, form_of
from congso.documents.rules_registers import spans
from congso.documents.views.incoming import cursors
from congso.kernel import clock
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.pure.layout import RegisterForm
from congso.ui.api import redirect_to, render_screen

PDF = "application/pdf"
XML = "application/xml"
_FORMS = {"incoming": (BOOK, FOLLOW_UP, DELIVERY), "outgoing": (BOOK, *PAPER_FORMS)}


@require_safe
@signed_in
def registers(request: SignedInRequest) -> HttpResponseBase:
    years = q.years(request.actor)
    wanted = request.GET.get("nam", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else years[0]
    rows = q.registers(request.actor, year=year)
    may_import = policies.may_import(request.actor).allowed
    context = {"rows": rows, "years": years, "year": year, "may_import": may_import}
    return render_screen(request, "documents/registers.html", context, part="rows")


def _form_name(request: SignedInRequest, book: q.RegisterRow) -> str:
    wanted = request.GET.get("mau", BOOK)
    return wanted if wanted in _FORMS.get(book.direction, ()) else BOOK


@require_safe
@signed_in
def register(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    actor = request.actor
    book = q.register(actor, register_id)
    form_name = _form_name(request, book)
    form = BookForm(request.GET, incoming=book.direction == "incoming")
    filters = form.filters()
    page = q.book_page(actor, book, filters, form=form_name, **cursors(request))
    shown = form_of(book.direction, form_name)
    holes = q.holes(actor, book)
    context = {
        **_letterhead(actor.agency_id or 0, book),
        "book": book,
        "shown": shown,
        "columns": [(title, f"{width}") for title, width in _widths(shown.columns)],
        "form": form,
        "form_name": form_name,
        "filters": filters,
        "filtered": not filters.empty,
        "page": page,
        "lines": [_shown(line, shown) for line in page.rows],
        "holes": spans(holes),
        "query": request.GET.urlencode(),
        "now": clock.now(),
        "may_ask": policies.may_ask_closing(actor).allowed,
        "may_close": policies.may_close(actor).allowed,
        "year_running": book.year >= clock.today().year,
    }
    return render_screen(request, "documents/register.html", context, part="rows")


def _letterhead(agency_id: int, book: q.RegisterRow) -> dict[str, Any]:
    bodies = people.bodies_of(agency_id)
    body = next((one for one in bodies if one.id == book.body_id), bodies[0] if bodies else None)
    return {"body": body, "agency": people.agency(agency_id)}


def _widths(columns: Any) -> list[tuple[str, str]]:
    whole = sum(width for _title, width, _align in columns)
    return [(title, f"{100 * width / whole:.1f}%") for title, width, _align in columns]


def _shown(line: BookLine, form: RegisterForm) -> dict[str, Any]:
    """Cells with their alignment; for the phone the widest column (what it is about), and the others in a line below."""
    cells = line.cells
    widest = max(zip(cells, form.columns, strict=True), key=lambda pair: float(pair[1][1]))[0]
    main = widest or max(cells, key=len)
    told = [text for text in cells if text and text not in (main, str(line.number), f"{line.date:%d/%m/%Y}")]
    return {
        "line": line,
        "cells": [(text, column[2] == "center") for text, column in zip(cells, form.columns, strict=True)],
        "main": main,
        "rest": " · ".join(told),
        "url": url_of(line.subject) if line.subject else "",
    }


@require_safe
@signed_in
def gaps(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    """Every number that has no document, with its reason."""
    book = q.register(request.actor, register_id)
    rows = q.gaps(request.actor, book)
    return render_screen(request, "documents/register_gaps.html", {"book": book, "rows": rows})


@require_safe
@signed_in
def export(request: SignedInRequest, register_id: int, output: str) -> HttpResponseBase:
    book = q.register(request.actor, register_id)
    form = BookForm(request.GET, incoming=book.direction == "incoming")
    printed = print_register(
        actor=request.actor,
        register_id=register_id,
        form=_form_name(request, book),
        output=output,
        filters=form.filters(),
    )
    if printed.made is None:
        toast = _("Sổ dài %(lines)s dòng: đang làm ở nền. Xong sẽ có thông báo dẫn tới tệp.") % {
            "lines": printed.lines
        }
        return redirect_to(request, "documents:register", register_id, toast=toast)
    shown = "inline" if request.GET.get("xem") == "1" and output == "pdf" else "attachment"
    return download(printed.made.name, printed.made.mime, printed.made.content, shown)


def download(name: str, mime: str, content: bytes, shown: str = "attachment") -> HttpResponse:
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@signed_in
def ask(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    form = ReasonForm(request.POST)
    form.is_valid()
    ask_closing(actor=request.actor, register_id=register_id, reason=form.cleaned_data.get("reason", ""))
    return redirect_to(
        request, "documents:register", register_id, toast=_("Đã gửi đề nghị khóa sổ tới lãnh đạo.")
    )


@require_POST
@signed_in
def decline(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    form = ReasonForm(request.POST)
    form.is_valid()
    decline_closing(actor=request.actor, register_id=register_id, reason=form.cleaned_data.get("reason", ""))
    toast = _("Đã trả lại đề nghị; sổ vẫn mở, văn thư được báo lý do.")
    return redirect_to(request, "documents:register", register_id, toast=toast)


@require_POST
@signed_in
def close(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    close_register(actor=request.actor, register_id=register_id)
    toast = _("Đã khóa sổ. Bản in của sổ đang được làm, xong sẽ có thông báo.")
    return redirect_to(request, reverse("documents:register", args=[register_id]), toast=toast)
