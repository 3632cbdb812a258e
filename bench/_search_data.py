"""A million invented papers for `bench.search`, in a database of their own: 875 agencies of very different size."""

import itertools
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from bench import _common  # noqa: F401 - Django stands before any table is named
from congso.config.demo.scale import bulk
from congso.config.demo.texts import LETTERS, calendar_words
from congso.documents import search_index
from congso.documents.search_index import Words
from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.pure import search
from congso.pure.numbering import full_code, normal_code

DATABASE: Final = "congso_bench_search"
AGENCIES: Final = 875
TEXTS: Final = 4000
TITLES: Final = 20_000
OFFICER: Final = 7_000_001
SEEN: Final = 2000
FIRST_DAY: Final = date(2020, 1, 6)
_DAYS: Final = 2500
_KINDS: Final = ("cong_van", "quyet_dinh", "bao_cao", "ke_hoach", "thong_bao", "to_trinh")
_SHORT: Final = {"quyet_dinh": "QĐ", "bao_cao": "BC", "ke_hoach": "KH", "thong_bao": "TB", "to_trinh": "TTr"}
_BODIES: Final = ("UBND", "SNV", "STC", "SYT", "SGDĐT", "VP", "HĐND", "BQLDA", "TTLT", "CAT")
_NAMES: Final = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Mai", "Đoàn", "Tạ",
)  # fmt: skip
_GIVEN: Final = (
    "An", "Bình", "Châu", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phong", "Quân", "Sơn", "Thảo",
    "Uyên", "Vinh", "Xuân", "Yến", "Đức",
)  # fmt: skip


class Writer:
    """Sentences by chains of syllables learnt from the demo's letters: common words are common, phrases are phrases."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.next: dict[str, list[str]] = defaultdict(list)
        on = date(2026, 6, 1)
        for letter in LETTERS:
            words = calendar_words(on)
            for line in (*letter.body, *letter.subjects):
                syllables = line.format(**words).split()
                for one, two in itertools.pairwise(syllables):
                    self.next[one].append(two)
        self.starts = list(self.next)

    def write(self, length: int) -> str:
        said: list[str] = []
        while len(said) < length:
            follow = self.next.get(said[-1]) if said else None
            said.append(self.rng.choice(follow) if follow else self.rng.choice(self.starts))
        return " ".join(said)

    def name(self) -> str:
        return " ".join((self.rng.choice(_NAMES), self.rng.choice(_GIVEN), self.rng.choice(_GIVEN)))

    def page(self) -> str:
        """With two names that few other texts have."""
        return f"{self.write(180)} {self.name()} {self.name()} {self.write(170)}"


@dataclass(slots=True)
class Made:
    """What questions are drawn from."""

    agencies: list[int] = field(default_factory=list)  # the largest first
    sizes: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """What the officer of the largest agency takes part in."""
        return min(SEEN, self.sizes[0] // 2)


def switch(name: str) -> None:
    """From here on this process talks to the database `name`, over one connection."""
    connections.close_all()
    connections.settings["default"]["NAME"] = name
    connections.settings["default"]["OPTIONS"].pop("pool", None)
    del connections["default"]


def make_database(name: str = DATABASE) -> None:
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    switch(name)
    call_command("migrate", verbosity=0)


def drop_database(name: str = DATABASE) -> None:
    connections.close_all()
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def exists(name: str = DATABASE) -> bool:
    with _maintenance() as admin:
        return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _maintenance() -> psycopg.Connection[Any]:
    given = settings.DATABASES["default"]
    parts = {
        "host": given["HOST"],
        "port": given["PORT"],
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    return psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in parts.items() if v})


def _administer(*statements: str) -> None:
    with _maintenance() as admin:
        for statement in statements:
            admin.execute(statement.encode())


def sizes(documents: int, agencies: int) -> list[int]:
    """Documents of each agency: a few hold tens of thousands, most some hundreds."""
    weights = [1 / (rank + 6) ** 0.9 for rank in range(agencies)]
    whole = sum(weights)
    found = [max(int(documents * weight / whole), 1) for weight in weights]
    found[0] += documents - sum(found)
    return found


def known(documents: int, agencies: int, seed: int) -> Made:
    """The same values that `fill` used, without a database."""
    rng = random.Random(seed)
    writer = Writer(rng)
    made = Made(list(range(1, agencies + 1)), sizes(documents, agencies))
    made.texts = [writer.page() for _ in range(min(TEXTS, documents))]
    return made


def fill(documents: int, agencies: int, seed: int) -> Made:
    """Every row a search reads: agencies, arrivals with their texts, who takes part, the index."""
    rng, began = random.Random(seed + 1), time.monotonic()
    made = known(documents, agencies, seed)
    writer = Writer(rng)
    titles = [writer.write(rng.randrange(8, 15)) for _ in range(min(TITLES, documents))]
    bulk.write("people", "Agency", _agencies())
    _texts(made.texts)
    owners = [agency for agency, size in zip(made.agencies, made.sizes, strict=True) for _ in range(size)]
    rng.shuffle(owners)
    papers = [
        _paper(rng, index, agency, writer, titles, len(made.texts)) for index, agency in enumerate(owners, 1)
    ]
    _say(began, f"{len(papers)} papers thought of")
    bulk.write("documents", "IncomingDocument", (_incoming(one) for one in papers))
    seen = _takes_part(rng, papers, made.seen)
    _say(began, "arrivals written")
    _index(papers, seen, made.texts, began)
    _say(began, "vectors written")
    _build()
    _say(began, "indexes built")
    return made


def _say(began: float, words: str) -> None:
    print(f"  {time.monotonic() - began:6.0f} s  {words}", flush=True)


def _agencies() -> Iterator[bulk.Row]:
    for number in range(1, AGENCIES + 1):
        name = f"Cơ quan {number}"
        yield {
            "id": number,
            "name": name,
            "short_name": name,
            "kind": "department",
            "code": f"H99.{number}",
            "place": "Mẫu",
        }


def _texts(texts: Sequence[str]) -> None:
    now = clock.now()
    count = range(1, len(texts) + 1)
    mime, sizes_of = "application/pdf", [[595, 842]]
    bulk.write(
        "files", "Blob",
        ({"id": n, "sha256": f"{n:064}", "size": 1, "mime": mime, "storage_key": str(n), "pages": 1, "page_sizes": sizes_of, "at": now}
         for n in count),
    )  # fmt: skip
    bulk.write(
        "files",
        "File",
        ({"id": n, "blob_id": n, "name": "a.pdf", "text_state": "read", "at": now} for n in count),
    )
    bulk.write(
        "files", "PageText", ({"blob_id": n, "page": 1, "text": text} for n, text in enumerate(texts, 1))
    )


@dataclass(frozen=True, slots=True)
class Paper:
    id: int
    agency: int
    number: int
    symbol: str
    kind: str
    day: date
    title: str
    signer: str
    issuer: str
    text: int


def _paper(
    rng: random.Random, index: int, agency: int, writer: Writer, titles: Sequence[str], texts: int
) -> Paper:
    kind, body = rng.choice(_KINDS), rng.choice(_BODIES)
    symbol = f"{_SHORT[kind]}-{body}" if kind in _SHORT else f"{body}-VP"
    return Paper(
        id=index, agency=agency, number=rng.randrange(1, 4000), symbol=symbol, kind=kind,
        day=FIRST_DAY + timedelta(days=rng.randrange(_DAYS)), title=rng.choice(titles), signer=writer.name(),
        issuer=f"Cơ quan {rng.randrange(1, AGENCIES + 1)}", text=rng.randrange(1, texts + 1),
    )  # fmt: skip


def _incoming(one: Paper) -> bulk.Row:
    at = clock.now()
    return {
        "id": one.id, "agency_id": one.agency, "state": "closed", "channel": "upload", "received_at": at,
        "arrival_number": one.id, "arrival_date": one.day, "registered_at": at, "issuer_name": one.issuer,
        "number": str(one.number), "symbol": one.symbol, "code_key": normal_code(full_code(one.number, one.symbol)),
        "document_date": one.day, "kind": one.kind, "subject": one.title, "signer_name": one.signer, "main_file_id": one.text,
    }  # fmt: skip


def _takes_part(rng: random.Random, papers: Sequence[Paper], seen: int) -> dict[int, int]:
    """Paper to person: the officer takes part in 2,000 of the largest agency, somebody else in each of the others."""
    largest = [one.id for one in papers if one.agency == 1]
    mine = set(rng.sample(largest, seen))
    people = {one.id: OFFICER if one.id in mine else one.agency * 100 + rng.randrange(20) for one in papers}
    now = clock.now()
    bulk.write(
        "documents", "Involvement",
        ({"subject_kind": "incoming", "subject_id": one.id, "agency_id": one.agency, "person_id": people[one.id], "why": "lead", "at": now}
         for one in papers),
    )  # fmt: skip
    return people


def _index(papers: Sequence[Paper], seen: dict[int, int], texts: Sequence[str], began: float) -> None:
    """The vectors of the 4,000 texts are made once and put behind the vector of each paper's own fields."""
    columns = search_index.COLUMNS
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX documents_search_words")
        cursor.execute("ALTER TABLE documents_searchentry SET UNLOGGED")
        cursor.execute(
            "CREATE UNLOGGED TABLE bench_text (id int PRIMARY KEY, exact tsvector, folded tsvector)"
        )
        for number, text in enumerate(texts, 1):
            cursor.execute(
                "INSERT INTO bench_text VALUES (%s, %s::tsvector, %s::tsvector)",
                [number, *search.vectors([], text)],
            )
        cursor.execute("CREATE UNLOGGED TABLE bench_head (LIKE documents_searchentry, words int)")
        cursor.execute("ALTER TABLE bench_head ALTER id DROP NOT NULL")
        with cursor.copy(f"COPY bench_head ({', '.join(columns)}, words) FROM STDIN") as copy:
            for one in papers:
                parts = search_index.part_facets([(seen[one.id], None)])
                copy.write_row(
                    [*search_index.row(SubjectRef("incoming", one.id), _words(one), parts), one.text]
                )
        _say(began, "fields written")
        cursor.execute(
            f"INSERT INTO documents_searchentry ({', '.join(columns)}) "
            f"SELECT {', '.join(f'h.{name}' for name in columns[:-2])}, h.exact || t.exact, h.folded || t.folded "
            "FROM bench_head h JOIN bench_text t ON t.id = h.words"
        )
        cursor.execute("DROP TABLE bench_head, bench_text")


def _words(one: Paper) -> Words:
    code = full_code(one.number, one.symbol)
    return Words(
        agency_id=one.agency, title=one.title, fields=(one.title, code, one.issuer, one.signer, one.kind),
        code_key=normal_code(code), number_key=str(one.id), kind=one.kind, date=one.day, issuer=one.issuer,
        signer=one.signer, urgency=0,
    )  # fmt: skip


def _build() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("SET max_parallel_maintenance_workers = 2")
        cursor.execute(
            "CREATE INDEX documents_search_words ON documents_searchentry USING gin (facets, exact, folded) "
            "WITH (gin_pending_list_limit = 1024)"
        )
        cursor.execute("VACUUM ANALYZE documents_searchentry")
        cursor.execute("VACUUM ANALYZE documents_involvement")
        cursor.execute("VACUUM ANALYZE documents_incomingdocument")
        cursor.execute("VACUUM ANALYZE files_pagetext")
