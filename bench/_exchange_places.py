"""Three installations for the exchange benches: databases from one template, folders, processes that start and are killed."""

import contextlib
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from bench import _search_data as data
from bench.ingest import environment
from congso.exchange import api as exchange
from congso.kernel.actor import Actor
from congso.people.testing import make_agency

NAMES = ("congso_exchange_hub", "congso_exchange_a", "congso_exchange_b")
HUB, A, B = NAMES
CODES = {A: "H99.01", B: "H99.02"}


@dataclass
class Place:
    """An installation: its database, its folder, its process."""

    name: str
    folder: Path
    words: list[str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        (self.folder / "ready").unlink(missing_ok=True)
        script = str(Path(__file__).with_name("_exchange_site.py"))
        self.process = subprocess.Popen(
            [sys.executable, script, *self.words], env=environment(self.name, str(self.folder)),
            start_new_session=True,
        )  # fmt: skip

    def wait(self, patience: float = 120) -> None:
        """Until it has come up and works."""
        until = time.monotonic() + patience
        while not (self.folder / "ready").exists():
            if time.monotonic() > until or (self.process is not None and self.process.poll() is not None):
                raise SystemExit(f"{self.name} does not start")
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            # With its workers: they are forks of it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextlib.contextmanager
def places(port: int) -> Iterator[dict[str, Place]]:
    """Empty databases with the product's tables; everything is gone afterwards, also when the bench itself is ended."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    folder = Path(tempfile.mkdtemp(prefix="congso-exchange-"))
    made = {
        name: Place(name, folder / name, ["hub", str(port)] if name == HUB else ["node"]) for name in NAMES
    }
    shutil.copytree(settings.STATIC_ROOT, folder / HUB / "static")
    try:
        data.make_database(HUB)
        connections.close_all()
        for name in (A, B):
            data._administer(
                f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{HUB}"'
            )
            shutil.copytree(folder / HUB, folder / name)
        yield made
    finally:
        for place in made.values():
            place.kill()
        for name in NAMES:
            data.drop_database(name)
        shutil.rmtree(folder, ignore_errors=True)


def connect(port: int) -> dict[str, int]:
    """Both nodes as members of the hub; database → id of its agency."""
    data.switch(HUB)
    secrets = {
        name: exchange.admit(actor=Actor.system(), code=code, name=name) for name, code in CODES.items()
    }
    ids = {}
    for name, code in CODES.items():
        data.switch(name)
        agency = make_agency(name, code=code)
        system = Actor.system(agency.id)
        exchange.connect(
            actor=system, agency_id=agency.id, adapter="lgsp", endpoint=f"http://127.0.0.1:{port}/lien-thong/truc", system_id=code
        )  # fmt: skip
        exchange.set_credentials(
            actor=system, agency_id=agency.id, secret=secrets[name], username=code, password=secrets[name]
        )
        ids[name] = agency.id
    return ids


def wait_for(port: int, patience: float = 90) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/")
            return
        time.sleep(0.2)
    raise SystemExit("the hub does not answer")
