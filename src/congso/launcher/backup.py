"""Backup and restore: one tar with a dump of the database, the data folder's files, and a manifest with SHA-256.

The dump is taken first. Files are stored once under their hash and never rewritten, so every file the dump knows
is in the copy taken after it.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import psycopg

from congso.launcher import database, postgres
from congso.launcher.database import Reach
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import MAJOR
from congso.launcher.site import MARKER, Site, hand_over, scratch

FORMAT = 1
_DUMP = "database.dump"
_MANIFEST = "manifest.json"
# Made again at every start, or belonging to this machine only.
_LEFT_OUT = {"postgres", "postgres.new", "logs", "tmp", "cache", "static", "run.json", "congso.lock", MARKER}
_CHUNK = 1024 * 1024


class _Hashing(io.RawIOBase):
    """Passes a file through to tar and hashes it on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def backup(site: Site, target: IO[bytes]) -> dict[str, Any]:
    """Write the backup into `target` (opened by the caller, before root steps down); returns the manifest."""
    dump = scratch(site) / f"backup-{os.getpid()}.dump"
    try:
        with database.reach(site) as reach:
            _dump(site, reach, dump)
            with tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT) as archive:
                return _write(site, archive, dump)
    finally:
        dump.unlink(missing_ok=True)


def _dump(site: Site, reach: Reach, dump: Path) -> None:
    cluster = postgres.cluster_for(site.data)
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}", reach.url]
    postgres.run_tool(cluster, command)


def _write(site: Site, archive: tarfile.TarFile, dump: Path) -> dict[str, Any]:
    entries: dict[str, dict[str, Any]] = {}
    members = [(_DUMP, dump), *((f"data/{path.relative_to(site.data)}", path) for path in _files(site.data))]
    for name, path in members:
        with path.open("rb") as file:
            information = archive.gettarinfo(arcname=name, fileobj=file)
            information.uid = information.gid = 0
            information.uname = information.gname = ""
            hashing = _Hashing(file)
            archive.addfile(information, cast(IO[bytes], hashing))
            entries[name] = {"size": information.size, "sha256": hashing.digest.hexdigest()}
    manifest = {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgresql": MAJOR,
        "migrations": sorted(database.own_migrations()),
        "files": entries,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    information = tarfile.TarInfo(_MANIFEST)
    information.size, information.mode, information.mtime = len(text), 0o600, int(time.time())
    archive.addfile(information, io.BytesIO(text))
    return manifest


def _files(data: Path) -> Iterator[Path]:
    for top in sorted(data.iterdir()):
        if top.name in _LEFT_OUT or top.name.startswith(("postgres.", "before-restore-")) or top.is_symlink():
            continue
        if top.is_file():
            yield top
        for folder, _folders, names in os.walk(top):
            yield from (Path(folder) / name for name in sorted(names) if (Path(folder) / name).is_file())


def restore(site: Site, source: IO[bytes], *, force: bool = False) -> dict[str, Any]:
    """Read a backup into the site; returns its manifest.

    Everything is unpacked and checked before anything is changed. What was there is moved to
    `before-restore-<time>` (`force`), never deleted; without `force` a site with data is refused.
    """
    fresh = scratch(site) / f"restore-{os.getpid()}"
    fresh.mkdir(mode=0o700)
    try:
        manifest = _unpack(source, fresh)
        unknown = set(manifest["migrations"]) - database.own_migrations()
        if unknown:
            raise LaunchError(
                f"Bản sao lưu thuộc một bản Công Sở mới hơn (có {min(unknown)}); chưa có gì thay đổi, hãy dùng bản mới hơn."
            )
        _make_room(site, force=force)
        _put_files(site, fresh)
        hand_over(site)
        with database.reach(site) as reach:
            _load(site, reach, fresh / _DUMP)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def _unpack(source: IO[bytes], fresh: Path) -> dict[str, Any]:
    found: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|*") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is None:
                    raise LaunchError(f"Bản sao lưu chứa mục lạ {member.name}; chưa có gì thay đổi.")
                if member.name == _MANIFEST:
                    manifest = json.loads(file.read())
                else:
                    found[member.name] = _extract(file, fresh, member.name)
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise LaunchError(
            f"Tệp này không phải bản sao lưu trọn vẹn ({error}); chưa có gì thay đổi."
        ) from error
    _check(manifest, found)
    return manifest or {}


def _extract(file: IO[bytes], fresh: Path, name: str) -> str:
    target = (fresh / name).resolve()
    if not target.is_relative_to(fresh.resolve()):
        raise LaunchError(f"Bản sao lưu chứa đường dẫn lạ {name}; chưa có gì thay đổi.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with target.open("wb") as output:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            output.write(chunk)
    return digest.hexdigest()


def _check(manifest: dict[str, Any] | None, found: dict[str, str]) -> None:
    if manifest is None or manifest.get("format") != FORMAT or _DUMP not in found:
        raise LaunchError("Tệp này không phải bản sao lưu trọn vẹn (thiếu bảng kê); chưa có gì thay đổi.")
    wanted = {name: entry["sha256"] for name, entry in manifest["files"].items()}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise LaunchError(f"Bản sao lưu bị hỏng ở {name} (khác mã băm); chưa có gì thay đổi.")


def _make_room(site: Site, *, force: bool) -> None:
    there = [
        path
        for path in site.data.iterdir()
        if path.name not in {MARKER, "tmp", "congso.lock", "logs", "secret-key"}
    ]
    if site.database_url:
        tables = database.inspect(site.database_url)
        if not tables.empty and not force:
            raise LaunchError(
                "Cơ sở dữ liệu trong DATABASE_URL không trống; thêm --force để thay nội dung của nó."
            )
    if not there:
        return
    if not force:
        raise LaunchError(
            f"Thư mục {site.data} đã có dữ liệu; hãy phục hồi vào thư mục trống, hoặc thêm --force "
            "(dữ liệu đang có được chuyển sang một thư mục con)."
        )
    if not site.database_url and postgres.running(postgres.cluster_for(site.data)):
        raise LaunchError("Công Sở đang chạy với thư mục dữ liệu này; hãy dừng nó trước khi phục hồi.")
    aside = site.data / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in there:
        if not path.name.startswith("before-restore-"):
            path.rename(aside / path.name)


def _put_files(site: Site, fresh: Path) -> None:
    if not (fresh / "data").is_dir():
        return
    for path in sorted((fresh / "data").iterdir()):
        path.replace(site.data / path.name)


def _load(site: Site, reach: Reach, dump: Path) -> None:
    if site.database_url and not database.inspect(site.database_url).empty:
        with psycopg.connect(site.database_url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    command = ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    postgres.run_tool(postgres.cluster_for(site.data), [*command, f"--dbname={reach.url}", str(dump)])
