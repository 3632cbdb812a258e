"""Slips that travel with a document: phiếu trình and phiếu giải quyết văn bản đến (annex IV, three blocks)."""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from congso.pure.layout.blocks import block_data
from congso.pure.layout.engine import RenderedDocument, compile_template
from congso.pure.layout.model import Paragraph, official_day


@dataclasses.dataclass(frozen=True)
class SlipOpinion:
    """What one person wrote on the slip; `when` as printed ("08:30 22/11/2026")."""

    who: str
    text: str
    when: str = ""


@dataclasses.dataclass(frozen=True)
class HandlingSlip:
    """Phiếu giải quyết văn bản đến. An empty block leaves room to write by hand."""

    issuing_body: tuple[str, ...]
    place: str
    date: datetime.date | None
    arrival_number: str
    document: str
    subject: str
    leader: tuple[SlipOpinion, ...] = ()
    unit: tuple[SlipOpinion, ...] = ()
    officer: tuple[SlipOpinion, ...] = ()
    parent_body: tuple[str, ...] = ()
    lead: str = ""
    supporting: str = ""
    due: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class SubmissionSlip:
    """Phiếu trình: who submits what to whom, and the opinions on content, on form, and of the signer."""

    issuing_body: tuple[str, ...]
    place: str
    date: datetime.date | None
    submitted_to: str
    subject: str
    unit: str
    drafter: str
    summary: tuple[Paragraph, ...] = ()
    attachments: tuple[str, ...] = ()
    parent_body: tuple[str, ...] = ()
    number: str | None = None
    symbol: str = ""
    unit_head: tuple[SlipOpinion, ...] = ()
    office: tuple[SlipOpinion, ...] = ()
    signer: tuple[SlipOpinion, ...] = ()
    due: datetime.date | None = None


def render_handling_slip(slip: HandlingSlip, *, created: datetime.datetime | None = None) -> RenderedDocument:
    """The slip of an arrival as PDF/A."""
    facts = [
        ("Số đến", slip.arrival_number),
        ("Văn bản", slip.document),
        ("Trích yếu", slip.subject),
        ("Chủ trì", slip.lead),
        ("Phối hợp", slip.supporting),
        ("Thời hạn giải quyết", slip.due.strftime("%d/%m/%Y") if slip.due else ""),
    ]
    sections = (
        ("Ý kiến của lãnh đạo cơ quan, tổ chức", slip.leader),
        ("Ý kiến của lãnh đạo đơn vị", slip.unit),
        ("Ý kiến đề xuất của người giải quyết", slip.officer),
    )
    data = _common(slip, "Phiếu giải quyết văn bản đến", facts, sections)
    return compile_template("slip", data, tagged=True, created=created)


def render_submission_slip(
    slip: SubmissionSlip, *, created: datetime.datetime | None = None
) -> RenderedDocument:
    """The slip of a draft as PDF/A."""
    facts = [
        ("Vấn đề trình", slip.subject),
        ("Đơn vị trình", slip.unit),
        ("Người soạn thảo", slip.drafter),
        ("Thời hạn", slip.due.strftime("%d/%m/%Y") if slip.due else ""),
        ("Hồ sơ kèm theo", "; ".join(slip.attachments)),
    ]
    sections = (
        ("Ý kiến của lãnh đạo đơn vị trình (nội dung)", slip.unit_head),
        ("Ý kiến của văn phòng (thể thức)", slip.office),
        ("Ý kiến của người ký", slip.signer),
    )
    extra = {
        "to": slip.submitted_to,
        "summary": block_data(slip.summary),
        "number": slip.number,
        "symbol": slip.symbol,
    }
    data = _common(slip, "Phiếu trình", facts, sections) | extra
    return compile_template("slip", data, tagged=True, created=created)


def _common(
    slip: HandlingSlip | SubmissionSlip,
    title: str,
    facts: Sequence[tuple[str, str]],
    sections: Sequence[tuple[str, tuple[SlipOpinion, ...]]],
) -> dict[str, Any]:
    day, month, year = official_day(slip.date) if slip.date else (None, None, None)
    return {
        "title": title,
        "subject": slip.subject,
        "to": "",
        "summary": [],
        "number": None,
        "symbol": "",
        "parent": slip.parent_body,
        "issuing": slip.issuing_body,
        "place": slip.place,
        "day": day,
        "month": month,
        "year": year,
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "sections": [
            {"title": name, "opinions": [_opinion(opinion) for opinion in opinions]}
            for name, opinions in sections
        ],
    }


def _opinion(opinion: SlipOpinion) -> dict[str, Any]:
    return {"who": opinion.who, "when": opinion.when, "lines": opinion.text.splitlines()}
