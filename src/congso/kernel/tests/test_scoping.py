"""On `Unit` of people, whose manager is built from the kernel's queryset."""

from collections.abc import Callable
from typing import Any

import pytest

from congso.kernel.actor import Actor
from congso.kernel.scoping import UnscopedQuery
from congso.people.models import Unit
from congso.people.testing import make_actor, make_agency, make_unit

pytestmark = pytest.mark.django_db

ASKS: list[Callable[[Any], Any]] = [
    list,
    len,
    bool,
    lambda q: q.first(),
    lambda q: q.get(pk=1),
    lambda q: q[0],
    lambda q: q.count(),
    lambda q: q.exists(),
    lambda q: q.aggregate(),
    lambda q: q.update(name="x"),
    lambda q: q.delete(),
    lambda q: q.in_bulk(),
    lambda q: q.explain(),
    lambda q: q.contains(Unit(pk=1)),
    lambda q: list(q.iterator()),
    lambda q: list(q.values("pk")),
    lambda q: list(q.values_list("pk", flat=True)),
    lambda q: list(q.filter(pk=1).order_by("pk").distinct()),
    lambda q: q.get_or_create(pk=1),
]


@pytest.mark.parametrize("ask", ASKS)
def test_nothing_runs_without_a_scope(ask: Callable[[Any], Any]) -> None:
    with pytest.raises(UnscopedQuery, match="for_actor"):
        ask(Unit.objects.all())


def test_scope_goes_with_the_queryset() -> None:
    agency, other = make_agency("Sở Nội vụ"), make_agency("Sở Tài chính")
    mine, theirs = make_unit(agency, "Phòng A"), make_unit(other, "Phòng B")
    own = Unit.objects.for_actor(make_actor(agency))
    assert [unit.pk for unit in own.order_by("pk")] == [mine.id]
    assert own.filter(pk=theirs.id).count() == 0
    assert own.exists()
    assert own.aggregate() == {}
    assert [unit.pk for unit in own.iterator()] == [mine.id]
    assert own.contains(Unit(pk=mine.id))
    assert "Scan" in own.explain()
    assert own.update(name="Phòng C") == 1
    assert own.delete()[0] == 1
    assert Unit.objects.for_actor(Actor.system()).count() == 1


def test_whole_table_needs_a_reason() -> None:
    make_unit(make_agency("Sở Nội vụ"))
    assert Unit.objects.unscoped(reason="đếm").count() == 1
    with pytest.raises(ValueError, match="say why"):
        Unit.objects.unscoped(reason="")


def test_rows_are_made_without_a_scope() -> None:
    agency = make_agency("Sở Nội vụ")
    assert Unit.objects.create(agency_id=agency.id, name="Phòng mới").pk
