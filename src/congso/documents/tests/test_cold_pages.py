"""The first page after a pause finds nothing kept: it asks the database no more than any other."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.models import IncomingDocument, OutgoingDocument
from congso.kernel import clock
from congso.people.testing import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 12


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house(settings) -> made.House:
    """Papers of every place: waiting, registered, on the leader's table, issued."""
    settings.CONGSO_COUNTS_SECONDS = 5  # as in production
    house = made.make_house()
    for number in ("3411", "3412"):
        arrivals.make_incoming(house.clerk, number=number)
    arrivals.receive(house.clerk)
    made.issued(house)
    made.on_the_table(house, "Chờ ký")
    arrivals.index()
    return house


def addresses(house: made.House) -> dict[str, str]:
    arrival = IncomingDocument.objects.for_actor(house.leader).filter(arrival_number=1).get()
    sent = OutgoingDocument.objects.for_actor(house.leader).get()
    names = ("incoming_waiting", "incoming_registered", "outgoing_issued", "drafts", "signing")
    return {
        "desk": reverse("web:desk"),
        **{name: reverse(f"documents:{name}") for name in names},
        "search": reverse("documents:search") + "?q=biên chế",
        "arrival": reverse("documents:incoming_document", args=[arrival.pk]),
        "outgoing document": reverse("documents:outgoing_document", args=[sent.pk]),
    }


@pytest.mark.parametrize("who", ["clerk", "leader", "officer"])
def test_a_page_after_a_pause_asks_no_more_than_twelve(
    client: Client, house: made.House, who: str, django_assert_max_num_queries
) -> None:
    pages = addresses(house)
    if who == "officer":
        pages = {name: pages[name] for name in ("desk", "incoming_registered", "drafts", "search")}
    sign_in(client, getattr(house, who))
    client.get(reverse("web:desk"))  # the first request of a session also notes where it comes from
    for name, address in pages.items():
        cache.clear()
        with django_assert_max_num_queries(MOST, info=name):
            shown = client.get(address)
        assert shown.status_code == 200, name
        assert b"data-counts-old" in shown.content, name
