"""Words, single lines, search and related papers of arrivals."""

from datetime import datetime

import pytest
from django.urls import reverse

from congso.documents import testing_incoming as t
from congso.documents import texts_incoming as texts
from congso.documents.actions.close_incoming import close_by_answers
from congso.documents.models import Answer, Draft, IncomingDocument, OutgoingDocument
from congso.documents.queries.incoming import nav_count
from congso.documents.queries.incoming_lines import delivery_of, incoming_line
from congso.documents.queries.incoming_search import search_words
from congso.documents.queries.keyset import Key, page
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, ActorKind
from congso.kernel.errors import NotFound
from congso.kernel.pagination import encode
from congso.people import api as people
from congso.people.testing import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


@pytest.mark.parametrize(
    ("state", "count", "words"),
    [
        ("valid", 2, "2 chữ ký hợp lệ"),
        ("untrusted", 1, "1 chữ ký, chưa rõ nơi cấp"),
        ("invalid", 1, "Chữ ký số không đúng"),
        ("opposed", 1, "Chứng thư ký không dùng được"),
        ("none", 0, "Không có chữ ký số"),
        ("unknown", 1, "Chưa kiểm tra được chữ ký số"),
        ("", 0, ""),
    ],
)
def test_signatures_in_words(state, count, words):
    assert texts.signature_words({"state": state, "signatures": [{}] * count})[2] == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (0, "xong đúng hạn"), (2, "xong trước 2 ngày"), (-1, "xong chậm 1 ngày")],
)
def test_settled_early_or_late_in_words(days, words):
    assert texts.done_words(days) == words


@pytest.mark.parametrize(
    ("code", "part"), [("", ""), ("encrypted", "mật khẩu"), ("broken", "Không đóng được dấu đến")]
)
def test_why_there_is_no_stamp(code, part):
    assert part in texts.no_stamp(code)


def test_one_line_for_other_domains(office):
    incoming = t.make_incoming(office.clerk)
    line = incoming_line(actor=Actor.system(office.agency.id), incoming_id=incoming.pk)
    assert line.title.startswith("3411/UBND-NC · Rà soát")
    assert (line.leader_person_id, line.arrival_number) == (office.leader.person_id, 1)
    assert line.url == reverse("documents:incoming_document", args=[incoming.pk])
    assert delivery_of(actor=Actor.system(office.agency.id), incoming_id=incoming.pk) is None
    with pytest.raises(NotFound):
        incoming_line(actor=t.make_office("Sở Tài chính").clerk, incoming_id=incoming.pk)


def test_what_is_searched(office):
    incoming = t.make_incoming(office.clerk)
    words = search_words(incoming.pk)
    assert "3411/UBND-NC" in words.fields
    assert "Mai Xuân Lộc" in words.fields
    assert "Sở Nội vụ" in words.content
    assert search_words(t.receive(office.clerk, text_pdf("Chờ")).pk) is None
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=incoming.pk).update(state="withdrawn")
    assert search_words(incoming.pk) is None


def test_the_rail_counts_what_one_must_do(office):
    t.receive(office.clerk, text_pdf("Chờ"))
    t.make_incoming(office.clerk)
    assert nav_count(office.clerk) == 1
    assert nav_count(office.leader) == 1
    assert nav_count(Actor(kind=ActorKind.PERSON, name="Quản trị", person_id=1)) == 0


def draft_of(office, **fields):
    body = people.bodies_of(office.agency.id)[0]
    return Draft.objects.create(
        agency_id=office.agency.id, body_id=body.id, drafter_id=office.leader.appointment_id, kind="cong_van",
        subject="Dự thảo trả lời", symbol="SNV", created_at=clock.now(), updated_at=clock.now(), **fields,
    )  # fmt: skip


def test_the_panel_of_answers(client, office):
    incoming, draft = t.make_incoming(office.clerk), draft_of(office)
    out = OutgoingDocument.objects.create(
        agency_id=office.agency.id, body_id=draft.body_id, kind="cong_van", symbol="SNV-TCBC", number=61,
        subject="Đã trả lời", check_token="x",
    )  # fmt: skip
    Answer.objects.create(incoming=incoming, draft=draft, closes=False)
    Answer.objects.create(incoming=incoming, outgoing=out)
    html = (
        sign_in(client, office.clerk)
        .get(reverse("documents:incoming_related", args=[incoming.pk]))
        .content.decode()
    )
    for words in ("Dự thảo trả lời", "trả lời một phần", "61/SNV-TCBC", "đóng khi phát hành"):
        assert words in html


def test_a_withdrawn_draft_answers_nothing(office):
    incoming = t.make_incoming(office.clerk)
    gone, live = draft_of(office, state="withdrawn"), draft_of(office)
    for draft in (gone, live):
        Answer.objects.create(incoming=incoming, draft=draft)
    out = OutgoingDocument.objects.create(
        agency_id=office.agency.id, body_id=live.body_id, draft=live, kind="cong_van", symbol="SNV", subject="x",
        check_token="y",
    )  # fmt: skip
    system = Actor.system(office.agency.id)
    assert not close_by_answers(actor=system, incoming_id=incoming.pk, outgoing_id=out.pk)
    OutgoingDocument.objects.unscoped(reason="test").update(state="issued")
    assert close_by_answers(actor=system, incoming_id=incoming.pk, outgoing_id=out.pk)


@pytest.mark.parametrize("cursor", ["rubbish", encode([1]), encode(["x", 1])])
def test_a_cursor_that_is_not_ours_is_the_first_page(office, cursor):
    t.receive(office.clerk)
    keys = (Key("urgency", int), Key("pk", int))
    rows = IncomingDocument.objects.for_actor(office.clerk)
    assert len(page(rows, keys, size=5, older=cursor).rows) == 1
    assert page(rows, keys, size=5, older=encode([0, 0])).rows == []
