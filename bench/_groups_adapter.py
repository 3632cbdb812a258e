"""Our own side of the shared fan-out driver: real sessions, the page's own form, the live stream. Standard library only.

    fanout.py _groups_adapter -o web=PORT -o live=PORT -o group=ID -o sessions=FILE [--users 600]

`sessions`: a JSON list of cookies, the sender's first.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

_TOKEN = "b" * 32  # any value of 32 letters: the form and the cookie must say the same
_AT_ONCE = 40
OnData = Callable[[int, bytes], None]
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Adapter:
    """See the driver for what the six coroutines owe."""

    ACK = "200 to the sender's form, after the commit"

    def __init__(self, options: dict[str, str]) -> None:
        self.web, self.live = int(options["web"]), int(options["live"])
        self.path = f"/nhom/{int(options['group'])}/"
        self.cookies: list[str] = json.loads(Path(options["sessions"]).read_text())
        self.idle: list[Line] = []
        self.streams: list[asyncio.StreamWriter] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def setup(self, n: int) -> None:
        if n > len(self.cookies):
            raise SystemExit(f"there are {len(self.cookies)} members")

    async def connect(self, n: int, on_data: OnData) -> None:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(i: int) -> None:
            async with gate:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.live)
                self.streams.append(writer)
                writer.write(self._head("GET", "/live", i))
                first = await reader.readuntil(b"\r\n\r\n")
                if b" 200 " not in first.split(b"\r\n")[0]:
                    raise SystemExit(f"the stream refuses: {first[:80]!r}")
                # The place is told once the reader is admitted.
                await reader.readuntil(b"\n\n")
            self.tasks.append(asyncio.create_task(self._listen(i, reader, on_data)))

        await asyncio.gather(*(one(i) for i in range(n)))

    async def _listen(self, i: int, reader: asyncio.StreamReader, on_data: OnData) -> None:
        while data := await reader.read(65536):
            on_data(i, data)

    async def send(self, text: str) -> None:
        await self._ask("POST", f"{self.path}gui/", 0, urlencode({"text": text}).encode())

    async def history(self, limit: int) -> int:
        del limit  # the page opens with its own fifty
        return (await self._ask("GET", self.path, 1)).count(b"<article")

    async def search(self, word: str) -> int:
        return (await self._ask("GET", f"{self.path}tim/?q={quote(word)}", 1)).count(b"<article")

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        for writer in (*self.streams, *(writer for _, writer in self.idle)):
            writer.close()
        for writer in self.streams:
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _head(self, method: str, path: str, i: int, body: bytes = b"") -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            f"Cookie: sessionid={self.cookies[i]}; csrftoken={_TOKEN}",
        ]
        lines += ["Accept: application/json" if method == "POST" else "Accept: text/html, text/event-stream"]
        if method == "POST":
            lines += [
                f"X-CSRFToken: {_TOKEN}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _ask(self, method: str, path: str, i: int, body: bytes = b"") -> bytes:
        """The body of a 200, over a connection that is kept."""
        reader, writer = (
            self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.web)
        )
        writer.write(self._head(method, path, i, body))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        content = await self._body(reader, head)
        self.idle.append((reader, writer))
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(f"{path}: {head[:60]!r} {content[:200]!r}")
        return content

    async def _body(self, reader: asyncio.StreamReader, head: bytes) -> bytes:
        for line in head.split(b"\r\n"):
            if line.startswith(b"content-length:"):
                return await reader.readexactly(int(line.partition(b":")[2]))
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(parts)
