"""The command line: help, routing, refusals, exit codes."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from congso.launcher import cli, commands, rights
from congso.launcher.errors import LaunchError
from congso.launcher.site import ROOT, Site


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    text = capsys.readouterr().out
    for command in cli.COMMANDS:
        assert f"    {command.name}" in text


@pytest.mark.parametrize("command", [row.name for row in cli.COMMANDS if not row.rest])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run([command, "--help"])
    assert ended.value.code == 0
    assert "Cách dùng: congso" in capsys.readouterr().out


def test_unknown_options_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run(["backup", "--no-such-option"])
    assert "--no-such-option" in capsys.readouterr().err
    assert cli.run(["--no-such-option"]) == 2


def replaced(monkeypatch: pytest.MonkeyPatch, name: str, run: object) -> None:
    rows = tuple(
        cli.Command(row.name, row.help, run, row.configure, row.rest) if row.name == name else row
        for row in cli.COMMANDS
    )  # type: ignore[arg-type]
    monkeypatch.setattr(cli, "COMMANDS", rows)


def test_a_launch_error_is_one_sentence_and_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_site: Site, _arguments: object) -> int:
        raise LaunchError("Cổng 8000 bận.")

    replaced(monkeypatch, "serve", fail)
    assert cli.run(["serve", "--data", "/tmp/x"]) == 1
    assert capsys.readouterr().err == "Cổng 8000 bận.\n"


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_site: Site, _arguments: object) -> int:
        raise KeyboardInterrupt

    replaced(monkeypatch, "upgrade", interrupt)
    assert cli.run(["upgrade"]) == 130


def test_port_and_data_reach_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Site] = []
    replaced(monkeypatch, "serve", lambda site, _arguments: seen.append(site) or 0)
    assert cli.run(["serve", "--data", "/tmp/dữ liệu", "--port", "8123"]) == 0
    assert (seen[0].data, seen[0].port, seen[0].live_port) == (Path("/tmp/dữ liệu"), 8123, 8124)


def test_other_arguments_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    replaced(monkeypatch, "manage", lambda _site, arguments: seen.append(arguments.rest) or 0)
    cli.run(["manage", "--data", "/tmp/x", "migrate", "people", "--plan"])
    assert seen == [["migrate", "people", "--plan"]]


def test_the_command_line_does_not_load_django() -> None:
    code = "import sys, congso.launcher.cli; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "src")}, check=False
        ).returncode
        == 0
    )


def test_main_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.sys, "argv", ["congso", "--no-such-option"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2


class TestCommands:
    @pytest.fixture
    def called(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
        calls: list[tuple[str, ...]] = []

        class Reach:
            url = "postgresql:///x"

            def __enter__(self) -> "Reach":
                return self

            def __exit__(self, *_arguments: object) -> None:
                return None

        monkeypatch.setattr(rights, "is_root", lambda: False)
        monkeypatch.setattr(commands.database, "reach", lambda _site: Reach())
        monkeypatch.setattr(commands.django, "migrate", lambda *_a, **_k: calls.append(("migrate",)))
        monkeypatch.setattr(commands.django, "manage", lambda _site, _url, *words: calls.append(words) or 0)
        return calls

    def test_verify_needs_no_database(
        self, called: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[tuple[list[str], str]] = []

        def remember(command: list[str], *, env: dict[str, str], check: bool) -> SimpleNamespace:
            seen.append((command, env["CONGSO_TRUST_ROOTS"]))
            return SimpleNamespace(returncode=3)

        monkeypatch.delenv("CONGSO_TRUST_ROOTS", raising=False)
        monkeypatch.setattr(commands.subprocess, "run", remember)
        words = [
            "verify",
            "--data",
            str(tmp_path),
            "--json",
            "--online",
            "--roots",
            "ca.pem",
            "a.pdf",
            "b.pdf",
        ]
        assert cli.run(words) == 3
        ((command, roots),) = seen
        assert command[1:] == [
            "-m", "congso.signing.verify", "--json", "--online", "--roots", "ca.pem", "--", "a.pdf", "b.pdf"
        ]  # fmt: skip
        assert (roots, called) == (str(tmp_path / "trust"), [])

    def test_management_commands_see_fitting_tables(
        self, called: list[tuple[str, ...]], tmp_path: Path
    ) -> None:
        site = Site(tmp_path / "data")
        commands.createadmin(site, SimpleNamespace(rest=["--username", "an"]))  # type: ignore[arg-type]
        commands.demo(site, SimpleNamespace(rest=["--scale", "province"]))  # type: ignore[arg-type]
        commands.audit(site, SimpleNamespace(rest=["verify"]))  # type: ignore[arg-type]
        assert called == [
            ("migrate",), ("create_admin", "--username", "an"),
            ("migrate",), ("load_demo", "--scale", "province"),
            ("migrate",), ("audit_verify",),
        ]  # fmt: skip

    def test_their_help_needs_no_database(self, called: list[tuple[str, ...]], tmp_path: Path) -> None:
        commands.demo(Site(tmp_path / "data"), SimpleNamespace(rest=["--help"]))  # type: ignore[arg-type]
        assert called == [("load_demo", "--help")]

    def test_manage_passes_through(self, called: list[tuple[str, ...]], tmp_path: Path) -> None:
        commands.manage(Site(tmp_path / "data"), SimpleNamespace(rest=[]))  # type: ignore[arg-type]
        assert called == [("help",)]

    def test_audit_knows_only_verify(self, tmp_path: Path) -> None:
        with pytest.raises(LaunchError, match="audit verify"):
            commands.audit(Site(tmp_path), SimpleNamespace(rest=[]))  # type: ignore[arg-type]

    def test_bench_lists_its_names(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert commands.bench(Site(tmp_path), SimpleNamespace(rest=[])) == 2  # type: ignore[arg-type]
        assert "congso bench TÊN" in capsys.readouterr().out

    def test_bench_runs_a_file(
        self, called: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "bench").mkdir()
        (tmp_path / "bench" / "quick.py").write_text("import os, sys; sys.exit(len(sys.argv) + 3)")
        monkeypatch.setattr(commands, "ROOT", tmp_path)
        assert commands.bench(Site(tmp_path / "data"), SimpleNamespace(rest=["quick", "a"])) == 5  # type: ignore[arg-type]

    def test_serve_without_demo(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        wanted: list[bool] = []
        monkeypatch.setattr(commands.serving, "serve", lambda _site, load_demo: wanted.append(load_demo) or 0)
        for no_demo, value in ((False, "1"), (True, "1"), (False, "0")):
            monkeypatch.setenv("CONGSO_DEMO", value)
            commands.serve(Site(tmp_path), SimpleNamespace(no_demo=no_demo))  # type: ignore[arg-type]
        assert wanted == [True, False, False]

    def test_list_of_stages(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        commands.test(Site(tmp_path), SimpleNamespace(list=True, fast=False, audit=True, only=None))  # type: ignore[arg-type]
        assert "pip-audit" in capsys.readouterr().out

    def test_upgrade_and_doctor_are_routed(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(rights, "is_root", lambda: False)
        monkeypatch.setattr(commands.upgrades, "upgrade", lambda _site: 4)
        monkeypatch.setattr(commands.doctors, "doctor", lambda _site: 5)
        monkeypatch.setattr(commands.stages, "run", lambda **_options: 6)
        nothing = SimpleNamespace(list=False, fast=True, audit=False, only=None)
        site = Site(tmp_path / "data")
        assert commands.upgrade(site, nothing) == 4  # type: ignore[arg-type]
        assert commands.doctor(site, nothing) == 5  # type: ignore[arg-type]
        assert commands.test(site, nothing) == 6  # type: ignore[arg-type]
