"""What of documents waits for one actor: to direct, to approve, to sign, to mend, to register, to issue."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from congso.documents import rules_draft
from congso.documents.models import Draft, IncomingDocument, OutgoingDocument
from congso.documents.queries.approvals import most_urgent
from congso.documents.queries.incoming import name_of
from congso.documents.queries.lines import url_of
from congso.documents.support_incoming import ref
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.pure.kinds import kind_of

LIMIT = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `act`: direct, content, form, sign, mend, register, issue, seal, recall."""

    act: str
    subject: SubjectRef
    title: str
    source: str
    urgency: int
    due_at: datetime | None
    since: datetime
    url: str


def waiting_for(actor: Actor) -> list[Waiting]:
    """At most five queries, whatever the posts."""
    found = _slips(actor) + _returned(actor)
    if actor.has(Role.LEADER, Role.CLERK, Role.OFFICE):
        found += _arrivals(actor)
    if actor.has(Role.CLERK):
        found += _to_issue(actor)
    return found


def _slips(actor: Actor) -> list[Waiting]:
    return [_of_draft(row.stage, row.draft, row.since) for row in most_urgent(actor, LIMIT)]


def _of_draft(act: str, draft: Draft, since: datetime) -> Waiting:
    kind = kind_of(draft.kind)
    unit = draft.unit.name if draft.unit else draft.drafter.person.full_name
    subject = SubjectRef("draft", draft.pk)
    source = f"{unit} · {_(kind.name) if kind else draft.kind}"
    return Waiting(act, subject, draft.subject, source, draft.urgency, draft.due_at, since, url_of(subject))


def _returned(actor: Actor) -> list[Waiting]:
    rows = (
        Draft.objects.for_actor(actor)
        .filter(drafter_id=actor.appointment_id, returned=True, state=rules_draft.DRAFTING)
        .select_related("unit", "drafter__person")
        .order_by("-urgency", F("due_at").asc(nulls_last=True), "updated_at")[:LIMIT]
    )
    return [_of_draft("mend", row, row.updated_at) for row in rows]


def _arrivals(actor: Actor) -> list[Waiting]:
    """Arrivals of this leader to direct; for clerks those to register and recalls to answer."""
    wanted = Q()
    if actor.has(Role.LEADER):
        wanted |= Q(state="registered", leader_id=actor.appointment_id)
    if actor.has(Role.OFFICE):
        wanted |= Q(state="registered", proposal=None)
    if actor.has(Role.CLERK):
        wanted |= Q(state="waiting") | Q(recall_asked_at__isnull=False)
    rows = (
        IncomingDocument.objects.for_actor(actor).filter(wanted).order_by("-urgency", "received_at")[:LIMIT]
    )
    found = list(rows)
    unnamed = [ref(row) for row in found if not row.subject]
    uses = files.uses_of(unnamed) if unnamed else {}
    names = {about: name_of([use.file for use in own], actor) for about, own in uses.items()}
    return [_of_incoming(actor, row, names.get(ref(row), "")) for row in found]


def _of_incoming(actor: Actor, row: IncomingDocument, name: str) -> Waiting:
    """`name`: of the main file, which stands for the subject until somebody wrote one."""
    act = "register" if row.state == "waiting" else "direct" if actor.has(Role.LEADER) else "propose"
    if row.recall_asked_at is not None and actor.has(Role.CLERK):
        act = "recall"
    subject = SubjectRef("incoming", row.pk)
    code = "/".join(part for part in (row.number, row.symbol) if part)
    source = " · ".join(part for part in (row.issuer_name, code) if part)
    title = row.subject or name or _("Chưa có trích yếu")
    since = row.registered_at or row.received_at
    return Waiting(act, subject, title, source, row.urgency, row.due_at, since, url_of(subject))


def _to_issue(actor: Actor) -> list[Waiting]:
    """What waits for a number or a seal; joint documents of other agencies, for this agency's seal on them."""
    own = OutgoingDocument.objects.for_actor(actor).filter(state__in=("signed", "seal_failed"))
    joint = OutgoingDocument.objects.for_guest(actor).filter(
        parties__agency_id=actor.agency_id or 0, parties__seal_allowed_at=None, on_paper=False,
        state__in=("numbered", "seal_failed"),
    )  # fmt: skip
    rows = own.select_related("unit", "body").union(joint.select_related("unit", "body"))
    return [_outgoing(actor, row) for row in rows.order_by("-urgency", "signed_at")[:LIMIT]]


def _outgoing(actor: Actor, row: OutgoingDocument) -> Waiting:
    subject = SubjectRef("outgoing", row.pk)
    source = _("%(who)s ký · %(symbol)s") % {"who": row.signer_name, "symbol": row.symbol}
    if row.agency_id != actor.agency_id:
        source = _("Liên tịch, %(body)s chủ trì") % {"body": row.body.name}
    return Waiting(
        act="issue" if row.state == "signed" else "seal",
        subject=subject,
        title=row.subject,
        source=source,
        urgency=row.urgency,
        due_at=row.due_at,
        since=row.signed_at or row.numbered_at or clock.now(),
        url=url_of(subject),
    )
