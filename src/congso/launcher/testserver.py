"""The PostgreSQL of test runs: one server shared by all runs of a checkout, databases apart.

`python -m congso.launcher.testserver ROOT PID` starts or joins the server, prints its address for the test run
PID and lives until its standard input closes, however that run ended. The last one out stops the server.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from congso.launcher import postgres, rights
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import Cluster, Server
from congso.launcher.processes import is_alive


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _join(cluster: Cluster) -> Server:
    found = postgres.running(cluster)
    if found:
        return found
    try:
        return postgres.start(cluster, detached=True, patience=10)
    except LaunchError:
        # Not durable by design: after a crash of the machine the files may be torn, and nothing in them is missed.
        shutil.rmtree(cluster.data, ignore_errors=True)
        return postgres.start(cluster, detached=True)


def drop_databases(server: Server, *, of_run: int) -> None:
    """Drop the databases of that run and of runs that are dead."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE '%congso\\_%'"
        ).fetchall()
        for (name,) in rows:
            digits = name.partition("congso_")[2].partition("_")[0]
            if digits.isdecimal() and (int(digits) == of_run or not is_alive(int(digits))):
                with contextlib.suppress(psycopg.Error):
                    connection.execute(
                        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                    )


def home_of(root: Path) -> Path:
    """Where the cluster of test runs lies: in the checkout, or in the temporary folder when that is not ours."""
    name = f"testpg-{os.geteuid()}"
    cache = root / ".cache"
    with contextlib.suppress(OSError):
        cache.mkdir(exist_ok=True)
    return cache / name if os.access(cache, os.W_OK) else Path("/var/tmp") / f"congso-{name}"  # noqa: S108


def main(home: Path, run: int) -> None:
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    cluster = postgres.cluster_for(home, durable=False)
    rights.give(home, cluster.account)
    gate, users = home / "gate.lock", home / "users.lock"
    with users.open("a") as mine:
        with _locked(gate):
            fcntl.flock(mine, fcntl.LOCK_SH)
            server = _join(cluster)
            drop_databases(server, of_run=run)
        sys.stdout.write(server.url(f"congso_{run}") + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        with _locked(gate):
            drop_databases(server, of_run=run)
            fcntl.flock(mine, fcntl.LOCK_UN)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


if __name__ == "__main__":
    main(home_of(Path(sys.argv[1])), int(sys.argv[2]))
