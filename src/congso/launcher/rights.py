"""Which account runs the product and how a process becomes it.

PostgreSQL refuses to run as root, and so does this product: started by root it picks a service account,
gives it the data folder and nothing else, and continues as that account.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from congso.launcher.errors import LaunchError

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAP_NET_BIND_SERVICE = 10

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_CAPBSET_READ = 23
_PR_SET_SECUREBITS = 28
_SECBIT_NO_SETUID_FIXUP = 1 << 2
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAPABILITY_VERSION_3 = 0x20080522

_LINUX = sys.platform.startswith("linux")
# Loaded once here: between fork and exec a child must not import or allocate more than it needs.
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """An account of this machine; `capabilities` are Linux capability numbers its processes keep."""

    name: str
    uid: int
    gid: int
    home: str
    capabilities: tuple[int, ...] = ()

    @property
    def is_current(self) -> bool:
        return os.geteuid() == self.uid


def is_root() -> bool:
    return os.geteuid() == 0


def _from_passwd(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, entry.pw_dir)


def current_account() -> Account:
    """The account of this process; refuses one without a name, which PostgreSQL cannot serve."""
    uid = os.geteuid()
    try:
        return _from_passwd(pwd.getpwuid(uid))
    except KeyError:
        raise LaunchError(
            f"Tài khoản số {uid} không có tên trên máy này nên PostgreSQL không chạy được; "
            "hãy chạy bằng một tài khoản có trong /etc/passwd."
        ) from None


def service_account(data_dir: Path) -> Account:
    """The account that serves `data_dir`: this one, or, for root, the one root steps down to.

    An existing database keeps its account; then whoever called sudo, the owner of the data folder,
    the system account `congso` (made when missing), and at last `nobody`.
    """
    if not is_root():
        return current_account()
    candidates = (_owner(data_dir / "postgres"), _sudo_uid(), _owner(data_dir))
    for uid in candidates:
        if uid:
            try:
                return _from_passwd(pwd.getpwuid(uid))
            except KeyError:
                continue
    return _system_account()


def _owner(path: Path) -> int:
    try:
        return path.stat().st_uid
    except OSError:
        return 0


def _sudo_uid() -> int:
    value = os.environ.get("SUDO_UID", "")
    return int(value) if value.isdecimal() else 0


def _system_account() -> Account:
    for name in ("congso", "nobody"):
        if name == "congso" and not _exists(name) and (useradd := shutil.which("useradd", path=_SYSTEM_PATH)):
            arguments = [useradd, "--system", "--user-group", "--home-dir", "/nonexistent"]
            arguments += ["--shell", "/usr/sbin/nologin", name]
            subprocess.run(arguments, check=False, capture_output=True)
        if _exists(name):
            return _from_passwd(pwd.getpwnam(name))
    raise LaunchError(
        "Đang chạy bằng root nhưng máy này không có tài khoản thường nào; "
        "hãy tạo một tài khoản (useradd --system congso) rồi chạy lại."
    )


_SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def with_needed_capabilities(account: Account, paths: Iterable[Path], port: int | None = None) -> Account:
    """`account`, plus the least capability without which it could not enter `paths` or open `port`.

    Only root can give them. A checkout in /root (mode 0700) is the usual case.
    """
    if not is_root() or not _LINUX:
        return account
    extra: list[int] = []
    if port is not None and port < 1024:
        extra.append(CAP_NET_BIND_SERVICE)
    if blocked(account, list(paths)) is not None:
        wanted = (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE)
        extra += [cap for cap in wanted if _libc.prctl(_PR_CAPBSET_READ, cap, 0, 0, 0) == 1][:1]
    return Account(account.name, account.uid, account.gid, account.home, tuple(extra))


def blocked(account: Account, paths: list[Path]) -> Path | None:
    """The first of `paths` (folders) that `account` could not enter and read; asked of the kernel by a child."""
    child = os.fork()
    if child == 0:
        answer = 0
        try:
            become(account)
            allowed = [os.access(path, os.R_OK | os.X_OK) for path in paths]
            answer = next((number for number, good in enumerate(allowed) if not good), len(paths))
        finally:
            os._exit(answer)
    answer = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return paths[answer] if answer < len(paths) else None


def become(account: Account) -> None:
    """Turn this process into `account` for good, keeping exactly `account.capabilities` for it and its children."""
    groups = os.getgrouplist(account.name, account.gid)
    _become(account, groups)


def _become(account: Account, groups: list[int]) -> None:
    if account.capabilities:
        _libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
        # Else access(2), which initdb asks about its own programs, answers as if there were no capabilities.
        _libc.prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups(groups)
    os.setgid(account.gid)
    os.setuid(account.uid)
    if account.capabilities:
        _keep_capabilities(account.capabilities)


def _keep_capabilities(capabilities: tuple[int, ...]) -> None:
    mask = 0
    for capability in capabilities:
        mask |= 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    if _libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    for capability in capabilities:
        _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def child_setup(account: Account, death_signal: signal.Signals | None) -> Callable[[], None]:
    """A `preexec_fn`: the child becomes `account` and gets `death_signal` when this process dies."""
    parent = os.getpid()
    change = is_root() and not account.is_current
    groups = os.getgrouplist(account.name, account.gid) if change else []

    def setup() -> None:
        if change:
            _become(account, groups)
        os.umask(0o077)
        # After the change of user: that change clears the death signal.
        if death_signal is not None and _LINUX:
            _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return setup


def give(path: Path, account: Account) -> None:
    """Make `account` the owner of `path` and of everything in it; links are changed, not followed."""
    if not is_root() or account.uid == 0:
        return
    os.lchown(path, account.uid, account.gid)
    for folder, folders, names in os.walk(path):
        for name in (*folders, *names):
            entry = Path(folder) / name
            if entry.lstat().st_uid != account.uid:
                os.lchown(entry, account.uid, account.gid)
