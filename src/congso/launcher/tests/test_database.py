"""Reaching the database, and telling whether its tables fit this version."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from congso.launcher import database, postgres, rights, testserver, upgrade
from congso.launcher import django as django_commands
from congso.launcher import site as sites
from congso.launcher.database import Tables
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import Server
from congso.launcher.processes import is_alive
from congso.launcher.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("db") / "data")
    sites.enter(made, stay_root=True)
    return made


@pytest.fixture(scope="module")
def server(site: Site) -> Iterator[Server]:
    started = postgres.start(postgres.cluster_for(site.data, durable=False))
    yield started
    started.stop()


@pytest.fixture
def url(server: Server, request: pytest.FixtureRequest) -> str:
    """An empty database."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.url(name)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        database, "own_migrations", lambda: frozenset({"people.0001_initial", "people.0002_more"})
    )
    monkeypatch.setattr(database, "own_apps", lambda: frozenset({"people"}))


def fill(url: str, *names: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE django_migrations (app text, name text)")
        for name in names:
            connection.execute(
                "INSERT INTO django_migrations VALUES ('people', %s), ('auth', '0099_other')", [name]
            )


@pytest.mark.usefixtures("own")
class TestTables:
    def test_an_empty_database(self, url: str) -> None:
        found = database.inspect(url)
        assert found.empty
        assert not found.fit

    def test_behind(self, url: str) -> None:
        fill(url, "0001_initial")
        found = database.inspect(url)
        assert found.missing == {"people.0002_more"}
        assert not found.unknown
        assert not found.fit

    def test_fit_once_the_packages_are_remembered(self, url: str) -> None:
        fill(url, "0001_initial", "0002_more")
        assert not database.inspect(url).fit
        database.remember_packages(url)
        database.remember_packages(url)
        assert database.inspect(url).fit

    def test_newer_is_refused_in_one_sentence(self, url: str) -> None:
        fill(url, "0001_initial", "0002_more", "0003_future")
        found = database.inspect(url)
        assert found.unknown == {"people.0003_future"}
        with pytest.raises(LaunchError, match=r"mới hơn .*people\.0003_future.*giữ nguyên"):
            database.refuse_newer(found)

    def test_people_are_looked_for(self, url: str) -> None:
        fill(url, "0001_initial")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE people_person (id int)")
        assert not database.inspect(url).has_people
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO people_person VALUES (1)")
        assert database.inspect(url).has_people


def test_migrations_are_found_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "people" / "migrations"
    folder.mkdir(parents=True)
    for name in ("people/__init__.py", "people/migrations/__init__.py", "people/migrations/0001_initial.py"):
        (tmp_path / name).write_text("")
    assert database.own_migrations(tmp_path) == {"people.0001_initial"}
    assert database.own_apps(tmp_path) == {"people"}


class TestReaching:
    def test_joins_the_running_server(self, site: Site, server: Server) -> None:
        with database.reach(site) as reach:
            assert reach.server is not None
            assert reach.server.pid == server.pid

    def test_an_outside_server(self, site: Site, server: Server) -> None:
        with database.reach(Site(site.data, database_url=server.url())) as reach:
            assert reach.server is None

    def test_starts_one_under_the_lock(self, tmp_path: Path) -> None:
        alone = Site(tmp_path / "data")
        sites.enter(alone, stay_root=True)
        with database.reach(alone) as reach:
            assert reach.server is not None
            with pytest.raises(LaunchError, match="đang chạy"):
                sites.Lock(alone).take()
        assert not is_alive(reach.server.pid)

    def test_nobody_answers(self, tmp_path: Path) -> None:
        with pytest.raises(LaunchError, match="Không kết nối được") as told:
            database.check_outside(f"postgresql://user:geheim@/x?host={tmp_path}")
        assert "geheim" not in str(told.value)

    def test_too_old(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "LEAST_VERSION", 990000)
        with pytest.raises(LaunchError, match="cần PostgreSQL 15"):
            database.check_outside(server.url())


class TestDjango:
    """What is asked of Django, without Django."""

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
        calls: list[tuple[str, ...]] = []
        monkeypatch.setattr(
            django_commands, "manage", lambda _site, _url, *words, **_options: calls.append(words) or 0
        )
        monkeypatch.setattr(django_commands, "has_command", lambda _name: True)
        monkeypatch.setattr(django_commands.database, "remember_packages", lambda _url: None)
        return calls

    def tables(self, monkeypatch: pytest.MonkeyPatch, found: Tables) -> None:
        monkeypatch.setattr(django_commands.database, "inspect", lambda _url: found)

    def test_an_empty_database_gets_tables_and_demo(
        self, asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        self.tables(monkeypatch, Tables(True, frozenset(), frozenset(), False, False))
        django_commands.migrate(Site(tmp_path), "", load_demo=True)
        assert [words[0] for words in asked] == ["migrate", "set_up", "load_demo"]

    def test_a_fitting_one_is_left_alone(
        self, asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        self.tables(monkeypatch, Tables(False, frozenset(), frozenset(), True, True))
        django_commands.migrate(Site(tmp_path), "", load_demo=True)
        assert asked == []

    @pytest.mark.parametrize(("empty", "sentence"), [(True, "Cập nhật bảng"), (False, "dữ liệu mẫu")])
    def test_failures_are_said(
        self,
        empty: bool,
        sentence: str,
        asked: list[tuple[str, ...]],
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        self.tables(monkeypatch, Tables(empty, frozenset(), frozenset(), True, False))
        monkeypatch.setattr(django_commands, "manage", lambda *_a, **_k: 1)
        with pytest.raises(LaunchError, match=sentence):
            django_commands.migrate(Site(tmp_path), "", load_demo=True)
        assert asked == []

    def test_static_files_are_gathered_once(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(django_commands, "python", lambda *_a: ["/bin/true"])
        first = django_commands.begin_static(Site(tmp_path), "")
        assert first is not None
        django_commands.finish_static(Site(tmp_path), first)
        assert django_commands.begin_static(Site(tmp_path), "") is None
        django_commands.finish_static(Site(tmp_path), None)

    def test_static_files_that_fail_are_said(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(django_commands, "python", lambda *_a: ["/bin/false"])
        failing = django_commands.begin_static(Site(tmp_path), "")
        with pytest.raises(LaunchError, match="tệp giao diện"):
            django_commands.finish_static(Site(tmp_path), failing)
        again = django_commands.begin_static(Site(tmp_path), "")
        assert again is not None
        again.give_up()

    def test_a_management_command_runs_in_the_site(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            django_commands, "python", lambda *_a: ["/bin/sh", "-c", 'test -n "$CONGSO_DATA_DIR"']
        )
        assert django_commands.manage(Site(tmp_path), "postgresql:///x", "check") == 0
        assert not django_commands.has_command("no_such_command")


class TestUpgrade:
    @pytest.mark.slow
    def test_moves_from_16_and_keeps_the_old_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site = Site(tmp_path / "dữ liệu cũ")
        sites.enter(site, stay_root=True)
        cluster = postgres.cluster_for(site.data, durable=False)
        (site.data / "logs").mkdir()
        rights.give(site.data, cluster.account)
        command = ["initdb", "-D", str(cluster.data), "-U", "congso", "-E", "UTF8", "--locale=C", "--no-sync"]
        postgres.run_tool(cluster, [*command, "--auth-local=peer"], major=16)
        single = ["postgres", "--single", "-D", str(cluster.data), "postgres"]
        postgres.run_tool(cluster, single, stdin="CREATE DATABASE congso;\n", major=16)
        old = postgres.start(cluster, major=16)
        with psycopg.connect(old.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        old.stop()
        with pytest.raises(LaunchError, match="congso upgrade"):
            postgres.start(cluster)
        monkeypatch.setattr(upgrade.django, "migrate", lambda *_a, **_k: None)
        monkeypatch.setattr(upgrade.django, "begin_static", lambda *_a: None)
        assert upgrade.upgrade(site) == 0
        assert (site.data / "postgres.16" / "PG_VERSION").read_text().strip() == "16"
        with database.reach(site) as reach, psycopg.connect(reach.url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
        assert upgrade.upgrade(site) == 0

    def test_a_major_without_programs(self, tmp_path: Path) -> None:
        site = Site(tmp_path / "data")
        sites.enter(site, stay_root=True)
        (site.data / "postgres").mkdir()
        (site.data / "postgres" / "PG_VERSION").write_text("14\n")
        with pytest.raises(LaunchError, match=r"PostgreSQL 14 .*giữ nguyên.*operators\.md"):
            upgrade.upgrade(site)


class TestServerOfTests:
    def test_dead_runs_leave_nothing(self, server: Server) -> None:
        mine, dead = f"test_congso_{os.getpid()}_gw0", "test_congso_4194305"
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            for name in (mine, dead):
                connection.execute(f"CREATE DATABASE {name}")
            testserver.drop_databases(server, of_run=0)
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'test_%'"
            ).fetchall()
            assert rows == [(mine,)]
            testserver.drop_databases(server, of_run=os.getpid())
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'test_%'"
            ).fetchall()
            assert rows == []

    @pytest.mark.slow
    def test_torn_files_are_made_anew(self, tmp_path: Path) -> None:
        cluster = postgres.cluster_for(tmp_path / "torn", durable=False)
        postgres.prepare(cluster)
        (cluster.data / "global" / "pg_control").write_bytes(b"torn")
        fresh = testserver._join(cluster)
        assert testserver._join(cluster).pid == fresh.pid
        fresh.stop()

    def test_serves_until_its_input_closes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(testserver.signal, "signal", lambda *_a: None)
        monkeypatch.setattr(testserver.sys, "stdin", (tmp_path / "empty").open("w+"))
        testserver.main(tmp_path / "pg", 77)
        testserver.sys.stdin.close()
        assert "/congso_77?host=" in capsys.readouterr().out
        assert postgres.running(postgres.cluster_for(tmp_path / "pg")) is None

    def test_its_place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert testserver.home_of(tmp_path).parent == tmp_path / ".cache"
        monkeypatch.setattr(testserver.os, "access", lambda *_a: False)
        assert testserver.home_of(tmp_path).parent != tmp_path / ".cache"
