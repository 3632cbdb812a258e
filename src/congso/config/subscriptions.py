"""Event to handlers: the one table. Handlers live in `flows`."""

from collections.abc import Callable, Mapping
from typing import Any

from congso.documents import events as documents
from congso.exchange import events as exchange
from congso.files import events as files
from congso.flows import axis, closing, delivery, letters, notify, originals, records, signatures, superseding
from congso.flows import groups as group_notices
from congso.groups import events as groups
from congso.guard import events as guard
from congso.kernel.events import Event
from congso.mail import events as mail
from congso.signing import events as signing
from congso.tasks import events as tasks

SUBSCRIPTIONS: Mapping[type[Event], tuple[Callable[[Any], None], ...]] = {
    documents.IncomingReceived: (notify.arrival_waits,),
    documents.IncomingRegistered: (delivery.report_registered, notify.leader_directs),
    documents.IncomingRefused: (delivery.report_refused,),
    documents.IncomingCancelled: (closing.drop_assignments,),
    documents.IncomingAssigned: (delivery.report_assigned,),
    documents.IncomingWorkStarted: (delivery.report_working,),
    documents.IncomingClosed: (delivery.report_done, closing.end_assignments),
    documents.IncomingRecallAnswered: (delivery.report_recall_answer, closing.drop_withdrawn),
    documents.DraftSubmitted: (notify.reviewer_waited_for,),
    documents.DraftReturned: (notify.draft_returned,),
    documents.DocumentSigned: (notify.clerk_issues,),
    documents.OutgoingNumbered: (notify.joint_clerks_seal,),
    documents.OutgoingIssued: (
        delivery.send_issued,
        letters.send_letters,
        closing.close_answered,
        notify.drafter_issued,
        records.file_issued,
    ),
    documents.RecipientsAdded: (delivery.send_issued, letters.send_letters),
    documents.OutgoingCancelled: (closing.reopen_unanswered,),
    documents.OutgoingRecalled: (delivery.take_back, closing.reopen_unanswered),
    documents.OutgoingReplaced: (superseding.send_replacement,),
    documents.OutgoingUpdated: (superseding.send_update,),
    guard.RefusalContested: (notify.refusal_contested,),
    files.TextRead: (records.reindex_file,),
    files.FilePurged: (records.reindex_file, signatures.evidence_forgotten),
    files.PagesRead: (records.propose_fields,),
    files.BytesDamaged: (originals.keepers_told,),
    exchange.EnvelopeArrived: (delivery.open_envelope,),
    exchange.StatusReported: (delivery.show_state_to_sender, delivery.ask_receiver),
    exchange.PackagesTaken: (delivery.show_taken,),
    exchange.DeliveryFailed: (axis.sender_told,),
    mail.LetterFailed: (letters.sender_told,),
    mail.LetterLeftBehind: (letters.clerks_told,),
    groups.Mentioned: (group_notices.mentioned,),
    groups.Placed: (group_notices.signature_asked,),
    groups.SilentReminded: (group_notices.silent_reminded,),
    signing.SignaturesChecked: (signatures.arrivals_told,),
    tasks.Assigned: (notify.assignees,),
    tasks.WorkStarted: (closing.begin_incoming,),
    tasks.AssignmentDone: (closing.follow_assignment,),
    tasks.AssignmentReturned: (closing.follow_assignment, notify.giver_returned),
    tasks.AssignmentTakenBack: (closing.follow_assignment,),
}
