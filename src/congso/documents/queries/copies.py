"""An arrival of which a copy is asked, and the numbers its copies would take."""

from dataclasses import dataclass

from congso.documents import support_incoming
from congso.documents.actions.make_copy import born_digital, source_of
from congso.documents.models import Register
from congso.documents.rules_incoming import printed_code
from congso.documents.rules_outgoing import COPY_SYMBOLS
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.pure.numbering import format_number
from congso.ui.api import ViewerPage


@dataclass(frozen=True, slots=True)
class Copyable:
    """`next`: form → the number its series gives next."""

    id: int
    code: str
    subject: str
    issuer: str
    pages: int
    born_digital: bool
    name: str
    sheets: tuple[ViewerPage, ...]
    next: dict[str, str]


def copyable(actor: Actor, incoming_id: int) -> Copyable:
    """Raises NotFound, Forbidden, Conflict (not registered, no PDF)."""
    incoming = support_incoming.load_for(actor, "copy", incoming_id)
    source = source_of(incoming)
    images = files.viewer_pages(support_incoming.ref(incoming), source.id)
    return Copyable(
        id=incoming.pk,
        code=printed_code(incoming.number, incoming.symbol),
        subject=incoming.subject,
        issuer=incoming.issuer_name,
        pages=source.pages or 0,
        born_digital=born_digital(incoming),
        name=source.name,
        sheets=tuple(ViewerPage(one.number, one.url, *one.points) for one in images),
        next=_next_numbers(actor),
    )


def _next_numbers(actor: Actor) -> dict[str, str]:
    rows = (
        Register.objects.for_actor(actor)
        .filter(direction="copy", year=clock.today().year)
        .order_by("body_id")
    )
    last: dict[str, int] = {}
    for row in rows:
        last.setdefault(row.series, row.last)
    return {form: format_number(last.get(symbol, 0) + 1) for form, symbol in COPY_SYMBOLS.items()}
