"""Born-digital PDFs from the clerk's hand until they are found by their words.

Usage: congso bench ingest [--documents 400] [--uploaders 2]
Budget: 20 documents a second on two cores. Each document is received (inspected in the confined helper, read, kept by
its hash), registered (number, hold, journal, event) and indexed by the worker of the product, whose other jobs (stamp,
signatures) run too. A database and a folder of their own, dropped again.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _search_data as data
from congso.documents import api as documents
from congso.documents.queries.search_filters import SearchFilters
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, ActorKind, Role
from congso.launcher.serve import JOBS_NICE
from congso.people.testing import make_actor, make_agency

DATABASE = "congso_bench_ingest"
BUDGET = 20.0
_LONGEST_S = 900.0


def write_papers(folder: Path, count: int, seed: int) -> float:
    """Files of one to three pages, each with a name nobody else has. Returns kilobytes on average."""
    writer = data.Writer(random.Random(seed))
    for number in range(count):
        pages = [_page(writer, number)] + [_page(writer, number) for _ in range(number % 3)]
        (folder / f"{number:06}.pdf").write_bytes(text_pdf(*pages))
    return sum(path.stat().st_size for path in folder.iterdir()) / count / 1000


def _page(writer: data.Writer, number: int) -> str:
    words = f"{writer.write(170)} duynhat{number} {writer.write(170)}".split()
    return "\n".join(" ".join(words[at : at + 12]) for at in range(0, len(words), 12))


def upload(clerk: Actor, folder: Path, part: int, parts: int) -> None:
    """One clerk's share: received and registered one by one."""
    (folder / f"ready{part}").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    for path in sorted(folder.glob("*.pdf"))[part::parts]:
        number = int(path.stem) + 1
        (taken,) = documents.receive_upload(actor=clerk, files=[(path.name, path.read_bytes())])
        if taken.incoming_id is None:
            raise SystemExit(f"{path.name}: {taken.refusal}")
        fields = documents.Fields(
            number=str(number), symbol="UBND-VP", document_date=clock.today(), kind="Công văn", issuer_name="Sở Mẫu",
            subject=f"Văn bản thử số {number}", signer_name="Mai Lộc",
        )  # fmt: skip
        documents.register_incoming(
            actor=clerk, incoming_id=taken.incoming_id, fields=fields, expected_version=1
        )


def environment(name: str, folder: str) -> dict[str, str]:
    given = settings.DATABASES["default"]
    url = f"postgresql://{given['USER']}@/{name}?host={quote(given['HOST'], safe='')}"
    if given["PASSWORD"]:
        url = f"postgresql://{given['USER']}:{quote(given['PASSWORD'])}@{given['HOST']}:{given['PORT'] or 5432}/{name}"
    return os.environ | {"DATABASE_URL": url, "CONGSO_DATA_DIR": folder}


def run(folder: Path, count: int, uploaders: int) -> int:
    agency = make_agency("Sở Đo lường")
    clerk = make_actor(agency, Role.CLERK, name="Văn thư")
    make_actor(agency, Role.LEADER, name="Lãnh đạo")
    papers = folder / "papers"
    papers.mkdir()
    # The uploaders serve no pages: nothing is to be collected for them.
    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_text("{}")
    print(f"{count} PDF files of {write_papers(papers, count, 1):.0f} kB on average", flush=True)
    variables = environment(DATABASE, str(folder))
    worker = subprocess.Popen(
        [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "4"],
        env=variables | {"DJANGO_SETTINGS_MODULE": "congso.config.settings"}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.setpriority(os.PRIO_PROCESS, worker.pid, JOBS_NICE)
    try:
        mine = [f"{clerk.agency_id},{clerk.person_id},{clerk.appointment_id}", str(papers), str(uploaders)]
        hands = [
            subprocess.Popen([sys.executable, __file__, "--share", str(part), *mine], env=variables)
            for part in range(uploaders)
        ]
        while len(list(papers.glob("ready*"))) < uploaders or not _listens():
            time.sleep(0.1)
        before = _server_ms() + _spent_ms(worker.pid)
        began = time.monotonic()
        (papers / "go").touch()
        if any(one.wait() for one in hands):
            raise SystemExit("an uploader failed")
        registered, shares = time.monotonic() - began, os.times()
        spent = (shares.children_user + shares.children_system) * 1000
        found = _until("SELECT count(*) FROM documents_searchentry", count, began)
        spent += _server_ms() + _spent_ms(worker.pid) - before
        rest = _until("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')", 0, began)
    finally:
        worker.terminate()
        worker.wait()
    hits = documents.search(clerk, SearchFilters(text=f"duynhat{count - 1}")).count
    return _report(count, (registered, found, rest), spent / count, hits)


def _report(count: int, seconds: tuple[float, float, float], spent: float, hits: int) -> int:
    """`seconds` until registered, searchable, done; `spent`: processor milliseconds a document until searchable.

    1 when the rate is under the budget or the last document is not found.
    """
    rate = count / seconds[1]
    head = (
        "documents",
        *("registered s", "searchable s", "all jobs s"),
        "documents/s",
        "processor ms each",
        "last found",
        "",
    )
    row = (count, *(f"{one:.1f}" for one in seconds), f"{rate:.1f}", f"{spent:.0f}", hits)
    common.print_table(head, [(*row, "" if rate >= BUDGET else "under")])
    return int(rate < BUDGET or hits != 1)


def _spent_ms(pid: int) -> float:
    """Processor time of a process and of its children that have ended; 0 when it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(one) for one in fields[11:15]) * 1000 / os.sysconf("SC_CLK_TCK")
    return 0.0


def _server_ms() -> float:
    """Of the database server, when it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file('postmaster.pid', 0, 12)")
        parent = int(str(cursor.fetchone()[0]).split()[0])
    found = [parent]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return sum(_spent_ms(pid) for pid in found)


def _listens() -> bool:
    """The worker writes itself down before it takes its first job."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM procrastinate_workers)")
        return bool(cursor.fetchone()[0])


def _until(query: str, wanted: int, began: float) -> float:
    while time.monotonic() - began < _LONGEST_S:
        with connection.cursor() as cursor:
            cursor.execute(query)
            if int(cursor.fetchone()[0]) == wanted:
                return time.monotonic() - began
        time.sleep(0.05)
    raise SystemExit("the worker does not come to an end")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--uploaders", type=int, default=2)
    parser.add_argument("--share", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.share:
        part, ids, papers, parts = options.share
        agency, person, appointment = (int(one) for one in ids.split(","))
        clerk = Actor(
            kind=ActorKind.PERSON, name="Văn thư", agency_id=agency, person_id=person, appointment_id=appointment,
            roles=frozenset({Role.CLERK}),
        )  # fmt: skip
        upload(clerk, Path(papers), int(part), int(parts))
        return 0
    print(common.machine(), flush=True)
    data.make_database(DATABASE)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return run(Path(folder), options.documents, options.uploaders)
    finally:
        data.drop_database(DATABASE)


if __name__ == "__main__":
    sys.exit(main())
