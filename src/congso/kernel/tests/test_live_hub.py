"""Readers, places and the order of messages, without sockets."""

import json
from collections.abc import Sequence

from congso.kernel.live_server.hub import Hub, Message, Reader, decode_places, encode_places, message


class Heard:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.got: list[tuple[str, int]] = []
        self.place = ""
        self.closed = False

    def send(self, messages: Sequence[Message], place: str) -> None:
        self.got += [(found.channel, found.seq) for found in messages]
        self.place = place

    def close(self) -> None:
        self.closed = True


def note(channel: str, seq: int) -> Message:
    return message(channel, seq, "test", {})


def joined(hub: Hub, *channels: str, session: str = "s") -> tuple[Reader, Heard]:
    heard = Heard()
    reader = Reader(session, channels, heard)
    hub.join(reader)
    return reader, heard


def test_body_is_one_line_of_json_in_plain_letters() -> None:
    body = message("person:1", 1, "incoming", {"kind": "x", "subject": "Về việc\nnghỉ lễ"}).body
    assert json.loads(body) == {"kind": "incoming", "subject": "Về việc\nnghỉ lễ"}
    assert b"\n" not in body
    assert "nghỉ lễ".encode() in body


def test_places_go_there_and_back() -> None:
    places = {"person:5": 12, "agency:2": 400, "unit:77": 0}
    assert encode_places(places) == "p5.12~a2.400~u77.0"
    assert decode_places(encode_places(places)) == places


def test_foreign_places_are_ignored() -> None:
    assert decode_places("p5.12~x1.2~~p.1~p1~1.2~p9999999999999999999.1~<b>") == {"person:5": 12}
    assert decode_places("") == {}


def test_message_reaches_the_readers_of_its_channel_once() -> None:
    hub = Hub()
    (mine, heard), (other, silent) = joined(hub, "person:1", "agency:9"), joined(hub, "person:2", session="t")
    for reader in (mine, other):
        reader.start(dict.fromkeys(reader.places, 0), [])
    for name in ("person:1", "agency:9", "person:2"):
        hub.set_last(name, 0)
    hub.hand_out([note("agency:9", 1), note("agency:9", 1), note("person:1", 1), note("nobody:1", 5)])
    assert heard.got == [("agency:9", 1), ("person:1", 1)]
    assert heard.place == "p1.1~a9.1"
    assert silent.got == []


def test_news_during_catching_up_follow_what_was_missed() -> None:
    hub = Hub()
    reader, heard = joined(hub, "person:1")
    hub.set_last("person:1", 3)
    hub.hand_out([note("person:1", 4)])
    assert heard.got == []
    reader.start({"person:1": 1}, [note("person:1", 2), note("person:1", 3)])
    hub.hand_out([note("person:1", 5)])
    assert [seq for _, seq in heard.got] == [2, 3, 4, 5]


def test_early_news_already_among_the_missed_come_once() -> None:
    hub = Hub()
    reader, heard = joined(hub, "person:1")
    hub.set_last("person:1", 1)
    hub.hand_out([note("person:1", 2)])
    reader.start({"person:1": 1}, [note("person:1", 2)])
    assert heard.got == [("person:1", 2)]


def test_channel_of_unknown_place_waits() -> None:
    hub = Hub()
    _, heard = joined(hub, "person:1")
    hub.hand_out([note("person:1", 4)])
    assert heard.got == []
    assert hub.lasts(["person:1", "person:2"]) == {}
    hub.set_last("person:1", 3)
    hub.set_last("person:1", 2)
    hub.set_last("person:2", 2)
    assert hub.lasts(["person:1", "person:2"]) == {"person:1": 3}


def test_who_leaves_is_forgotten_altogether() -> None:
    hub = Hub()
    first, _ = joined(hub, "person:1", "agency:9")
    second, _ = joined(hub, "agency:9", session="t")
    assert hub.readers == 2
    hub.leave(first)
    hub.leave(first)
    assert list(hub.channels) == ["agency:9"]
    assert list(hub.sessions) == ["t"]
    hub.leave(second)
    assert (hub.channels, hub.sessions, hub.readers) == ({}, {}, 0)
