"""`congso serve` before and around the supervisor: ports, parts, words."""

import http.server
import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from congso.launcher import rights, serve
from congso.launcher import site as sites
from congso.launcher.errors import LaunchError
from congso.launcher.site import Site


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


class TestPorts:
    def test_a_taken_port_is_one_sentence(self, taken: int) -> None:
        with pytest.raises(
            LaunchError, match=f"Cổng {taken} đang có chương trình khác dùng.*--port {taken + 10}"
        ):
            serve.check_port("127.0.0.1", taken)

    def test_the_live_stream_moves_on(self, taken: int) -> None:
        assert serve.free_port("127.0.0.1", taken) > taken

    def test_a_small_port(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve, "_bind", lambda *_a: PermissionError(13, "no"))
        with pytest.raises(LaunchError, match="nhỏ hơn 1024"):
            serve.check_port("127.0.0.1", 80)

    def test_an_impossible_port(self) -> None:
        with pytest.raises(LaunchError, match="từ 1 đến 65535"):
            serve.check_port("127.0.0.1", 70000)

    def test_nothing_free(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve, "_bind", lambda *_a: OSError(98, "taken"))
        with pytest.raises(LaunchError, match="Không còn cổng trống"):
            serve.free_port("127.0.0.1", 9000)


class TestParts:
    def test_pages_live_and_jobs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve.importlib.util, "find_spec", lambda _name: object())
        monkeypatch.setattr(serve.os, "cpu_count", lambda: 4)
        parts = {child.name: child for child in serve.parts(Site(tmp_path, port=8123), "postgresql:///x")}
        assert list(parts) == ["web", "live", "việc1", "việc2"]
        assert "congso.config.wsgi:application" in parts["web"].command
        assert parts["web"].environment["DATABASE_URL"] == "postgresql:///x"
        assert "CONGSO_HOSTS" not in parts["web"].environment

    def test_without_a_live_server(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve.importlib.util, "find_spec", lambda _name: None)
        assert "live" not in [child.name for child in serve.parts(Site(tmp_path), "postgresql:///x")]

    def test_opened_to_the_network_it_answers_to_its_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("CONGSO_HOSTS", raising=False)
        names = serve._allowed_hosts(Site(tmp_path, host="10.1.2.3"))["CONGSO_HOSTS"].split(",")
        assert {"localhost", socket.gethostname(), "10.1.2.3"} <= set(names)
        assert "0.0.0.0" not in serve._allowed_hosts(Site(tmp_path, host="0.0.0.0"))["CONGSO_HOSTS"].split(
            ","
        )
        monkeypatch.setenv("CONGSO_HOSTS", "congso.example.vn")
        assert serve._allowed_hosts(Site(tmp_path, host="0.0.0.0")) == {}

    def test_a_machine_without_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_arguments: object) -> None:
            raise OSError

        monkeypatch.setattr(serve.socket.socket, "connect", refuse)
        assert serve._own_addresses() == []


class TestWelcome:
    def test_names_address_and_accounts(self, tmp_path: Path) -> None:
        rows = [
            {
                "username": "vanthu",
                "password": "mau",
                "name": "Lê Thị Hoa",
                "post": "Văn thư",
                "agency": "Sở Nội vụ",
            },
            {"no": "name"},
        ]
        (tmp_path / "demo-accounts.json").write_text(json.dumps(rows), encoding="utf-8")
        text = "\n".join(serve.welcome(Site(tmp_path, port=8123)))
        assert "http://localhost:8123" in text
        assert "Lê Thị Hoa · Văn thư · Sở Nội vụ" in text
        assert text.count("vanthu") == 1
        assert "mật khẩu chung: mau" in text

    def test_many_accounts_are_cut_short(self, tmp_path: Path) -> None:
        rows = [{"username": f"u{number}", "password": f"p{number}"} for number in range(30)]
        (tmp_path / "demo-accounts.json").write_text(json.dumps(rows), encoding="utf-8")
        text = "\n".join(serve.welcome(Site(tmp_path)))
        assert "u0   p0" in text
        assert "và 18 tài khoản khác" in text

    def test_without_a_demo(self, tmp_path: Path) -> None:
        assert "Tài khoản" not in "\n".join(serve.welcome(Site(tmp_path)))


class TestAnswering:
    def test_any_answer_counts(self, tmp_path: Path) -> None:
        class Quiet(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_error(404)

            def log_message(self, *_arguments: object) -> None:
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), Quiet) as server:
            thread = threading.Thread(target=server.handle_request)
            thread.start()
            assert serve.answers(Site(tmp_path, host="0.0.0.0", port=server.server_port))
            thread.join()

    def test_nobody_there(self, tmp_path: Path) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            assert not serve.answers(Site(tmp_path, port=closed.getsockname()[1]))


class FakeSupervisor:
    def __init__(
        self, children: object, server: object, *, on_change: object, probe: object, on_ready: object
    ) -> None:
        self.calls = (on_change, probe, on_ready)

    def run(self) -> None:
        on_change, probe, on_ready = self.calls
        on_change({"web": 1})  # type: ignore[operator]
        probe()  # type: ignore[operator]
        on_ready()  # type: ignore[operator]


class FakeServer:
    def __init__(self) -> None:
        self.stopped = False

    def url(self) -> str:
        return "postgresql:///own"

    def stop(self) -> None:
        self.stopped = True


class TestServing:
    @pytest.fixture
    def site(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
        monkeypatch.setattr(rights, "is_root", lambda: False)
        monkeypatch.setattr(serve, "Supervisor", FakeSupervisor)
        monkeypatch.setattr(serve.django, "migrate", lambda *_a, **_k: None)
        monkeypatch.setattr(serve.django, "begin_static", lambda *_a: None)
        monkeypatch.setattr(serve.database, "check_outside", lambda _url: None)
        return Site(
            tmp_path / "data", port=serve.free_port("127.0.0.1", 28000), database_url="postgresql:///outside"
        )

    def test_runs_on_an_outside_server(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        assert serve.serve(site) == 0
        assert "sẵn sàng" in capsys.readouterr().out
        assert sites.read_state(site) == {}

    def test_stops_its_own_server_when_tables_fail(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        server = FakeServer()
        gathering = serve.django.Gathering(subprocess.Popen(["/bin/sleep", "600"]), "")

        def fail(*_arguments: object, **_options: object) -> None:
            raise LaunchError("bảng hỏng")

        monkeypatch.setattr(serve.postgres, "start", lambda _cluster: server)
        monkeypatch.setattr(serve.postgres, "cluster_for", lambda _data: None)
        monkeypatch.setattr(serve.django, "migrate", fail)
        monkeypatch.setattr(serve.django, "begin_static", lambda *_a: gathering)
        with pytest.raises(LaunchError, match="bảng hỏng"):
            serve.serve(replace(site, database_url=""))
        assert server.stopped
        assert gathering.process.returncode is not None

    def test_a_second_start_is_told(self, site: Site) -> None:
        sites.enter(site)
        lock = sites.Lock(site)
        lock.take()
        sites.write_state(site, {"pid": os.getpid(), "address": "http://localhost:1"})
        with pytest.raises(LaunchError, match=f"đang chạy.*{os.getpid()}"):
            serve.serve(site)
        lock.free()
