"""The public face of documents. Each line is re-exported from the area that owns it."""

from congso.documents.actions.add_paper import add_paper
from congso.documents.actions.cancel_outgoing import cancel_outgoing, recall_outgoing
from congso.documents.actions.cancel_registration import cancel_registration
from congso.documents.actions.change_recipients import mark_recipient
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.close_incoming import close_by_answers, close_incoming
from congso.documents.actions.close_work_file import close_work_file
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.deliver_letters import (
    EmailLine,
    IssuedLetter,
    email_lines,
    issued_letter,
    letter_again,
    letter_state,
    line_waits,
)
from congso.documents.actions.deliver_outgoing import (
    Parcel,
    answered_by,
    contents,
    note_sent,
    note_unsendable,
    parcel,
    recipient_state,
    sent_deliveries,
)
from congso.documents.actions.direct_incoming import (
    confirm_proposal,
    direct_incoming,
    follow_assignment,
    pass_on_incoming,
    propose_handling,
    reopen_unanswered,
    start_incoming,
)
from congso.documents.actions.edit_draft import edit_draft
from congso.documents.actions.file_into import file_into, file_issued, take_out
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.keep_series import cancel_reserved, open_series, reserve_number
from congso.documents.actions.load_templates import load_templates
from congso.documents.actions.open_draft import open_draft
from congso.documents.actions.open_incoming import open_incoming
from congso.documents.actions.prepare_signing import prepare_signing, see_draft
from congso.documents.actions.read_incoming import read_arrivals
from congso.documents.actions.receive_delivery import receive_delivery
from congso.documents.actions.receive_incoming import receive_paper, receive_upload
from congso.documents.actions.receive_letter import check_letter, receive_letter
from congso.documents.actions.refuse_incoming import refuse_incoming
from congso.documents.actions.register_incoming import register_incoming
from congso.documents.actions.reindex_file import reindex_file
from congso.documents.actions.resolve_twin import resolve_twin
from congso.documents.actions.save_work_file import create_work_file
from congso.documents.actions.set_recipients import set_recipients
from congso.documents.actions.sign_drafts import sign_draft
from congso.documents.actions.submit_draft import approve_step, return_draft, submit_draft, withdraw_draft
from congso.documents.actions.supersede_outgoing import note_superseding
from congso.documents.actions.withdraw_incoming import ask_recall, withdraw_incoming
from congso.documents.axis_directory import AxisAgency, AxisGroup, register_directory
from congso.documents.numbers import register_for
from congso.documents.packages import register_packages
from congso.documents.queries.desk import Waiting, waiting_for
from congso.documents.queries.draft_page import document as draft_document
from congso.documents.queries.drafts import Filters as DraftFilters
from congso.documents.queries.drafts import drafts as draft_list
from congso.documents.queries.incoming import Filters as IncomingFilters
from congso.documents.queries.incoming import registered as incoming_registered
from congso.documents.queries.incoming import waiting as incoming_waiting
from congso.documents.queries.incoming_document import document as incoming_document
from congso.documents.queries.incoming_lines import IncomingLine, delivery_of, incoming_line
from congso.documents.queries.lines import (
    DraftLine,
    LetterLine,
    OutgoingLine,
    draft_line,
    letter_lines,
    outgoing_line,
    url_of,
)
from congso.documents.queries.nav import nav_counts
from congso.documents.queries.outgoing import Filters as OutgoingFilters
from congso.documents.queries.outgoing import issued as outgoing_issued
from congso.documents.queries.outgoing import waiting as outgoing_waiting
from congso.documents.queries.outgoing_document import document as outgoing_document
from congso.documents.queries.register_rows import BookLine
from congso.documents.queries.registers import BookFilters, RegisterRow, book_page, register, registers
from congso.documents.queries.search import SearchFilters, search
from congso.documents.rules_draft import DraftFields, RecipientLine
from congso.documents.rules_incoming import Fields
from congso.documents.rules_work_files import FileFields
from congso.documents.signature_sums import signatures_checked
from congso.documents.support_joint import agencies_awaited as joint_agencies_awaited

__all__ = [
    "AxisAgency",
    "AxisGroup",
    "BookFilters",
    "BookLine",
    "DraftFields",
    "DraftFilters",
    "DraftLine",
    "EmailLine",
    "Fields",
    "FileFields",
    "IncomingFilters",
    "IncomingLine",
    "IssuedLetter",
    "LetterLine",
    "OutgoingFilters",
    "OutgoingLine",
    "Parcel",
    "RecipientLine",
    "RegisterRow",
    "SearchFilters",
    "Waiting",
    "add_paper",
    "answered_by",
    "approve_step",
    "ask_recall",
    "book_page",
    "cancel_outgoing",
    "cancel_registration",
    "cancel_reserved",
    "check_letter",
    "choose_signer",
    "close_by_answers",
    "close_incoming",
    "close_work_file",
    "confirm_proposal",
    "contents",
    "create_draft",
    "create_work_file",
    "delivery_of",
    "direct_incoming",
    "draft_document",
    "draft_line",
    "draft_list",
    "edit_draft",
    "email_lines",
    "file_into",
    "file_issued",
    "follow_assignment",
    "incoming_document",
    "incoming_line",
    "incoming_registered",
    "incoming_waiting",
    "issue_outgoing",
    "issued_letter",
    "joint_agencies_awaited",
    "letter_again",
    "letter_lines",
    "letter_state",
    "line_waits",
    "load_templates",
    "mark_recipient",
    "nav_counts",
    "note_sent",
    "note_superseding",
    "note_unsendable",
    "open_draft",
    "open_incoming",
    "open_series",
    "outgoing_document",
    "outgoing_issued",
    "outgoing_line",
    "outgoing_waiting",
    "parcel",
    "pass_on_incoming",
    "prepare_signing",
    "propose_handling",
    "read_arrivals",
    "recall_outgoing",
    "receive_delivery",
    "receive_letter",
    "receive_paper",
    "receive_upload",
    "recipient_state",
    "refuse_incoming",
    "register",
    "register_directory",
    "register_for",
    "register_incoming",
    "register_packages",
    "registers",
    "reindex_file",
    "reopen_unanswered",
    "reserve_number",
    "resolve_twin",
    "return_draft",
    "search",
    "see_draft",
    "sent_deliveries",
    "set_recipients",
    "sign_draft",
    "signatures_checked",
    "start_incoming",
    "submit_draft",
    "take_out",
    "url_of",
    "waiting_for",
    "withdraw_draft",
    "withdraw_incoming",
]
