"""The check of form of one draft: of the page it prints, or of the file that was written elsewhere."""

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from congso.documents import draft_text, draft_word, rules_draft_mends
from congso.documents.models import Draft
from congso.documents.queries.draft_page import Document, document
from congso.documents.support_draft import load, ref
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.pure import layout
from congso.pure.layout import OfficialDocument, check


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in the reader's words. `box`: x, y, width, height in points from the page's top left, empty where a Word
    file's words are not found on the page made of it."""

    number: int
    severity: str
    rule: str
    mend: str
    article: str
    excerpt: str
    page: int | None
    paragraph: int
    box: tuple[float, float, float, float] | None
    code: str
    mendable: bool


@dataclass(frozen=True, slots=True)
class LayoutCheck:
    """`unreadable`: a code of `check.UnreadablePaper`, then nothing else is filled. `of_word`: the Word file was read."""

    rows: tuple[FindingRow, ...] = ()
    regime: str = ""
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    of_word: bool = False
    scanned: bool = False
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is kept of a report: without its lines, which are many."""

    findings: tuple[check.Finding, ...]
    regime: str
    scanned: bool


def layout_check(actor: Actor, draft_id: int) -> tuple[Document, LayoutCheck]:
    """The draft and what its form lacks. Raises NotFound documents.not_found, files.unknown."""
    shown = document(actor, draft_id)
    row = load(actor, draft_id)
    return shown, _of(row, may_mend=shown.may["edit"] and row.source_file_id is None)


def _of(row: Draft, *, may_mend: bool) -> LayoutCheck:
    word = None if row.source_file_id is None else _word_of(row)
    try:
        if row.source_file_id is not None:
            found = _of_word(word, row.source_file_id) if word else _of_file(row.source_file_id)
        else:
            found = _of_page(draft_text.official(row), row.updated_at.replace(microsecond=0))
    except check.UnreadablePaper as error:
        return LayoutCheck(unreadable=error.code)
    rows = tuple(
        _row(number, one, may_mend=may_mend and one.code in rules_draft_mends.MENDS)
        for number, one in enumerate(found.findings, 1)
    )
    counts = Counter(row.severity for row in rows)
    return LayoutCheck(
        rows=rows,
        regime=_(found.regime),
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
        of_word=word is not None,
        scanned=found.scanned,
    )


def _word_of(row: Draft) -> int | None:
    """The Word file that the page was made of: it says its margins and fonts itself. An old DOC is judged by its page."""
    uses = files.uses_of([ref(row)])[ref(row)]
    return next(
        (one.file.id for one in uses if one.role == "source_word" and one.file.mime == draft_word.DOCX), None
    )


# The editor asks again after each save, the sheet of submission once more for what was just looked at.
@lru_cache(maxsize=64)
def _of_page(document: OfficialDocument, created: datetime.datetime) -> _Checked:
    return _kept(check.check(layout.render_document(document, created=created).pdf))


@lru_cache(maxsize=64)
def _of_file(file_id: int) -> _Checked:
    return _kept(check.check(files.read(file_id)))


@lru_cache(maxsize=64)
def _of_word(word_id: int, page_id: int) -> _Checked:
    """Judged by what the Word file says of itself, shown where its words stand on the page that was made of it."""
    found = _of_file(word_id)
    try:
        page = check.read_pdf(files.read(page_id))
    except check.UnreadablePaper:
        return found
    return replace(found, findings=check.located(found.findings, page))


def _kept(report: check.Report) -> _Checked:
    return _Checked(report.findings, report.regime.name, report.paper.text_layer != "yes")


def _row(number: int, found: check.Finding, *, may_mend: bool) -> FindingRow:
    spot = found.spot
    return FindingRow(
        number=number,
        severity=found.severity.value,
        rule=check.rule(found, _),
        mend=check.mend(found, _),
        article=check.article(found),
        excerpt=found.excerpt,
        page=spot.page + 1 if spot else None,
        paragraph=found.paragraph,
        box=(spot.x0 - 2, spot.y0 - 1, spot.x1 - spot.x0 + 4, spot.height + 2) if spot else None,
        code=found.code,
        mendable=may_mend,
    )
