"""Server time and queries of the screens people live on, for several posts.

Usage: congso bench pages [--rounds 30] [--no-server]
Budgets: 60 ms at the median, 150 ms at p95, 12 queries. First inside this process over the whole WSGI stack, then
through the web server over the loopback. Run it with the demo and with `congso demo --scale province`.
"""

import argparse
import http.client
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _people
from congso.documents.models import IncomingDocument, OutgoingDocument

PEOPLE = ("vanthu.snv", "giamdoc.snv", "chuyenvien.snv", "truongphong.snv", "chutich")
MEDIAN, P95, QUERIES = 60.0, 150.0, 12


class Counter:
    """Counts statements without keeping their text, which would cost time."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def _queries(client: Any, path: str, *, cold: bool = False) -> int:
    """`cold`: the first page after a pause, when nothing is kept any more."""
    if cold:
        cache.clear()
    counter = Counter()
    with connection.execute_wrapper(counter):
        client.get(path)
    return counter.count


def inside(rounds: int) -> list[tuple[object, ...]]:

    rows: list[tuple[object, ...]] = []
    for username in PEOPLE:
        client = _people.client_of(username)
        for name, path in _people.pages_of(username).items():
            for _ in range(3):
                answer = client.get(path)
            queries = max(_queries(client, path), _queries(client, path, cold=True))
            client.get(path)
            spent = time.thread_time()
            median, p95 = common.figures([common.timed(partial(client.get, path)) for _ in range(rounds)])
            cpu = (time.thread_time() - spent) * 1000 / rounds
            over = (
                "over"
                if median > MEDIAN or p95 > P95 or queries > QUERIES or answer.status_code != 200
                else ""
            )
            rows.append(
                (
                    username,
                    name,
                    answer.status_code,
                    f"{median:.1f}",
                    f"{p95:.1f}",
                    f"{cpu:.1f}",
                    queries,
                    over,
                )
            )
    return rows


def through(rounds: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    wanted = [(who, _people.session_of(who), _people.pages_of(who)) for who in PEOPLE[:3]]
    with common.server() as port:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for username, cookie, pages in wanted:
            for name, path in pages.items():
                path = path.replace("biên chế", "bi%C3%AAn%20ch%E1%BA%BF")
                for _ in range(4):
                    status, body = common.get(port, path, cookie, connection=link)
                times = [
                    common.timed(partial(common.get, port, path, cookie, connection=link))
                    for _ in range(rounds)
                ]
                median, p95 = common.figures(times)
                rows.append(
                    (username, name, status, f"{median:.1f}", f"{p95:.1f}", f"{len(body) / 1000:.1f}")
                )
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--no-server", action="store_true")
    options = parser.parse_args()

    reason = "size of the demo"
    arrivals = IncomingDocument.objects.unscoped(reason=reason).count()
    sent = OutgoingDocument.objects.unscoped(reason=reason).count()
    print(f"{common.machine()}; {arrivals} arrivals, {sent} outgoing\n")
    rows = inside(options.rounds)
    common.print_table(("who", "page", "status", "median ms", "p95 ms", "cpu ms", "queries", ""), rows)
    if not options.no_server:
        print()
        common.print_table(
            ("who", "page", "status", "median ms", "p95 ms", "kB gzip"), through(options.rounds)
        )
    return 1 if any(row[-1] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
