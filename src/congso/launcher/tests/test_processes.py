"""Questions about processes."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from congso.launcher import processes


def test_this_process_is_alive_and_knows_its_arguments() -> None:
    assert processes.is_alive(os.getpid())
    assert any("python" in part or "pytest" in part for part in processes.arguments_of(os.getpid()))


def test_a_number_nobody_has() -> None:
    assert not processes.is_alive(2**22 + 1)
    assert processes.arguments_of(2**22 + 1) == []
    assert processes.wait_gone(2**22 + 1, 0)
    processes.kill_group(2**22 + 1, signal.SIGKILL)
    assert processes.members_in(2**22 + 1, Path("/")) == []


def test_a_process_of_somebody_else_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_pid: int, _number: int) -> None:
        raise PermissionError

    monkeypatch.setattr(processes.os, "kill", refuse)
    assert processes.is_alive(1)


def test_waiting_has_an_end() -> None:
    assert not processes.wait_gone(os.getpid(), 0.01)


def test_a_zombie_is_dead() -> None:
    with subprocess.Popen(["/bin/true"]) as finished:
        assert processes.wait_gone(finished.pid, 10)


def test_machines_without_proc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(processes, "_PROC", tmp_path / "none")
    assert list(processes._all_pids()) == []
    assert processes._working_folder(os.getpid()) is None
    program = tmp_path / "ps"
    program.write_text("#!/bin/sh\necho postgres -D /data\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert processes.arguments_of(1) == ["postgres", "-D", "/data"]
    program.unlink()
    assert processes.arguments_of(1) == []
