"""Letters and mailboxes are seen by the posts of the one agency that look after them, and by nobody else."""

from typing import Any

import pytest
from django.db.models import Model

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.scoping import UnscopedQuery
from congso.mail.models import Letter, Mailbox, Received
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled() -> AgencyRow:
    agency = make_agency("Sở Nội vụ")
    now = clock.now()
    Letter.objects.create(
        agency_id=agency.id, outgoing_id=1, recipient_id=1, address="a@b.vn", message_id="<a@b>", token="t", link_until=now,
        at=now, next_at=now, expires_at=now,
    )  # fmt: skip
    box = Mailbox.objects.create(
        agency_id=agency.id, address="snv@mau.example.vn", host="imap.example.vn", port=993, security="tls", username="snv",
        password=b"", since=now.date(),
    )  # fmt: skip
    Received.objects.create(mailbox=box, key="k", state="filed", uid=1, size=1, at=now)
    return agency


def seen(model: Any, actor: Actor) -> int:
    return int(model.objects.for_actor(actor).count())


def test_strangers_see_nothing(filled: AgencyRow) -> None:
    other = make_agency("Sở Y tế")
    everybody = [Role.CLERK, Role.ADMIN, Role.LEADER, Role.OFFICE]
    outside = Actor(kind=Actor.system().kind.PERSON, name="Quản trị hệ thống", roles=frozenset({Role.ADMIN}))
    for model in (Letter, Mailbox, Received):
        for stranger in (make_actor(other, *everybody), Actor.system(other.id), outside):
            assert seen(model, stranger) == 0, model
        for colleague in (Role.OFFICER, Role.LEADER):
            assert seen(model, make_actor(filled, colleague)) == 0, model


def test_who_looks_after_them_sees_them(filled: AgencyRow) -> None:
    for model in (Letter, Mailbox, Received):
        for actor in (make_actor(filled, Role.CLERK), Actor.system(filled.id), Actor.system()):
            assert seen(model, actor) == 1, model
    admin = make_actor(filled, Role.ADMIN)
    assert [seen(model, admin) for model in (Letter, Mailbox, Received)] == [0, 1, 1]


@pytest.mark.parametrize("model", [Letter, Mailbox, Received])
def test_without_a_scope_nothing_runs(model: type[Model]) -> None:
    rows = model._default_manager
    for run in (rows.count, rows.first, rows.all().exists, lambda: rows.update(pk=1), rows.all().delete):
        with pytest.raises(UnscopedQuery):
            run()
