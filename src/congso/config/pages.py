"""The web server with the product loaded once: `python -m congso.config.pages`, arguments as those of Granian's own command.

Its workers are forks of a process that has everything imported: on a small machine the pages are up in half the time, and
the workers share that memory.
"""

import gc
import multiprocessing

from granian.cli import entrypoint

# Thousands of modules make no garbage, and looking for it takes a tenth of the start.
gc.disable()

from congso.config.wsgi import application  # noqa: E402


def main() -> None:
    # Python 3.14 and later start processes anew unless told otherwise: they would import all of it once more.
    multiprocessing.set_start_method("fork")
    # What was imported is never garbage: left out of collections, its memory stays shared after the fork.
    gc.collect()
    gc.freeze()
    gc.enable()
    entrypoint()  # type: ignore[no-untyped-call]


__all__ = ["application", "main"]

if __name__ == "__main__":
    main()
