"""A whole province, made small: what is written in bulk is what the actions would have written."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from congso.config.demo.extras import set_up
from congso.config.demo.outside import NUMBERS
from congso.config.demo.people import make_people
from congso.config.demo.scale import agencies, papers
from congso.config.demo.scale.load import load_scale
from congso.config.demo.stage import Stage, table
from congso.documents import api as documents
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.jobs import run_pending
from congso.people import api as people

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=clock.VIETNAM)
AGENCIES, EACH = 220, 150
pytestmark = pytest.mark.slow


class _Undo(Exception):
    """Leaves a savepoint."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Any:
    patch = pytest.MonkeyPatch()
    patch.setattr(agencies, "AGENCIES", AGENCIES)
    patch.setattr(papers, "SENT", EACH)
    patch.setattr(papers, "FROM_OUTSIDE", EACH)
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                since = NOW - timedelta(days=60)
                with clock.frozen(since):
                    made = make_people(Actor.system(), keys_since=since, keys_until=NOW + timedelta(days=730))
                    run_pending()
                stage = Stage(made, NOW)
                set_up(stage)
                load_scale(stage)
                yield stage
                raise _Undo
        except _Undo:
            patch.undo()


def test_every_agency_and_paper_is_there(stage: Stage) -> None:
    assert len(people.agencies()) == AGENCIES
    arrivals = table("documents", "IncomingDocument")
    assert (arrivals.count(), table("documents", "OutgoingDocument").count()) == (2 * EACH, EACH)
    assert table("documents", "SearchEntry").count() == 3 * EACH


def test_no_paper_from_beyond_is_one_of_the_two_weeks(stage: Stage) -> None:
    """With the same number from the same body the clerk of the story would be asked which of the two it is."""
    numbers = table("documents", "IncomingDocument").filter(channel="upload").values_list("number", flat=True)
    assert len(numbers) == EACH
    assert min(int(number) for number in numbers) > NUMBERS[1]


def test_a_clerk_finds_an_arrival_by_a_word_and_by_its_number(stage: Stage) -> None:
    row = table("documents", "IncomingDocument").order_by("id").last()
    (who, *_rest) = people.people_of(row.agency_id, roles=(Role.CLERK,))
    clerk = people.actor_for(who.person_id, who.id)
    for words in (row.subject.split(",")[0], f"{row.number}/{row.symbol}"):
        hits = documents.search(clerk, documents.SearchFilters(text=words)).rows
        assert row.pk in [hit.subject.id for hit in hits]
