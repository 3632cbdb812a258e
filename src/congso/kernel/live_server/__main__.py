"""`python -m congso.kernel.live_server`: serve until told to stop."""

import asyncio
import logging
import os
import resource
import signal

import uvloop
from django.conf import settings

from congso.kernel.live_server.server import serve


async def until_told(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await serve(host, port, stopped)


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # The pool retries by itself; its complaints repeat ours.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congso.config.settings")
    uvloop.run(until_told(os.environ.get("CONGSO_LIVE_HOST", "127.0.0.1"), settings.CONGSO_LIVE_PORT))


if __name__ == "__main__":
    main()
