from typing import Any

import pytest

from congso.kernel.actor import Actor, Role
from congso.people.testing import make_actor, make_agency


@pytest.fixture
def agency(db: None) -> Any:
    return make_agency("Sở Nội vụ")


@pytest.fixture
def other(db: None) -> Any:
    return make_agency("Sở Tài chính")


@pytest.fixture
def clerk(agency: Any) -> Actor:
    return make_actor(agency, Role.CLERK)


@pytest.fixture
def officer(agency: Any) -> Actor:
    return make_actor(agency, Role.OFFICER)


@pytest.fixture
def stranger(other: Any) -> Actor:
    return make_actor(other, Role.CLERK)
