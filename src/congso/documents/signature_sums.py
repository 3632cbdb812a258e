"""What the signatures of all files of an arrival come to: kept with it for lists and the form; the evidence is `signing`'s."""

from congso.documents.models import IncomingDocument
from congso.documents.rendering_incoming import summary_of
from congso.documents.support_incoming import KIND, ref
from congso.files import api as files
from congso.signing import api as signing

_REASON = "a later check concerns every agency that holds the file"


def sum_signatures(incoming: IncomingDocument) -> None:
    """From the kept checks; a file whose content is gone takes no part."""
    ids = [file.id for file in files.files_of(ref(incoming)) if file.state != "purged"]
    if not ids:
        return
    known = signing.checks_of(ids)
    checks = [known[file_id] for file_id in ids if file_id in known]
    state = signing.worst(check.state for check in checks)
    found = summary_of(state, [report for check in checks for report in check.reports])
    rows = IncomingDocument.objects.unscoped(reason=_REASON).filter(pk=incoming.pk)
    rows.update(signatures=found)


def signatures_checked(*, file_id: int) -> None:
    """A later check of a file came to another outcome: every arrival that holds it says so."""
    held = [subject.id for subject in files.holders_of(file_id) if subject.kind == KIND]
    for incoming in IncomingDocument.objects.unscoped(reason=_REASON).filter(pk__in=held):
        sum_signatures(incoming)
