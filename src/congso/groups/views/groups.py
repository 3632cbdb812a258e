"""My groups, a new one, who is in one."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.groups.actions import groups as acts
from congso.groups.actions import members as member_acts
from congso.groups.forms import GroupForm
from congso.groups.queries import groups as q
from congso.kernel import once
from congso.kernel.errors import Conflict, Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import put_refusal, redirect_to, render_screen


@require_safe
@signed_in
def groups(request: SignedInRequest) -> HttpResponseBase:
    """Nhóm: what waits for a signature first, then by last use. `?xem=luu-tru`: those that are put away."""
    put_away = request.GET.get("xem") == "luu-tru"
    rows = [row for row in q.my_groups(request.actor, closed=put_away) if row.closed == put_away]
    context = {
        "owing": [row for row in rows if row.to_sign],
        "rows": [row for row in rows if not row.to_sign],
        "put_away": put_away,
    }
    return render_screen(request, "groups/groups.html", context, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponseBase:
    """Lập nhóm."""
    form = GroupForm(request.POST or None, parents=q.parents_for(request.actor))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                key = request.POST.get(once.FIELD, "")
                made = acts.create_group(actor=request.actor, data=form.data_of(), key=key)
            except (Invalid, Conflict) as refusal:
                put_refusal(form, refusal)
            else:
                return redirect_to(request, "groups:members", made, toast=_("Đã lập nhóm."))
    return render_screen(request, "groups/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def members(request: SignedInRequest, group_id: int) -> HttpResponseBase:
    """Who is in the group; its heads bring people in."""
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist("people") if one.isdecimal()][:1000]
        head = request.POST.get("head") == "1"
        count = member_acts.add_members(actor=request.actor, group_id=group_id, person_ids=chosen, head=head)
        toast = ngettext("Đã thêm %(n)s người.", "Đã thêm %(n)s người.", count) % {"n": count}
        return redirect_to(request, "groups:members", group_id, toast=toast)
    lines = q.people_in(request.actor, group_id)
    mine = next((row for row in lines if row.person_id == request.actor.person_id), None)
    row = next(one for one in q.my_groups(request.actor, closed=True) if one.id == group_id)
    context = {"group": row, "lines": lines, "mine": mine}
    if mine is not None and mine.head and not row.closed:
        asked = request.GET.get("co-quan", "")
        wanted = int(asked[:18]) if asked.isdecimal() else None
        agencies, free = q.addable(request.actor, group_id, wanted)
        chosen_agency = wanted if wanted in dict(agencies) else agencies[0][0]
        context |= {"agencies": agencies, "free": free, "chosen": chosen_agency}
    return render_screen(request, "groups/members.html", context)


@require_POST
@signed_in
def remove(request: SignedInRequest, group_id: int) -> HttpResponse:
    asked = request.POST.get("person", "")
    person_id = int(asked[:18]) if asked.isdecimal() else 0
    member_acts.remove_member(actor=request.actor, group_id=group_id, person_id=person_id)
    return redirect_to(request, "groups:members", group_id, toast=_("Đã đưa ra khỏi nhóm."))


@require_POST
@signed_in
def leave(request: SignedInRequest, group_id: int) -> HttpResponse:
    member_acts.leave(actor=request.actor, group_id=group_id)
    return redirect_to(request, "groups:groups", toast=_("Đã rời nhóm."))


@require_POST
@signed_in
def archive(request: SignedInRequest, group_id: int) -> HttpResponse:
    acts.archive_group(actor=request.actor, group_id=group_id)
    url = reverse("groups:group", args=[group_id])
    return redirect_to(request, url, toast=_("Đã lưu trữ nhóm. Từ nay nhóm chỉ đọc."))
