"""Import of agencies, units and people from a table."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from congso.kernel import wording
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.people.access import SignedInRequest, signed_in
from congso.people.actions.import_people import ImportRefused, import_table
from congso.people.forms import ImportForm
from congso.people.importing.columns import KINDS
from congso.people.importing.samples import sample as make_sample
from congso.people.importing.tables import MAX_BYTES, MAX_ROWS
from congso.ui.api import redirect_to, render_screen


@signed_in
def upload(request: SignedInRequest) -> HttpResponse:
    if not (request.user.installation_admin or request.actor.has(Role.ADMIN)):
        raise Forbidden("people.not_administrator")
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    refused: ImportRefused | None = None
    if posted and form.is_valid():
        try:
            return _done(request, form)
        except ImportRefused as refusal:
            refused = refusal
        except (Invalid, Conflict) as refusal:
            form.add_error("file", wording.explain(refusal))
    errors = [(error, wording.say(error.code, error.params)) for error in refused.errors] if refused else []
    context = {
        "form": form,
        "refused": refused,
        "errors": errors,
        "kinds": form.fields["kind"].choices,  # type: ignore[attr-defined]
        "columns": KINDS,
        "most_rows": MAX_ROWS,
        "most_mb": MAX_BYTES // 1024 // 1024,
    }
    return render_screen(request, "people/import.html", context, status=422 if posted else 200)


def _done(request: SignedInRequest, form: ImportForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    # One byte more than allowed is enough to know that it is too much.
    content = file.read(MAX_BYTES + 1)
    made = import_table(actor=request.actor, kind=form.cleaned_data["kind"], name=file.name, content=content)
    to = reverse("people:persons" if made.kind == "nguoi" else "people:tree")
    return redirect_to(
        request, to, toast=ngettext("Đã nhập %(n)s dòng", "Đã nhập %(n)s dòng", made.rows) % {"n": made.rows}
    )


@require_GET
@signed_in
def sample(request: SignedInRequest, kind: str, extension: str) -> HttpResponse:
    content, content_type = make_sample(kind, extension)
    name = f"mau-{kind}.{extension}"
    return HttpResponse(
        content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
