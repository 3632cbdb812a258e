"""The trace as a panel beside a document and as a page of its own."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congso.documents.queries.lines import url_of
from congso.documents.queries.trace import Trace, trace
from congso.documents.rules_trace import Piece
from congso.documents.texts_trace import STAGES, VERBS
from congso.kernel.refs import SubjectRef
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import Hand, Step, render_screen


@require_safe
@signed_in
def panel(request: SignedInRequest, subject_id: int, kind: str) -> HttpResponseBase:
    shown = trace(request.actor, SubjectRef(kind, subject_id))
    context = {**_words(shown), "kind": kind, "subject_id": subject_id, "short": True}
    return render(request, "documents/trace_panel.html", context)


@require_safe
@signed_in
def page(request: SignedInRequest, kind: str, subject_id: int) -> HttpResponseBase:
    subject = SubjectRef(kind, subject_id)
    context = {**_words(trace(request.actor, subject)), "back": url_of(subject), "kind": kind}
    return render_screen(request, "documents/trace_page.html", context)


def _words(shown: Trace) -> dict[str, Any]:
    # The system acts under a Vietnamese name that the catalogue knows; names of people pass through unchanged.
    steps = [_step(_(line.actor_name), line.verb, line.at, line.data) for line in reversed(shown.steps)]
    return {
        "trace": shown,
        "hands": [_hand(piece) for piece in shown.pieces],
        "steps": steps,
        "readings": [
            {"who": line.actor_name, "post": line.actor_post, "at": line.at, "verb": line.verb}
            for line in reversed(shown.readings)
        ],
        "due_label": f"{shown.due_at:%d/%m/%Y, %H:%M}" if shown.due_at else "",
    }


def _hand(piece: Piece) -> Hand:
    stage = str(STAGES.get(piece.stage, piece.stage))
    hours = piece.minutes // 60
    span = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours} if hours else _("dưới 1 giờ")
    words = _("làm %(span)s") if piece.working else _("chờ %(stage)s %(span)s")
    title = f"{piece.holder} · {stage} · {piece.since:%H:%M %d/%m} – {piece.until:%H:%M %d/%m}"
    return Hand(piece.holder, piece.minutes, piece.working, words % {"stage": stage, "span": span}, title)


def _step(who: str, verb: str, at: Any, data: dict[str, Any]) -> Step:
    quote = str(data.get("reason") or data.get("remarks") or data.get("note") or "")
    what = str(VERBS.get(verb, verb))
    if data.get("code"):
        what = f"{what} {data['code']}"
    return Step(who=who, what=what, when=f"{at:%d/%m %H:%M}", quote=quote)
