"""One installation on this machine: the checkout, the data folder, the environment of its processes."""

import compileall
import errno
import fcntl
import json
import os
import secrets
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from congso.launcher import rights
from congso.launcher.console import say
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import binaries

ROOT = Path(__file__).resolve().parents[3]
MARKER = "congso-data.json"
LEAST_FREE = 200 * 1024 * 1024


@dataclass(frozen=True)
class Site:
    """`data` is absolute. `database_url` is that of an outside server, empty for the one brought along."""

    data: Path
    port: int = 8000
    live_port: int = 8001
    host: str = "127.0.0.1"
    database_url: str = field(default="", repr=False)

    @property
    def lock_file(self) -> Path:
        return self.data / "congso.lock"

    @property
    def state_file(self) -> Path:
        return self.data / "run.json"

    @property
    def secret_file(self) -> Path:
        return self.data / "secret-key"

    def environment(self, database_url: str) -> dict[str, str]:
        """The environment of every child: settings of the site, our source first, nothing of the caller's Python."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "PYTHON"))}
        values = {
            "CONGSO_DATA_DIR": str(self.data),
            "CONGSO_PORT": str(self.port),
            "CONGSO_LIVE_PORT": str(self.live_port),
            "CONGSO_LIVE_HOST": self.host,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "congso.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONSAFEPATH": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }
        if not any(os.environ.get(name) for name in ("CONGSO_SECRET_KEY", "CONGSO_SECRET_KEY_FILE")):
            values["CONGSO_SECRET_KEY_FILE"] = str(self.secret_file)
        return kept | values


def open_site(
    data: str | None, *, port: int = 8000, host: str = "127.0.0.1", live_port: int | None = None
) -> Site:
    """The site as the command line and the environment describe it; nothing is touched yet."""
    folder = Path(data or os.environ.get("CONGSO_DATA_DIR") or ROOT / "data").expanduser().absolute()
    database_url = os.environ.get("DATABASE_URL", "")
    return Site(folder, port, live_port or port + 1, host, database_url)


def enter(site: Site, *, stay_root: bool = False) -> None:
    """Make the data folder ready and, as root, become the service account for good (`stay_root`: only prepare)."""
    _claim(site.data)
    if rights.is_root():
        account = rights.service_account(site.data)
        rights.give(site.data, account)
        if not stay_root:
            _step_down(site, account)
    if not stay_root and not os.access(site.data, os.W_OK | os.X_OK, effective_ids=True):
        raise LaunchError(
            f"Không ghi được vào thư mục dữ liệu {site.data}; hãy cấp quyền cho tài khoản "
            f"{rights.current_account().name} hoặc chọn thư mục khác bằng --data."
        )
    _make_secret(site)


def _claim(data: Path) -> None:
    """Refuse a folder with things that are not ours: as root its owner would be changed."""
    try:
        if data.is_dir():
            names = {entry.name for entry in data.iterdir()} - {"lost+found", ".gitkeep"}
            if names and not (data / MARKER).exists() and not (data / "postgres").exists():
                raise LaunchError(
                    f"Thư mục {data} đang chứa thứ khác, không phải dữ liệu của Công Sở; "
                    "không có gì bị thay đổi, hãy chọn thư mục trống bằng --data."
                )
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        marker = data / MARKER
        if not marker.exists():
            marker.write_text(json.dumps({"format": 1}) + "\n")
    except OSError as error:
        raise LaunchError(folder_trouble(data, error)) from error


def folder_trouble(data: Path, error: OSError) -> str:
    """The sentence for a data folder that cannot be used."""
    if error.errno == errno.ENOSPC:
        return f"Ổ đĩa chứa {data} đã đầy; hãy giải phóng ít nhất 200 MB rồi chạy lại, dữ liệu cũ vẫn nguyên."
    return f"Không dùng được thư mục dữ liệu {data} ({error.strerror}); hãy chọn thư mục khác bằng --data."


def _step_down(site: Site, account: rights.Account) -> None:
    paths = [site.data, ROOT / "src", Path(sys.prefix), Path(sys.executable).resolve().parent, binaries()]
    blocked = rights.blocked(account, paths)
    account = rights.with_needed_capabilities(account, paths, site.port)
    say(
        f"Đang chạy bằng root: chuyển sang tài khoản {account.name}, "
        f"tài khoản này chỉ được giao thư mục dữ liệu {site.data}."
    )
    if blocked is not None:
        say(
            f"Tài khoản {account.name} không vào được {blocked}, nên giữ thêm quyền đọc mọi thư mục; "
            "muốn bỏ quyền này, hãy đặt chương trình, Python và dữ liệu ở nơi mọi tài khoản đọc được, "
            "ví dụ /opt và /srv."
        )
    # The account may not write beside the source: without this every start would compile everything again.
    compileall.compile_dir(ROOT / "src", quiet=2)
    rights.become(account)
    home = account.home if Path(account.home).is_dir() else str(site.data)
    os.environ.update({"HOME": home, "USER": account.name, "LOGNAME": account.name})
    for name in ("XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "SUDO_UID"):
        os.environ.pop(name, None)
    os.umask(0o077)


def _make_secret(site: Site) -> None:
    try:
        descriptor = os.open(site.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise LaunchError(folder_trouble(site.data, error)) from error
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
    hand_over(site)


def hand_over(site: Site) -> None:
    """As root (commands that stay root, tests): what was just made in the data folder goes to its account."""
    if rights.is_root():
        rights.give(site.data, rights.service_account(site.data))


def scratch(site: Site) -> Path:
    """A folder for work in progress, writable by the account of the data folder."""
    folder = site.data / "tmp"
    folder.mkdir(exist_ok=True, mode=0o700)
    hand_over(site)
    return folder


def check_disk(site: Site) -> None:
    free = shutil.disk_usage(site.data).free
    if free < LEAST_FREE:
        raise LaunchError(
            f"Ổ đĩa chứa {site.data} chỉ còn {free // (1024 * 1024)} MB, cần ít nhất 200 MB; "
            "dữ liệu vẫn nguyên, hãy giải phóng chỗ rồi chạy lại."
        )


class Lock:
    """Held while a process owns the data folder; freed by the kernel however that process ends."""

    def __init__(self, site: Site) -> None:
        self._site = site
        try:
            self._file = site.lock_file.open("a")
        except OSError as error:
            raise LaunchError(folder_trouble(site.data, error)) from error

    def take(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            state = read_state(self._site)
            where = f", địa chỉ {state['address']}" if state.get("address") else ""
            who = f" (tiến trình {state['pid']}{where})" if state.get("pid") else ""
            raise LaunchError(
                f"Công Sở đang chạy với thư mục dữ liệu {self._site.data}{who}; "
                "hãy dùng bản đang chạy, hoặc dừng nó trước."
            ) from None

    def free(self) -> None:
        self._file.close()


def read_state(site: Site) -> dict[str, Any]:
    """What the running supervisor wrote of itself, {} when there is none."""
    try:
        state = json.loads(site.state_file.read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(site: Site, state: dict[str, Any]) -> None:
    fresh = site.state_file.with_suffix(".new")
    fresh.write_text(json.dumps(state, ensure_ascii=False) + "\n")
    fresh.replace(site.state_file)
