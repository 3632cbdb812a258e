"""Two agencies exchange through the hub while workers die at random moments: nothing is lost, nothing has a second effect."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from congso.documents.models import IncomingDocument
from congso.exchange import api as exchange
from congso.exchange.actions.poll import poll
from congso.exchange.actions.push import push
from congso.exchange.axis import Access
from congso.exchange.hub import door
from congso.exchange.models import Connection, Copy, Inbox, Outbox
from congso.exchange.tests.wire import Wire
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people.rows import AgencyRow
from congso.people.testing import make_agency

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)


class Killed(BaseException):
    """A worker ends here, as by kill -9: nothing after this line runs, what was committed stays."""


class Fatal(Wire):
    """Dies before a call, or after the hub did it and before anybody here knows."""

    chance = random.Random(7)
    danger = 0.0

    def request(self, method: str, path: str, **more: Any) -> Any:
        self._maybe()
        answer = super().request(method, path, **more)
        self._maybe()
        return answer

    def _maybe(self) -> None:
        if self.chance.random() < self.danger:
            raise Killed


@pytest.fixture(params=["lgsp", "vxp"])
def two(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[AgencyRow, AgencyRow]]:
    cache.clear()
    monkeypatch.setattr(door, "CALLS_A_MINUTE", 1_000_000)
    monkeypatch.setattr(Fatal, "chance", random.Random(7))
    for module in ("lgsp", "vxp"):
        monkeypatch.setattr(f"congso.exchange.adapters.{module}.Web", Fatal)
    with clock.frozen(DAY):
        made = (make_agency("Sở A", code="H99.01"), make_agency("Sở B", code="H99.02"))
        for one in made:
            secret = exchange.admit(actor=Actor.system(), code=one.code, name=one.name)
            path = "/lien-thong/truc" + ("/vxp" if request.param == "vxp" else "")
            system = Actor.system(one.id)
            exchange.connect(
                actor=system, agency_id=one.id, adapter="demo", endpoint=path, system_id=one.code
            )
            Connection.objects.unscoped(reason="test").filter(agency_id=one.id).update(adapter=request.param)
            exchange.set_credentials(
                actor=system, agency_id=one.id, secret=secret, username=one.code, password=secret
            )
        yield made


def send(sender: AgencyRow, receiver: AgencyRow, number: int) -> int:
    fields = exchange.DocumentFields(
        str(number),
        "BC",
        "Báo cáo",
        f"Báo cáo số {number}",
        sender.name,
        "2026-11-20",
        "Vũ Khoát",
        "Giám đốc",
    )
    made = exchange.send_abroad(
        actor=Actor.system(sender.id), subject=SubjectRef("package", number), fields=fields, files=[],
        receivers=[exchange.Abroad(receiver.code, receiver.name)],
    )  # fmt: skip
    return made[receiver.code]


def rounds(count: int, danger: float, start: datetime) -> int:
    """Visits to both doors, minute by minute; how many ended in death."""
    Fatal.danger, deaths = danger, 0
    for minute in range(count):
        with clock.frozen(start + timedelta(minutes=minute)):
            for row in Connection.objects.unscoped(reason="test").order_by("id"):
                for work in (push, poll):
                    try:
                        work(connection_id=row.pk)
                    except Killed:
                        deaths += 1
            Fatal.danger = 0.0  # jobs that flows defer run in this process
            run_pending()
            Fatal.danger = danger
    Fatal.danger = 0.0
    return deaths


def numbers_at(agency: AgencyRow) -> list[str]:
    rows = IncomingDocument.objects.for_actor(Actor.system(agency.id)).order_by("id")
    return [row.number for row in rows]


def exchange_many(two: tuple[AgencyRow, AgencyRow], count: int) -> None:
    here, there = two
    sent = [send(here, there, number) for number in range(1, count + 1)]
    back = [send(there, here, number) for number in range(1, count + 1)]
    deaths = rounds(6, 0.2, DAY) + rounds(count // 4, 0.05, DAY + timedelta(hours=1))
    rounds(3, 0.0, DAY + timedelta(hours=2))
    assert deaths > 5
    wanted = [str(number).zfill(2) for number in range(1, count + 1)]
    assert [one.zfill(2) for one in numbers_at(there)] == wanted
    assert [one.zfill(2) for one in numbers_at(here)] == wanted
    states = exchange.deliveries([*sent, *back])
    assert {one.state for one in states.values()} == {"01"}
    assert set(Outbox.objects.unscoped(reason="test").values_list("state", flat=True)) == {"sent"}
    assert set(Inbox.objects.unscoped(reason="test").values_list("state", flat=True)) <= {"done", "duplicate"}
    assert set(Copy.objects.unscoped(reason="test").values_list("state", flat=True)) == {"done"}


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_and_order_is_kept(two: tuple[AgencyRow, AgencyRow]) -> None:
    exchange_many(two, 8)


@pytest.mark.slow
def test_the_same_over_many_messages(two: tuple[AgencyRow, AgencyRow]) -> None:
    exchange_many(two, 50)  # a thousand under kill -9: test_killed.py


def test_the_wire_is_what_adapters_take() -> None:
    assert Fatal(Access("/x")).path == "/x"
