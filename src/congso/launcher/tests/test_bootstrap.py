"""The first step of `./congso`: Python, environment, lock."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from congso.launcher import bootstrap
from congso.launcher.bootstrap import Refusal
from congso.launcher.site import ROOT
from congso.launcher.tests.machine import long_folder


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with empty lock files."""
    for name in ("CONGSO_VENV", "CONGSO_DEV"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Making and installing, written down instead of done."""
    done: list[str] = []

    def create(folder: Path) -> None:
        done.append("create")
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "lib" / f"python3.{sys.version_info.minor}").mkdir(parents=True, exist_ok=True)
        if not (folder / "bin" / "python").exists():
            (folder / "bin" / "python").symlink_to(sys.executable)

    monkeypatch.setattr(bootstrap, "_create", create)
    monkeypatch.setattr(bootstrap, "_install", lambda _program, lock: done.append(lock.name))
    return done


class TestSteps:
    def test_first_start_then_nothing(self, checkout: Path, steps: list[str]) -> None:
        assert bootstrap.make_ready(["serve"], checkout) == checkout / ".venv" / "bin" / "python"
        bootstrap.make_ready(["serve"], checkout)
        assert steps == ["create", "base.txt"]

    def test_tests_add_their_tools(self, checkout: Path, steps: list[str]) -> None:
        bootstrap.make_ready(["serve"], checkout)
        bootstrap.make_ready(["test"], checkout)
        assert steps == ["create", "base.txt", "dev.txt"]

    def test_a_changed_lock_is_followed_in_place(self, checkout: Path, steps: list[str]) -> None:
        bootstrap.make_ready(["test"], checkout)
        (checkout / "requirements" / "dev.txt").write_text("# newer")
        bootstrap.make_ready(["serve"], checkout)
        bootstrap.make_ready(["serve"], checkout)
        assert steps == ["create", "base.txt", "dev.txt", "dev.txt"]

    def test_a_python_that_went_away(self, checkout: Path, steps: list[str]) -> None:
        bootstrap.make_ready([], checkout)
        program = checkout / ".venv" / "bin" / "python"
        program.unlink()
        bootstrap.make_ready([], checkout)
        assert steps == ["create", "base.txt", "create", "base.txt"]

    def test_a_python_of_another_minor_version(self, checkout: Path, steps: list[str]) -> None:
        bootstrap.make_ready([], checkout)
        folder = checkout / ".venv"
        (folder / "lib" / f"python3.{sys.version_info.minor}").rename(folder / "lib" / "python3.9")
        bootstrap.make_ready([], checkout)
        assert steps == ["create", "base.txt", "create", "base.txt"]

    def test_an_unreadable_stamp_is_no_stamp(self, tmp_path: Path) -> None:
        (tmp_path / "congso-lock.json").write_text("[1]")
        assert bootstrap.read_stamp(tmp_path) == {}


class TestRefusals:
    def test_python_without_venv(self, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            bootstrap.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else 1
        )
        with pytest.raises(Refusal, match="apt install python3-venv"):
            bootstrap._create(checkout / ".venv")

    def test_a_checkout_of_somebody_else(self, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (checkout / ".cache").write_text("in the way")
        with pytest.raises(Refusal, match="Cannot write to"):
            bootstrap.make_ready([], checkout)

    def test_making_the_environment_fails(self, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bootstrap.sys, "executable", "/bin/false")
        with pytest.raises(Refusal, match="Could not make"):
            bootstrap._create(checkout / ".venv")
        assert not (checkout / ".venv").exists()

    def test_installing_fails(self, checkout: Path) -> None:
        lock = checkout / "requirements" / "base.txt"
        lock.write_text("no-such-package==1 --hash=sha256:00\n")
        program = checkout / "pip"
        program.write_text("#!/bin/sh\necho Collecting no-such-package==1\necho ERROR: no network\nexit 1\n")
        program.chmod(0o755)
        with pytest.raises(Refusal, match=r"no network(.|\n)*check the network"):
            bootstrap._install(program, lock)

    def test_refusals_end_with_code_1(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def refuse(_arguments: list[str]) -> None:
            raise Refusal("một câu")

        def interrupt(_arguments: list[str]) -> None:
            raise KeyboardInterrupt

        for stop, code in ((refuse, 1), (interrupt, 130)):
            monkeypatch.setattr(bootstrap, "make_ready", stop)
            with pytest.raises(SystemExit) as ended:
                bootstrap.main([])
            assert ended.value.code == code
        assert "một câu" in capsys.readouterr().err


def test_becomes_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(bootstrap, "make_ready", lambda _arguments: Path("/venv/bin/python"))
    monkeypatch.setattr(bootstrap.os, "execve", lambda *arguments: seen.extend(arguments))
    bootstrap.main(["serve", "--port", "1"])
    assert seen[1] == ["/venv/bin/python", "-m", "congso", "serve", "--port", "1"]
    assert seen[2]["PYTHONPATH"] == str(ROOT / "src")  # type: ignore[index]


def test_progress_is_told_on_a_terminal_and_in_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1, 11):
        bootstrap._progress(number, 10, "django==5 (from x)")
    assert capsys.readouterr().err == "  10/10 django==5\n"
    monkeypatch.setattr(bootstrap.sys.stderr, "isatty", lambda: True, raising=False)
    bootstrap._progress(1, 10, "django==5")
    assert capsys.readouterr().err.startswith("\r  1/10 django==5")


@pytest.mark.slow
class TestScript:
    """The scripts themselves, in a path of 150 characters with spaces and accents."""

    @pytest.fixture
    def copied(self, tmp_path: Path) -> Path:
        root = long_folder(tmp_path)
        launcher = root / "src" / "congso" / "launcher"
        launcher.mkdir(parents=True)
        (root / "requirements").mkdir()
        for name in ("base", "dev"):
            (root / "requirements" / f"{name}.txt").write_text("")
        (launcher / "bootstrap.py").write_bytes((ROOT / "src/congso/launcher/bootstrap.py").read_bytes())
        (root / "src/congso/__main__.py").write_text("import sys; print(sys.prefix, sys.argv[1:])")
        for name in ("congso", "run", "test"):
            (root / name).write_bytes((ROOT / name).read_bytes())
            (root / name).chmod(0o755)
        return root

    def environment(self, **more: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("CONGSO", "PYTHON"))}
        return kept | {"CONGSO_PYTHON": sys.executable} | more

    def run(self, *command: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=self.environment(**more)
        )

    def test_two_first_starts_at_once(self, copied: Path) -> None:
        starts = [
            subprocess.Popen(
                [copied / "run", "--port", "1"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=self.environment(),
            )
            for _ in range(2)
        ]
        outputs = [start.communicate() for start in starts]
        assert [start.returncode for start in starts] == [0, 0], outputs
        assert {output for output, _errors in outputs} == {f"{copied}/.venv ['serve', '--port', '1']\n"}
        assert sum(errors.count("Tạo môi trường") for _output, errors in outputs) == 1
        assert set(json.loads((copied / ".venv/congso-lock.json").read_text())) == {"base"}

    def test_through_a_link(self, copied: Path, tmp_path: Path) -> None:
        (tmp_path / "congso").symlink_to(copied / "congso")
        assert "'doctor'" in self.run(tmp_path / "congso", "doctor").stdout

    def test_no_python_at_all(self, copied: Path, tmp_path: Path) -> None:
        tools = tmp_path / "tools"
        tools.mkdir()
        for name in ("readlink", "dirname", "sh"):
            found = next(path for path in (Path("/bin") / name, Path("/usr/bin") / name) if path.exists())
            (tools / name).symlink_to(found)
        done = self.run("/bin/sh", copied / "congso", PATH=str(tools), CONGSO_PYTHON="no-python-here")
        assert done.returncode == 1
        assert "cần Python 3.11 trở lên" in done.stderr
        assert "needs Python 3.11" in done.stderr
