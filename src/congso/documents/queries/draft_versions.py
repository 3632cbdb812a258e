"""Two versions of one draft laid side by side: fields and text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from congso.documents import draft_compare
from congso.documents.draft_compare import Row
from congso.documents.models import Draft, DraftVersion
from congso.documents.support_draft import fields_of, load
from congso.documents.texts_draft import FIELD_LABELS, field_text
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.pure import layout


@dataclass(frozen=True, slots=True)
class FieldRow:
    label: str | Promise
    row: Row


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a` and `b` are version numbers; 0 stands for what the draft says now."""

    a: int
    b: int
    fields: tuple[FieldRow, ...]
    rows: tuple[Row, ...]
    changes: int
    by: tuple[str, str]


def comparison(actor: Actor, draft_id: int, a: int, b: int) -> Comparison | None:
    """Version `a` (0: the one before `b`) beside `b` (0: now). None when there is nothing older to compare with.

    Raises NotFound documents.not_found.
    """
    draft = load(actor, draft_id)
    found = {one.number: one for one in draft.versions.filter(number__in=[a, b])}
    older = found.get(a) if a else _before(draft, b)
    if older is None and a:
        raise NotFound("documents.not_found")
    if b and b not in found:
        raise NotFound("documents.not_found")
    if older is None:
        return None
    newer = found.get(b)
    after = newer.fields if newer else fields_of(draft)
    rows = tuple(draft_compare.compare(_paragraphs(older), _paragraphs(newer or draft)))
    fields = tuple(_fields(older.fields, after))
    return Comparison(
        a=older.number,
        b=b,
        fields=fields,
        rows=rows,
        changes=draft_compare.changes(rows) + len(fields),
        by=(older.by_name, newer.by_name if newer else draft.updated_by_name),
    )


def _before(draft: Draft, number: int) -> DraftVersion | None:
    rows = draft.versions.order_by("-number")
    return (rows.filter(number__lt=number) if number else rows).first()


def _paragraphs(one: DraftVersion | Draft) -> Sequence[str]:
    file_id = one.file_id if isinstance(one, DraftVersion) else one.source_file_id
    if file_id is None:
        return layout.paragraphs(one.content)
    return [line.strip() for page in files.text(file_id) for line in page.splitlines() if line.strip()]


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldRow]:
    found: list[FieldRow] = []
    for name, label in FIELD_LABELS.items():
        one, other = field_text(name, before.get(name)), field_text(name, after.get(name))
        if one != other:
            found.extend(
                FieldRow(label, row)
                for row in draft_compare.compare([one] if one else [], [other] if other else [])
            )
    return found
