"""Load the demo into an empty installation."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from congso.audit import sealing
from congso.config.demo.extras import numbers_kept, set_up, work_files
from congso.config.demo.people import PASSWORD, Made, make_people
from congso.config.demo.scale.load import load_scale, refresh_statistics
from congso.config.demo.script import stories
from congso.config.demo.stage import Stage, play_all
from congso.config.demo.talk import talk
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.jobs import run_pending
from congso.people import api as people

# The start prints these first; together they walk a paper through the whole loop.
FIRST_ACCOUNTS = (
    "vanthu.snv", "giamdoc.snv", "vanphong.snv", "truongphong.snv", "chuyenvien.snv", "chutich", "vanthu.tinh", "quantri",
)  # fmt: skip


def is_empty() -> bool:
    """No agency yet: nobody works here."""
    return not people.agencies()


def load_demo(*, story: bool = True, now: datetime | None = None, province: bool = False) -> Made:
    """Agencies, people and keys, then two weeks of papers up to `now`. All or nothing: an interrupted load leaves an
    empty installation that the next start fills. `province`: with 875 agencies and 90,000 papers."""
    moment = (now or clock.now()).astimezone(clock.VIETNAM)
    with transaction.atomic():
        with clock.frozen(moment - timedelta(days=60)):
            made = make_people(
                Actor.system(),
                keys_since=moment - timedelta(days=60),
                keys_until=moment + timedelta(days=730),
            )
            run_pending()
        if story:
            stage = Stage(made, moment)
            set_up(stage)
            if province:
                load_scale(stage)
            play_all(stage, [work_files(stage), numbers_kept(stage), talk(stage), *stories(stage)])
            run_pending()
        while sealing.seal():
            pass
    refresh_statistics()
    write_accounts(settings.DATA_DIR, made)
    return made


def write_accounts(folder: Path, made: Made) -> None:
    """`demo-accounts.json`, which the start prints."""
    order = {name: place for place, name in enumerate(FIRST_ACCOUNTS)}
    accounts = sorted(made.accounts, key=lambda account: order.get(account[0], len(order)))
    rows = [
        {"username": username, "password": PASSWORD, "name": name, "post": post, "agency": agency}
        for username, name, post, agency in accounts
    ]
    content = json.dumps(rows, ensure_ascii=False, indent=1)
    (folder / "demo-accounts.json").write_text(content, encoding="utf-8")
