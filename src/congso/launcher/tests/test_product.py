"""The whole product on this machine: started, disturbed, stopped. Each start takes seconds, so all of it is slow."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from congso.launcher import postgres, rights, serve
from congso.launcher.site import ROOT, Site
from congso.launcher.tests.machine import Product, account, eventually, long_folder, needs_root

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was started once, in a path of 150 characters with spaces and accents."""
    folder = long_folder(tmp_path_factory.mktemp("product")) / "dữ liệu"
    with Product(folder, "--no-demo", "--port", str(free_port())) as first:
        first.ready()
    assert len(str(folder)) >= 150
    return folder


def free_port() -> int:
    return serve.free_port("127.0.0.1", 20000 + os.getpid() % 20000)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def running(data: Path, port: int) -> Iterator[Product]:
    with Product(data, "--no-demo", "--port", str(port)) as product:
        yield product.ready()


def answers(port: int) -> bool:
    return serve.answers(Site(Path("/"), port=port))


class TestOneStart:
    def test_answers_and_says_where(self, running: Product, port: int) -> None:
        assert eventually(lambda: answers(port))
        assert f"http://localhost:{port}" in running.until("Công Sở: http")

    def test_a_second_start_is_told_of_the_first(self, running: Product, port: int) -> None:
        told = Product(running.data, "--port", str(port + 100)).refusal()
        assert f"đang chạy với thư mục dữ liệu {running.data}" in told
        assert f"tiến trình {running.process.pid}, địa chỉ http://localhost:{port}" in told
        assert eventually(lambda: answers(port))

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_ends_cleanly(self, running: Product, number: signal.Signals) -> None:
        assert len(running.processes()) > 5
        running.process.send_signal(number)
        running.until("đã dừng")
        assert running.process.wait(60) == 0
        assert running.processes() == []
        assert running.state() == {}

    def test_two_starts_at_once(self, data: Path, port: int) -> None:
        starts = [Product(data, "--no-demo", "--port", str(port + 2 * number)) for number in range(2)]
        assert eventually(lambda: any(start.process.poll() is not None for start in starts))
        lost = next(start for start in starts if start.process.poll() is not None)
        won = next(start for start in starts if start is not lost)
        with won:
            assert "đang chạy với thư mục dữ liệu" in lost.refusal()
            won.ready()


class TestKilled:
    @pytest.mark.parametrize("part", ["web", "live", "việc1"])
    def test_a_killed_part_comes_back(self, running: Product, part: str, port: int) -> None:
        killed = running.state()["children"][part]
        os.kill(killed, signal.SIGKILL)
        running.until(part, "dừng bất ngờ (tín hiệu 9)")
        assert eventually(lambda: running.state()["children"].get(part) not in {None, killed})
        assert eventually(lambda: answers(port))

    def test_a_killed_database_comes_back(self, running: Product, port: int) -> None:
        server = postgres.running(postgres.cluster_for(running.data))
        assert server is not None
        os.kill(server.pid, signal.SIGKILL)
        running.until("postgres", "đã chạy lại")
        assert eventually(lambda: answers(port))

    def test_a_killed_supervisor_takes_all_along_and_starts_again(self, running: Product, port: int) -> None:
        running.process.kill()
        running.process.wait()
        assert eventually(lambda: running.processes() == [])
        with Product(running.data, "--no-demo", "--port", str(port)) as again:
            again.ready()
            assert eventually(lambda: answers(port))


class TestRefusals:
    def test_a_taken_port(self, running: Product, tmp_path: Path, port: int) -> None:
        told = Product(tmp_path / "another", "--no-demo", "--port", str(port)).refusal()
        assert f"Cổng {port} đang có chương trình khác dùng" in told

    def test_a_newer_database(self, data: Path, port: int) -> None:
        def future(statement: str) -> None:
            with postgres.with_postgres(data) as server, psycopg.connect(server.url()) as connection:
                connection.execute(statement)

        row = "('people', '9999_future', now())"
        future(f"INSERT INTO django_migrations (app, name, applied) VALUES {row}")
        try:
            told = Product(data, "--no-demo", "--port", str(port)).refusal()
        finally:
            future("DELETE FROM django_migrations WHERE name = '9999_future'")
        assert "bản Công Sở mới hơn (có people.9999_future" in told
        assert postgres.running(postgres.cluster_for(data)) is None

    @needs_root
    def test_a_full_disk(self, tmp_path: Path, port: int) -> None:
        command = ["mount", "-t", "tmpfs", "-o", "size=50m", "congso-test", str(tmp_path)]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            pytest.skip("NOT TESTED: this machine lets root mount no tmpfs")
        try:
            told = Product(tmp_path / "data", "--no-demo", "--port", str(port)).refusal()
            assert "cần ít nhất 200 MB" in told
        finally:
            subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.fixture(scope="module")
def reachable_python() -> Iterator[Path]:
    """A Python with our packages that plain accounts may run: root's own may lie in a closed folder."""
    packages = next(Path(entry) for entry in sys.path if (Path(entry) / "psycopg").is_dir())
    wanted = f"python3.{sys.version_info.minor}"
    for program in (Path(f"/usr/bin/{wanted}"), Path(f"/usr/local/bin/{wanted}")):
        if program.exists():
            folder = Path(tempfile.mkdtemp(prefix="congso-python-"))
            folder.chmod(0o755)
            subprocess.run([program, "-m", "venv", "--without-pip", folder], check=True)
            (folder / "lib" / wanted / "site-packages" / "congso.pth").write_text(f"{packages}\n")
            yield folder
            shutil.rmtree(folder)
            return
    pytest.skip(f"NOT TESTED: no {wanted} that a plain account may run")


def with_static(folder: Path, owner: str, like: Path) -> Path:
    shutil.copytree(like / "static", folder / "static")
    shutil.copy(like / "congso-data.json", folder)
    rights.give(folder, account(owner))
    return folder


@needs_root
class TestAccounts:
    @pytest.fixture
    def folders(self, tmp_path: Path, data: Path) -> dict[str, Path]:
        """A data folder for each of two plain accounts, static files gathered already: that takes a minute."""
        return {name: with_static(tmp_path / name, name, data) for name in ("daemon", "nobody")}

    def test_two_accounts_of_one_machine_and_root_steps_down(self, folders: dict[str, Path]) -> None:
        first_port = free_port()
        products = {
            name: Product(folder, "--no-demo", "--port", str(first_port + 10 * number))
            for number, (name, folder) in enumerate(folders.items())
        }
        with products["daemon"] as one, products["nobody"] as two:
            for name, product in (("daemon", one), ("nobody", two)):
                product.until(f"chuyển sang tài khoản {name}")
                product.ready()
                owners = {Path(f"/proc/{pid}").stat().st_uid for pid in product.processes()}
                assert owners == {account(name).uid}

    def test_a_plain_account_needs_no_root(self, reachable_python: Path, data: Path) -> None:
        home = with_static(reachable_python / "home", "daemon", data)
        if not os.access(ROOT, os.X_OK) or ROOT.is_relative_to("/root"):
            pytest.skip("NOT TESTED: the checkout lies in a folder of root")
        program = reachable_python / "bin" / "python"
        with Product(
            home / "data", "--no-demo", "--port", str(free_port()), program=program, user="daemon"
        ) as product:
            product.ready()
            owners = {Path(f"/proc/{pid}").stat().st_uid for pid in product.processes()}
        assert owners == {account("daemon").uid}
        assert not any("root" in line for line in product.said)
