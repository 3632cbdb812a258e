from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import pytest
from django.db import transaction

from congso.kernel import clock, events
from congso.kernel.models import Event as EventRow
from congso.kernel.models import Handled
from congso.kernel.testing import run_pending

MOMENT = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@dataclass(frozen=True)
class Registered(events.Event):
    incoming_id: int
    day: date | None = None
    at: datetime = MOMENT
    units: tuple[int, ...] = ()


@dataclass(frozen=True)
class Named(events.Event):
    name: ClassVar[str] = "papers.Named"
    words: str


_heard: list[Any] = []


def first(event: Registered) -> None:
    _heard.append(("first", event))


def broken(event: Registered) -> None:
    _heard.append("broken")
    raise RuntimeError("handler")


SUBSCRIPTIONS: dict[type[events.Event], tuple[events.Handler, ...]] = {Registered: (first,), Named: ()}
BROKEN: dict[type[events.Event], tuple[events.Handler, ...]] = {Registered: (broken, first)}
NONE: dict[type[events.Event], tuple[events.Handler, ...]] = {}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _table(settings: Any) -> Iterator[None]:
    settings.CONGSO_SUBSCRIPTIONS = f"{__name__}.SUBSCRIPTIONS"
    _heard.clear()
    yield
    _heard.clear()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_announced() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        events.publish(Named(words="x"))


def test_event_comes_as_it_was_announced() -> None:
    event = Registered(incoming_id=5, day=date(2026, 1, 2), units=(1, 2))
    events.publish(event)
    assert EventRow.objects.get().name == "tests.Registered"
    assert _heard == []
    run_pending()
    assert _heard == [("first", event)]


def test_empty_places_stay_empty() -> None:
    events.publish(Registered(incoming_id=5))
    run_pending()
    assert _heard == [("first", Registered(incoming_id=5))]


def test_event_nobody_waits_for_is_kept() -> None:
    events.publish(Named(words="Đồng ý"))
    assert (EventRow.objects.get().name, EventRow.objects.get().data) == ("papers.Named", {"words": "Đồng ý"})
    assert run_pending() == 0


def test_rolled_back_act_announces_nothing() -> None:
    with transaction.atomic():
        events.publish(Registered(incoming_id=5))
        transaction.set_rollback(True)
    assert run_pending() == 0
    assert not EventRow.objects.exists()


def test_handler_runs_once_however_often_its_job_does() -> None:
    events.publish(Registered(incoming_id=5))
    row = EventRow.objects.get()
    for _ in range(2):
        events.deliver(event_id=row.pk, handler=f"{__name__}.first")
    assert len(_heard) == 1


def test_failed_handler_may_run_again_and_stops_no_other(settings: Any) -> None:
    settings.CONGSO_SUBSCRIPTIONS = f"{__name__}.BROKEN"
    events.publish(Registered(incoming_id=5))
    row = EventRow.objects.get()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="handler"):
            events.deliver(event_id=row.pk, handler=f"{__name__}.broken")
    events.deliver(event_id=row.pk, handler=f"{__name__}.first")
    assert [one if isinstance(one, str) else one[0] for one in _heard] == ["broken", "broken", "first"]
    assert Handled.objects.count() == 1


def test_subscription_taken_out_since(settings: Any) -> None:
    events.publish(Registered(incoming_id=5))
    row = EventRow.objects.get()
    events.deliver(event_id=row.pk, handler="gone.handler")
    settings.CONGSO_SUBSCRIPTIONS = f"{__name__}.NONE"
    run_pending()
    assert _heard == []
