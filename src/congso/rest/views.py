"""Keys of one's own."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congso.kernel import wording
from congso.kernel.errors import Forbidden, Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.rest.actions import NewToken, create_token, revoke_token
from congso.rest.forms import TokenForm
from congso.rest.queries import tokens_of
from congso.ui.api import redirect_to, render_screen


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: SignedInRequest) -> HttpResponseBase:
    """The list; after making one, the key itself, this once (so this answer is no redirect)."""
    if request.method != "POST":
        return _screen(request, TokenForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _screen(request, form, status=422)
    data = form.cleaned_data
    try:
        made = create_token(
            actor=request.actor, name=data["name"], days=data["days"], service=bool(data["service"])
        )
    except (Invalid, Forbidden) as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, wording.explain(refusal))
        return _screen(request, form, status=422)
    return _screen(request, TokenForm(), made)


def _screen(
    request: SignedInRequest, form: TokenForm, made: NewToken | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "made": made, "rows": tokens_of(request.actor)}
    return render_screen(request, "rest/tokens.html", context, status=status)


@require_POST
@signed_in
def revoke(request: SignedInRequest, token_id: int) -> HttpResponseBase:
    revoke_token(actor=request.actor, token_id=token_id)
    return redirect_to(request, "rest_tokens", toast=_("Đã thu hồi khóa."))
