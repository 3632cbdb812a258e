"""The near side of the helper process: one per busy thread, kept for the next question, replaced when it dies."""

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congso.files.inspector.results import Bad, Found, Limits

_SOURCE = str(Path(__file__).resolve().parents[3])
_USES = 500  # then a fresh one: what PDFium leaks does not grow without end
_AT_ONCE = 3


_COMMAND = (sys.executable, "-m", "congso.files.inspector.serve")


class _Helper:
    def __init__(self, command: Sequence[str]) -> None:
        self.uses = 0
        self.process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            close_fds=True,
            env={"PYTHONPATH": _SOURCE, "PATH": os.defpath, "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
        )

    def ask(self, request: Mapping[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Raises TimeoutError or EOFError; the helper must not be used again after either."""
        self.uses += 1
        assert self.process.stdin is not None  # noqa: S101
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
        except BrokenPipeError as error:
            raise EOFError from error
        stop, data = time.monotonic() + seconds, b""
        while b"\n" not in data:
            data += self._more(stop)
        line, _, raw = data.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        parts, missing = [raw], said.pop("bytes") - len(raw)
        while missing > 0:
            parts.append(self._more(stop))
            missing -= len(parts[-1])
        return said, b"".join(parts)

    def _more(self, stop: float) -> bytes:
        assert self.process.stdout is not None  # noqa: S101
        ready, _, _ = select.select([self.process.stdout], [], [], max(stop - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        part = os.read(self.process.stdout.fileno(), 1 << 20)
        if not part:
            raise EOFError
        return part

    def close(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process.wait()


class Inspector:
    """Thread-safe. At most `at_once` helpers live, so a rush of uploads waits instead of filling the memory."""

    def __init__(self, at_once: int = _AT_ONCE, command: Sequence[str] = _COMMAND) -> None:
        self._command = command
        self._idle: list[_Helper] = []
        self._places = threading.BoundedSemaphore(at_once)
        self._owner = os.getpid()
        atexit.register(self.close)

    @contextlib.contextmanager
    def _helper(self) -> Iterator[_Helper]:
        with self._places:
            helper = self._take()
            try:
                yield helper
            except BaseException:
                helper.close()
                raise
            if helper.uses >= _USES:
                helper.close()
            else:
                self._idle.append(helper)

    def _take(self) -> _Helper:
        if self._owner != os.getpid():  # after a fork: the helpers belong to the other process
            self._idle, self._owner = [], os.getpid()
        while self._idle:
            helper = self._idle.pop()
            if helper.process.poll() is None:
                return helper
            helper.close()
        return _Helper(self._command)

    def _ask(self, seconds: float, **request: Any) -> tuple[dict[str, Any], bytes]:
        try:
            with self._helper() as helper:
                said, raw = helper.ask(request, seconds)
        except TimeoutError as error:
            raise Bad("files.too_complex") from error
        except EOFError as error:
            raise Bad("files.unreadable") from error
        if "bad" in said:
            raise Bad(said["bad"], **said["params"])
        return said, raw

    def inspect(self, path: Path, ending: str, limits: Limits, seconds: float = 30) -> Found:
        """What the bytes are. Raises Bad."""
        said, _ = self._ask(seconds, do="inspect", path=str(path), ending=ending, limits=asdict(limits))
        said["sizes"] = [(width, height) for width, height in said["sizes"]]
        return Found(**said)

    def texts(self, path: Path, limits: Limits, seconds: float = 300) -> list[str]:
        """Words of every page of a PDF. Raises Bad."""
        said, _ = self._ask(seconds, do="texts", path=str(path), limits=asdict(limits))
        return [str(text) for text in said["texts"]]

    def find(self, path: Path, asked: str, seconds: float = 15) -> list[dict[str, Any]]:
        """Places of what was asked on the pages of a PDF; see `find.find`. Raises Bad."""
        said, _ = self._ask(seconds, do="find", path=str(path), asked=asked)
        return list(said["places"])

    def plan(self, path: Path, seconds: float = 90) -> dict[str, Any]:
        """Which pages must be read by eye; see `eyes.plan`. Raises Bad."""
        return self._ask(seconds, do="plan", path=str(path))[0]

    def picture(self, path: Path, page: int, seconds: float = 60) -> tuple[bytes, tuple[float, float]]:
        """One page as PNG at 300 dpi, and its size in points. Raises Bad."""
        said, raw = self._ask(seconds, do="picture", path=str(path), page=page)
        return raw, (said["size"][0], said["size"][1])

    def fields(self, path: Path, seconds: float = 60) -> dict[str, Any]:
        """What the file's own text says; see `eyes.fields`. Raises Bad."""
        return self._ask(seconds, do="fields", path=str(path))[0]

    def twin(self, path: Path, pages: Mapping[int, Any], seconds: float = 120) -> bytes:
        """The searchable twin of a scanned PDF. Raises Bad."""
        return self._ask(seconds, do="twin", path=str(path), pages=dict(pages))[1]

    def draw(self, path: Path, mime: str, *, page: int, box: tuple[int, int], seconds: float = 30) -> bytes:
        """One page as WebP inside the box (pixels). Raises Bad."""
        width, height = box
        return self._ask(
            seconds, do="draw", path=str(path), mime=mime, page=page, width=width, height=height
        )[1]

    def close(self) -> None:
        """End the idle helpers."""
        while self._idle:
            self._idle.pop().close()


inspector = Inspector()
