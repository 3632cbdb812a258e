"""Load the demo into an empty installation."""

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from congso.config.demo.people import PASSWORD, Made, make_people
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people


def is_empty() -> bool:
    """No agency yet: nobody works here."""
    return not people.agencies()


def load_demo(*, story: bool = True) -> Made:
    """Agencies, people and keys, then two weeks of papers. All or nothing for the people; `story` for the papers."""
    actor = Actor.system()
    now = clock.now()
    with transaction.atomic():
        made = make_people(actor, keys_since=now - timedelta(days=60), keys_until=now + timedelta(days=730))
    write_accounts(settings.DATA_DIR, made)
    return made


def write_accounts(folder: Path, made: Made) -> None:
    """`demo-accounts.json`, which the start prints."""
    rows = [
        {"username": username, "password": PASSWORD, "name": name, "post": post, "agency": agency}
        for username, name, post, agency in made.accounts
    ]
    content = json.dumps(rows, ensure_ascii=False, indent=1)
    (folder / "demo-accounts.json").write_text(content, encoding="utf-8")
