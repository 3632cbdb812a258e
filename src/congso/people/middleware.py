"""Puts the Actor on the request: `request.actor` (None when nobody, or nobody in a post)."""

from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from congso.kernel import clock
from congso.people.access import SESSION_KEY, PeopleRequest, as_actor, choose, installation_actor
from congso.people.models import Person
from congso.people.queries.appointments import appointments_of


class ActorMiddleware:
    """One query a request of a signed-in person: the current appointments with post, unit and agency."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        resolve(cast(PeopleRequest, request))
        return self.get_response(request)


def resolve(request: PeopleRequest) -> None:
    """Set `actor` and `appointments` from the session; an ended choice is forgotten."""
    request.actor, request.appointments = None, ()
    user = request.user
    if not isinstance(user, Person) or user.must_change_password:
        return
    request.appointments = tuple(appointments_of(user.pk))
    wanted = request.session.get(SESSION_KEY)
    chosen = choose(request.appointments, wanted)
    if wanted is not None and (chosen is None or chosen.id != wanted):
        del request.session[SESSION_KEY]
    if chosen is not None:
        request.actor = as_actor(chosen)
    elif user.installation_admin:
        request.actor = installation_actor(user.pk, user.full_name)


SEEN_SECONDS = 60


class SessionActivityMiddleware:
    """Notes where and when a session was last used, at most once a minute (the library would write on every request)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"people.seen:{key}", 1, SEEN_SECONDS):
            self._note(request, key)
        return self.get_response(request)

    @staticmethod
    def _note(request: HttpRequest, key: str) -> None:
        """One statement while the browser is the same; the library reads, compares and writes when it is new."""
        agent = request.META.get("HTTP_USER_AGENT", "")[
            : UserSession._meta.get_field("user_agent").max_length
        ]
        same = UserSession.objects.filter(
            session_key=key,
            user_id=request.user.pk,
            ip=get_adapter().get_client_ip(request),
            user_agent=agent,
        )
        if not same.update(last_seen_at=clock.now()):
            UserSession.objects.create_from_request(request)
