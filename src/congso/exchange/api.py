"""The public face of exchange."""

from congso.exchange.actions.report import report
from congso.exchange.actions.send import DocumentFields, EnclosedFile, arrived, brought, document_id, send
from congso.exchange.queries import DeliveryRow, StatusRow, deliveries, statuses

__all__ = [
    "DeliveryRow",
    "DocumentFields",
    "EnclosedFile",
    "StatusRow",
    "arrived",
    "brought",
    "deliveries",
    "document_id",
    "report",
    "send",
    "statuses",
]
