"""Entries of another product's register: the file, its columns, what became of it."""

from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.documents.actions.import_register import (
    MOST,
    SHOWN_ERRORS,
    drop_import,
    start_import,
    upload_register,
)
from congso.documents.queries import register_import as q
from congso.documents.texts_import import SCHEMES, STATES, TARGETS
from congso.kernel import wording
from congso.kernel.errors import Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen

_MOST_BYTES: Final = 10 * 1024 * 1024
_PAGE: Final = "documents/register_import.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload(request: SignedInRequest) -> HttpResponseBase:
    recent, bodies = q.recent(request.actor), q.issuers(request.actor)
    problem, book = "", request.POST.get("book", request.GET.get("so", ""))
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Invalid("documents.file_missing")
            # One byte more than allowed is enough to know that it is too much.
            made = upload_register(
                actor=request.actor,
                name=file.name or "",
                content=file.read(_MOST_BYTES + 1),
                body_id=_body(book),
            )
            return redirect_to(request, "documents:register_import", made)
        except Invalid as refusal:
            problem = wording.explain(refusal)
    context = {
        "problem": problem,
        "most": MOST,
        "most_mb": _MOST_BYTES // 1024 // 1024,
        "book": book,
        "bodies": [(str(pk), name) for pk, name in bodies],
        "targets": [
            [(TARGETS[name], required) for name, required in q.target_names(direction)]
            for direction in ("incoming", "outgoing")
        ],
        "recent": [(pk, name, rows, at, *STATES[state]) for pk, name, state, rows, at in recent],
    }
    return render_screen(
        request, "documents/register_import_new.html", context, status=422 if problem else 200
    )


def _body(book: str) -> int | None:
    """None for the register of arrivals; an id that is none of the agency's bodies is refused by the action."""
    return int(book) if book.isdecimal() and len(book) < 18 else None


@require_safe
@signed_in
def show(request: SignedInRequest, import_id: int) -> HttpResponseBase:
    return _page(request, q.one(request.actor, import_id))


@require_POST
@signed_in
def start(request: SignedInRequest, import_id: int) -> HttpResponseBase:
    one = q.one(request.actor, import_id)
    mapping = _mapping(request.POST, one)
    scheme = request.POST.get("scheme", "one")
    try:
        start_import(actor=request.actor, import_id=import_id, mapping=mapping, scheme=scheme)
    except Invalid as refusal:
        problem = (refusal.field or "", wording.explain(refusal))
        return _page(request, one, mapping=mapping, problem=problem, status=422)
    return redirect_to(request, "documents:register_import", import_id)


@require_POST
@signed_in
def drop(request: SignedInRequest, import_id: int) -> HttpResponseBase:
    drop_import(actor=request.actor, import_id=import_id)
    return redirect_to(request, "documents:register_import_new", toast=_("Đã bỏ tệp, chưa nhập dòng nào."))


def _mapping(typed: QueryDict, one: q.ImportRow) -> dict[str, int]:
    found = {}
    for name, _required in q.target_names(one.direction):
        text = typed.get(name, "")
        if text.isdecimal() and int(text) < len(one.headings):
            found[name] = int(text)
    return found


def _page(
    request: SignedInRequest,
    one: q.ImportRow,
    *,
    mapping: dict[str, int] | None = None,
    problem: tuple[str, str] = ("", ""),
    status: int = 200,
) -> HttpResponse:
    chosen = one.mapping if mapping is None else mapping
    names = q.target_names(one.direction)
    columns = [
        (place, heading or _("Cột %(n)s") % {"n": place + 1}) for place, heading in enumerate(one.headings)
    ]
    errors = [
        (row, TARGETS.get(target, ""), wording.say(code, params)) for row, target, code, params in one.errors
    ]
    context: dict[str, Any] = {
        "one": one,
        "state": STATES[one.state],
        "columns": columns,
        "targets": [
            (name, TARGETS[name], required, chosen.get(name, ""), problem[1] if name == problem[0] else "")
            for name, required in names
        ],
        "schemes": SCHEMES.items() if one.direction == "outgoing" else (),
        "shown": [
            (TARGETS[name], place) for name, _required in names if (place := chosen.get(name)) is not None
        ],
        "preview": _preview(one, chosen),
        "errors": errors,
        "more_errors": max(one.error_count - SHOWN_ERRORS, 0),
    }
    return render_screen(request, _PAGE, context, part="state", status=status)


def _preview(one: q.ImportRow, chosen: Any) -> list[tuple[int, list[str]]]:
    places = [chosen[name] for name, _required in q.target_names(one.direction) if name in chosen]
    return [
        (row, [cells[place] if place < len(cells) else "" for place in places]) for row, cells in one.preview
    ]
