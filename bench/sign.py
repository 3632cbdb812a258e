"""Milliseconds to sign and to check a 200 kB page with a visible picture, beside what OpenSSL alone needs for the mathematics.

Usage: congso bench sign [--rounds 50]
Signing is held to 30 ms (a signer who does a hundred documents in one go waits three seconds), checking a file to 60 ms.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from congso.signing import demo_images, samples
from congso.signing.checking.report import Verdict
from congso.signing.checking.validate import validate
from congso.signing.demo_ca import Algorithm
from congso.signing.pades.forms import prepare_form
from congso.signing.pades.signing import Hand, fill_and_seal, sign_personal

SIGN_MS, CHECK_MS = 30.0, 60.0
ALGORITHMS: tuple[Algorithm, ...] = ("p256", "rsa2048")
OPENSSL = {"p256": "ecdsap256", "rsa2048": "rsa2048"}


def page_of(size: int) -> bytes:
    """The test page made heavier by an attached stream that nothing compresses."""
    with pikepdf.open(BytesIO(samples.unsigned_page())) as pdf:
        noise = bytes((index * 7919 + (index >> 8) * 104729) % 251 for index in range(size))
        pdf.pages[0].PieceInfo = pdf.make_stream(noise)
        output = BytesIO()
        pdf.save(output, compress_streams=False)
    return output.getvalue()


def median(act: Callable[[], Any], rounds: int) -> float:
    act()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def raw(algorithm: Algorithm) -> tuple[float, float] | None:
    """(sign, verify) in ms by `openssl speed`, one second each; None where OpenSSL is missing or says it otherwise."""
    program = shutil.which("openssl")
    if program is None:
        return None
    command = [program, "speed", "-seconds", "1", OPENSSL[algorithm]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rates = re.search(r"([\d.]+)\s+([\d.]+)\s*(?:[\d.]+\s+[\d.]+\s*)?$", done.stdout.strip())
    return (1000 / float(rates[1]), 1000 / float(rates[2])) if rates else None


def measure(algorithm: Algorithm, form: bytes, rounds: int) -> tuple[float, float]:
    """Prints the figures of one kind of key; returns the slower of the two signatures, and of the two checks."""
    hand = Hand(samples.person(algorithm), samples.MOMENT, demo_images.signature_png("bench"))
    stamp = Hand(
        samples.agency(algorithm), samples.MOMENT, demo_images.seal_png("Ủy ban nhân dân", "tỉnh Mẫu")
    )
    roots, day = samples.authority().trust_roots, samples.MOMENT.date()
    signed = sign_personal(form, hand)
    issued = fill_and_seal(signed, stamp, number="15", issued_on=day)
    if [report.verdict for report in validate(issued, roots)] != [Verdict.VALID] * 2:
        raise SystemExit("the signed file does not validate")
    signing = median(lambda: sign_personal(form, hand), rounds)
    sealing = median(lambda: fill_and_seal(signed, stamp, number="15", issued_on=day), rounds)
    one = median(lambda: validate(signed, roots), rounds)
    both = median(lambda: validate(issued, roots), rounds)
    bare = raw(algorithm)
    mathematics = f"openssl sign {bare[0]:.3f} verify {bare[1]:.3f}" if bare else "no openssl here"
    print(f"  {algorithm:8} personal signature {signing:6.1f}   ({mathematics})")
    print(f"  {algorithm:8} fill and seal      {sealing:6.1f}")
    print(f"  {algorithm:8} check, 1 signature {one:6.1f}")
    print(f"  {algorithm:8} check, 2 signatures{both:6.1f}")
    return max(signing, sealing), max(one, both)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    bare = page_of(170_000)
    form = prepare_form(bare, samples.boxes())
    print(f"file {len(form) / 1000:.0f} kB, {rounds} rounds, medians in ms")
    print(f"  prepare the form            {median(lambda: prepare_form(bare, samples.boxes()), rounds):6.1f}")
    figures = [measure(algorithm, form, rounds) for algorithm in ALGORITHMS]
    signing, checking = max(figure[0] for figure in figures), max(figure[1] for figure in figures)
    print(f"limit for a signature: {SIGN_MS:.0f} ms: {'EXCEEDED' if signing > SIGN_MS else 'kept'}")
    print(f"limit for a check:     {CHECK_MS:.0f} ms: {'EXCEEDED' if checking > CHECK_MS else 'kept'}")
    return int(signing > SIGN_MS or checking > CHECK_MS)


if __name__ == "__main__":
    raise SystemExit(main())
