"""The database of a site, whichever server it lies on: reaching it, and telling whether its tables fit this version."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from congso.launcher import postgres
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import Server
from congso.launcher.site import ROOT, Lock, Site

LEAST_VERSION = 150000
_TABLE = "congso_launch"


@dataclass(frozen=True)
class Reach:
    """How to reach the database: `url` for DATABASE_URL, `server` only when it is the one brought along."""

    url: str
    server: Server | None = None


@contextlib.contextmanager
def reach(site: Site) -> Iterator[Reach]:
    """The database for the length of a block, joining a running server or starting one under the lock."""
    if site.database_url:
        check_outside(site.database_url)
        yield Reach(site.database_url)
        return
    cluster = postgres.cluster_for(site.data)
    found = postgres.running(cluster)
    if found:
        yield Reach(found.url(), found)
        return
    lock = Lock(site)
    lock.take()
    try:
        server = postgres.start(cluster)
        try:
            yield Reach(server.url(), server)
        finally:
            server.stop()
    finally:
        lock.free()


def check_outside(url: str) -> None:
    """One sentence for a DATABASE_URL that does not answer or is too old; the password is never shown."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = " ".join(str(error).split())[:300]
        raise LaunchError(f"Không kết nối được cơ sở dữ liệu trong DATABASE_URL: {reason}") from None
    if version < LEAST_VERSION:
        raise LaunchError(
            f"Máy chủ trong DATABASE_URL là PostgreSQL {version // 10000}; Công Sở cần PostgreSQL 15 trở lên."
        )


@dataclass(frozen=True)
class Tables:
    """State of the tables: `empty` before the first migration, `missing` and `unknown` are app.name of migrations."""

    empty: bool
    missing: frozenset[str]
    unknown: frozenset[str]
    same_packages: bool
    has_people: bool

    @property
    def fit(self) -> bool:
        return not self.empty and not self.missing and self.same_packages


def own_migrations(source: Path = ROOT / "src" / "congso") -> frozenset[str]:
    files = source.glob("*/migrations/[0-9]*.py")
    return frozenset(f"{file.parent.parent.name}.{file.stem}" for file in files)


def own_apps(source: Path = ROOT / "src" / "congso") -> frozenset[str]:
    return frozenset(path.parent.name for path in source.glob("*/__init__.py"))


def packages_fingerprint() -> str:
    """Tables of third parties change only with the lock file."""
    return hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes()).hexdigest()


def inspect(url: str) -> Tables:
    """Compare the tables with this version without loading Django: a second start has five seconds."""
    with psycopg.connect(url) as connection:
        if not _has_table(connection, "django_migrations"):
            return Tables(True, own_migrations(), frozenset(), False, False)
        rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
        applied = {f"{app}.{name}" for app, name in rows if app in own_apps()}
        has_people = False
        if _has_table(connection, "people_person"):
            has_people = connection.execute("SELECT 1 FROM people_person LIMIT 1").fetchone() is not None
        stamp = None
        if _has_table(connection, _TABLE):
            stamp = connection.execute(f"SELECT value FROM {_TABLE} WHERE key = 'packages'").fetchone()  # noqa: S608
        same = stamp is not None and stamp[0] == packages_fingerprint()
    own = own_migrations()
    return Tables(False, own - applied, frozenset(applied) - own, same, has_people)


def _has_table(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s)", [f"public.{name}"]).fetchone()
    return row is not None and row[0] is not None


def refuse_newer(tables: Tables) -> None:
    if tables.unknown:
        example = sorted(tables.unknown)[0]
        raise LaunchError(
            f"Cơ sở dữ liệu thuộc một bản Công Sở mới hơn (có {example} mà bản này không biết); "
            "dữ liệu được giữ nguyên, hãy dùng bản mới hơn hoặc phục hồi một bản sao lưu cũ."
        )


def remember_packages(url: str) -> None:
    """Note that the tables of third parties fit the present lock file."""
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE} (key text PRIMARY KEY, value text NOT NULL)")
        connection.execute(
            f"INSERT INTO {_TABLE} VALUES ('packages', %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",  # noqa: S608
            [packages_fingerprint()],
        )
