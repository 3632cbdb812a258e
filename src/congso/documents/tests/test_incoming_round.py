"""Many arrivals at once: marks in the list, and the round that registers them one after another."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from congso.documents import rules_round as rules
from congso.documents import testing_incoming as t
from congso.documents.models import IncomingDocument, IncomingReading
from congso.documents.queries import incoming as q
from congso.files.testing import scan_pdf, text_pdf
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.people.testing import make_actor, sign_in

NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def office(db):
    return t.make_office()


def url(name: str, *args: Any) -> str:
    return reverse(f"documents:incoming{name}", args=args)


def read(incoming: IncomingDocument, state: str = "done", **fields: str) -> None:
    proposed = {name: {"value": value, "confidence": 0.9, "box": None} for name, value in fields.items()}
    IncomingReading.objects.unscoped(reason="test").update_or_create(
        incoming=incoming, defaults={"state": state, "fields": proposed, "at": clock.now()}
    )


def receive(clerk: Any, *words: str) -> list[IncomingDocument]:
    return [t.receive(clerk, text_pdf(word), f"{word}.pdf") for word in words]


def only(office: Any, incoming: IncomingDocument) -> q.WaitingRow:
    return next(row for row in q.waiting(office.clerk).rows if row.id == incoming.pk)


# The place in a round


@pytest.mark.parametrize(
    ("current", "waiting", "expected"),
    [
        (7, {7, 8, 9}, rules.Place(1, 3, None, 8)),
        (8, {8}, rules.Place(2, 3, 7, None)),
        (9, {7, 9}, rules.Place(3, 3, 8, 7)),
        (5, {7}, None),
    ],
)
def test_the_place_of_one_in_the_round(current, waiting, expected):
    assert rules.place([7, 8, 9], current, waiting) == expected


# What the list says


def test_the_list_shows_what_was_read(office):
    (one,) = receive(office.clerk, "Tờ một")
    read(one, number="12", symbol="UBND-NC", issuer_name="UBND xã Mẫu", subject="Về việc họp")
    row = only(office, one)
    assert (row.issuer, row.subject, row.code, row.reading) == (
        "UBND xã Mẫu",
        "Về việc họp",
        "12/UBND-NC",
        "done",
    )
    assert (row.twin, row.twin_number) == (False, None)


def test_a_held_scan_tells_nothing_of_its_reading(office):
    scan = t.receive(office.clerk, scan_pdf(), "Quét.pdf")
    read(scan, "reading", subject="Điều không ai được biết")
    row = only(office, scan)
    assert (row.held, row.subject, row.reading) == (True, "Quét.pdf", "")


def test_the_same_bytes_are_marked_on_the_later_one(office):
    first = t.receive(office.clerk, text_pdf("Một"), "Một.pdf")
    second = t.receive(office.clerk, text_pdf("Một"), "Một lần nữa.pdf")
    assert (only(office, first).twin, only(office, second).twin) == (False, True)
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=second.pk).update(not_twins=[first.pk])
    assert only(office, second).twin is False


def test_a_code_that_was_registered_is_marked_with_its_number(office):
    done = t.make_incoming(office.clerk)
    (again,) = receive(office.clerk, "Bản gửi lại")
    read(again, number="3411", symbol="UBND-NC", issuer_name="UBND tỉnh Mẫu")
    row = only(office, again)
    assert (row.twin, row.twin_number) == (True, done.arrival_number)
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=again.pk).update(twin_kind="replacement")
    assert only(office, again).twin is False


def test_another_agency_marks_nothing_here(office):
    elsewhere = t.make_office("Sở Tài chính")
    t.receive(elsewhere.clerk, text_pdf("Chung"), "Chung.pdf")
    here = t.receive(office.clerk, text_pdf("Chung"), "Chung.pdf")
    assert only(office, here).twin is False


# The round


def typed(incoming: IncomingDocument) -> dict[str, str]:
    return {
        "issuer_name": "UBND tỉnh Mẫu", "subject": f"Việc {incoming.pk}", "urgency": "0", "copies": "1",
        "version": str(incoming.version),
    }  # fmt: skip


@pytest.mark.slow
def test_a_round_goes_through_what_waits_and_ends_with_the_skipped(client, office):
    clerk = sign_in(client, office.clerk)
    one, two, three = receive(office.clerk, "Một", "Hai", "Ba")
    assert clerk.post(url("_round")).url == url("_register", one.pk)
    html = clerk.get(url("_register", one.pk)).content.decode()
    assert "1 / 3" in html
    assert f'data-chord="ArrowDown" href="{url("_register", two.pk)}"' in html
    assert "Bỏ qua" in html

    assert clerk.post(url("_register", two.pk), typed(two)).url == url("_register", three.pk)
    html = clerk.get(url("_register", three.pk)).content.decode()
    assert "3 / 3" in html
    assert f'data-chord="ArrowUp" href="{url("_register", two.pk)}"' in html
    assert clerk.get(url("_register", two.pk)).url == url("_document", two.pk)

    assert clerk.post(url("_register", three.pk), typed(three)).url == url("_register", one.pk)
    (late,) = receive(office.clerk, "Mới đến")
    answer = clerk.post(url("_register", one.pk), typed(one), follow=True)
    assert answer.redirect_chain == [(url("_waiting"), 302)]
    assert "Đã xong lượt 3 văn bản." in answer.content.decode()
    assert "1 / 3" not in clerk.get(url("_register", late.pk)).content.decode()


@pytest.mark.slow
def test_a_round_of_one_and_of_none(client, office):
    clerk = sign_in(client, office.clerk)
    assert clerk.post(url("_round")).url == url("_waiting")
    (one,) = receive(office.clerk, "Một")
    clerk.post(url("_round"))
    answer = clerk.post(url("_register", one.pk), typed(one), follow=True)
    assert "Đã xong lượt này." in answer.content.decode()


@pytest.mark.slow
def test_one_outside_the_round_goes_on_as_ever(client, office):
    clerk = sign_in(client, office.clerk)
    receive(office.clerk, "Một")
    clerk.post(url("_round"))
    late, later = receive(office.clerk, "Mới đến", "Mới đến nữa")
    assert clerk.post(url("_register", late.pk), typed(late)).url == url("_register", later.pk)


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER])
def test_others_are_offered_no_round(client, office, role):
    (one,) = receive(office.clerk, "Một")
    stranger = sign_in(client, make_actor(office.agency, role))
    assert url("_round") not in stranger.get(url("_waiting")).content.decode()
    stranger.post(url("_round"))
    assert stranger.post(url("_register", one.pk), typed(one)).status_code in (302, 403, 404)
    one.refresh_from_db()
    assert one.state == "waiting"


@pytest.mark.slow
def test_a_clerk_of_another_agency_has_a_round_of_their_own(client, office):
    (one,) = receive(office.clerk, "Một")
    elsewhere = sign_in(client, t.make_office("Sở Tài chính").clerk)
    assert elsewhere.post(url("_round")).url == url("_waiting")
    assert elsewhere.post(url("_register", one.pk), typed(one)).status_code == 404
