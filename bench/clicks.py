"""Fifty signed-in people click for a minute; every answer must be a page.

Usage: congso bench clicks [--people 50] [--seconds 60]
"""

import argparse
import http.client
import random
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.db import connections

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _people


def click(
    port: int, cookie: str, pages: list[str], until: float, seed: int, seen: list[tuple[float, int, str]]
) -> None:
    """One person: a page, a look at it for a second or two, the next one."""
    rng = random.Random(seed)
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < until:
        path = rng.choice(pages)
        began = time.perf_counter()
        try:
            status, _ = common.get(port, path, cookie, connection=link)
        except (OSError, http.client.HTTPException) as error:
            status, path = 0, f"{path}: {error!r}"
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        seen.append(((time.perf_counter() - began) * 1000, status, path))
        time.sleep(rng.uniform(1.0, 3.0))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()

    names = list(
        get_user_model().objects.filter(is_active=True).order_by("id").values_list("username", flat=True)
    )
    names = [name for name in names if name != "quantri"][: options.people]
    users = [
        (_people.session_of(name), [quote(path, safe="/?=&") for path in _people.pages_of(name).values()])
        for name in names
    ]
    connections.close_all()
    print(common.machine())
    seen: list[tuple[float, int, str]] = []
    with common.server() as port:
        until = time.monotonic() + options.seconds
        threads = [
            threading.Thread(target=click, args=(port, cookie, pages, until, seed, seen))
            for seed, (cookie, pages) in enumerate(users)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wrong = [(status, path) for _, status, path in seen if status != 200]
    median, p95 = common.figures([one[0] for one in seen])
    print(
        f"{len(users)} people, {len(seen)} pages in {options.seconds:.0f} s, median {median:.0f} ms, p95 {p95:.0f} ms, errors {len(wrong)}"
    )
    for status, path in sorted(set(wrong))[:20]:
        print(f"  {status} {path}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
