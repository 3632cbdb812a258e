"""The live server against the test database: in a thread for most, as the real process once."""

import asyncio
import http.client
import json
import signal
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from congso.kernel import clock, live
from congso.kernel.actor import Actor, Role
from congso.kernel.housekeeping import forget_live
from congso.kernel.live_server import server as live_server
from congso.kernel.models import LiveMessage
from congso.kernel.tests.processes import start, wait_until
from congso.people.models import Appointment, Person
from congso.people.testing import make_actor, make_agency, make_unit, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """The server in a thread of this process."""

    def __init__(self) -> None:
        self.port = free_port()
        self.loop = asyncio.new_event_loop()
        self.stopped = asyncio.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        wait_until(lambda: healthy(self.port))

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(live_server.serve("127.0.0.1", self.port, self.stopped))
        self.loop.close()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(10)
        assert not self.thread.is_alive()


def healthy(port: int) -> bool:
    try:
        return ask(port, "/live/health")[0] == 200
    except OSError:
        return False


def readers(port: int) -> int:
    return int(ask(port, "/live/health")[1]["readers"])


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        line.request(
            method, path, headers={"Host": "localhost"} | {k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = line.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        line.close()


def cookie(actor: Actor) -> str:
    return "sessionid=" + sign_in(Client(), actor).cookies["sessionid"].value


class Stream:
    """A browser's stream; `events` yields (id, data)."""

    def __init__(self, port: int, cookie: str, last: str = "", **headers: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=15)
        lines = [f"GET /live?last={quote(last)} HTTP/1.1", "Host: localhost", f"Cookie: {cookie}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.head = ""
        while (line := self.file.readline()) not in {b"\r\n", b""}:
            self.head += line.decode()
        self.id = ""

    def block(self) -> dict[str, str] | None:
        fields: dict[str, str] = {}
        while (line := self.file.readline()) != b"\n":
            if not line:
                return None
            name, _, value = line.decode().rstrip("\n").partition(": ")
            fields[name] = value
        self.id = fields.get("id", self.id)
        return fields

    def next(self) -> Any:
        """The next event's data; None when the server ended the stream."""
        while (fields := self.block()) is not None:
            if "data" in fields:
                return json.loads(fields["data"])
        return None

    def settled(self) -> "Stream":
        """Wait for the id that closes the catching-up."""
        while not self.id:
            assert self.block() is not None
        return self

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    yield made
    made.stop()


@pytest.fixture
def clerk() -> Actor:
    agency = make_agency("Sở Nội vụ")
    return make_actor(agency, Role.CLERK, unit=make_unit(agency))


def say(channel: str, kind: str = "incoming", **payload: Any) -> int:
    with transaction.atomic():
        return live.publish(channel, kind, **payload)


def test_what_is_said_is_heard_by_whom_it_concerns(running: Running, clerk: Actor) -> None:
    other = make_actor(make_agency("Sở Tài chính"))
    with (
        Stream(running.port, cookie(clerk)).settled() as mine,
        Stream(running.port, cookie(other)).settled() as theirs,
    ):
        assert "200 OK" in mine.head
        assert "X-Accel-Buffering: no" in mine.head
        say(f"person:{clerk.person_id}", n=1, subject="Về việc nghỉ lễ")
        say(f"agency:{clerk.agency_id}", n=2)
        say(f"unit:{clerk.unit_id}", n=3)
        say(f"agency:{other.agency_id}", n=4)
        heard = [mine.next() for _ in range(3)]
        # Each channel keeps its order; channels among themselves have none.
        assert {"kind": "incoming", "n": 1, "subject": "Về việc nghỉ lễ"} in heard
        assert sorted(event["n"] for event in heard) == [1, 2, 3]
        assert theirs.next()["n"] == 4


def test_rolled_back_words_were_never_said(running: Running, clerk: Actor) -> None:
    with Stream(running.port, cookie(clerk)).settled() as stream:
        with transaction.atomic():
            live.publish(f"person:{clerk.person_id}", "incoming", n=1)
            transaction.set_rollback(True)
        say(f"person:{clerk.person_id}", n=2)
        assert stream.next()["n"] == 2
        assert stream.id.split("~")[0].endswith(".1") or ".1" in stream.id


def test_browser_that_comes_back_misses_nothing(running: Running, clerk: Actor) -> None:
    channel, key = f"person:{clerk.person_id}", cookie(clerk)
    with Stream(running.port, key).settled() as stream:
        say(channel, n=1)
        assert stream.next()["n"] == 1
        place = stream.id
    for n in (2, 3):
        say(channel, n=n)
    with Stream(running.port, key, last=place) as again:
        say(channel, n=4)
        assert [again.next()["n"] for _ in range(3)] == [2, 3, 4]
    with Stream(running.port, key, Last_Event_ID=place) as again:
        assert again.next()["n"] == 2
    with Stream(running.port, key).settled() as fresh:
        say(channel, n=5)
        assert fresh.next()["n"] == 5


def test_away_longer_than_messages_are_kept(running: Running, clerk: Actor) -> None:
    channel, key = f"person:{clerk.person_id}", cookie(clerk)
    with Stream(running.port, key).settled() as stream:
        place = stream.id
    for n in range(3):
        say(channel, n=n)
    LiveMessage.objects.filter(seq=1).delete()
    with Stream(running.port, key, last=place) as again:
        assert again.next() == {"kind": "resync"}
        say(channel, n=9)
        assert again.next()["n"] == 9


def test_place_from_the_future_is_no_harm(running: Running, clerk: Actor) -> None:
    channel = f"person:{clerk.person_id}"
    with Stream(running.port, cookie(clerk), last=f"p{clerk.person_id}.999~p424242.1").settled() as stream:
        say(channel, n=1)
        assert stream.next()["n"] == 1


def test_only_the_signed_in_may_listen(running: Running, clerk: Actor) -> None:
    key = cookie(clerk)
    assert ask(running.port, "/live")[0] == 401
    assert ask(running.port, "/live", Cookie="sessionid=guessed")[0] == 401
    Session.objects.update(expire_date=clock.now() - timedelta(hours=1))
    assert ask(running.port, "/live", Cookie=key)[0] == 401


def test_changed_password_and_locked_account_end_the_session(running: Running, clerk: Actor) -> None:
    key = cookie(clerk)
    person = Person.objects.get(pk=clerk.person_id)
    person.is_active = False
    person.save()
    assert ask(running.port, "/live/poll", Cookie=key)[0] == 401
    person.is_active = True
    person.save()
    assert ask(running.port, "/live/poll", Cookie=key)[0] == 200
    person.set_password("mật khẩu mới của tôi")
    person.save()
    assert ask(running.port, "/live/poll", Cookie=key)[0] == 401


def test_foreign_page_is_refused(running: Running, clerk: Actor) -> None:
    assert ask(running.port, "/live", Cookie=cookie(clerk), Origin="http://evil.vn")[0] == 403


def test_other_addresses_and_methods(running: Running) -> None:
    assert ask(running.port, "/")[0] == 404
    assert ask(running.port, "/live", "POST")[0] == 405
    with socket.create_connection(("127.0.0.1", running.port), timeout=15) as line:
        line.sendall(b"nonsense\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")
    with socket.create_connection(("127.0.0.1", running.port), timeout=15) as line:
        line.sendall(b"GET / HTTP/1.1\r\nA: " + b"x" * 20000)
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_page_of_the_same_host_is_told_so(running: Running, clerk: Actor, settings: Any) -> None:
    page = f"http://localhost:{settings.CONGSO_PORT}"
    with Stream(running.port, cookie(clerk), Origin=page) as stream:
        assert f"Access-Control-Allow-Origin: {page}" in stream.head


def test_polling(running: Running, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    channel, key = f"person:{clerk.person_id}", cookie(clerk)
    status, first = ask(running.port, "/live/poll", Cookie=key)
    assert (status, first["events"]) == (200, [])
    say(channel, n=1)
    _, second = ask(running.port, f"/live/poll?last={first['last']}", Cookie=key)
    assert [event["n"] for event in second["events"]] == [1]
    answers: list[Any] = []
    waiting = threading.Thread(
        target=lambda: answers.append(ask(running.port, f"/live/poll?last={second['last']}", Cookie=key))
    )
    waiting.start()
    wait_until(lambda: readers(running.port) == 1)
    say(channel, n=2)
    waiting.join(15)
    assert [event["n"] for event in answers[0][1]["events"]] == [2]
    monkeypatch.setattr(live_server, "POLL", 0.05)
    _, quiet = ask(running.port, f"/live/poll?last={answers[0][1]['last']}", Cookie=key)
    assert quiet == {"last": answers[0][1]["last"], "events": []}


def test_poll_given_up_is_forgotten(running: Running, clerk: Actor) -> None:
    key = cookie(clerk)
    _, first = ask(running.port, "/live/poll", Cookie=key)
    with Stream(running.port, key, last=first["last"]).settled():
        line = socket.create_connection(("127.0.0.1", running.port), timeout=15)
        line.sendall(
            f"GET /live/poll?last={first['last']} HTTP/1.1\r\nHost: localhost\r\nCookie: {key}\r\n\r\n".encode()
        )
        wait_until(lambda: readers(running.port) == 2)
        line.close()
        wait_until(lambda: readers(running.port) == 1)


def test_signed_out_stream_is_cut(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_server, "RECHECK", 0.05)
    running = Running()
    try:
        with Stream(running.port, cookie(clerk)).settled() as stream:
            Session.objects.all().delete()
            assert stream.next() is None
        assert readers(running.port) == 0
    finally:
        running.stop()


def test_moved_person_is_cut_and_comes_back_to_the_new_agency(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server, "RECHECK", 0.05)
    running = Running()
    try:
        key = cookie(clerk)
        with Stream(running.port, key).settled() as stream:
            Appointment.objects.filter(pk=clerk.appointment_id).update(
                until=clock.today() - timedelta(days=1)
            )
            assert stream.next() is None
        with Stream(running.port, key).settled() as stream:
            assert stream.id.startswith("p")
            assert "~" not in stream.id
    finally:
        running.stop()


def test_heartbeat(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_server, "HEARTBEAT", 0.05)
    running = Running()
    try:
        with Stream(running.port, cookie(clerk)).settled() as stream:
            assert stream.file.readline() == b":\n"
    finally:
        running.stop()


def test_streams_without_end_of_one_session(
    running: Running, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server, "STREAMS_PER_SESSION", 2)
    key = cookie(clerk)
    streams = [Stream(running.port, key).settled() for _ in range(4)]
    wait_until(lambda: readers(running.port) == 2)
    for stream in streams:
        stream.close()


def test_browser_that_reads_nothing_is_cut(
    running: Running, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server, "BACKLOG", -1)
    with Stream(running.port, cookie(clerk)) as stream:
        assert stream.next() is None


def test_slow_head_is_cut(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_server, "HEAD_SECONDS", 0.05)
    with socket.create_connection(("127.0.0.1", running.port), timeout=15) as line:
        line.sendall(b"GET /live HTTP/1.1\r\n")
        assert line.recv(100) == b""


def cut_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'congso live'"
        )


def test_survives_a_restart_of_the_database(running: Running, clerk: Actor) -> None:
    channel = f"person:{clerk.person_id}"
    key = cookie(clerk)
    with Stream(running.port, key).settled() as stream:
        cut_database()
        say(channel, n=1)
        assert stream.next()["n"] == 1
        wait_until(lambda: healthy(running.port))
        say(channel, n=2)
        assert stream.next()["n"] == 2
    with Stream(running.port, key).settled() as stream:
        say(channel, n=3)
        assert stream.next()["n"] == 3


def test_database_that_does_not_answer(
    running: Running, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = cookie(clerk)

    async def broken(*args: Any, **kwargs: Any) -> Any:
        raise live_server.psycopg.OperationalError

    monkeypatch.setattr(live_server.database, "lasts", broken)
    with Stream(running.port, key) as stream:
        assert stream.next() is None
    monkeypatch.setattr(live_server.database, "visitors", broken)
    assert ask(running.port, "/live", Cookie=key)[0] == 503


def test_reading_is_tried_again(running: Running, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    real = live_server.database.messages_after
    failures = [live_server.psycopg.OperationalError()]

    async def sometimes(*args: Any, **kwargs: Any) -> Any:
        if failures:
            raise failures.pop()
        return await real(*args, **kwargs)

    with Stream(running.port, cookie(clerk)).settled() as stream:
        monkeypatch.setattr(live_server.database, "messages_after", sometimes)
        say(f"person:{clerk.person_id}", n=1)
        assert stream.next()["n"] == 1


def test_long_backlog_is_read_in_parts(
    running: Running, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server.database, "CATCH_UP", 2)
    real = live_server.database.messages_after

    async def two(pool: Any, places: Any, limit: int = 2) -> Any:
        return await real(pool, places, limit)

    monkeypatch.setattr(live_server.database, "messages_after", two)
    with Stream(running.port, cookie(clerk)).settled() as stream:
        with transaction.atomic():
            for n in range(5):
                live.publish(f"person:{clerk.person_id}", "incoming", n=n)
        assert [stream.next()["n"] for _ in range(5)] == [0, 1, 2, 3, 4]


def test_taken_port_is_said(running: Running) -> None:
    with pytest.raises(OSError, match="address already in use"):
        asyncio.run(live_server.serve("127.0.0.1", running.port, asyncio.Event()))


def test_old_messages_are_thrown_away(clerk: Actor) -> None:
    with clock.frozen(clock.now() - timedelta(hours=25)):
        say("person:1", n=1)
    say("person:1", n=2)
    forget_live()
    assert [row.payload["n"] for row in LiveMessage.objects.all()] == [2]


def test_as_a_process(clerk: Actor) -> None:
    port = free_port()
    process = start("-m", "congso.kernel.live_server", CONGSO_LIVE_PORT=str(port))
    try:
        wait_until(lambda: healthy(port))
        with Stream(port, cookie(clerk)).settled() as stream:
            say(f"person:{clerk.person_id}", n=1)
            assert stream.next()["n"] == 1
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
            assert stream.next() is None
    finally:
        process.kill()
        process.wait()
