"""Records keep themselves: what was issued lies in its work file, what was read is found."""

from congso.documents import api as documents
from congso.documents.events import OutgoingIssued
from congso.files.events import FilePurged, PagesRead, TextRead
from congso.kernel.actor import Actor


def file_issued(event: OutgoingIssued) -> None:
    documents.file_issued(actor=Actor.system(event.agency_id), outgoing_id=event.outgoing_id)


def propose_fields(event: PagesRead) -> None:
    documents.read_arrivals(file_id=event.file_id)


def reindex_file(event: TextRead | FilePurged) -> None:
    documents.reindex_file(file_id=event.file_id)
