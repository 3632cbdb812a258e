"""The same form sent again (the back button, a double press) makes nothing new; another form, or another clerk's, does."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.bring_ink import InkFields, bring_ink
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.keep_series import reserve_number
from congso.documents.actions.make_copy import CopyFields, make_copy
from congso.documents.actions.receive_incoming import receive_paper, receive_upload
from congso.documents.actions.split_pile import receive_pile
from congso.documents.models import OutgoingDocument, Register, RegisterNumber
from congso.documents.support_outgoing import register_of
from congso.files.testing import text_pdf
from congso.kernel import clock, once
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict
from congso.kernel.housekeeping import FORMS_KEPT, forget_forms
from congso.kernel.models import Once
from congso.people.testing import make_actor, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


def ink(house: made.House) -> InkFields:
    return InkFields(
        body_id=house.body.id, kind="quyet_dinh", symbol="QĐ-SNV", subject="Cử công chức", signer_name="Vũ Đình Khoát",
        signed_on=date(2026, 11, 17),
    )  # fmt: skip


def test_a_paper_signed_by_hand_takes_one_number(house: made.House) -> None:
    first = bring_ink(actor=house.clerk, fields=ink(house), once_key="một")
    assert bring_ink(actor=house.clerk, fields=ink(house), once_key="một") == first
    colleague = make_actor(house.agency, Role.CLERK, name="Văn thư hai")
    others = {
        bring_ink(actor=house.clerk, fields=ink(house), once_key="hai"),
        bring_ink(actor=colleague, fields=ink(house), once_key="một"),
        bring_ink(actor=house.clerk, fields=ink(house)),
    }
    assert first not in others
    assert len(others) == 3


def test_a_copy_takes_one_number(house: made.House) -> None:
    incoming = arrivals.make_incoming(house.clerk)
    fields = CopyFields("sao_y", house.body.id)
    numbers = {
        made.outgoing(
            make_copy(actor=house.clerk, incoming_id=incoming.pk, fields=fields, once_key=key)
        ).number
        for key in ("một", "một", "hai")
    }
    assert numbers == {1, 2}


def test_a_number_is_kept_once_in_each_register(house: made.House) -> None:
    book = register_of(agency_id=house.agency.id, body_id=house.body.id, kind="quyet_dinh", year=2026)
    given = [
        reserve_number(actor=house.clerk, register_id=book.pk, reason="Trình giấy", once_key=key)
        for key in ("một", "một", "hai")
    ]
    assert given == [1, 1, 2]
    assert RegisterNumber.objects.unscoped(reason="test").filter(register=book).count() == 2


def test_an_arrival_on_paper_waits_once(house: made.House) -> None:
    first = receive_paper(actor=house.clerk, note="Giấy mời", once_key="một")
    assert receive_paper(actor=house.clerk, note="Giấy mời", once_key="một") == first
    assert receive_paper(actor=house.clerk, note="Giấy mời") != first


def test_a_refused_form_may_be_sent_again(house: made.House) -> None:
    book = register_of(agency_id=house.agency.id, body_id=house.body.id, kind="quyet_dinh", year=2026)
    Register.objects.unscoped(reason="test").filter(pk=book.pk).update(closed_at=clock.now())
    with pytest.raises(Conflict):
        reserve_number(actor=house.clerk, register_id=book.pk, reason="Trình giấy", once_key="một")
    Register.objects.unscoped(reason="test").filter(pk=book.pk).update(closed_at=None)
    assert reserve_number(actor=house.clerk, register_id=book.pk, reason="Trình giấy", once_key="một") == 1


def test_two_presses_at_once_make_one_draft_one_arrival_and_one_pile(
    house: made.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither saw the other before its transaction: the second waits at the claim and gets the first one's."""
    monkeypatch.setattr(once, "made_before", lambda actor, act, key: None)
    colleague = make_actor(house.agency, Role.CLERK, name="Văn thư hai")

    def sent(who: Actor) -> tuple[int, int | None, int]:
        (arrival,) = receive_upload(actor=who, files=[("Công văn.pdf", text_pdf())], once_key="một")
        return (
            create_draft(actor=who, kind="cong_van", once_key="một"),
            arrival.incoming_id,
            receive_pile(actor=who, name="a.pdf", content=text_pdf(), once_key="một"),
        )

    first = sent(house.clerk)
    assert sent(house.clerk) == first
    assert not set(sent(colleague)) & set(first)


def test_the_screens_carry_the_key(client: Client, house: made.House) -> None:
    sign_in(client, house.clerk)
    address = reverse("documents:outgoing_ink")
    key = re.search(r'name="khoa" value="(\w+)"', client.get(address).content.decode())
    assert key is not None
    form = {
        "khoa": key[1], "body": house.body.id, "kind": "quyet_dinh", "symbol": "QĐ-SNV", "subject": "Cử công chức",
        "signer_name": "Vũ Đình Khoát", "signed_on": "17/11/2026", "urgency": "0", "copies": "1",
    }  # fmt: skip
    pages = {client.post(address, form).headers.get("Location") for _ in range(2)}
    assert len(pages) == 1
    assert None not in pages
    assert OutgoingDocument.objects.for_actor(house.clerk).count() == 1


def test_keys_are_forgotten_after_a_month(house: made.House) -> None:
    receive_paper(actor=house.clerk, once_key="một")
    forget_forms()
    assert Once.objects.count() == 1
    Once.objects.update(at=clock.now() - FORMS_KEPT * 2)
    forget_forms()
    assert not Once.objects.exists()
    assert once.claim(house.clerk, "paper", "") is None
