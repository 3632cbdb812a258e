"""The list of drafts, and a new one: kind first, then the text to start from."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congso.documents.actions.create_draft import create_draft
from congso.documents.forms_draft import FilterForm
from congso.documents.policies_draft import may_draft
from congso.documents.policies_incoming import require
from congso.documents.queries import draft_page as dq
from congso.documents.queries import drafts as q
from congso.kernel import once
from congso.people.api import SignedInRequest, signed_in
from congso.pure.kinds import kind_of
from congso.ui.api import redirect_to, render_screen

SEGMENTS = (("", "mine"), ("tat-ca", "all"), ("xong", "done"))


def numbers(given: QueryDict, name: str) -> list[int]:
    """Ids of an address or a form; whatever is none is left out."""
    return [int(text) for text in given.getlist(name) if text.isdecimal() and len(text) < 18][:50]


@require_safe
@signed_in
def drafts(request: SignedInRequest) -> HttpResponseBase:
    form = FilterForm(request.GET)
    filters = form.filters()
    page = q.drafts(
        request.actor, filters, older=request.GET.get("older", ""), newer=request.GET.get("newer", "")
    )
    context = {
        "page": page,
        "form": form,
        "whose": filters.whose,
        "segment": form.cleaned_data.get("cua", ""),
        "filtered": bool(filters.state or filters.kind or filters.text),
        "may_draft": may_draft(request.actor).allowed,
    }
    return render_screen(request, "documents/draft_list.html", context, part="rows")


@require_safe
@signed_in
def new(request: SignedInRequest) -> HttpResponseBase:
    """Which kind: those drafted last come first."""
    require(may_draft(request.actor))
    answers = q.arrivals(request.actor, numbers(request.GET, "tra-loi"))
    context = {
        "kinds": q.kinds(),
        "recent": q.recent_kinds(request.actor),
        "answers": answers,
        "tail": _tail(request),
    }
    return render_screen(request, "documents/draft_new.html", context)


def _tail(request: HttpRequest) -> str:
    """The arrivals to answer, carried from step to step."""
    ids = numbers(request.GET, "tra-loi")
    return "?" + "&".join(f"tra-loi={one}" for one in ids) if ids else ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def template(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """Which text to start from; choosing one makes the draft."""
    require(may_draft(request.actor))
    known = kind_of(kind)
    if known is None or not known.ordinal:
        raise Http404
    if request.method == "POST":
        return _make(request, kind)
    context = {
        "kind": known,
        "templates": q.templates(request.actor, kind),
        "bodies": dq.bodies(request.actor),
        "answers": q.arrivals(request.actor, numbers(request.GET, "tra-loi")),
        "begun": q.begun_answers(request.actor, numbers(request.GET, "tra-loi")),
        "back": reverse("documents:draft_new") + _tail(request),
    }
    return render_screen(request, "documents/draft_template.html", context)


def _make(request: SignedInRequest, kind: str) -> HttpResponseBase:
    given: dict[str, Any] = {
        name: next(iter(numbers(request.POST, field)), None)
        for name, field in (("body_id", "noi_ban_hanh"), ("template_id", "mau"))
    }
    draft_id = create_draft(
        actor=request.actor,
        kind=kind,
        answers=numbers(request.POST, "tra-loi"),
        once_key=request.POST.get(once.FIELD, ""),
        **given,
    )
    return redirect_to(request, "documents:draft", draft_id, toast=_("Đã tạo dự thảo."))
