"""A file of an issued document to whoever holds the letter's address; the journal remembers it."""

from typing import BinaryIO

from django.db import transaction

from congso.audit import api as audit
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.mail.queries import LinkPage


def give_file(page: LinkPage, file_id: int) -> BinaryIO:
    """Its bytes, to be closed by whoever serves them. Raises NotFound files.purged."""
    content = files.open_file(file_id)
    with transaction.atomic():
        audit.record(
            Actor.system(page.agency_id),
            "outgoing.letter_taken",
            SubjectRef("outgoing", page.outgoing_id),
            file=file_id,
        )
    return content
