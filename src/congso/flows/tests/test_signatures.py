"""A later check of a signature reaches the arrivals that hold the file; evidence goes with the content."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from congso.documents.models import IncomingDocument
from congso.documents.testing_incoming import receive
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.testing import run_pending
from congso.people.testing import make_actor, make_agency
from congso.signing import api as signing
from congso.signing import trust
from congso.signing.jobs import check_again
from congso.signing.samples import authority
from congso.signing.tests import made

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 9, tzinfo=clock.VIETNAM)


@pytest.fixture
def arrival(settings: Any, tmp_path: Any) -> IncomingDocument:
    settings.CONGSO_TRUST_ROOTS = str(tmp_path / "roots")
    clerk: Actor = make_actor(make_agency("Sở Nội vụ"), Role.CLERK)
    with clock.frozen(NOW):
        incoming = receive(clerk, made.signed())
        run_pending()
    return incoming


def state_of(incoming: IncomingDocument) -> str:
    found = IncomingDocument.objects.unscoped(reason="test").get(pk=incoming.pk).signatures
    return str((found or {}).get("state"))


def test_new_roots_reach_the_arrival(arrival: IncomingDocument) -> None:
    assert state_of(arrival) == "untrusted"
    trust.add_root("ours", authority().root.der)
    with clock.frozen(NOW + timedelta(minutes=10)):
        check_again()
        run_pending()
    assert state_of(arrival) == "valid"


def test_evidence_goes_with_the_content(arrival: IncomingDocument) -> None:
    file_id = arrival.main_file_id or 0
    assert signing.checks_of([file_id])
    with clock.frozen(NOW):
        files.purge(actor=Actor.system(arrival.agency_id), file_id=file_id, reason="Thử")
        run_pending()
    assert signing.checks_of([file_id]) == {}
