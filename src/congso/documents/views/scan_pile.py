"""Scanned piles: cover sheets to print, and what became of a pile."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congso.documents.actions.split_pile import MOST_SHEETS, print_sheets
from congso.documents.policies_incoming import receiving_agency
from congso.documents.queries import scan_pile as q
from congso.documents.texts_incoming import CHANNELS
from congso.kernel import wording
from congso.kernel.errors import Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import render_screen


@require_safe
@signed_in
def sheets(request: SignedInRequest) -> HttpResponseBase:
    """The screen; with a number of sheets, the PDF."""
    receiving_agency(request.actor)
    typed, problem = request.GET.get("so"), ""
    if typed is not None:
        try:
            return _pdf(print_sheets(actor=request.actor, count=int(typed) if typed.isdecimal() else 0))
        except Invalid as refusal:
            problem = wording.explain(refusal)
    context = {"most": MOST_SHEETS, "problem": problem, "typed": typed or "10"}
    return render_screen(request, "documents/cover_sheets.html", context, status=422 if problem else 200)


def _pdf(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="to-ngan.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@signed_in
def pile(request: SignedInRequest, pile_id: int) -> HttpResponseBase:
    one = q.one(request.actor, pile_id)
    context = {
        "one": one,
        "notes": _notes(one),
        "refused": [
            (first, last, wording.say(code, params))
            for first, last, code, params in one.notes.get("refused", [])
        ],
        "reason": wording.say(one.reason) if one.reason else "",
        "channels": CHANNELS,
    }
    return render_screen(request, "documents/scan_pile.html", context, part="state")


def _notes(one: q.PileRow) -> list[str]:
    if one.state != "done":
        return []
    sheets_seen, empty = one.notes.get("sheets", 0), one.notes.get("empty", 0)
    foreign = ", ".join(str(page) for page in one.notes.get("foreign", []))
    said = []
    if not sheets_seen:
        said.append(_("Không thấy tờ ngăn nào: cả chồng được giữ thành một văn bản."))
    elif not one.parts and not one.notes.get("refused"):
        said.append(_("Chỉ có tờ ngăn, không có trang văn bản nào: chưa thêm văn bản."))
    if empty and one.parts:
        words = ngettext(
            "%(n)s tờ ngăn không có trang nào đi sau, đã bỏ qua.",
            "%(n)s tờ ngăn không có trang nào đi sau, đã bỏ qua.",
            empty,
        )
        said.append(words % {"n": empty})
    if foreign:
        said.append(
            _(
                "Trang %(pages)s là tờ ngăn của cơ quan hoặc hệ thống khác: không tách ở đó, trang vẫn nằm trong văn bản."
            )
            % {"pages": foreign}
        )
    return said
