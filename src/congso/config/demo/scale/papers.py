"""90,000 papers of the past year: 30,000 sent within the province, the same as arrivals, 30,000 from beyond it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from congso.config.demo.outside import ISSUERS, MORE_NUMBERS, outside_paper
from congso.config.demo.scale import bulk
from congso.config.demo.scale.agencies import Desk
from congso.config.demo.stage import Stage, table
from congso.config.demo.texts import LETTERS
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.pure.kinds import kind_of
from congso.pure.numbering import format_number, normal_code, symbol_for

SENT, FROM_OUTSIDE = 30_000, 30_000
_WEIGHTS = {"committee": 4000, "first": 3000, "department": 400, "commune": 80, "mass": 40, "other": 7}
_DAYS_BACK, _REST = 330, 21


@dataclass(frozen=True, slots=True)
class Text:
    """Words that many papers share, with the one PDF they share too."""

    kind: str
    kind_name: str
    subject: str
    blob_id: int
    pages: int
    sha256: str
    words: str


@dataclass(slots=True)
class Sheet:
    """One paper on its way. `arrival` is its number at the receiver, `number` at the sender."""

    at: datetime
    text: Text
    sender: Desk | None
    issuer: int
    receiver: Desk
    urgency: int
    room: int
    open: str
    number: int = 0
    arrival: int = 0
    incoming_id: int = 0
    outgoing_id: int = 0
    in_file: int = 0
    out_file: int = 0
    order: int = 0

    @property
    def symbol(self) -> str:
        source = self.sender.symbol if self.sender else ISSUERS[self.issuer].symbol
        return symbol_for(self.text.kind, source, "VP")

    @property
    def issuer_name(self) -> str:
        return self.sender.name if self.sender else ISSUERS[self.issuer].name

    @property
    def signer(self) -> tuple[str, str]:
        if self.sender:
            return self.sender.head[2], "THỦ TRƯỞNG"
        return ISSUERS[self.issuer].signer, ISSUERS[self.issuer].title

    @property
    def registered_at(self) -> datetime:
        return self.at + timedelta(minutes=20)


def texts(stage: Stage) -> list[Text]:
    """Each letter in both its wordings, stored once."""
    found = []
    for turn, letter in [(turn, letter) for letter in LETTERS for turn in (0, 1)]:
        on = stage.days[-1]
        made = outside_paper(ISSUERS[0], letter, number=(turn + 1, on), to="Các cơ quan, đơn vị", turn=turn)
        row = files.store(
            actor=Actor.system(), name=f"{letter.key}-{turn}.pdf", content=made.pdf, trusted=True
        )
        kind = kind_of(letter.kind)
        subject = made.subject[0].upper() + made.subject[1:]
        found.append(
            Text(
                letter.kind if letter.kind != "quyet_dinh" else "bao_cao",
                kind.name if kind else letter.kind,
                subject,
                _blob_of(row.id),
                made.pages,
                row.sha256,
                " ".join(files.text(row.id)),
            )
        )
    return found


def _blob_of(file_id: int) -> int:
    return int(table("files", "File").get(pk=file_id).blob_id)


def sheets(stage: Stage, desks: Sequence[Desk], rng: Random) -> list[Sheet]:
    """All of them in the order of time, with the numbers that this order gives."""
    words, weights = (
        texts(stage),
        [_WEIGHTS[desk.level if desk.level in _WEIGHTS else "other"] for desk in desks],
    )
    days = [day for day in _days(stage) if day.weekday() < 5]
    made = []
    for index in range(SENT + FROM_OUTSIDE):
        sender = rng.choices(desks, weights)[0] if index < SENT else None
        receiver = rng.choices(desks, weights)[0]
        while receiver is sender:
            receiver = rng.choices(desks, weights)[0]
        day = rng.choice(days)
        at = datetime.combine(day, time(7, 30), clock.VIETNAM) + timedelta(minutes=rng.randrange(500))
        made.append(
            Sheet(
                at, rng.choice(words), sender, rng.randrange(len(ISSUERS)), receiver,
                urgency=rng.choices((0, 1, 2, 3), (88, 8, 3, 1))[0], room=rng.randrange(len(receiver.rooms)), open=_state(rng, day, days[-1]),
            )
        )  # fmt: skip
    made.sort(key=lambda one: one.at)
    _number(made, rng)
    return made


def _days(stage: Stage) -> list[date]:
    last = stage.days[-1] - timedelta(days=_REST - 14)
    first = (
        max(last - timedelta(days=_DAYS_BACK), date(stage.now.year, 1, 1))
        if last.year == stage.now.year
        else last - timedelta(days=_DAYS_BACK)
    )
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _state(rng: Random, day: date, last: date) -> str:
    """Older papers are settled but for a few; of the newest a part is still in work."""
    if rng.random() < (0.25 if (last - day).days < 21 else 0.004):
        return rng.choices(("working", "assigned", "registered"), (6, 3, 1))[0]
    return "closed"


def _number(made: Sequence[Sheet], rng: Random) -> None:
    incoming, outgoing = (
        bulk.next_id("documents", "IncomingDocument"),
        bulk.next_id("documents", "OutgoingDocument"),
    )
    file_id = bulk.next_id("files", "File")
    given: dict[tuple[str, int, int], int] = defaultdict(int)
    for order, one in enumerate(made):
        one.order, one.incoming_id, one.in_file = order, incoming + order, file_id
        file_id += 1
        key = ("in", one.receiver.agency_id, one.at.year)
        given[key] += 1
        one.arrival = given[key]
        if one.sender is None:
            one.number = rng.randint(*MORE_NUMBERS)
            continue
        key = ("out", one.sender.agency_id, one.at.year)
        given[key] += 1
        one.number, one.outgoing_id, one.out_file = given[key], outgoing, file_id
        outgoing, file_id = outgoing + 1, file_id + 1


def code_key(one: Sheet) -> str:
    return normal_code(f"{format_number(one.number)}/{one.symbol}")[:80]


def token(one: Sheet) -> str:
    return hashlib.sha256(f"demo {one.order}".encode()).hexdigest()[:22]


def message_id(one: Sheet) -> UUID:
    return UUID(bytes=hashlib.sha256(f"envelope {one.order}".encode()).digest()[:16], version=4)


def sent(made: Sequence[Sheet]) -> Iterator[tuple[Sheet, Desk]]:
    for one in made:
        if one.sender is not None:
            yield one, one.sender
