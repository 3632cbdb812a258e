"""Breaks messages of the axis at random for as long as asked: reading must end in a message or in a reason.

Usage: .venv/bin/python bench/fuzz_edxml.py [--minutes 1] [--seed 1] [FOLDER of messages …]
With atheris installed (`pip install atheris`) it is guided by coverage; without it, by chance. The bytes of a failure are
written beside the place it was started from.
"""

import argparse
import hashlib
import importlib
import importlib.util
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from congso.pure import edxml
from congso.pure.edxml.tests import samples

SEEDS = (
    samples.message(), samples.DOTNET, samples.status(), samples.soap(),
    samples.multipart(("Content-Type: text/xml", samples.soap()), ("Content-ID: <7>", samples.PDF)),
    samples.message(attachments=samples.attachment(samples.b64(samples.zipped(("x.txt", b"y"))), name="a.txt")),
)  # fmt: skip
SNIPPETS = (
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?",
    b"\x00",
    b"\xff",
    b"=",
    b"PK\x03\x04",
    b"xmlns=",
    b"--Boundary\r\n",
)


def one(data: bytes) -> None:
    """A message or Unreadable; anything else is a finding."""
    try:
        found = edxml.read(data)
        edxml.deviations(found)
        edxml.verify(data)
        if found.kind is not edxml.Kind.UNKNOWN:
            edxml.read(edxml.write(found))
    except edxml.Unreadable:
        return


def broken(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) + 1)
        end = start + chance.choice((0, 1, 4, 30, 200))
        insert = chance.choice((*SNIPPETS, data[start:end] * 2, chance.randbytes(chance.randint(0, 6))))
        data = data[:start] + insert + data[end:]
    return data


def by_chance(seeds: list[bytes], minutes: float, seed: int) -> int:
    chance, until, count = random.Random(seed), time.monotonic() + minutes * 60, 0
    while time.monotonic() < until:
        data = broken(chance.choice(seeds), chance)
        try:
            one(data)
        except Exception:
            name = Path(f"edxml-finding-{hashlib.sha256(data).hexdigest()[:12]}.bin")
            name.write_bytes(data)
            print(f"finding after {count} messages: {name}")
            raise
        count += 1
    print(f"{count} broken messages, no finding")
    return 0


def guided(minutes: float) -> None:
    atheris = importlib.import_module("atheris")
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={int(minutes * 60)}"], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if importlib.util.find_spec("atheris"):
        guided(arguments.minutes)
        return 0
    found = [path.read_bytes() for folder in arguments.folders for path in sorted(folder.iterdir())]
    return by_chance([*SEEDS, *found], arguments.minutes, arguments.seed)


if __name__ == "__main__":
    raise SystemExit(main())
