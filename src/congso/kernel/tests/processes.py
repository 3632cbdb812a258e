"""Real processes against the test database."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from urllib.parse import quote

from django.db import connection


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Look again and again; raises AssertionError when it never comes true."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        pause.wait(0.02)
    raise AssertionError("it never came true")


def database_url() -> str:
    found = connection.settings_dict
    names = (("host", "HOST"), ("port", "PORT"), ("user", "USER"))
    parts = [f"{name}={quote(str(found[key]), safe='')}" for name, key in names if found[key]]
    return f"postgresql:///{quote(found['NAME'])}?{'&'.join(parts)}"


def start(*arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
    """`python …` with the product's settings on the test database."""
    given = {
        "DATABASE_URL": database_url(),
        "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "congso.config.settings",
    }
    return subprocess.Popen([sys.executable, *arguments], env=os.environ | given | environment)
