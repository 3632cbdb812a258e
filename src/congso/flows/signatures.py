"""A later check of a file's signatures came to another outcome, or its content is gone."""

from congso.documents import api as documents
from congso.files.events import FilePurged
from congso.signing import api as signing
from congso.signing.events import SignaturesChecked


def arrivals_told(event: SignaturesChecked) -> None:
    documents.signatures_checked(file_id=event.file_id)


def evidence_forgotten(event: FilePurged) -> None:
    signing.forget(event.file_id)
