import pytest

from congso.kernel.actor import Actor, Role
from congso.kernel.testing import actor
from congso.people import policies

ADMIN = actor(Role.ADMIN, agency_id=1, person_id=7)
OFFICER = actor(Role.OFFICER, agency_id=1, person_id=8)
SYSTEM = Actor.system()


@pytest.mark.parametrize(
    ("who", "agency", "installation", "reason"),
    [
        (SYSTEM, 1, False, None),
        (OFFICER, 2, True, None),
        (ADMIN, 1, False, None),
        (ADMIN, 2, False, "people.not_administrator"),
        (OFFICER, 1, False, "people.not_administrator"),
        (ADMIN, None, False, "people.not_administrator"),
    ],
)
def test_manage_agency(who, agency, installation, reason):
    assert policies.manage_agency(who, agency, installation=installation) == reason


@pytest.mark.parametrize(
    ("who", "installation", "reason"),
    [(SYSTEM, False, None), (OFFICER, True, None), (ADMIN, False, "people.not_installation_administrator")],
)
def test_manage_installation(who, installation, reason):
    assert policies.manage_installation(who, installation=installation) == reason


@pytest.mark.parametrize(
    ("who", "agencies", "target", "installation", "reason"),
    [
        (SYSTEM, {2}, True, False, None),
        (OFFICER, {2}, True, True, None),
        (ADMIN, {1}, False, False, None),
        (ADMIN, set(), False, False, None),
        (ADMIN, {1, 2}, False, False, "people.serves_elsewhere"),
        (ADMIN, {1}, True, False, "people.not_installation_administrator"),
        (OFFICER, {1}, False, False, "people.not_administrator"),
        (actor(Role.ADMIN, agency_id=None), set(), False, False, "people.not_administrator"),
    ],
)
def test_manage_account(who, agencies, target, installation, reason):
    found = policies.manage_account(
        who, agencies_of_person=agencies, target_is_installation=target, installation=installation
    )
    assert found == reason


LEADER = actor(Role.LEADER, agency_id=1, person_id=9)


@pytest.mark.parametrize(
    ("who", "by", "rank", "installation", "reason"),
    [
        (SYSTEM, 7, 0, False, None),
        (ADMIN, 7, 5, False, "people.confirm_by_another"),
        (OFFICER, 8, 5, True, "people.confirm_by_another"),
        (OFFICER, 7, 5, True, None),
        (ADMIN, 5, 5, False, None),
        (ADMIN, None, 5, False, None),
        (LEADER, 7, 1, False, None),
        (LEADER, 7, 2, False, "people.not_confirmer"),
        (OFFICER, 7, 5, False, "people.not_confirmer"),
        (actor(Role.ADMIN, agency_id=2, person_id=3), 7, 5, False, "people.not_confirmer"),
    ],
)
def test_confirm_permission(who, by, rank, installation, reason):
    assert (
        policies.confirm_permission(who, agency_id=1, changed_by=by, rank=rank, installation=installation)
        == reason
    )


@pytest.mark.parametrize(
    ("who", "holders", "installation", "reason"),
    [
        (SYSTEM, (), False, None),
        (OFFICER, (), True, None),
        (OFFICER, {8}, False, None),
        (ADMIN, (), False, None),
        (actor(Role.OFFICE, agency_id=1), (), False, None),
        (OFFICER, {9}, False, "people.not_giver"),
        (actor(Role.OFFICE, agency_id=2), (), False, "people.not_giver"),
        (actor(Role.OFFICER, person_id=None), {None}, False, "people.not_giver"),
    ],
)
def test_give_signature(who, holders, installation, reason):
    assert (
        policies.give_signature(who, agency_id=1, giver_holders=holders, installation=installation) == reason
    )
