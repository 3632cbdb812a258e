"""A part of a scanned pile turned out to carry a secrecy marking: the pile holds the same page."""

from congso.documents.models import IncomingDocument, ScanPile
from congso.files import api as files
from congso.kernel.actor import Actor

_REASON = "the pile that a marked part came from"


def drop_pile_of(incoming: IncomingDocument) -> None:
    """Remove the bytes of the pile this arrival is a part of; the other parts stay, each was looked at on its own."""
    pile = ScanPile.objects.unscoped(reason=_REASON).filter(pk=incoming.pile_id or 0).first()
    if pile is not None:
        drop_pile(pile)


def drop_pile(pile: ScanPile) -> None:
    """Remove the bytes of the pile; again does nothing."""
    files.purge(actor=Actor.system(pile.agency_id), file_id=pile.file_id, reason="guard.secret_marking")
