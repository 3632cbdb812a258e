"""`congso upgrade`: move the data folder to the PostgreSQL of this version, then tables and static files."""

import shutil
from dataclasses import replace

from congso.launcher import database, django, postgres
from congso.launcher.console import say
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import DATABASE, MAJOR, Cluster
from congso.launcher.site import Lock, Site, scratch


def upgrade(site: Site) -> int:
    """Everything a newer version needs from the data, nothing when it is already fit."""
    if not site.database_url:
        _move_to_new_major(site)
    with database.reach(site) as reach:
        django.migrate(site, reach.url, load_demo=False)
        django.finish_static(site, django.begin_static(site, reach.url))
    say("Dữ liệu đã phù hợp với bản này.")
    return 0


def _move_to_new_major(site: Site) -> None:
    """Dump with the new programs from the old server, load into a new cluster, swap; the old files stay."""
    cluster = postgres.cluster_for(site.data)
    old = cluster.major
    if old is None or old == MAJOR:
        return
    _require_programs(old)
    lock = Lock(site)
    lock.take()
    dump = scratch(site) / "upgrade.dump"
    try:
        say(f"Chuyển dữ liệu từ PostgreSQL {old} sang {MAJOR}; dữ liệu cũ được giữ trong postgres.{old}.")
        _dump_old(cluster, old, str(dump))
        fresh = replace(cluster, folder="postgres.fresh")
        shutil.rmtree(fresh.data, ignore_errors=True)
        server = postgres.start(fresh)
        try:
            command = ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={server.url()}", str(dump)]
            postgres.run_tool(fresh, command)
        finally:
            server.stop()
        cluster.data.rename(site.data / f"postgres.{old}")
        fresh.data.rename(cluster.data)
    finally:
        dump.unlink(missing_ok=True)
        lock.free()


def _require_programs(old: int) -> None:
    try:
        postgres.binaries(old)
    except LaunchError:
        raise LaunchError(
            f"Dữ liệu thuộc PostgreSQL {old} mà bản này không kèm chương trình để đọc; dữ liệu được giữ nguyên, "
            "cách chuyển bằng tay ở mục “Upgrade” trong docs/operators.md."
        ) from None


def _dump_old(cluster: Cluster, old: int, dump: str) -> None:
    server = postgres.start(cluster, major=old)
    try:
        command = ["pg_dump", "--format=custom", "--no-owner", f"--file={dump}", server.url(DATABASE)]
        postgres.run_tool(cluster, command)
    finally:
        server.stop()
