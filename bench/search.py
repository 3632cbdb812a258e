"""Search among a million documents: a clerk of an agency of usual size, a clerk of the largest, an officer who may see 2,000.

Usage: congso bench search [--documents 1000000] [--agencies 875] [--questions 100] [--keep] [--reuse]
Budgets: p95 of 50 ms for words and phrases newest first, 20 ms for a number. Makes a database of its own beside the
product's (about 20 GB for a million documents) and drops it again; --keep leaves it for the next run with --reuse.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import connection

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _search_data as data
from congso.documents.queries import search as q
from congso.documents.queries.search_facets import facets
from congso.documents.queries.search_filters import SearchFilters
from congso.kernel.actor import Actor, ActorKind, Role
from congso.pure.vietnamese import fold

BUDGET, NUMBER_BUDGET = 50.0, 20.0
Ask = Callable[[random.Random], str]


def people(made: data.Made) -> dict[str, Actor]:
    """By size: the mean agency, the largest, and an officer there."""
    mean = sum(made.sizes) / len(made.sizes)
    usual = min(made.agencies, key=lambda one: abs(made.sizes[one - 1] - mean))
    clerk = {"kind": ActorKind.PERSON, "name": "Văn thư", "roles": frozenset({Role.CLERK})}
    officer = Actor(
        kind=ActorKind.PERSON,
        name="Chuyên viên",
        person_id=data.OFFICER,
        agency_id=1,
        roles=frozenset({Role.OFFICER}),
    )
    return {
        f"clerk, {made.sizes[usual - 1]} documents": Actor(agency_id=usual, person_id=1, **clerk),
        f"clerk, {made.sizes[0]} documents": Actor(agency_id=1, person_id=2, **clerk),
        f"officer, {made.seen} of {made.sizes[0]}": officer,
    }


def kinds(made: data.Made) -> dict[str, Ask]:
    """Ways of asking; each draws from what was written."""
    texts = [text.split() for text in made.texts]

    def run(rng: random.Random, length: int) -> list[str]:
        text = rng.choice(texts)
        at = rng.randrange(len(text) - length)
        return text[at : at + length]

    def apart(rng: random.Random) -> str:
        """Common words that hardly ever stand together."""
        return " ".join([rng.choice(rng.choice(texts)) for _ in range(3)])

    return {
        "phrase of 2": lambda rng: f'"{" ".join(run(rng, 2))}"',
        "phrase of 4": lambda rng: f'"{" ".join(run(rng, 4))}"',
        "phrase of 4, no accents": lambda rng: fold(f'"{" ".join(run(rng, 4))}"'),
        "three words": lambda rng: " ".join(rng.sample(run(rng, 12), 3)),
        "one common word": lambda rng: rng.choice(
            ("công", "dương", "thực", "hiện", "báo", "đường", "và", "các")
        ),
        "words that never meet": lambda rng: f'"{apart(rng)}"',
        "name": lambda rng: data.Writer(rng).name(),
    }


def number(rng: random.Random) -> str:
    """A number and symbol as people write them."""
    value, symbol = rng.randrange(1, 4000), rng.choice(("QĐ-UBND", "BC-SYT", "KH-STC", "UBND-VP"))
    plain = f"{value}/{symbol}"
    return rng.choice(
        (plain, plain.lower(), fold(plain.replace("/", " ").replace("-", " ")), f"số {value}", str(value))
    )


def measure(actor: Actor, ask: Ask, questions: int) -> tuple[float, float, float]:
    """Median and p95 of a page of hits with its marked lines, and how many hits it has on average."""
    rng, times, rows = random.Random(7), [], 0
    for _ in range(5):
        q.search(actor, SearchFilters(text=ask(rng)), counted=False)
    for _ in range(questions):
        filters = SearchFilters(text=ask(rng))
        began = time.perf_counter()
        found = q.search(actor, filters, counted=False)
        times.append((time.perf_counter() - began) * 1000)
        rows += len(found.rows)
    return (*common.figures(times), rows / questions)


def counted(actor: Actor, ask: Ask, questions: int) -> tuple[float, float]:
    """Of the counts and choices, which come after the page."""
    rng = random.Random(8)
    asked = [SearchFilters(text=ask(rng)) for _ in range(questions)]
    return common.figures([common.timed(partial(facets, actor, one)) for one in asked])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--agencies", type=int, default=data.AGENCIES)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the database for --reuse")
    parser.add_argument("--reuse", action="store_true")
    options = parser.parse_args()
    print(common.machine(), flush=True)
    if options.reuse and data.exists():
        data.switch(data.DATABASE)
        made = data.known(options.documents, options.agencies, options.seed)
    else:
        data.make_database()
        made = data.fill(options.documents, options.agencies, options.seed)
    try:
        return ask_all(made, options.questions)
    finally:
        if not options.keep:
            data.drop_database()


def ask_all(made: data.Made, questions: int) -> int:
    print(
        f"{sum(made.sizes)} documents, {size_of('documents_search_words')} of index, {size_of('documents_searchentry')} of table\n"
    )
    rows, over = [], False
    for who, actor in people(made).items():
        for name, ask in {**kinds(made), "number": number}.items():
            median, p95, hits = measure(actor, ask, questions)
            late = p95 > (NUMBER_BUDGET if name == "number" else BUDGET)
            over = over or late
            after = counted(actor, ask, max(questions // 5, 5))
            rows.append(
                (
                    who,
                    name,
                    f"{median:.1f}",
                    f"{p95:.1f}",
                    f"{hits:.1f}",
                    f"{after[1]:.0f}",
                    "over" if late else "",
                )
            )
    common.print_table(("who", "asks", "median ms", "p95 ms", "hits a page", "counts p95 ms", ""), rows)
    return int(over)


def size_of(relation: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size(%s::regclass))", [relation])
        return str(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
