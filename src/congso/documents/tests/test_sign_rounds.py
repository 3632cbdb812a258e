"""Signing with keys elsewhere, through the browser's door: the PIN's field, the waiting, what became of each document."""

from typing import Any

import pytest
from django.urls import reverse

from congso.documents import testing_outgoing as made
from congso.documents.actions.prepare_signing import prepare_signing, see_draft
from congso.documents.models import Draft, DraftState
from congso.documents.queries import signing as q
from congso.documents.views import sign as screen
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden
from congso.people.testing import make_actor, make_agency, sign_in
from congso.signing import api as signing
from congso.signing import testing as keys

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """The round is over when the press is answered: no thread, no waiting."""
    monkeypatch.setattr("congso.signing.api.spawn", lambda task: task())


@pytest.fixture
def house() -> made.House:
    return made.make_house()


def tables(house: made.House, count: int) -> list[Draft]:
    drafts = [made.on_the_table(house) for _ in range(count)]
    for draft in drafts:
        prepare_signing(actor=house.leader, draft_id=draft.pk)
        see_draft(actor=house.leader, draft_id=draft.pk, revision=draft.revision)
    return drafts


def press(client: Any, drafts: list[Draft], **more: Any) -> Any:
    wanted = [f"{draft.pk}:{draft.revision}" for draft in drafts]
    return client.post(reverse("documents:sign"), {"draft": wanted, **more})


def states(drafts: list[Draft]) -> list[str]:
    rows = Draft.objects.unscoped(reason="test").in_bulk([draft.pk for draft in drafts])
    return [rows[draft.pk].state for draft in drafts]


def test_one_confirmation_on_the_phone_signs_the_pile_and_a_bad_one_spoils_nothing(
    client, house, monkeypatch
):
    calls: list[str] = []
    keys.give_remote_key(house.leader.person_id, monkeypatch, calls=calls)
    drafts = tables(house, 3)
    Draft.objects.unscoped(reason="test").filter(pk=drafts[1].pk).update(revision=drafts[1].revision + 1)
    sign_in(client, house.leader)
    shown = client.get(reverse("documents:sign")).content.decode()
    assert "khóa ở dịch vụ ký từ xa" in shown
    assert 'name="pin"' not in shown
    done = client.get(press(client, drafts).url, follow=True).content.decode()
    assert calls.count("credentials/authorize") == 1
    assert states(drafts) == [DraftState.SIGNED, DraftState.SIGNING, DraftState.SIGNED]
    assert "Đã ký 2 / 3" in done
    assert "Xem lại rồi ký" in done


def test_a_refusal_on_the_phone_goes_back_to_the_pile(client, house, monkeypatch):
    keys.give_remote_key(house.leader.person_id, monkeypatch, lambda _asked: "no")
    drafts = tables(house, 2)
    sign_in(client, house.leader)
    answer = client.get(press(client, drafts).url)
    assert answer.url == f"{reverse('documents:sign')}?ids={drafts[0].pk},{drafts[1].pk}"
    assert "đã bị từ chối" in client.get(answer.url).content.decode()
    assert states(drafts) == [DraftState.SIGNING] * 2


def test_the_waiting_is_shown_with_its_seconds_and_to_nobody_else(client, house, monkeypatch):
    seen: list[str] = []
    page = reverse("documents:sign_round", args=[0])

    def looking(_asked: Any) -> str:
        round_id = signing.begin_round(house.leader.person_id, signing.REMOTE, [])[0]
        address = page.replace("/0/", f"/{round_id}/")
        seen.append(client.get(address).content.decode())
        seen.append(client.get(address, HTTP_HX_REQUEST="true").content.decode())
        sign_in(client, house.officer)
        seen.append(str(client.get(address).status_code))
        return "yes"

    keys.give_remote_key(house.leader.person_id, monkeypatch, looking)
    drafts = tables(house, 1)
    sign_in(client, house.leader)
    press(client, drafts)
    whole, part, other = seen
    assert "Còn 120 giây" in whole
    assert "Mở điện thoại và xác nhận" in part
    assert "<html" not in part
    assert other == "404"


def test_a_token_asks_for_its_pin_and_says_when_it_is_wrong(client, house, monkeypatch):
    """The token itself is tested beside its adapter; here nothing answers to its name."""
    pins = []

    def opened(_place: Any, _certificate: bytes, _chain: Any, pin: str) -> Any:
        pins.append(pin)
        raise signing.SignatureRefused("signing.pin_wrong")

    keys.give_token_key(house.leader.person_id, monkeypatch, opened)
    drafts = tables(house, 2)
    sign_in(client, house.leader)
    shown = client.get(reverse("documents:sign")).content.decode()
    assert 'type="password"' in shown
    assert 'autocomplete="off"' in shown
    back = client.get(press(client, drafts, pin="73190264").url, follow=True).content.decode()
    assert "Mã PIN không đúng" in back
    assert "73190264" not in back
    assert pins == ["73190264"]
    assert states(drafts) == [DraftState.SIGNING] * 2


def test_a_key_of_this_house_is_marked_and_signs_a_long_pile_in_a_round(client, house, monkeypatch):
    monkeypatch.setattr(screen, "AT_ONCE", 1)
    drafts = tables(house, 2)
    sign_in(client, house.leader)
    assert "Chỉ để dùng thử" in client.get(reverse("documents:sign")).content.decode()
    answer = press(client, drafts)
    assert "/luot/" in answer.url
    assert "Đã ký 2 / 2" in client.get(answer.url, follow=True).content.decode()


def test_a_hundred_go_together():
    assert q.MOST == 100


def test_only_a_person_starts_a_round(house):
    system = Actor.system(house.agency.id)
    with pytest.raises(Forbidden):
        screen.start_round(actor=system, wanted=[])


def test_what_is_not_on_ones_table_is_refused_in_the_round(client, house, monkeypatch):
    stranger = make_actor(make_agency("Sở Tài chính"))
    keys.give_remote_key(stranger.person_id, monkeypatch)
    drafts = tables(house, 1)
    sign_in(client, stranger)
    client.get(press(client, drafts).url, follow=True)
    assert states(drafts) == [DraftState.SIGNING]
