"""The public face of exchange."""

from congso.exchange.actions.connect import connect, disconnect, set_credentials
from congso.exchange.actions.post import retry
from congso.exchange.actions.report import report
from congso.exchange.actions.send import (
    Abroad,
    DocumentFields,
    EnclosedFile,
    arrived,
    brought,
    document_id,
    send,
    send_abroad,
)
from congso.exchange.actions.supersede import Superseded, Superseding, supersede
from congso.exchange.hub.mailbox import Figures, figures
from congso.exchange.hub.registry import admit, renew, set_active
from congso.exchange.queries import (
    DeliveryRow,
    DoorRow,
    PackageRow,
    StatusRow,
    dead_letters,
    deliveries,
    door,
    statuses,
)

__all__ = [
    "Abroad",
    "DeliveryRow",
    "DocumentFields",
    "DoorRow",
    "EnclosedFile",
    "Figures",
    "PackageRow",
    "StatusRow",
    "Superseded",
    "Superseding",
    "admit",
    "arrived",
    "brought",
    "connect",
    "dead_letters",
    "deliveries",
    "disconnect",
    "document_id",
    "door",
    "figures",
    "renew",
    "report",
    "retry",
    "send",
    "send_abroad",
    "set_active",
    "set_credentials",
    "statuses",
    "supersede",
]
