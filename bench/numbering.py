"""A hundred simultaneous releases take numbers from one register: gap-free, each once.

Usage: congso bench numbering [--releases 100]
The register is made for the measurement and goes away after it.
"""

import argparse
import sys
import threading
import time
from pathlib import Path

from django.db import connections, transaction

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from congso.documents import numbers
from congso.documents.models import Register, RegisterNumber
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people import api as people


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--releases", type=int, default=100)
    options = parser.parse_args()

    # One connection a release: a pool would let them through in small groups.
    connections.settings["default"]["OPTIONS"].pop("pool", None)
    connections.close_all()
    agency = people.agencies()[0].id
    today = clock.today()
    register = numbers.register_for(agency_id=agency, direction="outgoing", year=today.year, series="đo")
    ready, taken, times = threading.Barrier(options.releases), [], []

    def release(index: int) -> None:
        connections["default"].ensure_connection()
        ready.wait()
        began = time.perf_counter()
        with transaction.atomic():
            subject = SubjectRef("outgoing", -index)
            taken.append(
                numbers.take_number(actor=Actor.system(agency), register=register, on=today, subject=subject)
            )
        times.append((time.perf_counter() - began) * 1000)
        connections.close_all()

    try:
        threads = [threading.Thread(target=release, args=(index + 1,)) for index in range(options.releases)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        whole = time.perf_counter() - began
    finally:
        RegisterNumber.objects.unscoped(reason="made for the measurement").filter(register=register).delete()
        Register.objects.unscoped(reason="made for the measurement").filter(pk=register.pk).delete()
    sound = sorted(taken) == list(range(1, options.releases + 1))
    median, p95 = common.figures(times) if times else (0.0, 0.0)
    print(common.machine())
    print(
        f"{len(taken)} numbers in {whole:.2f} s, median {median:.0f} ms, p95 {p95:.0f} ms, {'gap-free' if sound else 'NOT gap-free'}"
    )
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
