"""With which key somebody signs: chosen by the person, or by the administrator for them."""

from typing import Any

from asn1crypto import x509
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congso.kernel import wording
from congso.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from congso.kernel.refs import SubjectRef
from congso.people.api import SignedInRequest, signed_in
from congso.signing import owners, places, policies, queries
from congso.signing.actions.add_certificate import add_elsewhere
from congso.signing.actions.use_certificate import use_certificate
from congso.signing.adapters.csc import Credential
from congso.signing.adapters.pkcs11 import Found, certificates_on, chain_on
from congso.signing.checking.trust import name_of
from congso.signing.forms import RemoteForm, TokenForm
from congso.signing.places import REMOTE, TOKEN
from congso.ui.api import redirect_to, render_screen

SCREEN = "signing/keys.html"


def owner_of(request: SignedInRequest, person_id: int | None) -> SubjectRef:
    """Oneself, or somebody whose keys the actor looks after. Raises Forbidden, NotFound."""
    mine = request.actor.person_id
    if mine is None:
        raise Forbidden("signing.may_not_manage")
    owner = owners.person(person_id or mine)
    policies.must_manage(request.actor, owner, owners.agencies_of(owner), own_allowed=True)
    return owner


def _address(owner: SubjectRef, request: SignedInRequest) -> str:
    if owner.id == request.actor.person_id:
        return reverse("signing:keys")
    return reverse("signing:keys_of", args=[owner.id])


@require_GET
@signed_in
def keys(request: SignedInRequest, person_id: int | None = None) -> HttpResponseBase:
    owner = owner_of(request, person_id)
    context = _context(request, owner)
    if name := request.GET.get("token", ""):
        context |= _search_tokens(name)
    if "service" in request.GET:
        form = RemoteForm(request.GET)
        context |= {"remote_form": form} | (_search_remote(form) if form.is_valid() else {})
    return render_screen(request, SCREEN, context)


def _context(request: SignedInRequest, owner: SubjectRef) -> dict[str, Any]:
    return {
        "owner": owner,
        "owner_name": owners.name_of(owner),
        "own": owner.id == request.actor.person_id,
        "address": _address(owner, request),
        "certificates": queries.certificates_of(owner),
        "using": queries.certificate_state(owner).certificate_id,
        "libraries": places.libraries(),
        "services": places.services(),
        "remote_form": RemoteForm(),
    }


def _search_tokens(name: str) -> dict[str, Any]:
    try:
        found = certificates_on(places.library(name).path)
    except Refusal as refusal:
        return {"token_refusal": wording.explain(refusal)}
    return {"searched": name, "found": [_shown(name, one) for one in found]}


def _shown(library: str, one: Found) -> dict[str, Any]:
    parsed = x509.Certificate.load(one.certificate)
    return {
        "value": f"{library}|{one.token}|{one.key}",
        "name": name_of(parsed),
        "label": one.label,
        "until": parsed.not_valid_after,
    }


def _search_remote(form: RemoteForm) -> dict[str, Any]:
    try:
        found = places.remote(form.cleaned_data["service"]).credentials_of(form.cleaned_data["user"])
    except Refusal as refusal:
        return {"remote_refusal": wording.explain(refusal)}
    return {"asked": True, "credentials": [_of_service(one) for one in found if one.usable]}


def _of_service(one: Credential) -> dict[str, Any]:
    parsed = x509.Certificate.load(one.certificate)
    return {"id": one.id, "name": name_of(parsed), "until": parsed.not_valid_after}


@require_POST
@signed_in
def use(request: SignedInRequest, person_id: int, certificate_id: int) -> HttpResponseBase:
    owner = owners.person(person_id)
    use_certificate(actor=request.actor, owner=owner, certificate_id=certificate_id)
    return redirect_to(request, _address(owner, request), toast=_("Từ nay ký bằng khóa này"))


@require_POST
@signed_in
def add_token(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """The certificate is read off the token anew: what the browser sends only names it."""
    owner = owner_of(request, person_id)
    form = TokenForm(request.POST)
    if not form.is_valid():
        raise NotFound("signing.certificate_unknown")
    name, token, key = form.parts()
    path = places.library(name).path
    for one in certificates_on(path):
        if (one.token, one.key) == (token, key):
            return _added(
                request, owner, TOKEN, places.token_material(name, token, key), one.certificate,
                chain_on(path, one.certificate),
            )  # fmt: skip
    raise NotFound("signing.certificate_unknown")


@require_POST
@signed_in
def add_remote(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """Only a credential that the service lists for the user named."""
    owner = owner_of(request, person_id)
    form = RemoteForm(request.POST)
    if not form.is_valid():
        raise NotFound("signing.certificate_unknown")
    service = form.cleaned_data["service"]
    for one in places.remote(service).credentials_of(form.cleaned_data["user"]):
        if one.id == form.cleaned_data["credential"]:
            material = places.remote_material(service, one.id)
            return _added(request, owner, REMOTE, material, one.certificate, one.chain)
    raise NotFound("signing.certificate_unknown")


def _added(
    request: SignedInRequest,
    owner: SubjectRef,
    kind: str,
    material: bytes,
    certificate: bytes,
    chain: tuple[bytes, ...],
) -> HttpResponseBase:
    try:
        add_elsewhere(
            actor=request.actor,
            owner=owner,
            kind=kind,
            material=material,
            certificate=certificate,
            chain=chain,
        )
    except Conflict as refusal:
        context = _context(request, owner) | {"refusal": wording.explain(refusal)}
        return render_screen(request, SCREEN, context, status=409)
    return redirect_to(request, _address(owner, request), toast=_("Đã thêm khóa; từ nay ký bằng khóa này"))
