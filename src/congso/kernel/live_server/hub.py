"""Who listens to what, and how far each has read. Values only: no socket and no database here.

The id of an event is the reader's place in all of its channels ("p5.12~a2.400": message 12 of person:5, 400 of agency:2),
so a browser that comes back anywhere tells exactly what it has seen.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

PG_CHANNEL = "congso_live"
_KINDS = {"person": "p", "agency": "a", "unit": "u", "group": "g"}
_LETTERS = {letter: kind for kind, letter in _KINDS.items()}
_PLACE = re.compile(r"([paug])(\d{1,18})\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Message:
    """`body` is the JSON text that every reader gets, made once."""

    channel: str
    seq: int
    body: bytes


def message(channel: str, seq: int, kind: str, payload: Mapping[str, Any]) -> Message:
    text = json.dumps({**payload, "kind": kind}, ensure_ascii=False, separators=(",", ":"))
    return Message(channel, seq, text.encode())


def encode_places(places: Mapping[str, int]) -> str:
    """The id of an event for a reader who stands at these places."""
    parts = ((*channel.partition(":"), seq) for channel, seq in places.items())
    return "~".join(f"{_KINDS[kind]}{number}.{seq}" for kind, _, number, seq in parts)


def decode_places(text: str) -> dict[str, int]:
    """Inverse of `encode_places`; what is not ours is ignored."""
    found = (_PLACE.fullmatch(part) for part in text.split("~")[:300])
    return {f"{_LETTERS[f[1]]}:{int(f[2])}": int(f[3]) for f in found if f}


class Sink(Protocol):
    """Where a reader's messages go. `place` is the id after the last of them."""

    def send(self, messages: Sequence[Message], place: str) -> None: ...

    def close(self) -> None: ...


class Reader:
    """One stream or one waiting poll. Until `start`, messages wait in `early`."""

    __slots__ = ("early", "places", "session", "sink", "started")

    def __init__(self, session: str, channels: Iterable[str], sink: Sink) -> None:
        self.session = session
        self.places: dict[str, int] = dict.fromkeys(channels, 0)
        self.sink = sink
        self.started = False
        self.early: list[Message] = []

    def start(self, places: Mapping[str, int], missed: Sequence[Message]) -> None:
        """Stand at `places`, give what was missed since, then what came meanwhile."""
        self.places.update(places)
        self.started = True
        early, self.early = self.early, []
        self.take([*missed, *early])

    def take(self, messages: Sequence[Message]) -> None:
        """Messages of one's channels, each channel in order; what was given already is left out."""
        if not self.started:
            self.early += messages
            return
        new = []
        for found in messages:
            if found.seq > self.places.get(found.channel, found.seq):
                self.places[found.channel] = found.seq
                new.append(found)
        if new:
            self.sink.send(new, encode_places(self.places))


@dataclass(slots=True)
class Channel:
    """`last` is the last message handed to the readers; None until it was looked up."""

    readers: set[Reader] = field(default_factory=set)
    last: int | None = None


class Hub:
    """All readers by channel and by session."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.sessions: dict[str, set[Reader]] = {}

    @property
    def readers(self) -> int:
        return sum(len(readers) for readers in self.sessions.values())

    def join(self, reader: Reader) -> None:
        self.sessions.setdefault(reader.session, set()).add(reader)
        for name in reader.places:
            self.channels.setdefault(name, Channel()).readers.add(reader)

    def leave(self, reader: Reader) -> None:
        """Twice is once."""
        _drop(self.sessions, reader.session, self.sessions.get(reader.session, set()), reader)
        for name in reader.places:
            channel = self.channels.get(name)
            if channel is not None:
                _drop(self.channels, name, channel.readers, reader)

    def set_last(self, name: str, last: int) -> None:
        """The place of a channel as the database tells it, unless more was handed out already."""
        channel = self.channels.get(name)
        if channel is not None:
            channel.last = last if channel.last is None else max(channel.last, last)

    def lasts(self, names: Iterable[str]) -> dict[str, int]:
        """Where to read on in these channels: those with readers whose place is known."""
        known = ((name, self.channels.get(name)) for name in names)
        return {
            name: channel.last for name, channel in known if channel is not None and channel.last is not None
        }

    def hand_out(self, messages: Sequence[Message]) -> None:
        """Give messages (each channel in order) to all readers of their channels."""
        by_reader: dict[Reader, list[Message]] = {}
        for found in messages:
            channel = self.channels.get(found.channel)
            if channel is None or channel.last is None or found.seq <= channel.last:
                continue
            channel.last = found.seq
            for reader in channel.readers:
                by_reader.setdefault(reader, []).append(found)
        for reader, new in by_reader.items():
            reader.take(new)


def _drop(table: dict[str, Any], name: str, readers: set[Reader], reader: Reader) -> None:
    readers.discard(reader)
    if not readers:
        table.pop(name, None)
