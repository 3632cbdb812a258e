"""The hub and its agencies: what they take, answer and send by themselves, with the faults that were chosen.

Time moves nothing by itself: each call looks at the clock and does what is due, so a run is the same for the same seed.
"""

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from congso.exchange.axis import PackageKind
from congso.exchange.simulate import papers
from congso.exchange.simulate.chance import Chance
from congso.kernel import clock
from congso.pure import edxml

# Seconds after the document at which its receiver says so, at pace 1.
_COURSE: Final = (("01", 5), ("03", 20), ("04", 45), ("05", 60), ("06", 120))
_REFUSES: Final = 0.1
_TAKES_BACK: Final = 0.1
_JUMP: Final = 7  # places that a package out of order is carried back at most
_BACKLOG: Final = 200  # documents of their own that wait for one guest


class Refused(Exception):
    """A call that was not done, by the numbers of the provincial axis."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(slots=True)
class Package:
    """In one guest's mailbox. `clean`: the bytes as they were before a fault."""

    remote_id: str
    kind: str
    sender: str
    data: bytes
    clean: bytes
    order: float
    at: datetime
    state: str = "initial"


@dataclass(frozen=True, slots=True)
class Plan:
    """`every`: seconds between the documents they send by themselves, 0 for none; `pace`: 0 lets all answers come at once."""

    agencies: int = 50
    every: float = 60.0
    pace: float = 1.0


class World:
    """A guest is whoever knows the secret: its system id is its code. One lock: calls come from many threads."""

    def __init__(
        self, chance: Chance, plan: Plan | None = None, *, now: Callable[[], datetime] = clock.now
    ) -> None:
        self.plan = plan or Plan()
        self.agencies = papers.agencies(self.plan.agencies)
        self.taken: dict[str, str] = {}  # document or status from a guest → the id it was given
        self._chance, self._now = chance, now
        self._boxes: dict[str, list[Package]] = {}
        self._since: dict[str, datetime] = {}
        self._sent: dict[str, int] = {}
        self._count = itertools.count(1)
        self._lock = threading.RLock()

    def enter(self, guest: str) -> None:
        """A mailbox from the first call on."""
        with self._lock:
            self._boxes.setdefault(guest, [])
            self._since.setdefault(guest, self._now())

    def accept(self, guest: str, kind: str, data: bytes) -> str:
        """The id it is kept under; the same package sent again keeps its id. Raises Refused."""
        try:
            message = edxml.read(data)
        except edxml.Unreadable as error:
            raise Refused(22, str(error)) from error
        if message.header.sender.organ_id != guest:
            raise Refused(19, "sent in another's name")
        with self._lock:
            receivers = self._receivers(message)
            key = " ".join(
                [
                    kind,
                    message.concerned_document_id,
                    message.status.code if message.status else "",
                    *receivers,
                ]
            )
            fresh = key not in self.taken
            remote_id = self.taken.setdefault(key, f"sim-{len(self.taken) + 1:06}")
            if fresh:
                for receiver in receivers:
                    self._arrives(guest, receiver, message)
            if fresh and self._chance.strikes("wrong-codes", "send", key):
                # It was taken; the answer says otherwise, as an axis in trouble does.
                raise Refused(21, "system error")
        return remote_id

    def listed(self, guest: str, kind: str) -> list[Package]:
        """What waits and is due, in the order of the mailbox."""
        with self._lock:
            self._write(guest)
            rows = [
                one
                for one in self._boxes[guest]
                if one.kind == kind and one.state not in {"done", "fail"} and one.at <= self._now()
            ]
            return sorted(rows, key=lambda one: one.order)

    def fetch(self, guest: str, remote_id: str) -> Package:
        """Raises Refused 10."""
        with self._lock:
            found = next((one for one in self._boxes[guest] if one.remote_id == remote_id), None)
        if found is None:
            raise Refused(10, "not in this mailbox")
        return found

    def acknowledge(self, guest: str, remote_id: str, state: str) -> None:
        """What could not be read is sent once more, whole. Raises Refused."""
        package = self.fetch(guest, remote_id)
        if state not in {"done", "fail", "processing"}:
            raise Refused(21, f"no such state: {state}")
        with self._lock:
            package.state = state
            if state == "fail" and package.data != package.clean:
                self._keep(guest, replace(package, data=package.clean, state="initial"))

    def _receivers(self, message: edxml.Message) -> list[str]:
        told = message.status
        codes = [told.response_for.organ_id] if told else [one.organ_id for one in message.header.receivers]
        for code in codes:
            if code not in self.agencies and code not in self._boxes:
                raise Refused(18, f"no such receiver: {code}")
        return codes

    def _arrives(self, guest: str, receiver: str, message: edxml.Message) -> None:
        """An agency of ours goes through its course; another guest finds it in the mailbox."""
        if receiver in self._boxes:
            kind = PackageKind.STATUS if message.status else PackageKind.DOCUMENT
            self._put(receiver, str(kind), guest, edxml.write(message), 0)
            return
        header, told = message.header, message.status
        draw = self._chance.draw("course", receiver, message.concerned_document_id)
        if told is None:
            about = edxml.ResponseFor(guest, str(header.code), header.document_id, header.promulgation_date)
            course = [_COURSE[0], ("02", 20)] if draw.random() < _REFUSES else _COURSE
        elif told.code == "13":
            about = replace(told.response_for, organ_id=guest)
            course = [(draw.choice(("15", "16")), 10)]
        else:
            return  # word about a document of ours: read and filed
        for code, seconds in course:
            self._say(guest, receiver, about, code, seconds * self.plan.pace)

    def _say(self, guest: str, sender: str, about: edxml.ResponseFor, code: str, seconds: float) -> None:
        party, at = papers.party(sender, self.agencies[sender]), self._now()
        if self._chance.strikes("wrong-codes", sender, about.document_id, code):
            wrong = papers.status(party, about, "99", at)
            self._put(guest, str(PackageKind.STATUS), sender, edxml.write(wrong), seconds)
        said = papers.status(party, about, code, at)
        self._put(guest, str(PackageKind.STATUS), sender, edxml.write(said), seconds)

    def _write(self, guest: str) -> None:
        """Documents that the agencies send by themselves, as many as are due by now."""
        if not self.plan.every or not self.agencies:
            return
        due = int((self._now() - self._since[guest]).total_seconds() / self.plan.every) + 1
        waiting = sum(one.state not in {"done", "fail"} for one in self._boxes[guest])
        while self._sent.get(guest, 0) < due and waiting < _BACKLOG:
            number = self._sent[guest] = self._sent.get(guest, 0) + 1
            waiting += 1
            draw = self._chance.draw("sender", guest, number)
            code = draw.choice(sorted(self.agencies))
            party = papers.party(code, self.agencies[code])
            made = papers.document(self._chance, number, party, guest, self._now())
            self._put(guest, str(PackageKind.DOCUMENT), code, edxml.write(made), 0)
            if draw.random() < _TAKES_BACK:
                header = made.header
                about = edxml.ResponseFor(
                    guest, str(header.code), header.document_id, header.promulgation_date
                )
                self._say(guest, code, about, "13", 300 * self.plan.pace)

    def _put(self, guest: str, kind: str, sender: str, data: bytes, seconds: float) -> None:
        at = self._now() + timedelta(seconds=seconds)
        package = Package("", kind, sender, data, data, 0.0, at)
        self._keep(guest, package, fault=True)

    def _keep(self, guest: str, package: Package, *, fault: bool = False) -> None:
        number = next(self._count)
        package.remote_id, package.order = f"{guest}-{number:06}", float(number)
        self._boxes[guest].append(package)
        if not fault:
            return
        if self._chance.strikes("out-of-order", guest, number):
            package.order -= self._chance.draw("jump", guest, number).uniform(1, _JUMP)
        if self._chance.strikes("duplicate", guest, number):
            self._keep(guest, replace(package))
        if self._chance.strikes("corrupt", guest, number):
            package.data = _spoiled(package.data, self._chance.draw("spoil", guest, number).random())


def _spoiled(data: bytes, where: float) -> bytes:
    """Cut in the middle, or with bytes of another message in it."""
    place = int(len(data) * (0.2 + 0.6 * where))
    return data[:place] if where < 0.5 else data[:place] + b"<\x00&" + data[place + 3 :]
