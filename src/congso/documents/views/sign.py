"""Signing one or several documents after looking at each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.documents.actions.prepare_signing import prepare_signing, see_draft
from congso.documents.actions.sign_drafts import Signed, sign_drafts
from congso.documents.actions.sign_rounds import start_round
from congso.documents.queries import signing as q
from congso.documents.views.incoming import optional
from congso.kernel import wording
from congso.kernel.errors import Invalid, Refusal
from congso.people.api import SignedInRequest, signed_in
from congso.signing import api as signing
from congso.ui.api import redirect_to, render_screen

SCREEN = "documents/sign.html"
DONE = "documents/sign_done.html"
ROUND = "documents/sign_round.html"
SESSION = "documents.signed"
AT_ONCE = 5  # with a key of this house, while the browser waits; more, and the signer watches them go


def wanted_ids(request: SignedInRequest) -> list[int]:
    """`?ids=1,2,3` or `?ids=1&ids=2`; what is no number is left out."""
    parts = ",".join(request.GET.getlist("ids")).split(",")
    return [int(part) for part in (one.strip() for one in parts) if part.isdecimal() and len(part) < 18]


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sign(request: SignedInRequest) -> HttpResponseBase:
    return _sign(request) if request.method == "POST" else _show(request)


def _show(request: SignedInRequest) -> HttpResponse:
    ids = wanted_ids(request)
    rows = q.batch(request.actor, ids)
    context: dict[str, Any] = {
        "signing_url": optional("documents:signing"),
        "rows": rows,
        "ids": ",".join(str(row.id) for row in rows),
    }
    if rows:
        shown = next((row for row in rows if str(row.id) == request.GET.get("xem", "")), _first(rows))
        at = rows.index(shown)
        context |= {
            "shown": shown,
            "position": at + 1,
            "before": rows[at - 1] if at else None,
            "after": rows[at + 1] if at + 1 < len(rows) else None,
            **_key(request),
            "unseen": sum(not row.row.seen for row in rows),
            "draft_url": optional("documents:draft", shown.id),
            **_sheet(request, shown),
        }
    return render_screen(request, SCREEN, context)


def _key(request: SignedInRequest) -> dict[str, Any]:
    """With what they will be signed, or why nothing can be."""
    found = q.certificate(request.actor)
    return {
        "certificate": found,
        "on_token": found.kind == signing.TOKEN,
        "remote": found.kind == signing.REMOTE,
        "software": found.kind == signing.SOFTWARE,
        "keys_url": reverse("signing:keys"),
        "no_key": wording.say(found.reason, {"name": request.actor.name}) if found.reason else "",
    }


def _first(rows: list[q.SignRow]) -> q.SignRow:
    """The first one that was not looked at yet."""
    return next((row for row in rows if not row.row.seen), rows[0])


def _sheet(request: SignedInRequest, shown: q.SignRow) -> dict[str, Any]:
    """A page that cannot be laid out keeps only this document from being signed."""
    try:
        file_id = prepare_signing(actor=request.actor, draft_id=shown.id)
    except Refusal as refusal:
        return {"sheet": None, "refusal": wording.explain(refusal)}
    return {"sheet": q.sheet(shown.id, file_id)}


@require_POST
@signed_in
def seen(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The last page was reached. Answers with the next step for the script, else goes on to the next document."""
    revision = request.POST.get("revision", "")
    see_draft(actor=request.actor, draft_id=draft_id, revision=int(revision) if revision.isdecimal() else 0)
    rows = q.batch(request.actor, wanted_ids(request))
    if not request.htmx:
        ids = ",".join(str(row.id) for row in rows)
        return redirect(f"{reverse('documents:sign')}?ids={ids}")
    context = {
        "rows": rows,
        "shown": next((row for row in rows if row.id == draft_id), None),
        "unseen": sum(not row.row.seen for row in rows),
        "ids": ",".join(str(row.id) for row in rows),
        **_key(request),
    }
    return render_screen(request, SCREEN, context, part="seen")


def _sign(request: SignedInRequest) -> HttpResponseBase:
    wanted = _wanted(request)
    if not wanted:
        messages.warning(request, wording.say("documents.sign_nothing"))
        return redirect("documents:sign")
    if len(wanted) > q.MOST:
        raise Invalid("documents.sign_many", most=q.MOST)
    if q.certificate(request.actor).kind not in ("", signing.SOFTWARE) or len(wanted) > AT_ONCE:
        return _start(request, wanted)
    done = sign_drafts(actor=request.actor, wanted=wanted, only_seen=True)
    names = q.titles(request.actor, [one.draft_id for one in done])
    request.session[SESSION] = [_result(one, names) for one in done]
    return redirect_to(request, "documents:sign_done")


def _start(request: SignedInRequest, wanted: list[tuple[int, int]]) -> HttpResponseBase:
    """In a round that is watched: the key is elsewhere, or there is much to sign."""
    round_id = start_round(actor=request.actor, wanted=wanted, pin=request.POST.get("pin", ""))
    return redirect_to(request, "documents:sign_round", round_id)


@never_cache
@require_safe
@signed_in
def watch(request: SignedInRequest, round_id: int) -> HttpResponseBase:
    """How far a round is; when it has ended, on to what became of each document."""
    one = signing.round_of(request.actor.person_id or 0, round_id)
    names = q.titles(request.actor, [found["draft_id"] for found in one.results])
    results = [{**found, **_worded(found, names)} for found in one.results]
    if one.live:
        context = {"round": one, "results": results, "remote": one.kind == signing.REMOTE}
        return render_screen(request, ROUND, context, part="course")
    if one.code:
        messages.error(request, wording.say(one.code, one.params))
    if not results:
        ids = ",".join(key.partition(":")[0] for key in one.wanted)
        return redirect_to(request, f"{reverse('documents:sign')}?ids={ids}")
    request.session[SESSION] = results
    return redirect_to(request, "documents:sign_done")


def _worded(found: dict[str, Any], names: dict[int, str]) -> dict[str, str]:
    return {
        "title": names.get(found["draft_id"], _("Văn bản không còn ở bàn của bạn")),
        "reason": wording.say(found["code"], found["params"]) if found["code"] else "",
    }


def _wanted(request: SignedInRequest) -> list[tuple[int, int]]:
    found = []
    for token in request.POST.getlist("draft"):
        first, _sep, second = token.partition(":")
        if first.isdecimal() and second.isdecimal() and max(len(first), len(second)) < 18:
            found.append((int(first), int(second)))
    return found


def _result(one: Signed, names: dict[int, str]) -> dict[str, Any]:
    """Plain values: the next page shows them, and shows them again when it is loaded again."""
    refusal = one.refusal
    return {
        "draft_id": one.draft_id,
        "title": names.get(one.draft_id, _("Văn bản không còn ở bàn của bạn")),
        "outgoing_id": one.outgoing_id,
        "next_name": one.next_name,
        "at": one.at.isoformat() if one.at else "",
        "code": refusal.code if refusal else "",
        "reason": wording.explain(refusal) if refusal else "",
    }


@require_safe
@signed_in
def done(request: SignedInRequest) -> HttpResponseBase:
    """What became of each of the last batch: signed, or why not and what to do."""
    results = request.session.get(SESSION, [])
    pages = q.pages_signed(request.actor, [one["outgoing_id"] for one in results if one["outgoing_id"]])
    waiting = q.batch(request.actor, [])
    context = {
        "results": [
            {**one, "pages": pages.get(one["outgoing_id"]), "next": _next_step(one, waiting)}
            for one in results
        ],
        "signed_count": sum(bool(one["at"]) for one in results),
        "to_clerk": any(one["outgoing_id"] for one in results),
        "waiting": waiting,
        "signing_url": optional("documents:signing"),
    }
    return render_screen(request, DONE, context)


def _next_step(one: dict[str, Any], waiting: list[q.SignRow]) -> tuple[str, str]:
    """(words, address) of the one way on for a refused document."""
    if not one["code"]:
        return "", ""
    if one["code"] in ("documents.changed_meanwhile", "documents.sign_unseen") and any(
        row.id == one["draft_id"] for row in waiting
    ):
        return _("Xem lại rồi ký"), f"{reverse('documents:sign')}?ids={one['draft_id']}"
    if one["code"].startswith("signing."):
        return _("Xem khóa ký"), reverse("signing:keys")
    return _("Mở dự thảo"), optional("documents:draft", one["draft_id"])
