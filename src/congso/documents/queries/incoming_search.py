"""What is searched of an arrival."""

from congso.documents.models import IncomingDocument
from congso.documents.queries.search_content import words_of_files
from congso.documents.rules_incoming import printed_code
from congso.documents.search_index import Words
from congso.documents.support_incoming import ref
from congso.pure.kinds import kind_named, kind_of


def search_fields(incoming: IncomingDocument) -> tuple[str, ...]:
    """The words of its fields, as people would type them."""
    given = (
        incoming.subject,
        printed_code(incoming.number, incoming.symbol),
        incoming.issuer_name,
        incoming.signer_name,
        incoming.signer_title,
        incoming.kind,
        incoming.description,
    )
    return tuple(text for text in given if text)


def kind_key(name: str) -> str:
    """The code of a kind of the decree, however its name is written; the name of any other."""
    code = kind_named(name).code
    return code if kind_of(code) else name


def search_words(incoming_id: int) -> Words | None:
    """The words of the index; None for what must not be found: not registered, or only the paper of another."""
    rows = IncomingDocument.objects.unscoped(reason="the index is read through the reader's scope")
    incoming = rows.filter(pk=incoming_id, arrival_number__isnull=False).first()
    if incoming is None or incoming.twin_kind == "paper_original" or incoming.state == "withdrawn":
        return None
    return words_with(incoming, words_of_files(ref(incoming), incoming.main_file_id))


def words_with(incoming: IncomingDocument, content: str) -> Words:
    """The words of its fields, and `content` of its files."""
    return Words(
        agency_id=incoming.agency_id,
        title=incoming.subject,
        fields=search_fields(incoming),
        content=content,
        code_key=incoming.code_key,
        number_key=str(incoming.arrival_number),
        kind=kind_key(incoming.kind),
        date=incoming.document_date or incoming.arrival_date,
        issuer=incoming.issuer_name,
        signer=incoming.signer_name,
        urgency=incoming.urgency,
        register_id=incoming.register_id,
    )
