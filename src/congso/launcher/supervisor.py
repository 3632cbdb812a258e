"""Keeps the parts of the product running: starts them, passes on what they say, restarts what falls, stops all."""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from congso.launcher import postgres, rights
from congso.launcher.console import line
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import Server
from congso.launcher.processes import kill_group, members_in

_LONGEST_PAUSE = 30.0
_STEADY = 60.0
_STOP_PATIENCE = 10.0
_LATE = 5.0
_LAST = 19  # of nice(2)


@dataclass
class Child:
    """One part of the product. `pause` is how long to wait before the next start after a fall, in seconds.

    `late`: started when the pages answer or 5 seconds after the others, whichever comes first; on two cores the pages come up sooner.
    `nice`: how far it steps back behind the others when the processor is short, as in nice(2).
    """

    name: str
    command: list[str]
    environment: dict[str, str] = field(repr=False)
    folder: Path
    late: bool = False
    nice: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    start_at: float = 0.0
    unfinished: bytes = b""

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=rights.child_setup(rights.current_account(), signal.SIGTERM),
        )
        if self.nice:
            # Threads take it over from the one that makes them: set now, before there are any.
            mine = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, self.process.pid, min(mine + self.nice, _LAST))
        self.started = time.monotonic()

    def fell(self) -> None:
        """Clear away what is left of it and choose the next start: soon after a steady run, later each time else."""
        if self.process is not None:
            kill_group(self.process.pid, signal.SIGKILL)
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()
        now = time.monotonic()
        self.pause = 0.5 if now - self.started > _STEADY else min(self.pause * 2, _LONGEST_PAUSE)
        self.start_at = now + self.pause
        self.process = None


class Supervisor:
    """`run` returns when asked to stop by Ctrl-C, SIGTERM or a closed terminal; everything has ended by then."""

    def __init__(
        self,
        children: list[Child],
        server: Server | None,
        *,
        on_change: Callable[[dict[str, int]], None],
        probe: Callable[[], bool],
        on_ready: Callable[[], None],
    ) -> None:
        self._children = children
        self._server = server
        self._on_change = on_change
        self._probe = probe
        self._on_ready = on_ready
        self._asked = 0
        self._ready = False
        self._selector = selectors.DefaultSelector()
        self._database_pause = 0.5

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            for child in self._children:
                if child.late:
                    child.start_at = time.monotonic() + _LATE
                else:
                    self._start(child)
            while not self._asked:
                self._turn()
        finally:
            self._stop()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1

    def _turn(self) -> None:
        self._listen(0.1)
        self._look_at_database()
        for child in self._children:
            if child.process is None:
                if time.monotonic() >= child.start_at:
                    self._start(child)
            elif child.process.poll() is not None:
                self._restart_later(child)
        if not self._ready and self._probe():
            self._ready = True
            for child in self._children:
                if child.late and child.process is None and child.started == 0.0:
                    self._start(child)
            self._on_ready()

    def _start(self, child: Child) -> None:
        try:
            child.start()
        except OSError as error:
            line(child.name, f"không khởi động được: {error.strerror}")
            child.fell()
            return
        if child.process is not None and child.process.stdout is not None:
            os.set_blocking(child.process.stdout.fileno(), False)
            self._selector.register(child.process.stdout, selectors.EVENT_READ, child)
        self._tell()

    def _restart_later(self, child: Child) -> None:
        process = child.process
        if process is None:
            return
        code = process.returncode
        self._forget(child)
        child.fell()
        line(child.name, f"dừng bất ngờ ({_ending(code)}); khởi động lại sau {child.pause:g} giây")

    def _forget(self, child: Child) -> None:
        if child.process is not None and child.process.stdout is not None:
            self._read(child)
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(child.process.stdout)

    def _tell(self) -> None:
        numbers = {child.name: child.process.pid for child in self._children if child.process is not None}
        self._on_change(numbers)

    def _listen(self, seconds: float) -> None:
        if not self._selector.get_map():
            time.sleep(seconds)
            return
        for key, _events in self._selector.select(seconds):
            self._read(key.data)

    def _read(self, child: Child) -> None:
        if child.process is None or child.process.stdout is None:
            return
        try:
            data = os.read(child.process.stdout.fileno(), 65536)
        except BlockingIOError:
            return
        if not data:
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(child.process.stdout)
        *lines, child.unfinished = (child.unfinished + data).split(b"\n")
        for text in lines:
            if text.strip():
                line(child.name, text.decode(errors="replace").rstrip())

    def _look_at_database(self) -> None:
        if self._server is None or self._server.alive():
            return
        line("postgres", f"dừng bất ngờ; khởi động lại sau {self._database_pause:g} giây")
        time.sleep(self._database_pause)
        self._database_pause = min(self._database_pause * 2, _LONGEST_PAUSE)
        try:
            self._server = postgres.start(self._server.cluster)
            self._database_pause = 0.5
            line("postgres", "đã chạy lại")
        except LaunchError as error:
            line("postgres", str(error))

    def _stop(self) -> None:
        line("công sở", "đang dừng")
        alive = [child for child in self._children if child.process is not None]
        for child in alive:
            if child.process is not None:
                with contextlib.suppress(ProcessLookupError):
                    child.process.terminate()
        deadline = time.monotonic() + _STOP_PATIENCE
        while self._any_alive(alive) and time.monotonic() < deadline and self._asked < 2:
            self._listen(0.05)
        for child in alive:
            if child.process is not None:
                self._forget(child)
                child.fell()
        if self._server is not None and self._server.alive():
            self._server.stop()
        self._selector.close()
        line("công sở", "đã dừng")

    @staticmethod
    def _any_alive(children: list[Child]) -> bool:
        return any(child.process is not None and child.process.poll() is None for child in children)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"tín hiệu {-code}"
    return f"mã {code}"


def clear_leftovers(children: dict[str, int], folder: Path) -> None:
    """End parts that outlived a killed supervisor; `children` is what it wrote down, `folder` where they work."""
    for name, group in children.items():
        if members_in(group, folder):
            line(name, f"dừng tiến trình còn sót từ lần chạy trước (nhóm {group})")
            kill_group(group, signal.SIGKILL)
