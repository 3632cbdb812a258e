"""`congso serve`: look before starting, bring the database up, start the parts, say where to go."""

import contextlib
import errno
import http.client
import importlib.util
import json
import os
import socket
import time
from dataclasses import replace

from congso.launcher import database, django, postgres
from congso.launcher import site as sites
from congso.launcher.console import line, say
from congso.launcher.errors import LaunchError
from congso.launcher.postgres import Server
from congso.launcher.site import Lock, Site
from congso.launcher.supervisor import Child, Supervisor, clear_leftovers

JOBS_NICE = 10  # who waits at a screen goes before what nobody waits for
_FEWEST_WEB, _MOST_WEB = 2, 8
_ACCOUNTS_SHOWN = 12
_SILENT_ADDRESSES = {"0.0.0.0", "::", ""}  # noqa: S104


def serve(site: Site, *, load_demo: bool = True) -> int:
    """Run until stopped. The data folder's lock is taken first, so that a second start learns of the first."""
    began = time.monotonic()
    sites.enter(site)
    lock = Lock(site)
    lock.take()
    clear_leftovers(sites.read_state(site).get("children", {}), site.data)
    try:
        return _serve(site, began, load_demo=load_demo)
    finally:
        with contextlib.suppress(OSError):
            sites.write_state(site, {})
        lock.free()


def _serve(site: Site, began: float, *, load_demo: bool) -> int:
    sites.check_disk(site)
    sites.write_state(site, {"pid": os.getpid(), "address": address(site)})
    check_port(site.host, site.port)
    site = replace(site, live_port=free_port(site.host, site.live_port))
    server: Server | None = None
    try:
        if site.database_url:
            database.check_outside(site.database_url)
            url = site.database_url
        else:
            server = postgres.start(postgres.cluster_for(site.data))
            line("postgres", f"sẵn sàng, dữ liệu trong {site.data}")
            url = server.url()
        # Beside the tables and the demo: on a first start both take their time, each on a core of its own.
        gathering = django.begin_static(site, url)
        try:
            django.migrate(site, url, load_demo=load_demo)
            django.finish_static(site, gathering)
        except BaseException:
            if gathering is not None:
                gathering.give_up()
            raise
    except BaseException:
        if server is not None:
            server.stop()
        raise
    _supervise(site, url, server, began)
    return 0


def _supervise(site: Site, url: str, server: Server | None, began: float) -> None:
    def remember(children: dict[str, int]) -> None:
        state = {
            "pid": os.getpid(),
            "address": address(site),
            "live_port": site.live_port,
            "children": children,
        }
        sites.write_state(site, state)

    def announce() -> None:
        line("công sở", f"sẵn sàng sau {time.monotonic() - began:.1f} giây".replace(".", ","))
        for text in welcome(site):
            say(text)

    children = parts(site, url)
    Supervisor(children, server, on_change=remember, probe=lambda: answers(site), on_ready=announce).run()


def parts(site: Site, url: str) -> list[Child]:
    """The processes of the product: pages, live stream, jobs."""
    environment = site.environment(url) | _allowed_hosts(site)
    cores = os.cpu_count() or 1
    web = ["-m", "congso.config.pages", "--interface", "wsgi", "--host", site.host, "--port", str(site.port)]
    web += [
        "--workers",
        str(max(_FEWEST_WEB, min(cores, _MOST_WEB))),
        "--blocking-threads",
        str(min(8, 2 * cores)),
    ]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"]
    commands = {"web": [*web, "congso.config.wsgi:application"]}
    if importlib.util.find_spec("congso.kernel.live_server"):
        commands["live"] = ["-m", "congso.kernel.live_server"]
    jobs = [f"việc{number + 1}" for number in range(max(1, cores // 2))]
    for name in jobs:
        commands[name] = ["-m", "django", "procrastinate", "worker", "--concurrency", "4"]
    return [
        Child(
            name,
            django.python(*command),
            environment,
            site.data,
            late=name in jobs,
            nice=JOBS_NICE * (name in jobs),
        )
        for name, command in commands.items()
    ]


def _allowed_hosts(site: Site) -> dict[str, str]:
    """Opened to the network, the machine's own names are accepted unless the operator says which."""
    if os.environ.get("CONGSO_HOSTS") or site.host in {"127.0.0.1", "localhost", "::1"}:
        return {}
    names = ["localhost", "127.0.0.1", "[::1]", socket.gethostname(), *_own_addresses()]
    if site.host not in _SILENT_ADDRESSES:
        names.append(site.host)
    return {"CONGSO_HOSTS": ",".join(dict.fromkeys(names))}


def _own_addresses() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet is sent: connecting a datagram socket only chooses the outgoing address.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def address(site: Site) -> str:
    return f"http://localhost:{site.port}"


def answers(site: Site) -> bool:
    """True once the pages answer at all, be it with a refusal."""
    host = "127.0.0.1" if site.host in _SILENT_ADDRESSES else site.host
    connection = http.client.HTTPConnection(host, site.port, timeout=1)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def welcome(site: Site) -> list[str]:
    """Address and demo accounts, as the loader of the demo wrote them into `demo-accounts.json`."""
    lines = ["", f"  Công Sở: {address(site)}"]
    rows = _demo_accounts(site)
    if rows:
        passwords = {row["password"] for row in rows}
        common = f", mật khẩu chung: {passwords.pop()}" if len(passwords) == 1 else ""
        shown = rows[:_ACCOUNTS_SHOWN]
        width = max(len(row["username"]) for row in shown)
        lines += ["", f"  Tài khoản dùng thử{common}"]
        for row in shown:
            words = [f"{row['username']:<{width}}", *([] if common else [row["password"]]), row["who"]]
            lines.append("    " + "  ".join(words).rstrip())
        if len(rows) > len(shown):
            lines.append(
                f"    và {len(rows) - len(shown)} tài khoản khác trong {site.data / 'demo-accounts.json'}"
            )
    return [*lines, "", "  Dừng: Ctrl-C", ""]


def _demo_accounts(site: Site) -> list[dict[str, str]]:
    try:
        rows = json.loads((site.data / "demo-accounts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [
        {
            "username": str(row["username"]),
            "password": str(row.get("password", "")),
            "who": " · ".join(str(row[key]) for key in ("name", "post", "agency") if row.get(key)),
        }
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("username")
    ]


def check_port(host: str, port: int) -> None:
    """One sentence for a port that cannot be opened."""
    error = _bind(host, port)
    if error is None:
        return
    if error.errno == errno.EADDRINUSE:
        raise LaunchError(
            f"Cổng {port} đang có chương trình khác dùng; hãy dừng chương trình đó hoặc chạy ./run --port {port + 10}."
        )
    if error.errno == errno.EACCES:
        raise LaunchError(
            f"Tài khoản này không được mở cổng {port} (nhỏ hơn 1024); hãy chạy ./run --port 8000."
        )
    raise LaunchError(f"Không mở được cổng {port} tại địa chỉ {host}: {error.strerror}.")


def free_port(host: str, first: int) -> int:
    """The first free port from `first`; the live stream may lie anywhere, pages are told where."""
    for port in range(first, first + 50):
        if _bind(host, port) is None:
            return port
    raise LaunchError(f"Không còn cổng trống từ {first} đến {first + 49} cho luồng cập nhật trực tiếp.")


def _bind(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error
    except OverflowError:
        return OSError(errno.EINVAL, "số cổng phải từ 1 đến 65535")
    return None
