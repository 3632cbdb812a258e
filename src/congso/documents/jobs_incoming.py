"""Background work on arrivals: fields read off the pages, digital signatures, the stamp. Registering waits for none."""

from congso.documents.actions.read_incoming import read_incoming
from congso.documents.models import IncomingDocument
from congso.documents.rendering_incoming import stamped
from congso.documents.signature_sums import sum_signatures
from congso.documents.support_incoming import ref
from congso.files import api as files
from congso.kernel.errors import Refusal
from congso.kernel.jobs import job
from congso.signing import api as signing

_REASON = "a job looks after its own arrival"
PDF = "application/pdf"


@job("documents.stamp_incoming", retry=6)
def stamp_incoming(*, incoming_id: int) -> None:
    """Make the rendition with the arrival stamp. A file that cannot carry one is written down as such, not retried."""
    incoming = (
        IncomingDocument.objects.unscoped(reason=_REASON)
        .select_related("agency", "leader__person", "leader__post")
        .filter(pk=incoming_id)
        .first()
    )
    if incoming is None or incoming.main_file_id is None or incoming.arrival_number is None:
        return
    error = _stamp(incoming, incoming.main_file_id)
    rows = IncomingDocument.objects.unscoped(reason=_REASON).filter(pk=incoming_id)
    rows.update(stamped_file=not error, stamp_error=error)


def _stamp(incoming: IncomingDocument, file_id: int) -> str:
    """Why there is no stamp; "" when there is one."""
    row = files.row(file_id)
    if row.mime != PDF:
        return "not_pdf"
    try:
        pdf = files.read(file_id)
        made, error = stamped(pdf, incoming)
        if made is not None:
            files.add_rendition(file_id, "stamped", made, PDF)
    except Refusal as refusal:
        return refusal.code
    return error


@job("documents.read_incoming", retry=3)
def read_incoming_job(*, incoming_id: int) -> None:
    """Propose the fields that the pages show."""
    read_incoming(incoming_id=incoming_id)


@job("documents.validate_incoming", retry=5)
def validate_incoming(*, incoming_id: int) -> None:
    """Check the digital signatures of everything that came with it and keep the sum for lists and the form."""
    incoming = IncomingDocument.objects.unscoped(reason=_REASON).filter(pk=incoming_id).first()
    if incoming is None or incoming.main_file_id is None:
        return
    for file in files.files_of(ref(incoming)):
        signing.check_file(file.id)
    sum_signatures(incoming)
