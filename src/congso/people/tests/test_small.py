"""Words, names and scopes that no screen test reaches."""

import pytest

from congso.kernel.actor import Actor
from congso.kernel.scoping import UnscopedQuery
from congso.people import rules
from congso.people.models import Person, Unit
from congso.people.setup import identity
from congso.people.templatetags.people import agency_kind, device, role_names
from congso.people.testing import PersonFactory, UnitFactory, make_actor, make_agency, make_unit


@pytest.mark.django_db
def test_units_are_scoped_to_the_own_agency():
    own, other = make_agency(), make_agency("Sở Y tế")
    make_unit(own)
    make_unit(other)
    assert [unit.agency_id for unit in Unit.objects.for_actor(make_actor(own))] == [own.id]
    assert Unit.objects.for_actor(Actor.system()).count() == 2
    assert Unit.objects.for_actor(Actor.system(other.id)).count() == 1
    with pytest.raises(UnscopedQuery):
        Unit.objects.count()


@pytest.mark.django_db
def test_rows_read_as_their_names():
    person = Person.objects.create_user("an", "x", full_name="Nguyễn An")
    assert str(person) == "Nguyễn An"
    assert not person.is_staff
    agency = make_agency("Sở Y tế")
    unit = UnitFactory(name="Phòng Một")
    assert str(unit) == "Phòng Một"
    assert str(unit.agency).startswith("Sở Mẫu")
    assert str(make_actor(agency).name).startswith("Trần Thị Thử")
    assert person.check_password("x")


@pytest.mark.django_db
def test_people_sort_by_the_given_name():
    for name in ("Trần Văn Đạt", "Nguyễn Thị Dung", "Lê Ánh", "Phạm An"):
        PersonFactory(full_name=name)
    assert [str(person) for person in Person.objects.all()] == [
        "Phạm An",
        "Lê Ánh",
        "Nguyễn Thị Dung",
        "Trần Văn Đạt",
    ]


def test_nobody_has_no_identity(rf):
    assert identity(rf.get("/")) is None


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox · Linux"),
        ("curl/8", "curl/8"),
    ],
)
def test_devices_are_named(agent, words):
    assert device(agent) == words


def test_words_of_codes():
    assert role_names(["unit_head", "clerk"]) == "Văn thư, Lãnh đạo đơn vị"
    assert agency_kind("chưa rõ") == "chưa rõ"


@pytest.mark.parametrize(
    ("text", "good"), [("an.nv", True), ("a", False), ("-a", False), ("An", False), ("ấn", False)]
)
def test_user_names(text, good):
    assert rules.is_username(text) is good
