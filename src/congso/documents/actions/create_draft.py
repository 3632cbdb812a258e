"""A new draft: blank, from a template, or as the answer to arrivals (Decree 30 arts. 10, 24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congso.audit import api as audit
from congso.documents import draft_content, hands, policies_draft, rules_draft, search_index, support_incoming
from congso.documents.draft_text import AS_ABOVE
from congso.documents.involve import involve
from congso.documents.models import Draft, DraftTemplate, IncomingDocument
from congso.documents.policies_incoming import require
from congso.documents.rules_incoming import printed_code
from congso.documents.support_draft import ref
from congso.kernel import clock, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.people import api as people
from congso.people.api import BodyRow
from congso.pure.kinds import kind_of
from congso.tasks import api as tasks


@dataclass(frozen=True, slots=True)
class _Start:
    """What a new draft begins with besides kind and body."""

    subject: str = ""
    addressees: tuple[str, ...] = ()
    due_at: datetime | None = None
    urgency: int = 0
    reference: str = ""


def create_draft(
    *,
    actor: Actor,
    kind: str,
    body_id: int | None = None,
    answers: Sequence[int] = (),
    template_id: int | None = None,
    once_key: str = "",
) -> int:
    """Returns the draft's id. `answers`: arrivals it answers, the first one fills subject, addressee, deadline.

    `body_id`: the issuing body, by default the agency's first. `once_key`: the same form twice gives the same draft.
    Whoever starts an answer starts the work on its arrivals. Raises Forbidden, NotFound (an arrival), Conflict (an
    arrival that is settled), Invalid documents.kind_wrong, documents.body_wrong, documents.template_wrong.
    """
    require(policies_draft.may_draft(actor))
    with transaction.atomic():
        known = once.claim(actor, "draft", once_key)
        if known is not None:
            return known
        made = _create(actor, kind, _body(actor, body_id), answers, template_id)
        once.keep(actor, "draft", once_key, made.pk)
    return made.pk


def _body(actor: Actor, body_id: int | None) -> BodyRow:
    bodies = people.bodies_of(actor.agency_id or 0)
    chosen = next((body for body in bodies if body_id in (None, body.id)), None)
    if chosen is None:
        raise Invalid("documents.body_wrong", field="body_id")
    return chosen


def _create(actor: Actor, kind: str, body: BodyRow, answers: Sequence[int], template_id: int | None) -> Draft:
    known = kind_of(kind)
    if known is None or not known.ordinal:
        raise Invalid("documents.kind_wrong", field="kind")
    arrivals = [
        support_incoming.load_for(actor, "answer", incoming_id) for incoming_id in dict.fromkeys(answers)
    ]
    start = _from_arrival(arrivals[0]) if arrivals else _Start()
    unit = people.unit(actor.unit_id) if actor.unit_id else None
    now = clock.now()
    draft = Draft.objects.create(
        agency_id=body.agency_id,
        body_id=body.id,
        unit_id=actor.unit_id,
        drafter_id=actor.appointment_id or 0,
        kind=kind,
        subject=start.subject,
        symbol=rules_draft.proposed_symbol(kind, body.symbol, unit.symbol if unit else ""),
        urgency=start.urgency,
        due_at=start.due_at,
        addressees=list(start.addressees),
        archive_line=f"VT, {unit.symbol}" if unit and unit.symbol else "VT",
        content=_content(actor, kind, template_id, body, start),
        created_at=now,
        updated_at=now,
        updated_by_name=actor.name,
    )
    _take_in_hand(actor, draft)
    _answer(actor, draft, arrivals)
    audit.record(actor, "draft.created", ref(draft), kind=kind, answers=[one.pk for one in arrivals])
    search_index.later(ref(draft))
    return draft


def _take_in_hand(actor: Actor, draft: Draft) -> None:
    subject = ref(draft)
    involve(subject, agency_id=draft.agency_id, why="drafter", person_id=actor.person_id)
    if draft.unit_id is not None:
        involve(subject, agency_id=draft.agency_id, why="drafter", unit_id=draft.unit_id)
    hands.pass_to(
        subject, agency_id=draft.agency_id, holder_name=actor.name, stage="draft", person_id=actor.person_id
    )
    hands.begin_work(subject, person_id=actor.person_id)


def _answer(actor: Actor, draft: Draft, arrivals: Sequence[IncomingDocument]) -> None:
    for order, incoming in enumerate(arrivals):
        draft.answers.create(incoming=incoming)
        begin_answer(actor, incoming)
        issuer = incoming.issuer_agency
        if issuer is not None and issuer.pk != draft.agency_id:
            draft.recipients.get_or_create(
                agency=issuer,
                defaults={"channel": "internal", "name": issuer.name, "group": AS_ABOVE, "order": order},
            )


def begin_answer(actor: Actor, incoming: IncomingDocument) -> None:
    """Whoever writes the answer works on the arrival: on the assignment, and in its trace."""
    subject = support_incoming.ref(incoming)
    tasks.start_own(actor=actor, subject=subject)
    hands.begin_work(subject, person_id=actor.person_id)


def _from_arrival(incoming: IncomingDocument) -> _Start:
    code = printed_code(incoming.number, incoming.symbol)
    subject = rules_draft.answer_subject(
        kind=incoming.kind,
        code=code,
        on=incoming.document_date,
        issuer=incoming.issuer_name,
        subject=incoming.subject,
    )
    reference = subject.removeprefix("trả lời ") if code else "văn bản"
    return _Start(
        subject=subject,
        addressees=(incoming.issuer_name,) if incoming.issuer_name else (),
        due_at=incoming.due_at,
        urgency=incoming.urgency,
        reference=f"{reference} về việc {incoming.subject}" if incoming.subject else reference,
    )


def _content(
    actor: Actor, kind: str, template_id: int | None, body: BodyRow, start: _Start
) -> draft_content.Node:
    if template_id is None:
        return draft_content.document([])
    template = DraftTemplate.objects.for_actor(actor).filter(pk=template_id, kind=kind).first()
    if template is None:
        raise Invalid("documents.template_wrong", field="template")
    words = {"[tên cơ quan]": body.name}
    if start.reference:
        words["[văn bản được trả lời]"] = start.reference
    return draft_content.filled(draft_content.clean(template.content), words)
