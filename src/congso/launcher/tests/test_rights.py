"""Choosing the service account, and becoming it."""

import os
import pwd
import signal
import subprocess
from pathlib import Path

import pytest

from congso.launcher import rights
from congso.launcher.errors import LaunchError
from congso.launcher.tests.machine import account, needs_root


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(rights, "is_root", lambda: True)
    monkeypatch.delenv("SUDO_UID", raising=False)
    monkeypatch.setattr(rights, "_owner", lambda _path: 0)
    return monkeypatch


class TestChoice:
    def test_a_plain_user_serves_himself(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(rights, "is_root", lambda: False)
        assert rights.service_account(tmp_path) == rights.current_account()

    def test_whoever_called_sudo(self, as_root: pytest.MonkeyPatch, tmp_path: Path) -> None:
        as_root.setenv("SUDO_UID", str(account("daemon").uid))
        assert rights.service_account(tmp_path).name == "daemon"

    def test_owner_of_an_existing_database_comes_first(
        self, as_root: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        as_root.setenv("SUDO_UID", str(account("daemon").uid))
        nobody = account("nobody").uid
        as_root.setattr(rights, "_owner", lambda path: nobody if path.name == "postgres" else 0)
        assert rights.service_account(tmp_path).name == "nobody"

    def test_an_owner_without_a_name_is_passed_over(
        self, as_root: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        as_root.setenv("SUDO_UID", "4000000")
        as_root.setattr(rights, "_owner", lambda path: account("daemon").uid if path == tmp_path else 0)
        assert rights.service_account(tmp_path).name == "daemon"

    def test_the_system_account_is_made_when_missing(
        self, as_root: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        commands: list[list[str]] = []
        as_root.setattr(rights, "_exists", lambda name: name == "nobody")
        as_root.setattr(rights.shutil, "which", lambda *_a, **_k: "/usr/sbin/useradd")
        as_root.setattr(rights.subprocess, "run", lambda command, **_k: commands.append(command))
        assert rights.service_account(tmp_path).name == "nobody"
        assert commands[0][0] == "/usr/sbin/useradd"
        assert commands[0][-1] == "congso"

    def test_a_machine_without_plain_accounts(self, as_root: pytest.MonkeyPatch, tmp_path: Path) -> None:
        as_root.setattr(rights, "_exists", lambda _name: False)
        as_root.setattr(rights.shutil, "which", lambda *_a, **_k: None)
        with pytest.raises(LaunchError, match="useradd"):
            rights.service_account(tmp_path)

    def test_an_account_without_a_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rights.os, "geteuid", lambda: 4000000)
        with pytest.raises(LaunchError, match="4000000"):
            rights.current_account()

    def test_existence_of_accounts(self) -> None:
        assert rights._exists("nobody")
        assert not rights._exists("no-such-account-here")

    def test_owner_of_what_is_not_there(self, tmp_path: Path) -> None:
        assert rights._owner(tmp_path / "none") == 0
        assert rights._owner(tmp_path) == os.geteuid()


class TestCapabilities:
    def test_a_plain_user_gets_none(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(rights, "is_root", lambda: False)
        assert rights.with_needed_capabilities(account("daemon"), [tmp_path], 80).capabilities == ()

    @needs_root
    def test_none_when_every_folder_is_open(self) -> None:
        assert rights.with_needed_capabilities(account("daemon"), [Path("/usr/bin")], 8000).capabilities == ()

    @needs_root
    def test_low_port(self) -> None:
        chosen = rights.with_needed_capabilities(account("daemon"), [Path("/usr")], 80)
        assert chosen.capabilities == (rights.CAP_NET_BIND_SERVICE,)

    @needs_root
    def test_closed_folder_becomes_readable_and_stays_unwritable(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        (closed / "inside").mkdir(parents=True)
        closed.chmod(0o700)
        (closed / "inside" / "text").write_text("đọc được")
        assert rights.blocked(account("daemon"), [Path("/usr"), closed / "inside"]) == closed / "inside"
        chosen = rights.with_needed_capabilities(account("daemon"), [closed / "inside"])
        script = f"id -u; cat '{closed}/inside/text'; touch '{closed}/inside/new' 2>/dev/null || echo no"
        done = subprocess.run(
            ["/bin/sh", "-c", script],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=rights.child_setup(chosen, signal.SIGTERM),
        )
        if rights.CAP_DAC_READ_SEARCH in chosen.capabilities:
            assert done.stdout == f"{chosen.uid}\nđọc đượcno\n"


class TestGiving:
    @needs_root
    def test_links_are_not_followed(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.write_text("")
        folder = tmp_path / "data"
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "file").write_text("")
        (folder / "link").symlink_to(outside)
        rights.give(folder, account("daemon"))
        owner = account("daemon").uid
        assert [path.lstat().st_uid for path in (folder, folder / "deep" / "file", folder / "link")] == [
            owner
        ] * 3
        assert outside.stat().st_uid == 0

    def test_a_plain_user_gives_nothing(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(rights, "is_root", lambda: False)
        rights.give(tmp_path, account("daemon"))
        assert tmp_path.stat().st_uid == os.geteuid()


@needs_root
def test_becoming_another_account_is_for_good() -> None:
    child = os.fork()
    if child == 0:
        try:
            rights.become(account("daemon"))
            os.setuid(0)
        except PermissionError:
            os._exit(7 if os.geteuid() == pwd.getpwnam("daemon").pw_uid else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
