"""Backup and restore, round trip and refusals, with a real cluster."""

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from congso.launcher import backup, commands, database, postgres, rights
from congso.launcher import site as sites
from congso.launcher.errors import LaunchError
from congso.launcher.site import Site


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one table and one file, its server running."""
    site = Site(tmp_path_factory.mktemp("sao lưu") / "dữ liệu")
    sites.enter(site, stay_root=True)
    (site.data / "files" / "ab").mkdir(parents=True)
    (site.data / "files" / "ab" / "abcd").write_bytes(b"%PDF bytes")
    (site.data / "static").mkdir()
    (site.data / "static" / "made again.css").write_text("x")
    server = postgres.start(postgres.cluster_for(site.data, durable=False))
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE văn_bản (số int, trích_yếu text)")
        connection.execute("INSERT INTO văn_bản VALUES (15, 'Về việc nghỉ Tết')")
    yield site
    server.stop()


@pytest.fixture(scope="module")
def archive(filled: Site) -> bytes:
    target = io.BytesIO()
    backup.backup(filled, target)
    return target.getvalue()


@pytest.fixture
def fresh(tmp_path: Path) -> Site:
    site = Site(tmp_path / "mới")
    sites.enter(site, stay_root=True)
    return site


def rewritten(archive: bytes, change: object) -> io.BytesIO:
    """The archive with `change(name, data)` applied to each member; None leaves one out."""
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(archive)) as old, tarfile.open(fileobj=target, mode="w") as new:
        for member in old:
            file = old.extractfile(member)
            assert file is not None
            data = change(member.name, file.read())  # type: ignore[operator]
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    target.seek(0)
    return target


def test_the_manifest_lists_every_file_with_its_hash(archive: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        names = tar.getnames()
        file = tar.extractfile("manifest.json")
        assert file is not None
        manifest = json.load(file)
    assert names[0] == "database.dump"
    assert names[-1] == "manifest.json"
    assert set(manifest["files"]) == {"database.dump", "data/files/ab/abcd", "data/secret-key"}
    assert manifest["postgresql"] == postgres.MAJOR


@pytest.mark.slow
def test_round_trip(archive: bytes, filled: Site, fresh: Site) -> None:
    backup.restore(fresh, io.BytesIO(archive))
    assert (fresh.data / "files" / "ab" / "abcd").read_bytes() == b"%PDF bytes"
    assert fresh.secret_file.read_text() == filled.secret_file.read_text()
    with database.reach(fresh) as reach, psycopg.connect(reach.url) as connection:
        assert connection.execute("SELECT * FROM văn_bản").fetchall() == [(15, "Về việc nghỉ Tết")]
    with pytest.raises(LaunchError, match="--force"):
        backup.restore(fresh, io.BytesIO(archive))
    backup.restore(fresh, io.BytesIO(archive), force=True)
    aside = next(fresh.data.glob("before-restore-*"))
    assert (aside / "files" / "ab" / "abcd").exists()
    assert (aside / "postgres").is_dir()


def test_a_running_site_is_not_overwritten(archive: bytes, filled: Site) -> None:
    with pytest.raises(LaunchError, match="dừng nó trước"):
        backup.restore(filled, io.BytesIO(archive), force=True)
    assert (filled.data / "files" / "ab" / "abcd").exists()


def damaged(name: str, data: bytes) -> bytes:
    return data + b"!" if name.startswith("data/files") else data


def unlisted(name: str, data: bytes) -> bytes | None:
    return None if name == "manifest.json" else data


def newer(name: str, data: bytes) -> bytes:
    if name != "manifest.json":
        return data
    return json.dumps(json.loads(data) | {"migrations": ["people.9999_from_the_future"]}).encode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(damaged, "bị hỏng ở data/files"), (unlisted, "thiếu bảng kê"), (newer, "9999_from_the_future")],
)
def test_a_bad_archive_changes_nothing(archive: bytes, fresh: Site, change: object, sentence: str) -> None:
    before = sorted(fresh.data.iterdir())
    with pytest.raises(LaunchError, match=sentence):
        backup.restore(fresh, rewritten(archive, change))
    assert sorted(path for path in fresh.data.iterdir() if path.name != "tmp") == before


def test_something_else_is_not_a_backup(fresh: Site, archive: bytes) -> None:
    for source in (b"not a tar", archive[: len(archive) // 2]):
        with pytest.raises(LaunchError, match="không phải bản sao lưu trọn vẹn"):
            backup.restore(fresh, io.BytesIO(source))


@pytest.mark.parametrize(("name", "kind"), [("../outside", tarfile.REGTYPE), ("link", tarfile.SYMTYPE)])
def test_an_archive_cannot_reach_outside(fresh: Site, name: str, kind: bytes) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member, io.BytesIO())
    target.seek(0)
    with pytest.raises(LaunchError, match="lạ"):
        backup.restore(fresh, target)
    assert not (fresh.data / "tmp" / "outside").exists()


class TestOutsideServer:
    def test_replaces_its_content_only_when_forced(self, archive: bytes, filled: Site, fresh: Site) -> None:
        found = postgres.running(postgres.cluster_for(filled.data))
        assert found is not None
        with psycopg.connect(found.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE outside")
        outside = Site(fresh.data, database_url=found.url("outside"))
        with psycopg.connect(outside.database_url) as connection:
            connection.execute("CREATE TABLE django_migrations (app text, name text)")
        with pytest.raises(LaunchError, match="DATABASE_URL không trống"):
            backup.restore(outside, io.BytesIO(archive))
        backup.restore(outside, io.BytesIO(archive), force=True)
        with psycopg.connect(outside.database_url) as connection:
            assert connection.execute("SELECT số FROM văn_bản").fetchone() == (15,)


class TestCommand:
    def test_writes_a_whole_file_and_reads_it(
        self,
        filled: Site,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        target = tmp_path / "bản sao.tar"
        assert commands.backup(filled, SimpleNamespace(file=str(target))) == 0  # type: ignore[arg-type]
        assert target.stat().st_mode & 0o777 == 0o600
        assert "cất giữ cẩn thận" in capsys.readouterr().out
        seen: list[bytes] = []

        def restore(_site: Site, source: io.BufferedReader, *, force: bool) -> dict[str, object]:
            seen.append(source.read())
            return {"made": "2026-11-17", "files": {}}

        monkeypatch.setattr(rights, "is_root", lambda: False)
        monkeypatch.setattr(commands.backups, "restore", restore)
        arguments = SimpleNamespace(file=str(target), force=False)
        assert commands.restore(Site(tmp_path / "data"), arguments) == 0  # type: ignore[arg-type]
        assert seen == [target.read_bytes()]

    def test_a_failed_backup_leaves_no_file(
        self, filled: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object) -> None:
            raise LaunchError("hỏng")

        monkeypatch.setattr(commands.backups, "backup", fail)
        assert commands.backup(filled, SimpleNamespace(file=str(tmp_path / "x.tar"))) == 1  # type: ignore[arg-type]
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()])
    def test_a_child_says_what_stopped_it(
        self, error: BaseException, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Ended(Exception):
            pass

        def end(code: int) -> None:
            raise Ended(code)

        def fail() -> None:
            raise error

        said: list[str] = []
        monkeypatch.setattr(commands.os, "_exit", end)
        monkeypatch.setattr(commands, "complain", said.append)
        with pytest.raises(Ended, match="1"):
            commands._exit_with(fail)
        assert len(said) == 1

    def test_nothing_to_back_up(self, tmp_path: Path) -> None:
        with pytest.raises(LaunchError, match="Không có thư mục dữ liệu"):
            commands.backup(Site(tmp_path / "none"), SimpleNamespace(file=None))  # type: ignore[arg-type]

    def test_places_that_cannot_be_opened(self, tmp_path: Path) -> None:
        nowhere = str(tmp_path / "none" / "x.tar")
        with pytest.raises(LaunchError, match="Không ghi được"):
            commands.backup(Site(tmp_path), SimpleNamespace(file=nowhere))  # type: ignore[arg-type]
        with pytest.raises(LaunchError, match="Không đọc được"):
            commands.restore(Site(tmp_path), SimpleNamespace(file=nowhere, force=False))  # type: ignore[arg-type]
