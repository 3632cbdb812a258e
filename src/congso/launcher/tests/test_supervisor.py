"""Keeping parts running, with small parts that are quick to start."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from congso.launcher import supervisor as supervisors
from congso.launcher.errors import LaunchError
from congso.launcher.processes import is_alive, members_in
from congso.launcher.supervisor import Child, Supervisor, clear_leftovers


@pytest.fixture(autouse=True)
def signals() -> object:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def part(folder: Path, code: str, name: str = "phần") -> Child:
    return Child(name, [sys.executable, "-c", code], dict(os.environ), folder)


WAIT = "import time, sys; print('đã chạy', flush=True); time.sleep(600)"


class Run:
    """A supervisor with the moments a test wants to act at."""

    def __init__(
        self, children: list[Child], *, server: object = None, probe: Callable[[], bool] = lambda: True
    ) -> None:
        self.seen: list[dict[str, int]] = []
        self.ready = 0
        self.supervisor = Supervisor(
            children,
            server,
            on_change=self._changed,
            probe=probe,
            on_ready=self._ready,  # type: ignore[arg-type]
        )
        self.at_change: Callable[[], None] = lambda: None
        self.at_ready: Callable[[], None] = lambda: None

    def _changed(self, children: dict[str, int]) -> None:
        self.seen.append(children)
        self.at_change()

    def _ready(self) -> None:
        self.ready += 1
        self.at_ready()


def test_a_late_part_waits_for_the_pages(tmp_path: Path) -> None:
    pages, late = part(tmp_path, WAIT, "web"), part(tmp_path, WAIT, "việc1")
    late.late = True
    run = Run([pages, late], probe=lambda: len(run.seen) == 1 and not late.process)
    run.at_ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
    run.supervisor.run()
    assert [list(seen) for seen in run.seen] == [["web"], ["web", "việc1"]]


def test_a_part_steps_back_for_the_others(tmp_path: Path) -> None:
    pages, jobs = part(tmp_path, WAIT, "web"), part(tmp_path, WAIT, "việc1")
    jobs.nice = 5
    run, seen = Run([pages, jobs]), list[int]()

    def look() -> None:
        for child in (pages, jobs):
            assert child.process is not None
            seen.append(os.getpriority(os.PRIO_PROCESS, child.process.pid))
        os.kill(os.getpid(), signal.SIGTERM)

    run.at_ready = look
    run.supervisor.run()
    assert seen == [os.getpriority(os.PRIO_PROCESS, 0), min(seen[0] + 5, 19)]


def test_a_late_part_starts_without_pages_that_never_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisors, "_LATE", 0.2)
    late = part(tmp_path, WAIT, "việc1")
    late.late = True
    run = Run([part(tmp_path, WAIT, "web"), late], probe=lambda: False)
    run.at_change = lambda: os.kill(os.getpid(), signal.SIGTERM) if len(run.seen) == 2 else None
    run.supervisor.run()
    assert set(run.seen[-1]) == {"web", "việc1"}
    assert not run.ready


def test_stops_everything_on_ctrl_c(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run([part(tmp_path, WAIT, "một"), part(tmp_path, WAIT, "hai")])
    run.at_ready = lambda: os.kill(os.getpid(), signal.SIGINT)
    run.supervisor.run()
    pids = run.seen[-1].values()
    assert len(pids) == 2
    assert not any(is_alive(pid) for pid in pids)
    assert run.ready == 1
    assert "đã dừng" in capsys.readouterr().out


def test_passes_on_what_parts_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    child = part(tmp_path, WAIT, "web")
    run = Run([child], probe=lambda: "đã chạy" in capsys.readouterr().out)
    run.at_ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
    run.supervisor.run()
    assert run.ready == 1


def test_restarts_what_was_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    child = part(tmp_path, WAIT)
    run = Run([child])
    run.at_ready = lambda: os.kill(run.seen[-1]["phần"], signal.SIGKILL)

    def enough() -> None:
        if len(run.seen) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    run.at_change = enough
    run.supervisor.run()
    first, second = (seen["phần"] for seen in run.seen)
    assert first != second
    assert "dừng bất ngờ (tín hiệu 9)" in capsys.readouterr().out


def test_a_part_that_ends_by_itself_is_named_with_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run([part(tmp_path, "import sys; print('hỏng'); sys.exit(3)")], probe=lambda: False)

    def enough() -> None:
        if len(run.seen) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    run.at_change = enough
    run.supervisor.run()
    said = capsys.readouterr().out
    assert "mã 3" in said
    assert "hỏng" in said


def test_a_program_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run([Child("thiếu", ["/no/such/program"], {}, tmp_path)])
    run.at_ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
    run.supervisor.run()
    assert "không khởi động được" in capsys.readouterr().out


def test_a_deaf_part_is_killed_at_the_second_ctrl_c(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: None); print('điếc', flush=True); time.sleep(600)"
    child = part(tmp_path, deaf)
    run = Run([child], probe=lambda: run.supervisor._ready or _heard(child))

    def twice() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    run.at_ready = twice
    run.supervisor.run()
    assert not is_alive(run.seen[-1]["phần"])


def _heard(child: Child) -> bool:
    """Its handler is in place: the kernel says which signals a process catches."""
    if child.process is None:
        return False
    status = Path(f"/proc/{child.process.pid}/status").read_text()
    caught = int(next(row.split()[1] for row in status.splitlines() if row.startswith("SigCgt")), 16)
    return bool(caught & (1 << (signal.SIGTERM - 1)))


def test_pauses_grow_and_start_over_after_a_steady_run(tmp_path: Path) -> None:
    child = part(tmp_path, WAIT)
    child.started = supervisors.time.monotonic()
    pauses = []
    for _ in range(8):
        child.fell()
        pauses.append(child.pause)
    assert pauses[:3] == [1.0, 2.0, 4.0]
    assert pauses[-1] == 30.0
    child.started = supervisors.time.monotonic() - 100
    child.fell()
    assert child.pause == 0.5


class FakeServer:
    cluster = "cluster"

    def __init__(self) -> None:
        self.running = False
        self.stopped = False

    def alive(self) -> bool:
        return self.running

    def stop(self) -> None:
        self.stopped = True
        self.running = False


def test_a_fallen_database_is_started_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supervisors.time, "sleep", lambda _seconds: None)
    fresh, answers = FakeServer(), iter([LaunchError("đang hồi phục"), None])

    def start(_cluster: object) -> FakeServer:
        if error := next(answers):
            raise error
        fresh.running = True
        return fresh

    monkeypatch.setattr(supervisors.postgres, "start", start)
    run = Run([], server=FakeServer(), probe=lambda: fresh.running)
    run.at_ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
    run.supervisor.run()
    said = capsys.readouterr().out
    assert "đang hồi phục" in said
    assert "đã chạy lại" in said
    assert fresh.stopped


def test_leftovers_of_a_killed_supervisor_are_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    child, stranger = part(tmp_path, WAIT), part(Path("/"), WAIT)
    for one in (child, stranger):
        one.start()
    assert child.process is not None
    assert stranger.process is not None
    assert members_in(child.process.pid, tmp_path) == [child.process.pid]
    clear_leftovers({"web": child.process.pid, "lạ": stranger.process.pid, "xưa": 2**22}, tmp_path)
    assert child.process.wait() == -signal.SIGKILL
    assert stranger.process.poll() is None
    for one in (child, stranger):
        one.fell()
    assert "còn sót" in capsys.readouterr().out
