import pytest

from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import actor
from congso.signing.policies import may_manage, must_manage

OWN = SubjectRef("person", 1)
OTHER = SubjectRef("person", 2)
BODY = SubjectRef("body", 1)
HERE, ELSEWHERE = frozenset({1}), frozenset({2})


def test_administrator_of_the_owners_agency() -> None:
    assert may_manage(actor(Role.ADMIN), OTHER, HERE)
    assert not may_manage(actor(Role.ADMIN), OTHER, ELSEWHERE)
    assert not may_manage(actor(Role.CLERK, Role.LEADER), OTHER, HERE)
    assert may_manage(Actor.system(), BODY, ELSEWHERE)


def test_ones_own_picture_but_not_ones_own_certificate() -> None:
    assert may_manage(actor(Role.OFFICER), OWN, HERE, own_allowed=True)
    assert not may_manage(actor(Role.OFFICER), OWN, HERE)
    assert not may_manage(actor(Role.OFFICER), OTHER, HERE, own_allowed=True)
    assert not may_manage(actor(Role.OFFICER), BODY, HERE, own_allowed=True)


def test_refusal_has_a_code() -> None:
    must_manage(actor(Role.ADMIN), OTHER, HERE)
    with pytest.raises(Forbidden) as caught:
        must_manage(actor(), OTHER, HERE)
    assert caught.value.code == "signing.may_not_manage"
