"""Two installations exchange through a third while all three are killed with kill -9 at random: none lost, none doubled, in order.

Usage: congso bench exchange_kill [--messages 1000] [--minutes 20] [--seed 7] [--kills N]
Each node sends half of the messages to the other; databases, folders and processes are apart. One of them is killed at a random moment
within 5 seconds after all three work, and started again at once, until everything has arrived and every sender knows it. Exits 1 otherwise.
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _exchange_places as sites
from bench import _search_data as data
from congso.documents.models import IncomingDocument
from congso.exchange import api as exchange
from congso.exchange.models import Delivery, Inbox, Outbox
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

_FEWEST = 3


def queue(name: str, agency_id: int, other: str, count: int) -> None:
    """Documents 1 to `count` for the other node, in this order."""
    data.switch(name)
    for number in range(1, count + 1):
        fields = exchange.DocumentFields(
            str(number), "BC", "Báo cáo", f"Báo cáo số {number}", name, "2026-11-20", "Vũ Khoát", "Giám đốc"
        )
        exchange.send_abroad(
            actor=Actor.system(agency_id), subject=SubjectRef("package", number), fields=fields, files=[],
            receivers=[exchange.Abroad(sites.CODES[other], other)],
        )  # fmt: skip


def known(name: str) -> int:
    """Documents of this node whose arrival its sender knows of."""
    data.switch(name)
    return (
        Delivery.objects.unscoped(reason="bench").filter(envelope__sender__isnull=False, state="01").count()
    )


def arrived(name: str) -> list[int]:
    data.switch(name)
    rows = IncomingDocument.objects.unscoped(reason="bench").order_by("id")
    return [int(number) for number in rows.values_list("number", flat=True)]


def play(
    made: dict[str, sites.Place], wanted: int, seconds: float, chance: random.Random, most: int
) -> tuple[int, float]:
    """Kills, `most` times, until all is known or time is over: how many, and the seconds it took."""
    begun, kills = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        for place in made.values():
            place.wait()
        time.sleep(chance.uniform(0, 5))
        if kills >= min(_FEWEST, most) and known(sites.A) + known(sites.B) >= wanted:
            break
        if kills == most:
            continue
        place = made[chance.choice(sites.NAMES)]
        place.kill()
        place.start()
        kills += 1
        print(
            f"\r{kills} kills, {known(sites.A) + known(sites.B)} of {wanted}",
            end="",
            file=sys.stderr,
            flush=True,
        )
    return kills, time.monotonic() - begun


def judged(name: str, count: int) -> tuple[int, int, bool]:
    """Lost, doubled, in order, of what was sent to this node."""
    numbers = arrived(name)
    return (
        len(set(range(1, count + 1)) - set(numbers)),
        len(numbers) - len(set(numbers)),
        numbers == sorted(numbers),
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kills", type=int, default=1_000_000, help="at most so many")
    asked = parser.parse_args()
    half, port = asked.messages // 2, common.free_port()
    print(common.machine())
    with sites.places(port) as made:
        ids = sites.connect(port)
        for name, other in ((sites.A, sites.B), (sites.B, sites.A)):
            queue(name, ids[name], other, half)
        for place in made.values():
            place.start()
        kills, seconds = play(made, 2 * half, asked.minutes * 60, random.Random(asked.seed), asked.kills)
        told = known(sites.A) + known(sites.B)
        results = {name: judged(name, half) for name in (sites.A, sites.B)}
        repeated = 0
        for name in results:
            data.switch(name)
            repeated += Inbox.objects.unscoped(reason="bench").filter(state="duplicate").count()
            print(name, dict(_states(Outbox)), dict(_states(Inbox)), file=sys.stderr)
    rows = [
        [2 * half, kills, f"{seconds:.0f} s", sum(one[0] for one in results.values()), sum(one[1] for one in results.values()),
         "kept" if all(one[2] for one in results.values()) else "BROKEN", told, repeated]
    ]  # fmt: skip
    head = [
        "messages",
        "kills",
        "time",
        "lost",
        "doubled",
        "order of each pair",
        "known to the sender",
        "sent twice, one effect",
    ]
    common.print_table(head, rows)
    return int(
        any(lost or doubled or not order for lost, doubled, order in results.values()) or told < 2 * half
    )


def _states(table: type[Outbox] | type[Inbox]) -> list[tuple[str, int]]:
    names = table.objects.unscoped(reason="bench").order_by("state").values_list("state", flat=True)
    return [(state, list(names).count(state)) for state in sorted(set(names))]


if __name__ == "__main__":
    raise SystemExit(main())
