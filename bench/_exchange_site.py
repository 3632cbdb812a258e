"""One installation of the exchange benches as a process: `hub PORT`, or `node` (its door, and the jobs that follow).

Its database is DATABASE_URL, its folder CONGSO_DATA_DIR. It runs until it is killed, at any moment.
"""

import logging
import os
import sys
import time
from pathlib import Path

from django.db import connection
from procrastinate.contrib.django import app

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from congso.config import pages
from congso.exchange import rules_axis
from congso.exchange.actions.poll import poll
from congso.exchange.actions.push import push
from congso.exchange.hub import door
from congso.exchange.models import Connection
from congso.kernel.housekeeping import retry_stalled

ROOT = common.ROOT


def hub(port: int) -> None:
    """The web server of `serve`, with one worker."""
    door.CALLS_A_MINUTE = 10_000_000  # what it can do is asked, not what it lets others do
    Path(os.environ["CONGSO_DATA_DIR"], "ready").touch()
    sys.argv = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
                "--blocking-threads", "2", "--log-level", "warning", "congso.config.wsgi:application"]  # fmt: skip
    pages.main()


def node() -> None:
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    # A hub that is killed all the time would be waited for longer and longer.
    rules_axis.FIRST_WAIT, rules_axis.LONGEST_WAIT = 1, 4  # type: ignore[misc]
    with connection.cursor() as cursor:
        # The worker before this one is dead: the product learns it from its heartbeat, here nobody waits for that.
        cursor.execute("DELETE FROM procrastinate_workers")
    retry_stalled()
    Path(os.environ["CONGSO_DATA_DIR"], "ready").touch()
    while True:
        for connection_id in Connection.objects.unscoped(reason="bench").values_list("id", flat=True):
            push(connection_id=connection_id)
            poll(connection_id=connection_id)
        worker = app.with_connector(app.connector.get_worker_connector())
        worker.run_worker(wait=False, install_signal_handlers=False, concurrency=1)
        time.sleep(0.1)


if __name__ == "__main__":
    hub(int(sys.argv[2])) if sys.argv[1] == "hub" else node()
