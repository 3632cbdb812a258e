"""Rounds: many documents signed in one confirmation while the signer watches. A bad one never spoils the rest, and what is
not signed when a round ends, for whatever reason, still waits for the signer.

A round works in a thread of the program that took the PIN, so that the PIN is in no queue and no table.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol

from django.db import IntegrityError, connections, transaction
from django.db.models import Q

from congso.kernel import clock
from congso.kernel.errors import NotFound, Refusal
from congso.signing import hands, owners
from congso.signing.models import SigningRound
from congso.signing.pades.signing import Hand

NO_SCOPE: Final = "the rounds of one person, who asks or signs"
QUIET: Final = timedelta(seconds=90)  # longer than any key takes for one signature
KEPT: Final = timedelta(days=7)
BROKEN: Final = "signing.round_broken"
INTERRUPTED: Final = "signing.round_interrupted"
logger = logging.getLogger(__name__)


class State(StrEnum):
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"


LIVE: Final = (State.RUNNING, State.WAITING)


class Work(Protocol):
    """What a round does with each of its documents, named by `key`. Both raise Refusal for one that cannot be signed."""

    def page(self, key: str, hand: Hand) -> None:
        """Make the signed page and throw it away: only its hash matters."""
        ...

    def sign(self, key: str, hand: Hand) -> dict[str, Any]:
        """Sign and keep; plain values for the list of results."""
        ...

    def refused(self, key: str, refusal: Refusal) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class RoundRow:
    """`results` are `Work`'s. `code` and `params`: why the round stopped."""

    id: int
    kind: str
    state: str
    total: int
    results: list[dict[str, Any]]
    wanted: list[str]
    code: str
    params: dict[str, Any]
    wait_until: datetime | None

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def seconds_left(self) -> int:
        left = (self.wait_until - clock.now()).total_seconds() if self.wait_until else 0
        return max(0, round(left))


def begin(person_id: int, kind: str, wanted: Sequence[str]) -> tuple[int, bool]:
    """(id, True) of a new round; (id, False) of the one this person has running: a double press signs once."""
    now = clock.now()
    mine = _of(person_id)
    _stop_quiet(mine, now)
    mine.filter(started_at__lt=now - KEPT).exclude(state__in=LIVE).delete()
    try:
        with transaction.atomic():
            made = SigningRound.objects.create(
                person_id=person_id,
                kind=kind,
                state=State.RUNNING,
                wanted=list(wanted),
                started_at=now,
                beat_at=now,
            )
    except IntegrityError:
        return mine.filter(state__in=LIVE).values_list("pk", flat=True).first() or 0, False
    return made.pk, True


def round_of(person_id: int, round_id: int) -> RoundRow:
    """As it stands now; an interrupted one is stopped. Raises NotFound signing.round_unknown, also for another's."""
    mine = _of(person_id).filter(pk=round_id)
    _stop_quiet(mine, clock.now())
    row = mine.first()
    if row is None:
        raise NotFound("signing.round_unknown")
    return RoundRow(
        row.pk, row.kind, row.state, len(row.wanted), row.results, row.wanted, row.code, row.params, row.wait_until
    )  # fmt: skip


def run(round_id: int, person_id: int, work: Work, pin: str) -> None:
    """To the end, whatever happens: the outcome is in the row."""
    row = _of(person_id).get(pk=round_id)
    course = _Course(row, work)
    try:
        with hands.held(
            owners.person(person_id), pin=pin, pages=course.make_pages, told=course.wait
        ) as next_hand:
            course.note(state=State.RUNNING, wait_until=None)
            course.sign_all(next_hand)
        course.note(state=State.DONE)
    except Refusal as refusal:
        course.note(state=State.STOPPED, code=refusal.code, params=refusal.params)
    except Exception:
        logger.exception("a signing round broke")
        course.note(state=State.STOPPED, code=BROKEN)


class _Course:
    """One round under way."""

    def __init__(self, row: SigningRound, work: Work) -> None:
        self.row = row
        self.work = work
        self.refused: set[str] = set()

    def make_pages(self, hand: Hand) -> None:
        for key in self.row.wanted:
            try:
                self.work.page(key, hand)
            except Refusal as refusal:
                self._refuse(key, refusal)
            self.note()

    def sign_all(self, next_hand: Callable[[], Hand]) -> None:
        for key in self.row.wanted:
            if key in self.refused:
                continue
            try:
                self.row.results.append(self.work.sign(key, next_hand()))
            except Refusal as refusal:
                if refusal.code in hands.STOPS:
                    raise
                self._refuse(key, refusal)
            self.note()

    def wait(self, until: datetime) -> None:
        self.note(state=State.WAITING, wait_until=until)

    def note(self, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self.row, name, value)
        self.row.beat_at = clock.now()
        self.row.save(update_fields=["state", "code", "params", "results", "wait_until", "beat_at"])

    def _refuse(self, key: str, refusal: Refusal) -> None:
        self.refused.add(key)
        self.row.results.append(self.work.refused(key, refusal))


def spawn(task: Callable[[], None]) -> None:
    """In a thread of its own, with a database connection of its own."""

    def entered() -> None:
        try:
            task()
        finally:
            connections.close_all()

    threading.Thread(target=entered, name="signing round", daemon=True).start()


def _stop_quiet(mine: Any, now: datetime) -> None:
    """Those whose program ended. While the signer confirms, some services do not answer at all."""
    waits = Q(wait_until__gt=now - QUIET)
    mine.filter(state__in=LIVE, beat_at__lt=now - QUIET).exclude(waits).update(
        state=State.STOPPED, code=INTERRUPTED
    )


def _of(person_id: int) -> Any:
    return SigningRound.objects.unscoped(reason=NO_SCOPE).filter(person_id=person_id)
