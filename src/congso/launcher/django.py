"""Django for the launcher: always in a process of its own, so that the command line starts at once."""

import hashlib
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from congso.launcher import database, rights
from congso.launcher.console import line
from congso.launcher.errors import LaunchError
from congso.launcher.site import ROOT, Site


def python(*arguments: str) -> list[str]:
    """Always `python -m`: the first line of console scripts breaks on long paths and on spaces."""
    return [sys.executable, *arguments]


def manage(site: Site, url: str, *arguments: str, aside: bool = False) -> int:
    """Run a management command; its exit code. `aside`: Ctrl-C is for us, who then end the command without a trace."""
    return subprocess.run(
        python("-m", "django", *arguments),
        env=site.environment(url),
        check=False,
        start_new_session=aside,
        preexec_fn=rights.child_setup(rights.current_account(), signal.SIGTERM),
    ).returncode


def has_command(name: str) -> bool:
    return any((ROOT / "src" / "congso").glob(f"*/management/commands/{name}.py"))


def migrate(site: Site, url: str, *, load_demo: bool) -> None:
    """Bring tables to this version when they are behind; fill an empty database with the demo when asked."""
    tables = database.inspect(url)
    database.refuse_newer(tables)
    if not tables.fit:
        line("bảng", "tạo bảng" if tables.empty else f"cập nhật bảng ({len(tables.missing)} bước)")
        if manage(site, url, "migrate", "--no-input", "--verbosity", "0", aside=True) != 0:
            raise LaunchError(
                "Cập nhật bảng không thành công; dữ liệu được giữ như trước bước bị lỗi, xem các dòng trên."
            )
        if has_command("set_up") and manage(site, url, "set_up", aside=True) != 0:
            raise LaunchError("Đã cập nhật bảng nhưng chưa nạp được mẫu văn bản có sẵn, xem các dòng trên.")
        database.remember_packages(url)
    if load_demo and not tables.has_people and has_command("load_demo"):
        line("mẫu", "nạp tỉnh Mẫu để dùng thử, một đến ba phút")
        if manage(site, url, "load_demo", aside=True) != 0:
            raise LaunchError("Nạp dữ liệu mẫu không thành công, xem các dòng trên; bỏ qua bằng --no-demo.")


@dataclass(frozen=True)
class Gathering:
    """Static files being gathered; `fingerprint` is that of the files it began with."""

    process: "subprocess.Popen[bytes]"
    fingerprint: str

    def give_up(self) -> None:
        self.process.terminate()
        self.process.wait()


def begin_static(site: Site, url: str) -> Gathering | None:
    """Begin to gather and compress the static files; None when none of them changed since the last time."""
    stamp, fingerprint = _static_stamp(site), _static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return None
    line("giao diện", "gom và nén tệp giao diện")
    process = subprocess.Popen(
        python("-m", "django", "collectstatic", "--no-input", "--clear", "--verbosity", "0"),
        env=site.environment(url),
        start_new_session=True,
        preexec_fn=rights.child_setup(rights.current_account(), signal.SIGTERM),
    )
    return Gathering(process, fingerprint)


def finish_static(site: Site, gathering: Gathering | None) -> None:
    """Wait for what `begin_static` began."""
    if gathering is None:
        return
    if gathering.process.wait() != 0:
        raise LaunchError("Không gom được tệp giao diện, xem các dòng trên.")
    stamp = _static_stamp(site)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(gathering.fingerprint)


def _static_stamp(site: Site) -> Path:
    return site.data / "static" / ".congso-stamp"


def _static_fingerprint() -> str:
    files = [path for path in (ROOT / "src" / "congso").glob("*/static/**/*") if path.is_file()]
    parts = sorted(
        f"{path.relative_to(ROOT)}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files
    )
    return hashlib.sha256("\n".join([database.packages_fingerprint(), *parts]).encode()).hexdigest()
