"""What each command of the command line does, one short function each, over the modules beside this one."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NoReturn

from congso.launcher import backup as backups
from congso.launcher import database, django, rights, stages
from congso.launcher import doctor as doctors
from congso.launcher import serve as serving
from congso.launcher import site as sites
from congso.launcher import upgrade as upgrades
from congso.launcher.console import complain, say
from congso.launcher.errors import LaunchError
from congso.launcher.site import ROOT, Site

# They write source files, which belong to whoever checked them out, root included.
_SOURCE_COMMANDS = {"makemigrations", "makemessages", "compilemessages", "startapp", "squashmigrations"}


def serve(site: Site, arguments: argparse.Namespace) -> int:
    wanted = not arguments.no_demo and os.environ.get("CONGSO_DEMO", "1") != "0"
    return serving.serve(site, load_demo=wanted)


def test(_site: Site, arguments: argparse.Namespace) -> int:
    if arguments.list:
        for stage in stages.plan(fast=arguments.fast, audit=arguments.audit):
            say(stage.name)
        return 0
    return stages.run(fast=arguments.fast, audit=arguments.audit, only=arguments.only)


def doctor(site: Site, _arguments: argparse.Namespace) -> int:
    return doctors.doctor(site)


def demo(site: Site, arguments: argparse.Namespace) -> int:
    return _prepared(site, "load_demo", *arguments.rest)


def createadmin(site: Site, arguments: argparse.Namespace) -> int:
    return _prepared(site, "create_admin", *arguments.rest)


def audit(site: Site, arguments: argparse.Namespace) -> int:
    if arguments.rest[:1] != ["verify"]:
        raise LaunchError("Cách dùng: congso audit verify")
    return _prepared(site, "audit_verify", *arguments.rest[1:])


def _prepared(site: Site, *command: str) -> int:
    """A management command on tables that fit this version."""
    sites.enter(site)
    if "--help" in command or "-h" in command:
        return django.manage(site, site.database_url or "postgresql:///congso", *command)
    with database.reach(site) as reach:
        django.migrate(site, reach.url, load_demo=False)
        return django.manage(site, reach.url, *command)


def manage(site: Site, arguments: argparse.Namespace) -> int:
    command = arguments.rest or ["help"]
    sites.enter(site, stay_root=command[0] in _SOURCE_COMMANDS)
    with database.reach(site) as reach:
        return django.manage(site, reach.url, *command)


def bench(site: Site, arguments: argparse.Namespace) -> int:
    names = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    if not arguments.rest or arguments.rest[0] not in names:
        say(f"Cách dùng: congso bench TÊN, với TÊN là: {', '.join(names) or '(chưa có)'}")
        return 2
    name, *rest = arguments.rest
    sites.enter(site)
    with database.reach(site) as reach:
        django.migrate(site, reach.url, load_demo=False)
        environment = site.environment(reach.url)
        environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], str(ROOT)])
        return subprocess.run(
            [sys.executable, str(ROOT / "bench" / f"{name}.py"), *rest],
            env=environment,
            check=False,
            preexec_fn=rights.child_setup(rights.current_account(), signal.SIGTERM),
        ).returncode


def check_layout(_site: Site, arguments: argparse.Namespace) -> int:
    """Needs neither data nor database; a process of its own keeps PDF and Word out of the other commands."""
    options = ["--json"] if arguments.json else []
    command = [sys.executable, "-m", "congso.launcher.layout_check", *options, "--", *arguments.files]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, env=environment, check=False).returncode


def edxml(_site: Site, arguments: argparse.Namespace) -> int:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "congso.launcher.edxml", *arguments.rest]
    return subprocess.run(command, env=environment, check=False).returncode


def simulate(_site: Site, arguments: argparse.Namespace) -> int:
    """Needs neither data nor database: the foreign axis lives in memory."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "congso.exchange.simulate", *arguments.rest]
    return subprocess.run(command, env=environment, check=False).returncode


def read(_site: Site, arguments: argparse.Namespace) -> int:
    """Needs neither data nor database; a process of its own keeps PDF, Word and OCR out of the other commands."""
    options = ["--json"] if arguments.json else []
    command = [sys.executable, "-m", "congso.launcher.read_files", *options, "--", *arguments.files]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, env=environment, check=False).returncode


def verify(site: Site, arguments: argparse.Namespace) -> int:
    """Needs no database; of the data folder only the trusted roots, when it has any."""
    options = ["--json"] * arguments.json + ["--online"] * arguments.online
    options += [word for root in arguments.roots for word in ("--roots", root)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    environment.setdefault("CONGSO_TRUST_ROOTS", str(site.data / "trust"))
    command = [sys.executable, "-m", "congso.signing.verify", *options, "--", *arguments.files]
    return subprocess.run(command, env=environment, check=False).returncode


def upgrade(site: Site, _arguments: argparse.Namespace) -> int:
    sites.enter(site)
    return upgrades.upgrade(site)


def backup(site: Site, arguments: argparse.Namespace) -> int:
    """The file takes its name only when it is whole. A child steps down, so that root can still rename it."""
    if not site.data.exists():
        raise LaunchError(f"Không có thư mục dữ liệu {site.data} để sao lưu.")
    target = Path(arguments.file or f"congso-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}.tar").absolute()
    partial = target.with_name(f"{target.name}.part")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise LaunchError(f"Không ghi được {target}: {error.strerror}.") from error
    with os.fdopen(descriptor, "wb") as file:
        child = os.fork()
        if child == 0:
            _exit_with(lambda: _write_backup(site, file))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 0:
        partial.unlink()
        return 1
    partial.replace(target)
    say(f"Đã sao lưu vào {target}. Tệp này chứa mọi dữ liệu và khoá: hãy cất giữ cẩn thận.")
    return 0


def _write_backup(site: Site, file: IO[bytes]) -> None:
    sites.enter(site)
    backups.backup(site, file)
    file.flush()
    os.fsync(file.fileno())


def _exit_with(work: Callable[[], None]) -> NoReturn:
    """End a forked child with the outcome of `work`, running none of the parent's cleaning up."""
    code = 1
    try:
        work()
        code = 0
    except LaunchError as error:
        complain(str(error))
    except OSError as error:
        complain(f"Sao lưu không thành công: {error.strerror}.")
    except KeyboardInterrupt:
        complain("Đã dừng; chưa có bản sao lưu nào được ghi.")
    finally:
        sys.stdout.flush()
        os._exit(code)


def restore(site: Site, arguments: argparse.Namespace) -> int:
    try:
        descriptor = os.open(arguments.file, os.O_RDONLY)
    except OSError as error:
        raise LaunchError(f"Không đọc được {arguments.file}: {error.strerror}.") from error
    with os.fdopen(descriptor, "rb") as source:
        sites.enter(site)
        manifest = backups.restore(site, source, force=arguments.force)
    say(f"Đã phục hồi bản sao lưu ngày {manifest['made']}, {len(manifest['files'])} tệp. Chạy ./run để mở.")
    return 0
