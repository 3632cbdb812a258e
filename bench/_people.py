"""Sessions of the demo's people and the screens they look at."""

from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from bench import _common  # noqa: F401 - Django stands before any table is named
from congso.documents.models import IncomingDocument, OutgoingDocument
from congso.people import api as people


def session_of(username: str) -> str:
    """The cookie of a signed-in person."""
    return str(client_of(username).cookies["sessionid"].value)


def client_of(username: str) -> Any:
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(
        get_user_model().objects.get(username=username), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def pages_of(username: str) -> dict[str, str]:
    """The screens that benchmarks ask for, by name, with a document this person sees."""

    actor = people.actor_for(get_user_model().objects.get(username=username).pk)
    found = {
        "desk": "/",
        "arrivals": reverse("documents:incoming_registered"),
        "outgoing": reverse("documents:outgoing_issued"),
        "drafts": reverse("documents:drafts"),
        "signing": reverse("documents:signing"),
        "search": reverse("documents:search") + "?q=biên chế",
    }
    arrivals = IncomingDocument.objects.for_actor(actor).filter(
        arrival_number__isnull=False, main_file_id__isnull=False
    )
    if (arrival := arrivals.exclude(state="cancelled").order_by("-id").first()) is not None:
        found["arrival"] = reverse("documents:incoming_document", args=[arrival.pk])
    if (
        sent := OutgoingDocument.objects.for_actor(actor).filter(state="issued").order_by("-id").first()
    ) is not None:
        found["outgoing document"] = reverse("documents:outgoing_document", args=[sent.pk])
    return found
