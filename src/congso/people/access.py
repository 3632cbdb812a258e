"""From a signed-in person to the Actor that actions take."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from congso.kernel.actor import Actor, ActorKind, Role
from congso.kernel.errors import Forbidden
from congso.people.models import Person
from congso.people.queries import appointments as q
from congso.people.rows import AppointmentRow

SESSION_KEY = "appointment"
P = ParamSpec("P")


class PeopleRequest(HttpRequest):
    """What ActorMiddleware leaves on every request. `appointments` are the posts the person may switch between."""

    actor: Actor | None
    appointments: tuple[AppointmentRow, ...]
    htmx: HtmxDetails


class SignedInRequest(HttpRequest):
    """What a view under `signed_in` receives."""

    user: Person
    actor: Actor
    appointments: tuple[AppointmentRow, ...]
    htmx: HtmxDetails


def as_actor(row: AppointmentRow) -> Actor:
    """The Actor of one appointment."""
    return Actor(
        kind=ActorKind.PERSON,
        name=row.person_name,
        person_id=row.person_id,
        appointment_id=row.id,
        post_id=row.post_id,
        post_title=row.post_title,
        unit_id=row.unit_id,
        agency_id=row.agency_id,
        roles=row.roles,
    )


def installation_actor(person_id: int, name: str) -> Actor:
    """An administrator of the installation who holds no post: manages agencies, sees no papers."""
    return Actor(kind=ActorKind.PERSON, name=name, person_id=person_id, roles=frozenset({Role.ADMIN}))


def choose(rows: Sequence[AppointmentRow], wanted: object) -> AppointmentRow | None:
    """The appointment named in the session if it still holds, else the main one."""
    for row in rows:
        if row.id == wanted:
            return row
    return rows[0] if rows else None


def actor_for(person_id: int, appointment_id: int | None = None, on: date | None = None) -> Actor:
    """The person acting in the named appointment, else in the main one, on the day (default today).

    Raises Forbidden people.no_post (no appointment that day) or people.not_your_post (the named one is not theirs or ended).
    """
    rows = q.appointments_of(person_id, on=on)
    chosen = choose(rows, appointment_id)
    if appointment_id is not None and (chosen is None or chosen.id != appointment_id):
        raise Forbidden("people.not_your_post")
    if chosen is not None:
        return as_actor(chosen)
    admin = Person.objects.filter(pk=person_id, is_active=True, installation_admin=True).first()
    if admin is None:
        raise Forbidden("people.no_post")
    return installation_actor(admin.pk, admin.full_name)


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let only a person in a post through: others go to sign-in, to change a password that somebody else has set, or read
    that they hold no post (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        if getattr(request.user, "must_change_password", False):
            return _away(request, reverse("account_change_password"))
        if getattr(request, "actor", None) is None:
            return render(request, "people/no_post.html", status=403)
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], guarded)


def _to_login(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return _away(request, resolve_url(settings.LOGIN_URL))
    return redirect_to_login(request.get_full_path())


def _away(request: HttpRequest, url: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        # A redirect would put the whole page inside a fragment.
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
