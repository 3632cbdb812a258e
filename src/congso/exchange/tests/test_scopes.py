"""Every row of the road refuses to be read unscoped; with a stranger's eyes there is none."""

from datetime import datetime
from typing import Any

import pytest
from django.apps import apps

from congso.exchange import api as exchange
from congso.exchange.models import (
    Connection,
    Copy,
    Delivery,
    DirectoryEntry,
    Envelope,
    Inbox,
    Member,
    Outbox,
    Parcel,
    StatusMessage,
)
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import ScopedQuerySet, UnscopedQuery
from congso.people.models import Person
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)
FIELDS = exchange.DocumentFields("05", "BC", "Báo cáo", "Biên chế", "A", "2026-11-20", "Vũ Khoát", "Giám đốc")
MODELS = sorted(apps.get_app_config("exchange").get_models(), key=lambda model: model.__name__)
BETWEEN = (Envelope, Delivery, StatusMessage)
DOOR = (Connection, DirectoryEntry, Outbox, Inbox)
HUB = (Member, Parcel, Copy)


@pytest.fixture
def ends() -> tuple[AgencyRow, AgencyRow, AgencyRow]:
    """Sender and two receivers; the sender has a door with a row of each kind, the hub a parcel."""
    sender, one, other = (make_agency(name, code=f"H99.0{at}") for at, name in enumerate(("A", "B", "C"), 1))
    system = Actor.system(sender.id)
    made = exchange.send(
        actor=system, subject=SubjectRef("outgoing", 1), fields=FIELDS, files=[], receivers=[one.id, other.id]
    )
    exchange.report(actor=Actor.system(one.id), delivery_id=made[one.id], code="01")
    exchange.connect(
        actor=system, agency_id=sender.id, adapter="lgsp", endpoint="https://truc.example", system_id="A"
    )
    door = Connection.objects.for_actor(system).get()
    DirectoryEntry.objects.create(connection=door, code="X1", name="X", search="x")
    Inbox.objects.create(connection=door, remote_id="1", kind="edoc", at=DAY, next_at=DAY)
    exchange.send_abroad(
        actor=system, subject=SubjectRef("outgoing", 2), fields=FIELDS, files=[], receivers=[exchange.Abroad("X1", "X")]
    )  # fmt: skip
    exchange.admit(actor=SYSTEM, code="X1", name="X")
    exchange.admit(actor=SYSTEM, code="X2", name="Y")
    members = {row.code: row for row in Member.objects.for_actor(SYSTEM)}
    parcel = Parcel.objects.create(
        public_id="0190a7e2-0000-7000-8000-000000000001", sender=members["X1"], kind="edoc", document_id="1", key="k", size=1,
        sha256="", at=DAY,
    )  # fmt: skip
    Copy.objects.create(parcel=parcel, receiver=members["X2"], kind="edoc", state_at=DAY)
    return sender, one, other


def rows(model: Any) -> Any:
    return model._default_manager


def seen(model: Any, actor: Actor) -> int:
    return len(list(rows(model).for_actor(actor)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_row_is_read_unscoped(model: Any) -> None:
    assert isinstance(rows(model).all(), ScopedQuerySet)
    for run in (
        list,
        lambda found: found.count(),
        lambda found: found.exists(),
        lambda found: found.delete(),
    ):
        with pytest.raises(UnscopedQuery):
            run(rows(model).all())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_stranger_sees_nothing_and_the_system_all(model: Any, ends: tuple[AgencyRow, ...]) -> None:
    stranger = make_actor(make_agency("Xã Lạ"), Role.CLERK, Role.ADMIN, Role.LEADER)
    assert seen(model, SYSTEM) > 0
    assert seen(model, stranger) == 0
    assert seen(model, Actor.system(stranger.agency_id or 0)) == 0


def test_both_ends_of_an_envelope_see_it_and_a_receiver_not_its_neighbour(
    ends: tuple[AgencyRow, ...],
) -> None:
    sender, one, other = ends
    assert [seen(model, Actor.system(sender.id)) for model in BETWEEN] == [2, 3, 1]
    assert [seen(model, Actor.system(one.id)) for model in BETWEEN] == [1, 1, 1]
    assert [seen(model, Actor.system(other.id)) for model in BETWEEN] == [1, 1, 0]


def test_at_the_door_stand_its_administrators_and_clerks(ends: tuple[AgencyRow, ...]) -> None:
    sender, one, _other = ends
    for role in (Role.ADMIN, Role.CLERK):
        assert [seen(model, make_actor(sender, role)) for model in DOOR] == [1, 1, 1, 1]
        assert [seen(model, make_actor(one, role)) for model in DOOR] == [0, 0, 0, 0]
    assert [seen(model, make_actor(sender, Role.LEADER)) for model in DOOR] == [0, 0, 0, 0]


def test_the_hub_is_its_keepers_and_a_member_sees_its_own_mailbox(ends: tuple[AgencyRow, ...]) -> None:
    keeper, clerk = make_actor(ends[0], Role.ADMIN), make_actor(ends[0], Role.CLERK)
    Person.objects.filter(pk=keeper.person_id).update(installation_admin=True)
    assert [seen(model, keeper) for model in HUB] == [2, 1, 1]
    assert [seen(model, clerk) for model in HUB] == [0, 0, 0]
    one, two = Member.objects.for_actor(SYSTEM).order_by("code")
    assert [Parcel.objects.of_member(who).count() for who in (one, two)] == [1, 0]
    assert [Copy.objects.of_member(who).count() for who in (one, two)] == [0, 1]
    assert [Copy.objects.sent_by(who).count() for who in (one, two)] == [1, 0]


def test_who_holds_a_row_reaches_what_lies_in_it(ends: tuple[AgencyRow, ...]) -> None:
    envelope = Envelope.objects.for_actor(Actor.system(ends[0].id)).order_by("id")[0]
    (told,) = [len(one.statuses.all()) for one in envelope.deliveries.filter(receiver_id=ends[1].id)]
    assert (envelope.deliveries.count(), told) == (2, 1)
