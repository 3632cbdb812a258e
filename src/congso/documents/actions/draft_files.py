"""Files of a draft: what travels with it, and the text that was written elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from django.db import transaction

from congso.audit import api as audit
from congso.documents import draft_content, draft_word
from congso.documents.actions.edit_draft import cleaned
from congso.documents.models import Draft
from congso.documents.support_draft import change, freeze_version, load_for, ref
from congso.files import api as files
from congso.files.api import FileRow
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound, Refusal

ROLES: Final = ("attachment", "appendix")
SOURCE: Final = "source"
MAX_FILES: Final = 50


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of one file. `refusal` says why it was not taken; then nothing of it is kept."""

    name: str
    file: FileRow | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How a text written elsewhere came in: "page" (a PDF as it is), "converted" (Word to PDF), "text" (words only)."""

    how: str
    revision: int


def attach(
    *, actor: Actor, draft_id: int, uploads: Sequence[tuple[str, BinaryIO | bytes]], role: str = "attachment"
) -> list[Attached]:
    """Add files that go with the document; bytes it holds already are not added twice. One bad file spoils no other.

    Raises NotFound, Forbidden, Conflict (wrong state), Invalid documents.role_wrong, documents.files_many.
    """
    if role not in ROLES:
        raise Invalid("documents.role_wrong", field="role")
    draft, _ = load_for(actor, "edit", draft_id)
    held = files.files_of(ref(draft))
    if len(held) + len(uploads) > MAX_FILES:
        raise Invalid("documents.files_many", field="files", most=MAX_FILES)
    taken = [_store(actor, name, content) for name, content in uploads]
    known = {file.sha256 for file in held}
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        for order, one in enumerate(taken, start=len(held)):
            if one.file is None or one.file.sha256 in known:
                continue
            known.add(one.file.sha256)
            files.use(one.file.id, ref(draft), role=role, order=order)
            audit.record(actor, "draft.file_added", ref(draft), file=one.file.id, role=role)
    return taken


def detach(*, actor: Actor, draft_id: int, file_id: int) -> None:
    """Take an attachment out; versions and journal keep that it was there. Raises also NotFound files.unknown."""
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        roles = [use.role for use in files.uses_of([ref(draft)])[ref(draft)] if use.file.id == file_id]
        if not any(role in ROLES for role in roles):
            raise NotFound("files.unknown")
        for role in ROLES:
            files.unuse(file_id, ref(draft), role)
        audit.record(actor, "draft.file_removed", ref(draft), file=file_id)


def upload_source(
    *, actor: Actor, draft_id: int, name: str, content: BinaryIO | bytes, expected_revision: int | None = None
) -> Taken:
    """Take a text written elsewhere instead of the editor's. What the draft said before is kept as a version.

    A PDF is the official page as it is. Word becomes a PDF where LibreOffice is installed; else its words, looks and tables
    come into the editor. Raises NotFound, Forbidden, Conflict, Invalid (files.*, documents.source_wrong,
    documents.source_locked, documents.word_old, documents.word_unreadable, documents.text_too_large), and the guard's refusal.
    """
    load_for(actor, "edit", draft_id)
    row = files.store(actor=actor, name=name, content=content, purpose="draft")
    how, file_id, text = _bring_in(actor, row)
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        freeze_version(actor, draft)
        _drop_source(draft)
        files.use(row.id, ref(draft), role="source_word" if how != "page" else SOURCE)
        columns: dict[str, Any] = {"source_file_id": file_id, "version": draft.version}
        if how == "converted" and file_id is not None:
            files.use(file_id, ref(draft), role=SOURCE)
        if text is not None:
            columns["content"] = text
        change(
            draft,
            expected_revision=expected_revision,
            prepared_file_id=None,
            updated_by_name=actor.name,
            **columns,
        )
        audit.record(actor, "draft.source_taken", ref(draft), file=row.id, how=how)
    return Taken(how, draft.revision)


def drop_source(*, actor: Actor, draft_id: int, expected_revision: int | None = None) -> int:
    """Back to the text of the editor. Raises also Conflict documents.no_source."""
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        if draft.source_file_id is None:
            raise Conflict("documents.no_source")
        freeze_version(actor, draft)
        _drop_source(draft)
        change(
            draft,
            expected_revision=expected_revision,
            source_file_id=None,
            version=draft.version,
            prepared_file_id=None,
            updated_by_name=actor.name,
        )
        audit.record(actor, "draft.source_dropped", ref(draft))
    return draft.revision


def _store(actor: Actor, name: str, content: BinaryIO | bytes) -> Attached:
    try:
        row = files.store(actor=actor, name=name, content=content, purpose="draft")
    except Refusal as refusal:
        return Attached(name, refusal=refusal)
    return Attached(row.name, row)


def _bring_in(actor: Actor, row: FileRow) -> tuple[str, int | None, draft_content.Node | None]:
    """(how, the PDF that is the page, the words for the editor)."""
    if row.state == "held":
        raise Conflict("documents.draft_file_held")
    if row.locked:
        raise Invalid("documents.source_locked", field="source")
    if row.mime == draft_word.PDF:
        return "page", row.id, None
    if row.mime not in (draft_word.DOCX, draft_word.DOC):
        raise Invalid("documents.source_wrong", field="source")
    word = files.read(row.id)
    pdf = draft_word.to_pdf(word, old=row.mime == draft_word.DOC)
    if pdf is not None:
        made = files.store(
            actor=actor, name=f"{row.name.rpartition('.')[0]}.pdf", content=pdf, purpose="draft", trusted=True,
            made_from=row.id,
        )  # fmt: skip
        return "converted", made.id, None
    if row.mime == draft_word.DOC:
        raise Invalid("documents.word_old", field="source")
    try:
        return "text", None, cleaned(draft_word.to_content(word))
    except draft_word.Unreadable as error:
        raise Invalid("documents.word_unreadable", field="source") from error


def _drop_source(draft: Draft) -> None:
    for use in files.uses_of([ref(draft)])[ref(draft)]:
        if use.role in (SOURCE, "source_word"):
            files.unuse(use.file.id, ref(draft), use.role)
