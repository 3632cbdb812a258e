"""What is searched of a draft."""

from congso.documents import draft_text
from congso.documents.models import Draft
from congso.documents.search_index import Words
from congso.documents.texts_draft import kind_name
from congso.kernel import clock


def search_words(draft_id: int) -> Words | None:
    """None for what is found under another name (the signed document) or must not be found."""
    rows = Draft.objects.unscoped(reason="the index is read through the reader's scope")
    draft = rows.filter(pk=draft_id).select_related("drafter__person", "body").first()
    if draft is None or draft.state in ("signed", "issued"):
        return None
    drafter = draft.drafter.person.full_name
    fields = (draft.subject, draft.symbol, drafter, kind_name(draft.kind), *draft.addressees)
    return Words(
        agency_id=draft.agency_id,
        title=draft.subject,
        fields=tuple(text for text in fields if text),
        content=draft_text.plain_text(draft),
        kind=draft.kind,
        date=draft.updated_at.astimezone(clock.VIETNAM).date(),
        issuer=draft.body.name,
        drafter=drafter,
        recipients=tuple(
            dict.fromkeys([*draft.addressees, *draft.recipients.values_list("name", flat=True)])
        ),
        urgency=draft.urgency,
    )
