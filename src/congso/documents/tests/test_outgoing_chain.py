"""From the signer's table to the receiver's register."""

import pytest

from congso.documents import testing_outgoing as made
from congso.files import api as files
from congso.kernel import clock
from congso.signing import api as signing

pytestmark = pytest.mark.django_db


def test_signed_numbered_sealed() -> None:
    with clock.frozen(made.DAY):
        house = made.make_house()
        doc = made.issued(house)
        assert (doc.state, doc.number) == ("issued", 1)
        assert signing.faults_of_issued(files.read(doc.file_id or 0)) == ()
