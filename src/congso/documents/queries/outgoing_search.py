"""What is searched of an outgoing document."""

from congso.documents.models import OutgoingDocument
from congso.documents.queries.search_content import words_of_files
from congso.documents.search_index import Words
from congso.documents.support_outgoing import printed_code, ref
from congso.kernel import clock
from congso.pure.kinds import kind_of


def search_words(outgoing_id: int) -> Words | None:
    """None for what was returned before it had a number: its draft is found again."""
    rows = OutgoingDocument.objects.unscoped(reason="the index is read through the reader's scope")
    row = rows.filter(pk=outgoing_id).select_related("body").first()
    if row is None or (row.state == "cancelled" and row.number is None):
        return None
    recipients = tuple(row.recipients.values_list("name", flat=True))
    return words_with(row, recipients, words_of_files(ref(row), row.file_id or row.signed_file_id))


def words_with(row: OutgoingDocument, recipients: tuple[str, ...], content: str) -> Words:
    """The words of its fields and recipients, and `content` of its files."""
    kind = kind_of(row.kind)
    fields = (
        row.subject, printed_code(row), kind.name if kind else row.kind, row.signer_name, row.signer_title,
        row.drafter_name, row.body.name, *recipients,
    )  # fmt: skip
    signed = row.signed_at.astimezone(clock.VIETNAM).date() if row.signed_at else None
    return Words(
        agency_id=row.agency_id,
        title=row.subject,
        fields=tuple(text for text in fields if text),
        content=content,
        code_key=row.code_key,
        number_key=str(row.number or ""),
        kind=row.kind,
        date=row.issued_date or signed,
        issuer=row.body.name,
        signer=row.signer_name,
        drafter=row.drafter_name,
        recipients=recipients,
        urgency=row.urgency,
        register_id=row.register_id,
    )
