"""One group: what is said in it, what is new, who has read it."""

from datetime import date

from django.forms import ValidationError
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.groups.actions import change_message, mark_read
from congso.groups.actions.post_message import Message, Upload, post_message
from congso.groups.forms import TextForm
from congso.groups.queries import groups as lists
from congso.groups.queries import messages as q
from congso.kernel import once
from congso.kernel.errors import Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import DateField, FormScreen, redirect_to, render_screen, run_form

_LONGEST = 18  # digits of a number in an address


@require_safe
@signed_in
def group(request: SignedInRequest, group_id: int) -> HttpResponseBase:
    """The conversation. Opening its end marks it as read; an older page marks nothing."""
    page = q.conversation(request.actor, group_id, before=_number(request, "truoc"))
    if page.messages and not page.newer:
        mark_read.mark_read(actor=request.actor, group_id=group_id, seq=page.messages[-1].seq)
    answered = _number(request, "tra-loi")
    context = {
        "page": page,
        "group": page.group,
        "groups": lists.my_groups(request.actor),
        "answered": next((one for one in page.messages if one.id == answered), None),
        "last": page.messages[-1].seq if page.messages else 0,
    }
    return render_screen(request, "groups/group.html", context)


def _number(request: SignedInRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else 0


@require_POST
@signed_in
def send(request: SignedInRequest, group_id: int) -> HttpResponseBase:
    """Send from the foot of the page: by script (JSON) or as a plain form."""
    given = request.POST
    asked = given.get("reply_to", "")
    message = Message(
        text=given.get("text", ""),
        files=tuple(Upload(one.name or "", one.read()) for one in request.FILES.getlist("files")),
        reply_to=int(asked) if asked.isdecimal() and len(asked) <= _LONGEST else None,
        directive=given.get("directive") == "1",
        must_ack=given.get("must_ack") == "1",
        ack_by=_day(given.get("ack_by", "")),
    )
    key = given.get(once.FIELD, "")
    placement_id = post_message(actor=request.actor, group_id=group_id, message=message, key=key)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"placement": placement_id, "key": once.new_key()})
    return redirect_to(request, "groups:group", group_id)


def _day(text: str) -> date | None:
    try:
        found: date | None = DateField(required=False).clean(text)
    except ValidationError as error:
        raise Invalid("groups.day_unreadable", field="ack_by") from error
    return found


@require_safe
@signed_in
def newer(request: SignedInRequest, group_id: int) -> HttpResponseBase:
    """What came after `?sau=`: the page asks when it missed something, or when a post is more than words."""
    rows = q.since(request.actor, group_id, _number(request, "sau"))
    return render(request, "groups/_messages.html", {"messages": rows})


@require_safe
@signed_in
def one(request: SignedInRequest, placement_id: int) -> HttpResponseBase:
    """One message as it stands now, for a page that shows it already; in a browser, its group."""
    row = q.one(request.actor, placement_id)
    if request.headers.get("X-Requested-With") != "fetch":
        url = reverse("groups:group", args=[q.group_of(request.actor, placement_id)])
        return redirect_to(request, f"{url}?truoc={row.seq + 1}#t{row.seq}")
    return render(request, "groups/_messages.html", {"messages": [row]})


@require_POST
@signed_in
def mark(request: SignedInRequest, group_id: int) -> JsonResponse:
    text = request.POST.get("seq", "")
    seq = int(text) if text.isdecimal() and len(text) <= _LONGEST else 0
    return JsonResponse({"seq": mark_read.mark_read(actor=request.actor, group_id=group_id, seq=seq)})


@require_safe
@signed_in
def counts(request: SignedInRequest, group_id: int) -> JsonResponse:
    """Readers of one's own posts on the page: {"12": "3 / 40"}."""
    asked = request.GET.get("tin", "").split(",")[:100]
    seqs = [int(one) for one in asked if one.isdecimal() and len(one) <= _LONGEST]
    found = q.counts(request.actor, group_id, seqs)
    return JsonResponse({str(seq): f"{read} / {members}" for seq, (read, members) in found.items()})


@require_safe
@signed_in
def find(request: SignedInRequest, group_id: int) -> HttpResponseBase:
    """Tìm trong nhóm, có dấu hoặc không dấu."""
    words = request.GET.get("q", "")[:200]
    group = q.heading(request.actor, group_id)
    rows = q.search(request.actor, group_id, words)
    return render_screen(request, "groups/find.html", {"group": group, "rows": rows, "words": words})


@require_safe
@signed_in
def readers(request: SignedInRequest, placement_id: int) -> HttpResponseBase:
    """Ai đã đọc, ai chưa: a drawer over the page, or a page of its own."""
    row, read, missing, signed = q.names(request.actor, placement_id)
    context = {
        "row": row,
        "read": read,
        "missing": missing,
        "signed": signed,
        "back": reverse("groups:group", args=[q.group_of(request.actor, placement_id)]),
    }
    return render_screen(request, "groups/readers.html", context, part="drawer")


@require_POST
@signed_in
def acknowledge(request: SignedInRequest, placement_id: int) -> HttpResponse:
    group_id = q.group_of(request.actor, placement_id)
    first = mark_read.acknowledge(actor=request.actor, placement_id=placement_id)
    toast = _("Đã xác nhận.") if first else _("Bạn đã xác nhận trước đó.")
    return redirect_to(request, "groups:group", group_id, toast=toast)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, placement_id: int) -> HttpResponse:
    """Sửa tin của mình; bản cũ được giữ."""
    row = q.one(request.actor, placement_id)
    back = reverse("groups:group", args=[q.group_of(request.actor, placement_id)])

    def act(form: TextForm) -> str:
        text = form.cleaned_data["text"]
        change_message.edit_message(actor=request.actor, placement_id=placement_id, text=text)
        return f"{back}#t{row.seq}"

    form = TextForm(request.POST or None, initial={"text": row.text})
    note = _("Người trong nhóm thấy chữ “đã sửa”. Bản cũ được giữ trong quá trình.")
    screen = FormScreen(_("Sửa tin"), _("Lưu"), back, done=_("Đã sửa tin."), note=note)
    return run_form(request, form, act, screen)


@require_POST
@signed_in
def delete(request: SignedInRequest, placement_id: int) -> HttpResponse:
    group_id = q.group_of(request.actor, placement_id)
    change_message.delete_message(actor=request.actor, placement_id=placement_id)
    return redirect_to(request, "groups:group", group_id, toast=_("Đã xóa tin."))
