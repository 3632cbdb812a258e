"""The simulated axis against the real node: every fault, and nothing lost, doubled or left in a wrong state."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Thread

import pytest

from congso.documents.models import IncomingDocument
from congso.exchange import api as exchange
from congso.exchange.actions.poll import poll
from congso.exchange.actions.push import push
from congso.exchange.adapters.lgsp import LgspAxis
from congso.exchange.axis import Access, AxisError, PackageKind
from congso.exchange.models import Inbox, Outbox
from congso.exchange.simulate import __main__ as command
from congso.exchange.simulate.chance import Chance, parse_fault
from congso.exchange.simulate.server import Hub
from congso.exchange.simulate.world import Plan, World
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people.rows import AgencyRow
from congso.people.testing import make_agency
from congso.pure import edxml
from congso.pure.edxml.tests import samples

DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)
SECRET = "khoa-thu"


@dataclass
class Play:
    hub: Hub
    agency: AgencyRow
    door: int
    moment: list[datetime]
    sent: dict[str, int] = field(default_factory=dict)

    def send(self, *codes: str) -> None:
        for number, code in enumerate(codes, start=1):
            fields = exchange.DocumentFields(
                f"{number:02}",
                "BC",
                "Báo cáo",
                f"Báo cáo {number}",
                "Sở A",
                "2026-11-20",
                "Vũ Khoát",
                "Giám đốc",
            )
            with clock.frozen(self.moment[0]):
                self.sent |= exchange.send_abroad(
                    actor=Actor.system(self.agency.id), subject=SubjectRef("package", number), fields=fields, files=[],
                    receivers=[exchange.Abroad(code, code)],
                )  # fmt: skip

    def rounds(self, count: int) -> None:
        for _ in range(count):
            self.moment[0] += timedelta(minutes=1)
            with clock.frozen(self.moment[0]):
                push(connection_id=self.door)
                poll(connection_id=self.door)
                run_pending()

    def states(self) -> set[str]:
        return {one.state for one in exchange.deliveries(list(self.sent.values())).values()}

    def arrived(self) -> list[str]:
        rows = IncomingDocument.objects.for_actor(Actor.system(self.agency.id)).exclude(state="withdrawn")
        return sorted(row.number for row in rows)


@contextmanager
def running(plan: Plan, moment: list[datetime], **faults: float) -> Iterator[Hub]:
    chance = Chance(7, {name.replace("_", "-"): often for name, often in faults.items()})
    world = World(chance, plan, now=lambda: moment[0])
    with Hub(("127.0.0.1", 0), world, chance, SECRET, pause=lambda _seconds: None) as hub:
        thread = Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield hub
        finally:
            hub.shutdown()
            thread.join()


@pytest.fixture
def play(db: None) -> Iterator[Callable[..., Play]]:
    with ExitStack() as stack:

        def start(every: float = 0, **faults: float) -> Play:
            moment = [DAY]
            hub = stack.enter_context(running(Plan(50, every, 0), moment, **faults))
            agency = make_agency("Sở A", code="H99.01")
            system = Actor.system(agency.id)
            door = exchange.connect(
                actor=system,
                agency_id=agency.id,
                adapter="lgsp",
                endpoint=hub.endpoint,
                system_id=agency.code,
            )
            exchange.set_credentials(
                actor=system, agency_id=agency.id, secret=SECRET, username=agency.code, password=SECRET
            )
            return Play(hub, agency, door, moment)

        yield start


CODES = [f"X99.{number:02}" for number in range(1, 7)]
ENDS = {"06", "02"}


@pytest.mark.slow
def test_without_faults_documents_go_their_course_and_others_come(play: Callable[..., Play]) -> None:
    one = play(every=60)
    one.send(*CODES)
    one.rounds(3)
    assert one.states() <= ENDS
    assert len(one.arrived()) >= 3
    assert set(Outbox.objects.unscoped(reason="test").values_list("state", flat=True)) == {"sent"}
    assert len(LgspAxis(access(one.hub)).agencies()) == 50


@pytest.mark.slow
def test_a_package_under_two_ids_has_one_effect(play: Callable[..., Play]) -> None:
    one = play(every=60, duplicate=1)
    one.send(*CODES)
    one.rounds(4)
    assert one.states() <= ENDS
    numbers = one.arrived()
    assert len(numbers) == len(set(numbers)) > 0
    assert Inbox.objects.unscoped(reason="test").filter(state="duplicate", kind="edoc").exists()


@pytest.mark.slow
def test_out_of_order_nothing_falls_back(play: Callable[..., Play]) -> None:
    one = play(every=60, out_of_order=1)
    one.send(*CODES)
    one.rounds(4)
    assert one.states() <= ENDS
    assert not Inbox.objects.unscoped(reason="test").filter(state="dead").exists()


@pytest.mark.slow
def test_what_came_garbled_comes_again_whole(play: Callable[..., Play]) -> None:
    one = play(every=60, corrupt=1)
    one.send(*CODES)
    one.rounds(4)
    assert one.states() <= ENDS
    assert Inbox.objects.unscoped(reason="test").filter(state="dead").count() > 5
    assert not Inbox.objects.unscoped(reason="test").filter(state__in=["listed", "stored"]).exists()
    assert len(one.arrived()) >= 3


@pytest.mark.slow
def test_wrong_codes_change_nothing(play: Callable[..., Play]) -> None:
    one = play(wrong_codes=1)
    one.send(*CODES)
    one.rounds(1)
    assert set(
        Outbox.objects.unscoped(reason="test").filter(kind="edoc").values_list("state", flat=True)
    ) == {"queued"}
    one.rounds(4)
    assert one.states() <= ENDS
    assert Inbox.objects.unscoped(reason="test").filter(state="dead", kind="status").count() >= len(CODES)
    assert len([key for key in one.hub.world.taken if key.startswith("edoc")]) == len(CODES)


@pytest.mark.slow
def test_an_axis_that_is_slow_and_often_away(play: Callable[..., Play]) -> None:
    one = play(every=60, slow=1)
    waits: list[float] = []
    one.hub.pause = waits.append
    one.send(*CODES)
    one.rounds(8)
    one.hub.chance = Chance()  # a better hour
    one.moment[0] += timedelta(hours=1)
    one.rounds(3)
    assert one.states() <= ENDS
    assert len(one.arrived()) > 5
    assert waits
    assert all(0.2 <= seconds <= 5 for seconds in waits)


@pytest.mark.slow
def test_a_recall_is_answered(play: Callable[..., Play]) -> None:
    one = play()
    one.send(*CODES)
    one.rounds(1)
    with clock.frozen(one.moment[0]):
        for delivery_id in one.sent.values():
            if exchange.deliveries([delivery_id])[delivery_id].state == "06":
                exchange.report(actor=Actor.system(one.agency.id), delivery_id=delivery_id, code="13")
    one.rounds(2)
    assert one.states() <= {"02", "06", "15"}
    assert "15" in one.states()


def access(hub: Hub, **more: str) -> Access:
    told = {"system_id": "H99.01", "secret": SECRET, "username": "H99.01", "password": SECRET} | more
    return Access(hub.endpoint, **told)


def mailbox(seed: int) -> list[tuple[str, bytes]]:
    chance = Chance(seed, dict.fromkeys(("duplicate", "out-of-order", "corrupt", "wrong-codes"), 0.5))
    moment = [DAY]
    world = World(chance, Plan(every=60, pace=0), now=lambda: moment[0])
    world.enter("H99.01")
    moment[0] += timedelta(minutes=5)
    return [
        (one.sender, one.clean[:200]) for kind in ("edoc", "status") for one in world.listed("H99.01", kind)
    ]


def test_a_seed_is_a_run() -> None:
    assert mailbox(1) == mailbox(1)
    assert mailbox(1) != mailbox(2)


def test_two_guests_reach_each_other_and_only_their_own_mailbox() -> None:
    with running(Plan(every=0), [DAY]) as hub:
        here = LgspAxis(access(hub, system_id="000.00.14.H99"))
        there = LgspAxis(access(hub, system_id="000.00.00.H99"))
        assert there.listed(PackageKind.DOCUMENT, DAY) == []
        here.send(samples.message(), kind=PackageKind.DOCUMENT, sender="", receivers=[])
        (line,) = there.listed(PackageKind.DOCUMENT, DAY)
        assert edxml.read(there.fetch(line.remote_id).data).header.subject == "Báo cáo kết quả"
        with pytest.raises(AxisError, match="invalid_file"):
            here.fetch(line.remote_id)
        there.acknowledge(line.remote_id, taken=False)
        assert there.listed(PackageKind.DOCUMENT, DAY) == []


def test_it_refuses_by_the_numbers_of_the_axis() -> None:
    with running(Plan(every=0), [DAY]) as hub:
        axis = LgspAxis(access(hub, system_id="000.00.14.H99"))

        def send(data: bytes) -> None:
            axis.send(data, kind=PackageKind.DOCUMENT, sender="", receivers=[])

        with pytest.raises(AxisError, match="no_receiver"):
            send(samples.message())
        with pytest.raises(AxisError, match="wrong_format"):
            send(b"nothing")
        with pytest.raises(AxisError, match="not_registered"):
            LgspAxis(access(hub)).send(samples.message(), kind=PackageKind.DOCUMENT, sender="", receivers=[])
        for wrong in ({"password": "x"}, {"secret": "x"}):
            with pytest.raises(AxisError, match="credentials"):
                LgspAxis(access(hub, **wrong)).agencies()
        for method, path, body in (
            ("GET", "/v1/syncReceivedEdocList?messageType=x", b""), ("GET", "/v1/khong-co", b""),
            ("POST", "/v1/updateStatus", b"x"), ("POST", "/v1/updateStatus", b"[]"),
        ):  # fmt: skip
            with pytest.raises(AxisError):
                axis._call(method, path, body=body)
        hub.world.enter("H99.01")
        hub.world._put("000.00.14.H99", "edoc", "X", b"x", 0)
        with pytest.raises(AxisError):
            axis._call("POST", "/v1/updateStatus", body=b'{"docId": "000.00.14.H99-000001", "status": "x"}')


@pytest.mark.parametrize("text", ["slow", "corrupt=0.5"])
def test_faults_are_read(text: str) -> None:
    assert parse_fault(text)[0] == text.partition("=")[0]


@pytest.mark.parametrize("text", ["late", "slow=2", "slow=x"])
def test_wrong_faults_are_told(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.hub(["axis", "--port", "0", "--fault", text])
    assert "out-of-order" in capsys.readouterr().err


def test_the_command_prints_what_a_door_needs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hub, "serve_forever", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt))
    monkeypatch.setattr("sys.argv", ["x", "axis", "--port", "0", "--secret", "s3", "--fault", "corrupt=0.5"])
    assert command.main() == 0
    out = capsys.readouterr().out
    assert "http://127.0.0.1:" in out
    assert "s3" in out
    assert "corrupt 0.5" in out
    with Hub(("127.0.0.1", 0), World(Chance()), Chance(), "s") as taken:
        monkeypatch.setattr("sys.argv", ["x", "axis", "--port", str(taken.server_address[1])])
        assert command.main() == 1
