"""The official page of Decree 30/2020 (annex I) as PDF/A, with the places where number, date and signatures go."""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from congso.pure.layout.blocks import block_data
from congso.pure.layout.engine import Box, RenderedDocument, compile_template
from congso.pure.layout.kinds import KIND_BY_CODE, OFFICIAL_LETTER
from congso.pure.layout.letterheads import LETTERHEADS, Letterhead
from congso.pure.layout.model import Appendix, OfficialDocument, PageSettings, SignatureBlock, official_day

_MM = 72 / 25.4
_SIDES = ("top", "bottom", "left", "right")
# Laws are numbered under their own name: "Luật số: 31/2024/QH15".
_OWN_LABEL = ("luat", "bo_luat", "phap_lenh")
# Of the type size: top of the line over its baseline, room a line takes in the template, Word's single line.
_ASCENT, _GLYPHS, _SINGLE = 0.891, 1.107, 1.149


def render_document(
    document: OfficialDocument, *, created: datetime.datetime | None = None
) -> RenderedDocument:
    """Lay out an official document.

    Anchors: `number`, `date` with `date_day`, `date_month`, `date_year`, `signature`, `seal` (left third of the
    signature), `copy_note` (top right of page 1); with further signers `signature_2`, `seal_2` …; and for an
    appendix that refers to the document `appendix1_number`, `appendix1_date_day` … An anchor of a blank has the
    width kept free for it, that of printed text its extent.
    """
    document = _within_margins(document)
    data = _document_data(document)
    rendered = compile_template("document", data, tagged=True, created=created)
    reserve = _reserve(rendered, document, last=len(data["body"]) - 1)
    if reserve:
        rendered = compile_template("document", data | {"reserve": reserve}, tagged=True, created=created)
    anchors = {name: box for name, box in rendered.anchors.items() if not name.startswith("_")}
    return dataclasses.replace(rendered, anchors=anchors)


def _within_margins(document: OfficialDocument) -> OfficialDocument:
    """Margins of a regime that leaves no choice."""
    fixed = LETTERHEADS[document.regime].margins
    if fixed is None:
        return document
    settings = dataclasses.replace(document.settings, **dict(zip(_SIDES, fixed, strict=True)))
    return dataclasses.replace(document, settings=settings)


def _reserve(rendered: RenderedDocument, document: OfficialDocument, last: int) -> dict[str, float] | None:
    """Room to take off the foot of a page when the signature has less than two lines of text above it.

    Where a paragraph runs from the page before into that foot, or the text ends with a table, nothing is done.
    """
    places = rendered.anchors
    if not {"signature", "_start", "_end"} <= places.keys():
        return None
    signature, start, end = places["signature"], places["_start"], places["_end"]
    before, before_end = places.get("_before"), places.get("_before_end")
    settings = document.settings
    one_line = start.page == end.page and abs(start.y1 - end.y1) < settings.body_size * 0.5
    if signature.page == end.page + 1 and start.page == end.page:
        if not one_line or not before or before.page != end.page:
            return {"index": last, "amount": _room_over(end, settings)}
        between = settings.body_size * (_SINGLE * settings.line_spacing - _GLYPHS) + settings.paragraph_gap
        return {"index": last - 1, "amount": _room_over(end, settings) + between}
    if one_line and before and before_end and before.page == before_end.page == signature.page - 1:
        return {"index": last - 1, "amount": _room_over(before_end, settings)}
    return None


def _room_over(line: Box, settings: PageSettings) -> float:
    """From the foot of the text area to just over the line whose baseline is given: the line no longer fits."""
    return line.y1 + _ASCENT * settings.body_size - settings.bottom * _MM + 1


def _document_data(document: OfficialDocument) -> dict[str, Any]:
    kind = KIND_BY_CODE.get(document.kind_code)
    name = document.kind_name or (kind.name if kind else document.kind_code)
    letter = document.kind_code == OFFICIAL_LETTER.code
    day, month, year = official_day(document.date) if document.date else (None, None, None)
    settings, head = document.settings, LETTERHEADS[document.regime]
    return {
        "meta": {
            "title": f"{name} {document.number or ''}{head.joint}{document.symbol}: {document.subject}",
            "author": " ".join(document.issuing_body),
            "kind": name if not letter else "Công văn",
            "issuer": " ".join(document.issuing_body),
        },
        "margins": {side: getattr(settings, side) for side in _SIDES},
        "settings": {
            "size": settings.body_size,
            "spacing": settings.line_spacing,
            "gap": settings.paragraph_gap,
            "indent": settings.first_line,
        },
        "reserve": {"index": -1, "amount": 0},
        "parent": list(document.parent_body),
        "issuing": list(document.issuing_body),
        "head": dataclasses.asdict(head) | _label(document, name),
        "number": document.number,
        "symbol": document.symbol,
        "place": document.place,
        "day": day,
        "month": month,
        "year": year or (str(document.date_year) if document.date_year else None),
        "title": "" if letter else name,
        "subject": "" if letter else document.subject,
        "about": _about(document.subject) if letter else "",
        "authority": list(document.authority),
        "label": document.addressees_label,
        "addressees": [_bare(line) for line in document.addressees],
        "body": block_data(document.body),
        "signatures": [signature_data(block, head) for block in document.signature_blocks],
        "recipients": recipients_data(document),
        "drafter": _drafter(document),
        "urgency": document.urgency,
        "circulation": document.circulation,
        "footer": list(document.footer),
        "top_note": list(document.top_note),
        "appendices": [_appendix_data(appendix) for appendix in document.appendices],
    }


def _label(document: OfficialDocument, kind: str) -> dict[str, str]:
    own = document.regime == "qppl" and document.kind_code in _OWN_LABEL
    return {"label": f"{kind} số: "} if own else {}


def _about(subject: str) -> str:
    """The subject after "V/v", which a drafter often types too."""
    for lead in ("V/v", "v/v", "Về việc", "về việc"):
        if subject.startswith(f"{lead} "):
            return subject[len(lead) + 1 :]
    return subject


def _bare(line: str) -> str:
    return line.strip().removeprefix("-").strip().rstrip(";.,").strip()


def closed_list(recipients: Iterable[str], archive: str, lead: str = "Lưu: ") -> list[str]:
    """Nơi nhận without closing punctuation, "Lưu: …" last."""
    lines = [bare for line in recipients if (bare := _bare(line))]
    if archive and not (lines and lines[-1].startswith("Lưu")):
        lines.append(f"{lead}{archive}")
    return lines


def recipients_data(document: OfficialDocument) -> list[str]:
    """Nơi nhận of a document: "Như trên" comes first when it is addressed."""
    lines = closed_list(document.recipients, document.archive, LETTERHEADS[document.regime].archive)
    if document.addressees and not (lines and lines[0].startswith("Như ")):
        lines.insert(0, "Như trên")
    return lines


def _drafter(document: OfficialDocument) -> str:
    copies = f"({document.copies})" if document.copies else ""
    return ".".join(part for part in (document.drafter_initials.upper(), copies) if part)


def signature_data(block: SignatureBlock, head: Letterhead | None = None) -> dict[str, Any]:
    """`plain`: places of the lines that are not bold."""
    lines, plain = list(block.lines), []
    if head is not None:
        lines = [_power(line, head.powers) for line in lines]
        written = tuple(own for _, own in head.powers)
        plain = [
            place for place, line in enumerate(lines) if head.plain_office and not line.startswith(written)
        ]
    return {"lines": lines, "plain": plain, "name": block.signer_name}


def _power(line: str, powers: Iterable[tuple[str, str]]) -> str:
    """ "TM. BAN THƯỜNG VỤ" as the regime writes it: "T/M BAN THƯỜNG VỤ"."""
    for usual, own in powers:
        if line.startswith(usual):
            return f"{own} {line[len(usual) :].strip()}"
    return line


def _appendix_data(appendix: Appendix) -> dict[str, Any]:
    return {
        "label": appendix.label,
        "title": appendix.title,
        "reference": appendix.reference.strip().removeprefix("(").removesuffix(")"),
        "landscape": appendix.landscape,
        "body": block_data(appendix.body),
    }
