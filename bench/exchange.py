"""Signed packages of 100 kB from one installation to another that is the hub, and the hub under 875 agencies that ask.

Usage: congso bench exchange [--packages 300] [--visits 200] [--bare SCRIPT]
Packages are made, signed, sent, verified by hash, committed and acknowledged by the product's own job and pages; two processes, two
databases, fsync on. `--bare`: a script with `keys DIR`, `recv PORT DIR` and `send PORT DIR COUNT 1` that does the same with nothing
around it; then the ratio is told (wanted: 0.6). `--packages 90000` shows whether memory and rate stay.
"""

import argparse
import contextlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.conf import settings

from bench import _common as common
from bench import _exchange_places as sites
from bench import _search_data as data
from congso.exchange import api as exchange
from congso.exchange.actions.push import push
from congso.exchange.adapters.lgsp import LgspAxis
from congso.exchange.axis import Access, PackageKind
from congso.exchange.models import Connection, Outbox
from congso.files import api as files
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.signing.testing import give_key_to_body

WANTED = 0.6
AGENCIES, EVERY = 875, 30
MOST_OF_A_CORE = 20.0


def queue(agency_id: int, count: int, page: bytes) -> None:
    """As many documents with the same file of 73 kB, which base64 makes 100."""
    system = Actor.system(agency_id)
    file = files.store(actor=system, name="15-BC.pdf", content=page, trusted=True)
    for number in range(1, count + 1):
        fields = exchange.DocumentFields(
            str(number), "BC", "Báo cáo", f"Báo cáo số {number}", "A", "2026-11-20", "Vũ Khoát", "Giám đốc"
        )
        exchange.send_abroad(
            actor=system, subject=SubjectRef("package", number), fields=fields,
            files=[exchange.EnclosedFile(file.id, file.name, file.sha256, "main")],
            receivers=[exchange.Abroad(sites.CODES[sites.B], "B")],
        )  # fmt: skip


def padded(size: int) -> bytes:
    """A PDF of this size: what stands behind its end is a comment that no reader minds."""
    page = text_pdf("Báo cáo")
    return page + b"\n%" + random.Random(1).randbytes(size).hex().encode()[: size - len(page) - 2]


def sent(agency_id: int) -> tuple[float, float, float]:
    """Packages a second, the last tenth as a share of the first, growth of this process in MB."""
    connection_id = Connection.objects.unscoped(reason="bench").get(agency_id=agency_id).pk
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    push(connection_id=connection_id)
    spent = time.perf_counter() - begun
    moments = list(
        Outbox.objects.unscoped(reason="bench")
        .filter(state="sent")
        .order_by("sent_at")
        .values_list("sent_at", flat=True)
    )
    tenth = max(len(moments) // 10, 2)
    first, last = moments[tenth - 1] - moments[0], moments[-1] - moments[-tenth]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return len(moments) / spent, first / last, grown


def bare(script: str, count: int) -> float:
    """Packages a second of the loop without a product."""
    port = str(common.free_port())
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, script, "keys", folder], check=True)
        taker = subprocess.Popen([sys.executable, script, "recv", port, folder])
        try:
            sites.wait_for(int(port))
            words = [sys.executable, script, "send", port, folder, str(count), "1"]
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        finally:
            taker.kill()
            taker.wait()
    return float(json.loads(told)["per_s"])


def core_shares(hub: sites.Place, port: int, secret: str, visits: int) -> tuple[float, float]:
    """Percent of a core, for the hub and for its database, under 875 agencies that ask for both kinds every 30 seconds
    and find nothing.

    They sign in as nodes do, once in half an hour.
    """
    code = sites.CODES[sites.A]  # nothing was sent to it
    access = Access(f"http://127.0.0.1:{port}/lien-thong/truc", code, secret, code, secret)
    LgspAxis(access).listed(PackageKind.STATUS, clock.now())
    own, base = _cpu(hub)
    for _ in range(visits):
        axis = LgspAxis(access)
        for kind in PackageKind:
            axis.listed(kind, clock.now())
    own_after, base_after = _cpu(hub)
    scale = AGENCIES / EVERY / visits * 100
    return (own_after - own) * scale, (base_after - base) * scale


def _cpu(place: sites.Place) -> tuple[float, float]:
    """Seconds of processor time: of its processes, and of PostgreSQL's for its database."""
    own, base = 0.0, 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            spent = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            if place.process and int(fields[3]) == place.process.pid:  # of its session
                own += spent
            elif f" {place.name} ".encode() in (folder / "cmdline").read_bytes():
                base += spent
    return own, base


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=int, default=300)
    parser.add_argument("--visits", type=int, default=200)
    parser.add_argument("--bare", default="", metavar="SCRIPT")
    asked = parser.parse_args()
    port = common.free_port()
    print(common.machine())
    with sites.places(port) as made:
        ids = sites.connect(port)
        made[sites.HUB].start()
        sites.wait_for(port)
        data.switch(sites.A)
        settings.STORAGES["originals"]["OPTIONS"]["location"] = str(made[sites.A].folder / "files")
        for body in people.bodies_of(ids[sites.A]):
            give_key_to_body(body.id)
        queue(ids[sites.A], asked.packages, padded(73_000))
        rate, kept, grown = sent(ids[sites.A])
        data.switch(sites.HUB)
        secret = exchange.renew(actor=Actor.system(), code=sites.CODES[sites.A])
        share, base_share = core_shares(made[sites.HUB], port, secret, asked.visits)
    limit = bare(asked.bare, asked.packages) if asked.bare else 0.0
    ratio = f"{rate / limit:.2f}" if limit else "not asked for"
    common.print_table(
        ["packages", "packages/s", "bare loop/s", "ratio (0.6 wanted)", "rate at the end", "memory grew", "hub, 875 agencies asking", "its database"],
        [[asked.packages, f"{rate:.1f}", f"{limit:.1f}", ratio, f"{kept:.2f}", f"{grown:.0f} MB", f"{share:.0f} % of a core", f"{base_share:.0f} %"]],
    )  # fmt: skip
    return int(bool(limit and rate / limit < WANTED) or share > MOST_OF_A_CORE)


if __name__ == "__main__":
    raise SystemExit(main())
