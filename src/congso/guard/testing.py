"""Refusals for tests of other apps."""

import pytest

from congso.guard.actions import check_file
from congso.guard.errors import SecretMarking
from congso.kernel.actor import Actor


def refuse(actor: Actor, *, sha256: str = "0" * 64, page: str = "MẬT\nSố: 01/BC-SNV") -> int:
    """A refusal that really happened; returns the incident's id."""
    with pytest.raises(SecretMarking) as caught:
        check_file(actor=actor, pages=[page], entrance="original", ending=".pdf", sha256=sha256)
    return caught.value.incident_id
