"""What the acts on drafts share: guarded load, conditional save, freezing a version, the next step of the slip."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from congso.audit import api as audit
from congso.documents import draft_text, hands, policies_draft, rules_draft, search_index, support_joint
from congso.documents.events import DraftSubmitted
from congso.documents.involve import involve
from congso.documents.models import Draft, DraftVersion, JointParty, SlipStep
from congso.documents.policies_incoming import NO_RIGHT, require
from congso.kernel import clock, events
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people

KIND: Final = policies_draft.KIND


def ref(draft: Draft) -> SubjectRef:
    return SubjectRef(KIND, draft.pk)


def load(actor: Actor, draft_id: int) -> Draft:
    """Raises NotFound documents.not_found: unknown, or not for these eyes."""
    found = _joined(Draft.objects.for_actor(actor)).filter(pk=draft_id).first()
    if found is None and actor.appointment_id is not None:
        found = _joined(Draft.objects.for_guest(actor)).filter(pk=draft_id).first()
    if found is None:
        raise NotFound("documents.not_found")
    return found


def _joined(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    return rows.select_related(
        "agency", "body", "unit", "drafter__person", "drafter__post", "signer__person", "signer__post",
        "form_checker__person", "work_file",
    )  # fmt: skip


def open_step(draft: Draft) -> SlipStep | None:
    return draft.steps.filter(result=SlipStep.Result.OPEN).select_related("appointment__person").first()


def load_for(actor: Actor, verb: str, draft_id: int) -> tuple[Draft, SlipStep | None]:
    """Raises NotFound, Forbidden, Conflict.

    Who settled a step of it before is told that it has gone on, not that the right is missing: the back button brings
    the same press again. Asked here and not in the policy, which every page asks of every act.
    """
    draft = load(actor, draft_id)
    step = open_step(draft)
    decision = policies_draft.may(actor, verb, draft, step, seen=True)
    if decision == NO_RIGHT and verb in ("approve", "return") and _has_settled(actor, draft):
        raise Conflict("documents.draft_wrong_state")
    require(decision)
    return draft, step


def _has_settled(actor: Actor, draft: Draft) -> bool:
    stages = (SlipStep.Stage.CONTENT, SlipStep.Stage.FORM, SlipStep.Stage.SIGN)
    mine = draft.steps.filter(stage__in=stages, by_person_id=actor.person_id, done_at__isnull=False)
    return actor.person_id is not None and mine.exists()


def change(draft: Draft, *, expected_revision: int | None = None, **columns: Any) -> None:
    """Save these columns if nobody changed the draft since it was read.

    Raises Conflict documents.draft_changed, which says who saved and when. `updated_by_name` belongs to the columns
    whenever a person is behind the change.
    """
    revision = draft.revision if expected_revision is None else expected_revision
    columns["updated_at"] = clock.now()
    changed = (
        Draft.objects.unscoped(reason="loaded for the actor before")
        .filter(pk=draft.pk, state=draft.state, revision=revision)
        .update(revision=F("revision") + 1, **columns)
    )
    if not changed:
        raise _changed(draft.pk)
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.revision = revision + 1


def _changed(draft_id: int) -> Conflict:
    now = Draft.objects.unscoped(reason="explain a refusal").get(pk=draft_id)
    at = now.updated_at.astimezone(clock.VIETNAM)
    return Conflict("documents.draft_changed", who=now.updated_by_name or "–", when=f"{at:%H:%M %d/%m/%Y}")


def fields_of(draft: Draft) -> dict[str, Any]:
    """What a version keeps beside the text, as it prints."""
    joint = [
        f"{party.body.name}: {party.signer.person.full_name}" for party in draft_text.joint_parties(draft)
    ]
    return {
        "kind": draft.kind,
        "subject": draft.subject,
        "symbol": draft.symbol,
        "urgency": draft.urgency,
        "addressees": draft.addressees,
        "archive_line": draft.archive_line,
        "signature_lines": draft.signature_lines,
        "signer": draft.signer.person.full_name if draft.signer else "",
        "recipients": draft_text.recipient_lines(draft.recipients.all()),
    } | ({"joint": joint} if joint else {})


def freeze_version(actor: Actor, draft: Draft, note: str = "") -> int:
    """Keep what the draft says now as the next version, unless it says what the newest version says. Returns its number."""
    newest = draft.versions.order_by("-number").first()
    fields = fields_of(draft)
    if newest is not None and (newest.content, newest.fields, newest.file_id) == (
        draft.content,
        fields,
        draft.source_file_id,
    ):
        return newest.number
    number = newest.number + 1 if newest else 1
    try:
        with transaction.atomic():
            DraftVersion.objects.create(
                draft=draft,
                number=number,
                content=draft.content,
                fields=fields,
                file_id=draft.source_file_id,
                note=note[:300],
                by_name=actor.name,
                by_person_id=actor.person_id,
                at=clock.now(),
            )
    except IntegrityError as error:
        # Somebody froze the same draft in the same moment.
        raise _changed(draft.pk) from error
    draft.version = number
    return number


def reviewers_of(draft: Draft) -> rules_draft.Reviewers:
    """Head of the drafting unit, the named checker of the form (else the office, else the clerk), the signer."""
    heads = people.heads_of_unit(draft.unit_id) if draft.unit_id else []
    return rules_draft.Reviewers(
        content=heads[0].id if heads else None, form=_checker(draft), sign=draft.signer_id
    )


def _checker(draft: Draft) -> int | None:
    if draft.form_checker_id is not None:
        return draft.form_checker_id
    found = people.people_of(draft.agency_id, roles=(Role.OFFICE, Role.CLERK))
    first = sorted(found, key=lambda row: Role.OFFICE not in row.roles)
    return first[0].id if first else None


def form_checker(draft: Draft, appointment_id: int | None) -> int | None:
    """Somebody of the office or a clerk of this agency, in office today. Raises Invalid documents.reviewer_gone."""
    if appointment_id is None or appointment_id == draft.form_checker_id:
        return appointment_id
    checkers = people.people_of(draft.agency_id, roles=(Role.OFFICE, Role.CLERK))
    if all(row.id != appointment_id for row in checkers):
        raise Invalid("documents.reviewer_gone", field="form_checker_id")
    return appointment_id


def signature_of(draft: Draft) -> people.SignatureOption:
    """How the chosen signer signs, as it was chosen. Raises Invalid documents.signer_missing."""
    signer = draft.signer
    if signer is None:
        raise Invalid("documents.signer_missing", field="signer")
    return people.SignatureOption(
        key=draft.signature_key,
        form=draft.signature_key.partition(":")[0],
        lines=tuple(draft.signature_lines),
        signer_name=signer.person.full_name,
        body_id=draft.body_id,
        appointment_id=signer.pk,
        person_id=signer.person_id,
        post_id=signer.post_id,
        delegation_id=draft.delegation_id,
        field_of_work=draft.field_of_work,
    )


def check_signer(draft: Draft) -> None:
    """The chosen signer may still sign this today: at submission, and again at signing (Decree 30 art. 13).

    Raises Forbidden people.signature_* or people.delegation_*, Invalid documents.signer_missing.
    """
    people.check_signature(signature_of(draft), clock.today())
    for party in draft_text.joint_parties(draft):
        people.check_signature(support_joint.option_of(draft, party), clock.today())


def open_stage(actor: Actor, draft: Draft, stage: str, party: JointParty | None = None) -> SlipStep:
    """Open the step, pass the draft into those hands, announce DraftSubmitted. In the caller's transaction.

    `party`: of a joint document, the further body whose turn it is to sign.

    Raises Invalid documents.reviewer_gone: whoever stands on the slip no longer holds that post.
    """
    appointment_id = party.signer_id if party else getattr(reviewers_of(draft), stage)
    field = {"sign": "signer", "form": "form_checker_id"}.get(stage, "")
    if appointment_id is None or not people.is_current(appointment_id):
        raise Invalid("documents.reviewer_gone", field=field)
    row = people.appointment(appointment_id)
    step = SlipStep.objects.create(
        draft=draft,
        stage=stage,
        order=party.order if party else support_joint.LEAD,
        version=draft.version,
        unit_id=row.unit_id,
        appointment_id=row.id,
        since=clock.now(),
    )
    why = "signer" if stage == "sign" else "reviewer"
    involve(ref(draft), agency_id=row.agency_id, why=why, person_id=row.person_id)
    hands.pass_to(
        ref(draft),
        agency_id=draft.agency_id,
        holder_name=row.person_name,
        stage=stage,
        person_id=row.person_id,
    )
    events.publish(DraftSubmitted(draft_id=draft.pk, agency_id=draft.agency_id, stage=stage))
    return step


def note_step(actor: Actor, draft: Draft, verb: str, stage: str, remarks: str = "") -> None:
    more = {"remarks": remarks} if remarks else {}
    audit.record(actor, f"draft.{verb}", ref(draft), stage=stage, version=draft.version, **more)
    search_index.later(ref(draft))
