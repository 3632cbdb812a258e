"""The public face of documents. Each line is re-exported from the area that owns it."""

from congso.documents.actions.close_incoming import close_by_answers
from congso.documents.actions.receive_delivery import receive_delivery
from congso.documents.actions.withdraw_incoming import ask_recall
from congso.documents.queries.desk import Waiting, waiting_for
from congso.documents.queries.incoming_lines import IncomingLine, delivery_of, incoming_line

__all__ = [
    "IncomingLine",
    "Waiting",
    "ask_recall",
    "close_by_answers",
    "delivery_of",
    "incoming_line",
    "receive_delivery",
    "waiting_for",
]
