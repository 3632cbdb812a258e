"""True copies (Decree 30/2020, art. 25 and annex I, part III): sao y, sao lục, trích sao.

A copy is a rendition: the pages of the copied document followed by the copying agency's own foot, or, for an
electronic copy, its mark at the top right of page 1. The copied file itself is not touched.
"""

import dataclasses
import datetime
import io
from collections.abc import Sequence
from typing import Literal

import pikepdf

from congso.pure.layout.blocks import block_data
from congso.pure.layout.engine import Box, RenderedDocument, compile_template
from congso.pure.layout.model import Block, PageSettings, SignatureBlock, official_day
from congso.pure.layout.overlay import Placement, draw_over, open_pdf, page_image, shown_page, user_unit
from congso.pure.layout.render import closed_list, signature_data

CopyForm = Literal["SAO Y", "SAO LỤC", "TRÍCH SAO"]
COPY_SYMBOLS: dict[CopyForm, str] = {"SAO Y": "SY", "SAO LỤC": "SL", "TRÍCH SAO": "TrS"}
_MM = 72 / 25.4
_A4 = (210 * _MM, 297 * _MM)
_NOTE = (78 * _MM, 13 * _MM)
_INK = 215


@dataclasses.dataclass(frozen=True)
class TrueCopy:
    """The foot of a copy. `number` and `date` None leave named blanks for the signing engine; `symbol` is of the
    form "SY-UBND". `source` names the copied document over the text of an excerpt."""

    form: CopyForm
    issuing_body: tuple[str, ...]
    symbol: str
    place: str
    signature_block: SignatureBlock
    parent_body: tuple[str, ...] = ()
    number: str | None = None
    date: datetime.date | None = None
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    source: str = ""


def copy_document(
    pdf: bytes,
    copy: TrueCopy,
    *,
    pages: Sequence[int] | None = None,
    created: datetime.datetime | None = None,
) -> RenderedDocument:
    """The copied document's pages (all, or those counted from 0 in `pages` for an excerpt) with the foot below the
    text of the last page when it has room and is an upright A4, else on a page of its own.

    Anchors: `number`, `date` and its parts, `signature`, `seal`. Raises UnreadablePdf, IndexError.
    """
    with open_pdf(pdf) as document:
        if pages is not None:
            _keep(document, pages)
        last = len(document.pages) - 1
        room = _free_foot(_saved(document), last, user_unit(document.pages[last]))
        foot, height = _foot(copy, (), 0, created)
        if room is not None and room[1] - room[0] > height + 6 * _MM:
            foot, _ = _foot(copy, (), room[0] + 6 * _MM, created)
            draw_over(document, last, foot.pdf, Placement(0, 0, *_A4))
        else:
            with pikepdf.open(io.BytesIO(foot.pdf)) as own:
                document.pages.extend(own.pages)
            last += 1
        anchors = {name: dataclasses.replace(box, page=last) for name, box in foot.anchors.items()}
        return RenderedDocument(_saved(document), len(document.pages), anchors)


def copy_excerpt(
    body: Sequence[Block], copy: TrueCopy, *, created: datetime.datetime | None = None
) -> RenderedDocument:
    """Trích sao of chosen text: the excerpt under the name of its source, then the foot; PDF/A."""
    return _foot(copy, body, 0, created)[0]


def electronic_copy(
    pdf: bytes, form: CopyForm, agency: str, signed_at: datetime.datetime
) -> RenderedDocument:
    """The document with form of copy, agency and time at the top right of page 1 (art. 25, electronic copies).

    `signed_at` must be aware. Anchor: `copy_note`. Raises UnreadablePdf.
    """
    with open_pdf(pdf) as document, shown_page(pdf) as page:
        unit = user_unit(document.pages[0])
        width, height = (float(side) * unit for side in page.get_size())
        box = Placement(max(width - _NOTE[0] - 15 * _MM, 0), 5 * _MM, *_NOTE)
        lines = [form, agency, signed_at.isoformat(timespec="seconds")]
        draw_over(document, 0, compile_template("note", {"lines": lines}, archival=False).pdf, box)
        top = height - box.top
        anchor = Box(0, box.left, top - box.height, box.left + box.width, top)
        return RenderedDocument(_saved(document), len(document.pages), {"copy_note": anchor})


def _keep(document: pikepdf.Pdf, pages: Sequence[int]) -> None:
    if not pages or not all(0 <= index < len(document.pages) for index in pages):
        raise IndexError("an excerpt needs pages of the document")
    wanted = set(pages)
    for index in reversed(range(len(document.pages))):
        if index not in wanted:
            del document.pages[index]


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _free_foot(pdf: bytes, page: int, unit: float) -> tuple[float, float] | None:
    """Top and bottom of the blank foot of an A4 page, points from its top; None for other pages."""
    with shown_page(pdf, page) as shown:
        width, height = shown.get_size()
        if unit != 1 or abs(width - _A4[0]) > 3 or abs(height - _A4[1]) > 3 or shown.get_rotation():
            return None
        image = page_image(shown)
    inked = image.point(lambda value: 255 if value < _INK else 0).getbbox()
    return (inked[3] * height / image.height if inked else 0.0), height - 20 * _MM


def _foot(
    copy: TrueCopy, body: Sequence[Block], top: float, created: datetime.datetime | None
) -> tuple[RenderedDocument, float]:
    day, month, year = official_day(copy.date) if copy.date else (None, None, None)
    settings = PageSettings()
    data = {
        "form": copy.form,
        "page": {"w": _A4[0], "h": _A4[1]},
        "top": top,
        "source": copy.source,
        "body": block_data(body),
        "meta": {"author": " ".join(copy.issuing_body)},
        "margins": {side: getattr(settings, side) for side in ("top", "bottom", "left", "right")},
        "settings": {"size": settings.body_size, "spacing": settings.line_spacing, "gap": 6, "indent": 12.7},
        "parent": list(copy.parent_body),
        "issuing": list(copy.issuing_body),
        "number": copy.number,
        "symbol": copy.symbol,
        "place": copy.place,
        "day": day,
        "month": month,
        "year": year,
        "signatures": [signature_data(copy.signature_block)],
        "recipients": closed_list(copy.recipients, copy.archive),
        "drafter": "",
    }
    rendered = compile_template("copy", data, created=created)
    height = _height_of(rendered)
    return dataclasses.replace(
        rendered, anchors={k: b for k, b in rendered.anchors.items() if k[0] != "_"}
    ), height


def _height_of(rendered: RenderedDocument) -> float:
    return rendered.anchors["_foot"].height
