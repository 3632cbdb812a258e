"""Connections: streams, waiting polls, and the tasks that feed and prune them."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Coroutine, Sequence
from typing import Any, cast

import psycopg
import psycopg_pool

from congso.kernel.live_server import database
from congso.kernel.live_server.hub import (
    PG_CHANNEL,
    Hub,
    Message,
    Reader,
    decode_places,
    encode_places,
    message,
)
from congso.kernel.live_server.requests import HEAD_LIMIT, Request, allowed_origin, head, parse

log = logging.getLogger(__name__)
HEARTBEAT = 15.0
RECHECK = 20.0
POLL = 25.0
HEAD_SECONDS = 10.0
BACKLOG = 256 * 1024  # unread bytes of one browser; it is cut and comes back with its place
STREAMS_PER_SESSION = 12
_DATABASE_ERRORS = (psycopg.Error, psycopg_pool.PoolTimeout, OSError)


class Server:
    """State of the process: the hub, the pool, the channels that have news."""

    def __init__(self, pool: database.Pool) -> None:
        self.pool = pool
        self.hub = Hub()
        self.connections: set[Connection] = set()
        self.listening = False
        self._news: set[str] = set()
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def start(self) -> None:
        for work in (self._listen(), self._feed(), self._beat(), self._recheck()):
            self.spawn(work)

    async def stop(self) -> None:
        for connection in list(self.connections):
            connection.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def tell(self, channels: Sequence[str]) -> None:
        """These channels may have news."""
        self._news.update(name for name in channels if name in self.hub.channels)
        if self._news:
            self._wake.set()

    async def _listen(self) -> None:
        wait = 0.1
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **database.conninfo(), autocommit=True
                ) as line:
                    await line.execute(f"LISTEN {PG_CHANNEL}")
                    self.listening, wait = True, 0.1
                    # What was said while nobody listened is read now.
                    self.tell(list(self.hub.channels))
                    async for found in line.notifies():
                        self.tell([found.payload.rpartition(" ")[0]])
            except _DATABASE_ERRORS as error:
                log.warning("the database does not answer: %s", type(error).__name__)
            self.listening = False
            await asyncio.sleep(wait * random.uniform(0.7, 1.3))  # noqa: S311
            wait = min(wait * 2, 5.0)

    async def _feed(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            news, self._news = self._news, set()
            try:
                await self._read(news)
            except _DATABASE_ERRORS:
                self._news |= news
                await asyncio.sleep(0.5)
                self._wake.set()

    async def _read(self, news: set[str]) -> None:
        while True:
            places = self.hub.lasts(news)
            found = await database.messages_after(self.pool, places)
            self.hub.hand_out(found)
            if len(found) < database.CATCH_UP:
                return

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for connection in list(self.connections):
                connection.beat()

    async def _recheck(self) -> None:
        """Cut those whose session ended or whose channels changed; the browser comes back with what it may read now."""
        while True:
            await asyncio.sleep(RECHECK)
            keys = list(self.hub.sessions)
            for first in range(0, len(keys), 1000):
                with contextlib.suppress(*_DATABASE_ERRORS):
                    await self.recheck(keys[first : first + 1000])

    async def recheck(self, keys: Sequence[str]) -> None:
        known = await database.visitors(self.pool, keys)
        for key in keys:
            visitor = known.get(key)
            for reader in list(self.hub.sessions.get(key, ())):
                if visitor is None or visitor.channels != reader.places.keys():
                    reader.sink.close()

    async def admit(self, reader: Reader, last: str) -> None:
        """Put a reader at its place and give what it missed."""
        self.hub.join(reader)
        asked = decode_places(last)
        ends = await database.lasts(self.pool, reader.places)
        for name, end in ends.items():
            self.hub.set_last(name, end)
        starts = {name: min(asked.get(name, end), end) for name, end in ends.items()}
        behind = {name: start for name, start in starts.items() if start < ends[name]}
        due = sum(ends[name] - start for name, start in behind.items())
        # Twice as many, for those that were committed since the ends were read.
        missed = await database.messages_after(self.pool, behind, 2 * due) if due <= database.CATCH_UP else []
        if len(missed) < due:
            # Longer away than messages are kept: the page reads itself anew instead.
            name = next(iter(behind))
            reader.start(ends, [])
            reader.sink.send([message(name, ends[name], "resync", {})], encode_places(reader.places))
        else:
            reader.start(starts, [found for found in missed if found.seq <= ends[found.channel]])
        # A message may have been announced while its channel's place was still unknown.
        self.tell(list(reader.places))


class Connection(asyncio.Protocol):
    """One request; for a stream the connection then belongs to its reader."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.transport: asyncio.Transport | None = None
        self.buffer: bytes | None = b""
        self.reader: Reader | None = None
        self.streaming = False
        self.answer: asyncio.Future[bytes] | None = None
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.server.connections.add(self)
        self.timer = asyncio.get_running_loop().call_later(HEAD_SECONDS, self.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self.server.connections.discard(self)
        if self.timer is not None:
            self.timer.cancel()
        if self.reader is not None:
            self.server.hub.leave(self.reader)
        if self.answer is not None:
            self.answer.cancel()
        self.transport = None

    def data_received(self, data: bytes) -> None:
        if self.buffer is None:
            return
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0 and len(self.buffer) <= HEAD_LIMIT:
            return
        request = parse(self.buffer[:end]) if 0 <= end <= HEAD_LIMIT else None
        self.buffer = None
        if self.timer is not None:
            self.timer.cancel()
        if request is None:
            self.reply(400)
        else:
            self.server.spawn(self.handle(request))

    async def handle(self, request: Request) -> None:
        if request.path == "/live/health":
            said = {"listening": self.server.listening, "readers": self.server.hub.readers}
            self.reply(200 if self.server.listening else 503, json.dumps(said).encode())
            return
        origin = allowed_origin(request)
        if origin is None:
            self.reply(403)
        elif request.path not in {"/live", "/live/poll"}:
            self.reply(404, origin=origin)
        elif request.method != "GET":
            self.reply(405, origin=origin)
        else:
            try:
                await self._serve(request, origin)
            except _DATABASE_ERRORS:
                self.reply(503, origin=origin)

    async def _serve(self, request: Request, origin: str) -> None:
        key = request.session
        found = await database.visitors(self.server.pool, [key]) if key else {}
        visitor = found.get(key)
        if visitor is None:
            self.reply(401, origin=origin)
            return
        if self.transport is None:
            return
        self.reader = Reader(key, visitor.channels, self)
        for spare in list(self.server.hub.sessions.get(key, ()))[STREAMS_PER_SESSION - 1 :]:
            spare.sink.close()
        if request.path == "/live/poll":
            await self._poll(request, origin)
        else:
            await self._stream(request, origin)

    async def _stream(self, request: Request, origin: str) -> None:
        assert self.reader is not None  # noqa: S101
        # Browsers come back at different moments, not all at once after a restart.
        self.write(
            head(200, "text/event-stream; charset=utf-8", origin)
            + f"retry: {random.randint(1500, 4500)}\n\n".encode()  # noqa: S311
        )
        self.streaming = True
        try:
            await self.server.admit(self.reader, request.last)
        except _DATABASE_ERRORS:
            self.close()
            return
        self.write(f"id: {encode_places(self.reader.places)}\n\n".encode())

    async def _poll(self, request: Request, origin: str) -> None:
        assert self.reader is not None  # noqa: S101
        self.answer = asyncio.get_running_loop().create_future()
        await self.server.admit(self.reader, request.last)
        body = self._polled([], encode_places(self.reader.places))
        if request.last:
            with contextlib.suppress(TimeoutError):
                body = await asyncio.wait_for(self.answer, POLL)
        elif self.answer.done():
            body = self.answer.result()
        self.reply(200, body, origin=origin)

    def send(self, messages: Sequence[Message], place: str) -> None:
        """Sink of the reader: at once to a stream, as its one answer to a poll."""
        if self.answer is not None:
            if not self.answer.done():
                self.answer.set_result(self._polled(messages, place))
            return
        line = b"id: " + place.encode() + b"\ndata: "
        self.write(b"".join(line + found.body + b"\n\n" for found in messages))

    @staticmethod
    def _polled(messages: Sequence[Message], place: str) -> bytes:
        events = b",".join(found.body for found in messages)
        return b'{"last":' + json.dumps(place).encode() + b',"events":[' + events + b"]}"

    def beat(self) -> None:
        if self.streaming:
            self.write(b":\n\n")

    def write(self, data: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > BACKLOG:
            self.transport.abort()
            return
        self.transport.write(data)

    def reply(self, status: int, body: bytes = b"{}", *, origin: str = "") -> None:
        self.write(head(status, "application/json", origin, length=len(body)) + body)
        self.close()

    def close(self) -> None:
        """End at once for a stream (nothing more may reach it), after the answer for all else."""
        if self.transport is None:
            return
        if self.streaming:
            self.transport.abort()
        else:
            self.transport.close()


async def serve(host: str, port: int, stopped: asyncio.Event) -> None:
    """Serve on the address until `stopped`. Raises OSError when the port is taken."""
    pool: database.Pool = psycopg_pool.AsyncConnectionPool(
        kwargs=database.conninfo() | {"autocommit": True},
        min_size=1,
        max_size=4,
        timeout=5,
        reconnect_timeout=5,
        check=psycopg_pool.AsyncConnectionPool.check_connection,
        open=False,
    )
    await pool.open()
    server = Server(pool)
    try:
        listener = await asyncio.get_running_loop().create_server(
            lambda: Connection(server), host, port, backlog=2048, reuse_address=True
        )
        server.start()
        await stopped.wait()
        listener.close()
    finally:
        await server.stop()
        await pool.close()
