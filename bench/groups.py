"""One group of 600 connected members, a group of 100,000 messages, a directive to 600 groups.

Usage: congso bench groups [--members 600] [--messages 50] [--rounds 3] [--history 100000] [--groups 600] [--driver FILE]
Budgets: last of 600 readers 25 ms at the median, answered to the sender after the commit; the newest 50 of 100,000 messages
50 ms, a word in them 50 ms; all placements of a directive within 5 s, its tree 300 ms; 30 kB of memory a connected reader.
The fan-out is driven and timed by the shared driver (--driver, default ../shared/tools/fanout/fanout.py beside the
repository), by which the peers were measured too; without it that part is left out, and said to be.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _people
from bench import _search_data as data
from bench.ingest import environment
from congso.groups.models import Group, Placement, Post
from congso.groups.testing import make_group, say
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.people.testing import make_actor, make_agency

DATABASE = "congso_bench_groups"
DRIVER = common.ROOT.parent / "shared" / "tools" / "fanout" / "fanout.py"
_WHY = "bench"
_MIDDLE = 24  # groups of the second level
LAST_MS, PAGE_MS, PLACED_MS, TREE_MS, READER_KB = 25.0, 50.0, 5000.0, 300.0, 30.0
Row = tuple[str, str, str, str]


def row(what: str, found: float, budget: float, unit: str = "ms") -> Row:
    return (what, f"{found:.1f} {unit}", f"{budget:.0f} {unit}", "" if found <= budget else "over")


def name_of(actor: Actor) -> str:
    return str(get_user_model().objects.get(pk=actor.person_id or 0).get_username())


def people(count: int) -> tuple[list[Actor], list[str]]:
    agency = make_agency("Ủy ban nhân dân tỉnh Đo")
    members = [make_actor(agency, Role.LEADER, name="Người gửi")]
    members += [make_actor(agency, name=f"Người đọc {n}") for n in range(1, count)]
    return members, [_people.session_of(name_of(one)) for one in members]


def fan_out(options: argparse.Namespace, group: int, cookies: list[str], folder: Path) -> list[Row]:
    if not options.driver.exists():
        print(f"NOT MEASURED: no driver at {options.driver}; the fan-out is left out", flush=True)
        return []
    port = common.free_port()
    os.environ["CONGSO_LIVE_PORT"] = str(port)
    (folder / "sessions").write_text(json.dumps(cookies))
    live = subprocess.Popen([sys.executable, "-m", "congso.kernel.live_server"])
    try:
        with common.server() as web:
            before = _resident_kb(live.pid)
            command = [sys.executable, str(options.driver), "_groups_adapter", "--users", str(len(cookies))]
            command += [
                "--msgs",
                str(options.messages),
                "--reps",
                str(options.rounds),
                "--pids",
                str(live.pid),
            ]
            for name, value in (
                ("web", web),
                ("live", port),
                ("group", group),
                ("sessions", folder / "sessions"),
            ):
                command += ["-o", f"{name}={value}"]
            path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
            subprocess.run(
                [*command, "--out", str(folder / "out")], env=os.environ | {"PYTHONPATH": path}, check=True
            )
    finally:
        live.terminate()
        live.wait()
    told = json.loads((folder / "out").read_text())
    return _fanned(told, before, len(cookies))


def _fanned(told: dict[str, Any], before: float, readers: int) -> list[Row]:
    found = told["median"]
    each = (told["peak_pss_mib"] * 1024 - before) / readers
    lost = sum(one["burst_lost"] for one in told["reps"])
    return [
        ("sender answered, median", f"{found['ack_med_ms']:.1f} ms", "", ""),
        row("last reader, median", found["member_last_ms"], LAST_MS),
        ("last reader, p95", f"{found['member_last_p95_ms']:.1f} ms", "", ""),
        ("burst: last of all", f"{found['burst_last_ms']:.0f} ms", "", ""),
        ("burst: lost", str(lost), "0", "over" if lost else ""),
        row("memory of the live process, a reader", each, READER_KB, "kB"),
    ]


def _resident_kb(pid: int) -> float:
    """Proportional set of a process, when it has come up."""
    time.sleep(1.0)
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("Pss:"))


def long_group(head: Actor, reader: Actor, count: int) -> list[Row]:
    """Posts written in bulk: what is measured is reading them."""
    group, now = make_group(head, reader, name="Nhóm lâu năm"), clock.now()
    writer = data.Writer(random.Random(5))
    texts = [f"{writer.write(40)} duynhat{n}" for n in range(min(count, 2000))]
    posts = (
        Post(
            text=texts[n % len(texts)], author_id=head.person_id or 0, appointment_id=head.appointment_id or 0,
            author_name=head.name, author_post=head.post_title, at=now,
        )
        for n in range(count)
    )  # fmt: skip
    made = Post.objects.unscoped(reason=_WHY).bulk_create(posts, batch_size=5000)
    Post.objects.unscoped(reason=_WHY).update(words=SearchVector("text", config="simple"))
    places = (Placement(post=post, group_id=group, seq=seq, at=now) for seq, post in enumerate(made, 1))
    Placement.objects.unscoped(reason=_WHY).bulk_create(places, batch_size=5000)
    Group.objects.unscoped(reason=_WHY).filter(pk=group).update(last_seq=count, last_at=F("made_at"))
    _settle()
    client = _people.client_of(name_of(reader))
    rows = []
    for what, path in (
        ("newest 50 of all", f"/nhom/{group}/"),
        ("a rare word", f"/nhom/{group}/tim/?q=duynhat7"),
        ("a common word, no accents", f"/nhom/{group}/tim/?q=cong"),
    ):
        rows.append(row(f"{what}, {count} messages", _page(client, path), PAGE_MS))
    return rows


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _page(client: Any, path: str) -> float:
    """Median of twenty, after three."""

    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")

    for _ in range(3):
        ask()
    return common.figures([common.timed(ask) for _ in range(20)])[0]


def cascade(top: Actor, count: int) -> list[Row]:
    """Three levels that pass on by themselves; five members each."""
    home = make_agency("Tỉnh Lan tỏa")
    sender = make_actor(home, Role.LEADER, name="Chủ tịch")
    above = [make_group(sender, name="Cả tỉnh")]
    for n in range(count):
        agency = make_agency(f"Cơ quan {n}", body=False, parent_id=home.id)
        head, *others = (make_actor(agency, Role.LEADER) for _ in range(5))
        parent = above[0] if n < _MIDDLE else above[1 + n % min(_MIDDLE, len(above) - 1)]
        made = make_group(head, *others, name=f"Nhóm {n}")
        Group.objects.unscoped(reason=_WHY).filter(pk=made).update(parent_id=parent, passes_on=True)
        if n < _MIDDLE:
            above.append(made)
    _settle()
    began = time.perf_counter()
    placement = say(sender, above[0], "Các cơ quan báo cáo trước thứ Sáu", directive=True, must_ack=True)
    placed = (time.perf_counter() - began) * 1000
    post = Placement.objects.unscoped(reason=_WHY).get(pk=placement).post_id
    reached = Placement.objects.unscoped(reason=_WHY).filter(post_id=post).count()
    if reached != count + 1:
        raise SystemExit(f"{reached} placements instead of {count + 1}")
    client = _people.client_of(name_of(sender))
    return [
        row(f"a directive in {reached} groups", placed, PLACED_MS),
        row("its tree", _page(client, f"/nhom/tin/{placement}/cay/"), TREE_MS),
    ]


def measure(options: argparse.Namespace, folder: Path) -> int:
    members, cookies = people(options.members)
    group = make_group(members[0], *members[1:], name="Nhóm sáu trăm")
    _settle()
    rows = fan_out(options, group, cookies, folder)
    rows += long_group(members[0], members[1], options.history)
    rows += cascade(members[0], options.groups)
    common.print_table(("what", "found", "budget", ""), rows)
    return int(any(one[3] for one in rows))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=600)
    parser.add_argument("--messages", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--history", type=int, default=100_000)
    parser.add_argument("--groups", type=int, default=600)
    parser.add_argument("--driver", type=Path, default=DRIVER)
    options = parser.parse_args()
    print(common.machine(), flush=True)
    data.make_database(DATABASE)
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.environ.update(environment(DATABASE, str(settings.DATA_DIR)))
            return measure(options, Path(folder))
    finally:
        data.drop_database(DATABASE)


if __name__ == "__main__":
    sys.exit(main())
