"""The trace of an arrival goes on in the draft of its answer and in the document issued from it."""

import pytest

from congso.documents import testing_outgoing as t
from congso.documents.queries.trace import trace
from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.signing.testing import MOMENT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(MOMENT):
        yield


def test_signed_once_and_the_same_from_either_end() -> None:
    house = t.make_house()
    outgoing = t.signed(house)
    from_draft = trace(house.leader, SubjectRef("draft", outgoing.draft_id or 0))
    from_outgoing = trace(house.leader, SubjectRef("outgoing", outgoing.pk))
    verbs = [line.verb for line in from_draft.steps]
    assert verbs.count("draft.signed") == 1
    assert "outgoing.signed" not in verbs
    assert [line.id for line in from_draft.steps] == [line.id for line in from_outgoing.steps]
