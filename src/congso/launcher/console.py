"""What the person at the terminal reads: plain lines, in Vietnamese, flushed at once."""

import logging
import sys
from datetime import datetime


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def line(source: str, text: str) -> None:
    """One line of the running product: time of day, which part of it, what it says."""
    say(f"{datetime.now().astimezone():%H:%M:%S}  {source:<9} {text}")


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        line(record.name.rpartition(".")[2], record.getMessage())


def log_to_terminal() -> None:
    """Send the launcher's own loggers (`congso.*`) to the terminal."""
    logger = logging.getLogger("congso")
    logger.handlers = [_Lines()]
    logger.setLevel(logging.INFO)
    logger.propagate = False
