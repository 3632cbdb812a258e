"""Write in a draft: its fields, its text, or both; by its drafter, or by whoever holds the open step of the slip."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from congso.audit import api as audit
from congso.documents import draft_content, hands, rules_draft, search_index, support_work_files
from congso.documents.models import Draft
from congso.documents.rules_draft import DraftFields
from congso.documents.support_draft import change, form_checker, freeze_version, load_for, ref
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid, Refusal
from congso.people import api as people
from congso.pure import layout

ONE_SITTING: Final = timedelta(minutes=10)


class WrongDraft(Invalid):
    """Fields of the form break rules: all of them at once, the first as the sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems[0][1], field=problems[0][0])
        self.problems = tuple(problems)


def edit_draft(
    *,
    actor: Actor,
    draft_id: int,
    expected_revision: int,
    fields: DraftFields | None = None,
    content: object = None,
) -> int:
    """Save what was written; returns the new revision (the same one when nothing differs).

    `content`: the editor's JSON, cleaned here. Raises NotFound, Forbidden, Conflict documents.draft_changed (who saved in
    between) or documents.draft_wrong_state, Invalid (WrongDraft, documents.text_too_large, documents.body_wrong,
    documents.reviewer_gone, documents.work_file_unknown, documents.work_file_closed), and the guard's refusal.
    """
    load_for(actor, "edit", draft_id)
    given = rules_draft.tidy(fields) if fields is not None else None
    text = cleaned(content) if content is not None else None
    _guard(actor, given, text)
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        new: dict[str, Any] = {} if given is None else _columns(actor, draft, given)
        if text is not None:
            new["content"] = text
        names = sorted(name for name, value in new.items() if getattr(draft, name) != value)
        if not names:
            return draft.revision
        goes_on = names == ["content"] and _writes_on(actor, draft)
        change(
            draft,
            expected_revision=expected_revision,
            prepared_file_id=None,
            updated_by_name=actor.name,
            **{name: new[name] for name in names},
        )
        hands.begin_work(ref(draft), person_id=actor.person_id)
        if not goes_on:
            audit.record(actor, "draft.edited", ref(draft), fields=names)
        search_index.reindex.defer(kind="draft", subject_id=draft.pk, once=f"search-draft-{draft.pk}")
    return draft.revision


def save_version(*, actor: Actor, draft_id: int, note: str = "") -> int:
    """Keep what the draft says now under the next number; returns it. Raises NotFound, Forbidden, Conflict (wrong state)."""
    guard.check_fields(actor=actor, values={"note": note}, entrance="draft")
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        before = draft.version
        number = freeze_version(actor, draft, " ".join(note.split()))
        if number != before:
            Draft.objects.for_actor(actor).filter(pk=draft.pk).update(version=number)
            audit.record(actor, "draft.version_saved", ref(draft), version=number)
    return number


def cleaned(content: object) -> draft_content.Node:
    """Raises Invalid documents.text_too_large."""
    try:
        return draft_content.clean(content)
    except draft_content.TextTooLarge as error:
        raise Invalid("documents.text_too_large", field="content") from error


def _writes_on(actor: Actor, draft: Draft) -> bool:
    """The same person types on: the journal names a sitting once, not each save of the editor by itself."""
    return draft.updated_by_name == actor.name and clock.now() - draft.updated_at < ONE_SITTING


def _guard(actor: Actor, given: DraftFields | None, text: draft_content.Node | None) -> None:
    """No field and no text may carry a secrecy marking. Before the transaction: the guard's record outlives the refusal."""
    values: dict[str, str] = {}
    if given is not None:
        values = {"subject": given.subject, "symbol": given.symbol, "addressees": "\n".join(given.addressees)}
    if text is not None:
        values["content"] = layout.to_text(text)
    guard.check_fields(actor=actor, values=values, entrance="draft")


def _work_file(actor: Actor, draft: Draft, given: DraftFields) -> int | None:
    """Raises Invalid: not a file this person may put documents into, or one that is closed."""
    if given.work_file_id is not None and given.work_file_id != draft.work_file_id:
        try:
            support_work_files.load_for(actor, "add", given.work_file_id)
        except Refusal as refusal:
            raise Invalid(refusal.code, field="work_file_id") from refusal
    return given.work_file_id


def _columns(actor: Actor, draft: Draft, given: DraftFields) -> dict[str, Any]:
    due_before = draft.due_at.astimezone(clock.VIETNAM).date() if draft.due_at else None
    if wrong := rules_draft.problems(given, today=clock.today(), due_before=due_before):
        raise WrongDraft(wrong)
    given = _with_symbol(draft, given)
    due_at = draft.due_at
    if given.due_on != due_before:
        due_at = rules_draft.due_moment(given.due_on, people.calendar_of(draft.agency_id))
    columns: dict[str, Any] = {
        "kind": given.kind,
        "subject": given.subject,
        "symbol": given.symbol,
        "urgency": given.urgency,
        "due_at": due_at,
        "addressees": list(given.addressees),
        "archive_line": given.archive_line,
        "form_checker_id": form_checker(draft, given.form_checker_id),
        "work_file_id": _work_file(actor, draft, given),
    }
    if given.body_id != draft.body_id:
        if draft.parties.filter(body_id=given.body_id).exists():
            raise Invalid("documents.joint_body_twice", field="body_id")
        # Another body has another head: how somebody signs for it must be chosen anew.
        columns |= {
            "body_id": given.body_id,
            "signer_id": None,
            "signature_lines": [],
            "signature_key": "",
            "delegation_id": None,
        }
    return columns


def _with_symbol(draft: Draft, given: DraftFields) -> DraftFields:
    """A symbol nobody changed by hand follows kind and body. Raises Invalid documents.body_wrong."""
    bodies = {body.id: body for body in people.bodies_of(draft.agency_id)}
    if given.body_id not in bodies:
        raise Invalid("documents.body_wrong", field="body_id")
    unit = draft.unit.symbol if draft.unit else ""
    before = rules_draft.proposed_symbol(draft.kind, draft.body.symbol, unit)
    now = rules_draft.proposed_symbol(given.kind, bodies[given.body_id].symbol, unit)
    return replace(given, symbol=rules_draft.renewed_symbol(given.symbol, before=before, now=now))
