"""The public face of documents. Each line is re-exported from the area that owns it."""

from congso.documents.actions.close_incoming import close_by_answers
from congso.documents.actions.deliver_outgoing import (
    Parcel,
    answered_by,
    note_sent,
    parcel,
    recipient_state,
    sent_deliveries,
)
from congso.documents.actions.direct_incoming import follow_assignment, reopen_unanswered, start_incoming
from congso.documents.actions.receive_delivery import receive_delivery
from congso.documents.actions.withdraw_incoming import ask_recall
from congso.documents.queries.desk import Waiting, waiting_for
from congso.documents.queries.incoming_lines import IncomingLine, delivery_of, incoming_line
from congso.documents.queries.lines import DraftLine, OutgoingLine, draft_line, outgoing_line, url_of

__all__ = [
    "DraftLine",
    "IncomingLine",
    "OutgoingLine",
    "Parcel",
    "Waiting",
    "answered_by",
    "ask_recall",
    "close_by_answers",
    "delivery_of",
    "draft_line",
    "follow_assignment",
    "incoming_line",
    "note_sent",
    "outgoing_line",
    "parcel",
    "receive_delivery",
    "recipient_state",
    "reopen_unanswered",
    "sent_deliveries",
    "start_incoming",
    "url_of",
    "waiting_for",
]
