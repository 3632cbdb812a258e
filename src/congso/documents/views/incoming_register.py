"""The form "Vào sổ" beside the document, and the box that warns of duplicates."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.documents import rules_incoming as rules
from congso.documents.actions.edit_incoming import edit_incoming
from congso.documents.actions.register_incoming import Registered, register_incoming
from congso.documents.actions.resolve_twin import resolve_twin
from congso.documents.forms_incoming import RegisterForm, TwinForm, initial
from congso.documents.packages import package_words
from congso.documents.queries import incoming as q
from congso.documents.queries import incoming_document as dq
from congso.documents.queries.incoming_reading import Reading, reading_of, with_marks
from congso.documents.queries.incoming_twins import twins_of
from congso.documents.rules_reading import merged
from congso.documents.rules_round import Place
from congso.documents.texts_incoming import CHANNELS, signature_words
from congso.documents.views.incoming import LIST, common, cursors
from congso.documents.views.incoming_reading import note_of, said_of
from congso.documents.views.incoming_round import go_on, ids_of, place
from congso.guard import api as guard
from congso.kernel import clock, wording
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.pure.kinds import KINDS
from congso.ui.api import redirect_to, render_screen

TWINS = "documents/incoming_twins.html"


def leaders(actor: Actor) -> list[tuple[int, str]]:
    if actor.agency_id is None:
        return []
    return [(row.id, f"{row.person_name} · {row.post_title}") for row in people.leaders_of(actor.agency_id)]


def issuer_id(name: str) -> int | None:
    """The agency of this installation that bears the name, long or short."""
    key = rules.issuer_key(name)
    if not key:
        return None
    for row in people.agencies(search=name, limit=10):
        if key in (rules.issuer_key(row.name), rules.issuer_key(row.short_name)):
            return row.id
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    shown = dq.document(request.actor, incoming_id)
    if request.method == "POST":
        return _post(request, shown)
    if not shown.may["register"]:
        return redirect("documents:incoming_document", incoming_id)
    number = q.next_number(shown.agency_id)
    choices = leaders(request.actor)
    chosen = shown.leader_id or (choices[0][0] if choices else None)
    reading = reading_of(incoming_id)
    proposed = merged(shown.fields, reading.fields)
    start = initial(proposed.fields, version=shown.version, leader=chosen, number=number)
    form = RegisterForm(initial=start, leaders=choices)
    return _screen(request, shown, form, number, reading=reading, used=proposed.used)


def _post(request: SignedInRequest, shown: dq.Document) -> HttpResponseBase:
    form = RegisterForm(request.POST, leaders=leaders(request.actor))
    if form.is_valid():
        given = form.fields_given(issuer_id(form.cleaned_data["issuer_name"]))
        try:
            done = register_incoming(
                actor=request.actor,
                incoming_id=shown.id,
                fields=given,
                expected_version=form.cleaned_data["version"],
                leader_appointment_id=form.cleaned_data["leader"],
            )
        except (Invalid, Conflict) as refusal:
            if shown.state != "waiting" or refusal.code.endswith("_already"):
                messages.warning(request, wording.explain(refusal))
                return redirect("documents:incoming_document", shown.id)
            form.refuse(refusal)
            return _refused(request, shown, form, refusal)
        return go_on(request, shown, said(done, form.cleaned_data["shown_number"]))
    return _refused(request, shown, form)


def _refused(
    request: SignedInRequest, shown: dq.Document, form: RegisterForm, refusal: Refusal | None = None
) -> HttpResponse:
    if not shown.may["register"]:
        raise Forbidden("documents.forbidden")
    more: dict[str, Any] = {}
    if refusal is not None and refusal.code == "documents.twin_unresolved":
        more["twins"] = twins_of(actor=request.actor, incoming_id=shown.id, given=form.fields_given())
    if isinstance(refusal, guard.SecretMarking):
        more["refusal_url"] = guard.refusal_url(refusal)
    return _screen(request, shown, form, q.next_number(shown.agency_id), status=422, **more)


def said(done: Registered, shown_number: int | None) -> str:
    """What the clerk reads after the press."""
    names = {"number": done.number, "shown": shown_number, "leader": done.leader_name}
    if done.repeated:
        return _("Văn bản này đã vào sổ số %(number)s. Không cấp thêm số.") % names
    if shown_number and shown_number != done.number:
        text = _("Số %(shown)s vừa dùng cho văn bản khác: đã vào sổ số %(number)s.")
    else:
        text = _("Đã vào sổ số %(number)s.")
    to = _(" Chuyển %(leader)s.") if done.leader_name else ""
    return (text + to) % names


def _screen(
    request: SignedInRequest,
    shown: dq.Document,
    form: RegisterForm,
    number: int,
    *,
    status: int = 200,
    reading: Reading | None = None,
    used: frozenset[str] = frozenset(),
    **more: Any,
) -> HttpResponse:
    reading = reading or reading_of(shown.id)
    sheet = dq.sheet(request.actor, shown)
    if sheet is not None:
        sheet = replace(sheet, pages=with_marks(sheet.pages, reading.fields))
    page = q.waiting(request.actor, **cursors(request))
    round_ids = ids_of(request)
    at = place(request.actor, round_ids, shown.id) or _in_list([row.id for row in page.rows], shown.id)
    context = {
        **common(request.actor, "waiting"),
        "page": page,
        "doc": shown,
        "sheet": sheet,
        "form": form,
        "reading": note_of(reading, used),
        "read": {name: said_of(name, reading) for name in used},
        "next_number": number,
        "register_year": clock.today().year,
        "at": at,
        "in_round": shown.id in round_ids,
        "signature": signature_words(shown.signatures),
        "package": package_words(request.actor.agency_id, shown.delivery_id),
        "kinds": KINDS,
        **more,
    }
    return render_screen(request, LIST, context, status=status)


def _in_list(ids: list[int], current: int) -> Place | None:
    """Without a round: the neighbours in the list beside the form."""
    if current not in ids:
        return None
    here = ids.index(current)
    after = ids[here + 1] if here + 1 < len(ids) else None
    return Place(here + 1, len(ids), ids[here - 1] if here else None, after)


@require_POST
@signed_in
def save(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Keep what was typed; the arrival goes on waiting."""
    shown = dq.document(request.actor, incoming_id)
    form = RegisterForm(request.POST, leaders=leaders(request.actor))
    if not form.is_valid():
        return _refused(request, shown, form)
    try:
        edit_incoming(
            actor=request.actor,
            incoming_id=incoming_id,
            fields=form.fields_given(issuer_id(form.cleaned_data["issuer_name"])),
            expected_version=form.cleaned_data["version"],
        )
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return _refused(request, shown, form, refusal)
    return redirect_to(
        request, "documents:incoming_register", incoming_id, toast=_("Đã lưu tạm, chưa vào sổ.")
    )


@require_safe
@signed_in
def twins(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """The box "có thể trùng" for the fields as they are typed now."""
    shown = dq.document(request.actor, incoming_id)
    if not shown.may["resolve_twin"]:
        raise NotFound("documents.not_found")
    return _twins_box(request, shown, request.GET)


def _twins_box(request: SignedInRequest, shown: dq.Document, typed: QueryDict, **more: Any) -> HttpResponse:
    form = RegisterForm(typed, leaders=[])
    form.is_valid()
    data = form.cleaned_data
    given = rules.tidy(
        rules.Fields(
            number=data.get("number", ""),
            symbol=data.get("symbol", ""),
            document_date=data.get("document_date"),
            issuer_name=data.get("issuer_name", ""),
        )
    )
    found = twins_of(actor=request.actor, incoming_id=shown.id, given=given)
    return render_screen(request, TWINS, {"twins": found, "doc": shown, "channels": CHANNELS, **more})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def twin(request: SignedInRequest, incoming_id: int, twin_id: int) -> HttpResponseBase:
    """GET: the two side by side. POST: what becomes of the new one."""
    shown = dq.document(request.actor, incoming_id)
    if request.method == "POST":
        return _resolve(request, shown, twin_id)
    other = dq.document(request.actor, twin_id)
    context = {
        **common(request.actor, "waiting"),
        "doc": shown,
        "sheet": dq.sheet(request.actor, shown),
        "other": other,
        "other_sheet": dq.sheet(request.actor, other, original=True),
        "compared": dq.compare(shown, other),
    }
    return render_screen(request, "documents/incoming_compare.html", context)


def _resolve(request: SignedInRequest, shown: dq.Document, twin_id: int) -> HttpResponse:
    form = TwinForm(request.POST)
    form.is_valid()
    kind = form.cleaned_data.get("cach", "")
    resolve_twin(
        actor=request.actor,
        incoming_id=shown.id,
        twin_id=twin_id,
        kind=kind,
        expected_version=form.cleaned_data.get("version"),
        place=form.cleaned_data.get("place", ""),
    )
    toasts = {
        "paper_original": _("Đã ghi bản giấy vào số đến đã có. Không cấp số mới."),
        "resent": _("Đã trả lại vì gửi trùng."),
        "replacement": _("Khi vào sổ, văn bản này thay văn bản cũ."),
        "different": _("Đã ghi là không trùng."),
    }
    if request.htmx and kind in ("different", "replacement"):
        now = dq.document(request.actor, shown.id)
        number = now.twin_number if kind == "replacement" else None
        return _twins_box(request, now, request.POST, new_version=now.version, replaces=number)
    if kind in ("paper_original", "resent"):
        return go_on(request, shown, toasts[kind])
    return redirect_to(request, "documents:incoming_register", shown.id, toast=toasts[kind])


@require_safe
@signed_in
def issuers(request: SignedInRequest) -> HttpResponseBase:
    """Names of agencies of this installation for the box "Cơ quan ban hành"."""
    typed = request.GET.get("issuer_name", "").strip()
    found = people.agencies(search=typed, limit=12) if typed else []
    return render_screen(request, "documents/incoming_issuers.html", {"agencies": found})
