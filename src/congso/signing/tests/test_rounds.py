"""Rounds: one confirmation for many documents, wherever the key is."""

from datetime import timedelta
from typing import Any

import pytest
from pkcs11 import exceptions as wrong

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from congso.people.testing import make_actor, make_agency
from congso.signing import api as signing
from congso.signing import hands, keyring, levels, places, rounds, samples, trust
from congso.signing.adapters import errors
from congso.signing.models import SigningRound
from congso.signing.pades.errors import SignatureRefused
from congso.signing.pades.signing import sign_personal
from congso.signing.testing import give_key_to_person, give_remote_key
from congso.signing.tests import made, test_levels
from congso.signing.tests import token as soft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(samples.MOMENT):
        yield


@pytest.fixture
def actor() -> Actor:
    return make_actor(make_agency("Sở Nội vụ"), Role.LEADER)


class Work:
    """Signs the same page for each key; "bad" cannot be signed, "broken" is a fault of ours."""

    def __init__(self) -> None:
        self.pdfs: dict[str, bytes] = {}
        self.change = False

    def page(self, key: str, hand: Any) -> None:
        self._make(key, hand)

    def sign(self, key: str, hand: Any) -> dict[str, Any]:
        self.pdfs[key] = self._make(key + " later" * self.change, hand)
        return {"key": key, "code": ""}

    def refused(self, key: str, refusal: Refusal) -> dict[str, Any]:
        return {"key": key, "code": refusal.code}

    def _make(self, key: str, hand: Any) -> bytes:
        if key == "bad":
            raise Conflict("documents.changed_meanwhile")
        if key == "broken":
            raise KeyError(key)
        page = made.prepared() if " later" not in key else made.prepared() + b"\n%later\n"
        return sign_personal(page, hand)


def go(
    actor: Actor, keys: list[str], work: Work | None = None, pin: str = ""
) -> tuple[Work, rounds.RoundRow]:
    work = work or Work()
    round_id, fresh = rounds.begin(actor.person_id, signing.kind_of(actor.person_id), keys)
    assert fresh
    rounds.run(round_id, actor.person_id, work, pin)
    return work, rounds.round_of(actor.person_id, round_id)


def give_token(actor: Actor, settings: Any, name: str = "p256") -> None:
    token = soft.token()
    settings.CONGSO_PKCS11_LIBRARIES = [f"thu={token.library}"]
    trust.add_root("test-root", samples.authority().root.der)
    kept = soft.signer(name)
    signing.add_elsewhere(
        actor=actor, owner=signing.person_owner(actor.person_id), kind=signing.TOKEN,
        material=places.token_material("thu", token.serial, soft.KEYS[name]),
        certificate=kept.certificate, chain=kept.chain,
    )  # fmt: skip


def holds(pdf: bytes) -> bool:
    return [one.holds for one in signing.validate(pdf)] == [True]


def test_a_bad_one_spoils_nothing_whatever_the_key(actor, settings, monkeypatch):
    def with_software() -> None:
        give_key_to_person(actor.person_id)

    for give, pin in (
        (with_software, ""),
        (lambda: give_token(actor, settings), soft.PIN),
        (lambda: give_remote_key(actor.person_id, monkeypatch), ""),
    ):
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            give()
            work, row = go(actor, ["1", "bad", "2"], pin=pin)
            assert (row.state, row.code, row.total) == ("done", "", 3)
            assert sorted((one["key"], one["code"]) for one in row.results) == [
                ("1", ""), ("2", ""), ("bad", "documents.changed_meanwhile"),
            ]  # fmt: skip
            assert holds(work.pdfs["1"])
            assert holds(work.pdfs["2"])


def test_one_confirmation_at_the_service_covers_all(actor, monkeypatch):
    calls: list[str] = []
    give_remote_key(actor.person_id, monkeypatch, calls=calls)
    go(actor, ["1", "2", "3"])
    assert calls.count("credentials/authorize") == 1
    calls.clear()
    _work, row = go(actor, ["bad"])
    assert not calls  # nothing to sign, nobody is bothered
    assert row.state == "done"


def test_remote_signatures_with_time_stamps(actor, monkeypatch, settings):
    """The hash is of the file with the room for its time stamp; stamps are asked for once, not for the pages thrown away."""
    settings.CONGSO_PADES_LEVEL = "B-T"
    stamps = []
    monkeypatch.setattr(
        levels, "ask_authority", lambda request: stamps.append(request) or test_levels.tsa(request)
    )
    trust.add_root("test-tsa", test_levels.ROOTS[0])
    give_remote_key(actor.person_id, monkeypatch)
    work, row = go(actor, ["1", "2"])
    assert (row.state, len(stamps)) == ("done", 2)
    assert [one["code"] for one in row.results] == ["", ""]
    (report,) = signing.validate(work.pdfs["1"])
    assert report.holds
    assert report.proven_at == samples.MOMENT


def test_the_screen_sees_the_waiting(actor, monkeypatch):
    seen = []

    def looking(_asked: Any) -> str:
        row = rounds.round_of(actor.person_id, SigningRound.objects.unscoped(reason="test").get().pk)
        seen.append((row.state, row.live, row.seconds_left))
        return "yes" if len(seen) > 2 else ""

    give_remote_key(actor.person_id, monkeypatch, looking)
    _work, row = go(actor, ["1"])
    assert seen == [("waiting", True, 120)] * 3
    assert (row.state, row.seconds_left) == ("done", 0)


def test_refused_on_the_phone_signs_nothing(actor, monkeypatch):
    give_remote_key(actor.person_id, monkeypatch, lambda _asked: "no")
    work, row = go(actor, ["1", "2"])
    assert (row.state, row.code, row.results, work.pdfs) == ("stopped", errors.REMOTE_REFUSED, [], {})


def test_a_page_that_changed_while_the_user_confirmed_is_not_signed(actor, monkeypatch):
    give_remote_key(actor.person_id, monkeypatch)
    work = Work()
    work.change = True
    _work, row = go(actor, ["1"], work)
    assert [one["code"] for one in row.results] == [errors.SIGNATURE_WRONG]


def test_a_wrong_pin_is_tried_once(actor, settings):
    give_token(actor, settings)
    work, row = go(actor, ["1", "2"], pin="00000000")
    assert (row.state, row.code, row.results, work.pdfs) == ("stopped", errors.PIN_WRONG, [], {})
    _work, row = go(actor, ["1"])
    assert (row.state, row.code) == ("stopped", errors.PIN_NEEDED)
    kept = SigningRound.objects.unscoped(reason="test").values()
    assert "00000000" not in str(list(kept))


def test_a_token_pulled_out_ends_the_round_and_keeps_what_is_signed(actor, settings, monkeypatch):
    give_token(actor, settings)
    work = Work()
    sign = work.sign

    def pulled(key: str, hand: Any) -> dict[str, Any]:
        if key == "2":
            raise SignatureRefused(errors.TOKEN_GONE, wrong.DeviceRemoved.__name__)
        return sign(key, hand)

    monkeypatch.setattr(work, "sign", pulled)
    _work, row = go(actor, ["1", "2", "3"], work, soft.PIN)
    assert (row.state, row.code) == ("stopped", errors.TOKEN_GONE)
    assert [one["key"] for one in row.results] == ["1"]


def test_a_fault_of_ours_is_an_end_too(actor, caplog):
    give_key_to_person(actor.person_id)
    _work, row = go(actor, ["1", "broken"])
    assert (row.state, row.code, len(row.results)) == ("stopped", rounds.BROKEN, 1)


def test_no_certificate_no_round(actor):
    _work, row = go(actor, ["1"])
    assert (row.state, row.code) == ("stopped", "signing.certificate_missing")


def test_a_double_press_finds_the_round_that_runs(actor):
    first, fresh = rounds.begin(actor.person_id, "csc", ["1"])
    assert fresh
    assert rounds.begin(actor.person_id, "csc", ["1"]) == (first, False)
    other = make_actor(make_agency("Sở Tài chính"), Role.LEADER)
    assert rounds.begin(other.person_id, "csc", ["1"])[1]
    with pytest.raises(NotFound):
        rounds.round_of(other.person_id, first)


def test_an_interrupted_round_is_said_to_be_and_another_may_begin(actor):
    first, _fresh = rounds.begin(actor.person_id, "csc", ["1"])
    rows = SigningRound.objects.unscoped(reason="test")
    rows.update(wait_until=clock.now() + timedelta(minutes=2))
    with clock.frozen(samples.MOMENT + timedelta(minutes=2)):
        assert rounds.round_of(
            actor.person_id, first
        ).live  # some services are silent until the user confirms
    with clock.frozen(samples.MOMENT + timedelta(minutes=5)):
        assert rounds.begin(actor.person_id, "csc", ["1"])[1]
        assert rounds.round_of(actor.person_id, first).code == rounds.INTERRUPTED
    with clock.frozen(samples.MOMENT + timedelta(days=8)):
        rounds.begin(actor.person_id, "csc", ["1"])
        assert not rows.filter(pk=first)


def test_keys_elsewhere_do_not_sign_without_their_holder(actor, settings, monkeypatch):
    give_token(actor, settings)
    with pytest.raises(SignatureRefused) as caught:
        signing.hand_for(actor.person_id)
    assert caught.value.code == errors.PIN_NEEDED
    with clock.frozen(samples.MOMENT + timedelta(minutes=1)):
        give_remote_key(actor.person_id, monkeypatch)
        with pytest.raises(SignatureRefused) as caught:
            signing.hand_for(actor.person_id)
        assert caught.value.code == errors.REMOTE_NEEDED


def test_the_newest_choice_signs(actor, monkeypatch):
    software = give_key_to_person(actor.person_id)
    owner = signing.person_owner(actor.person_id)
    give_remote_key(actor.person_id, monkeypatch)
    assert signing.kind_of(actor.person_id) == signing.REMOTE
    with clock.frozen(samples.MOMENT + timedelta(minutes=1)):
        signing.use_certificate(actor=actor, owner=owner, certificate_id=software)
        assert signing.kind_of(actor.person_id) == signing.SOFTWARE
    keyring.forget()


def test_nobody_chooses_for_others_but_their_administrator(actor):
    software = give_key_to_person(actor.person_id)
    owner = signing.person_owner(actor.person_id)
    agency = actor.agency_id
    stranger = make_actor(make_agency("Sở Tài chính"), Role.ADMIN)
    with pytest.raises(Forbidden):
        signing.use_certificate(actor=stranger, owner=owner, certificate_id=software)
    with pytest.raises(Forbidden):
        signing.add_elsewhere(
            actor=stranger, owner=owner, kind="csc", material=b"", certificate=b"", chain=()
        )
    with pytest.raises(NotFound):
        signing.use_certificate(actor=actor, owner=owner, certificate_id=software + 1)
    assert agency


def test_the_same_certificate_is_kept_once(actor, settings):
    give_token(actor, settings)
    with pytest.raises(Conflict):
        give_token(actor, settings)


def test_a_collector_leaves_room_for_any_signature():
    rsa = hands.Collector(soft.signer("rsa2048").certificate, ())
    assert len(rsa.sign(b"x", "sha256")) == 512
    assert len(rsa.digests) == 1


def test_work_is_done_in_a_thread_of_its_own(monkeypatch):
    monkeypatch.setattr(rounds.connections, "close_all", lambda: done.append("closed"))
    done: list[str] = []
    started = []
    monkeypatch.setattr(rounds.threading.Thread, "start", lambda thread: started.append(thread))
    rounds.spawn(lambda: done.append("work"))
    started[0].run()
    assert done == ["work", "closed"]
