"""Lines and papers made by hand, for what no whole file needs to be made for."""

from congso.pure.layout.check.model import Line, Paper, Sheet, Side, Span, Spot

A4 = Sheet(210, 297)


def line(
    text: str,
    x: float = 85,
    y: float = 100,
    *,
    width: float = 0,
    size: float = 14,
    page: int = 0,
    **look: bool,
) -> Line:
    """A line of a PDF whose base is near `y`; `width` in points, by its letters when 0."""
    spot = Spot(page, x, y, x + (width or len(text) * size * 0.45), y + size * 1.1)
    return Line((Span(text, "Times New Roman", size, **look),), spot)


def pdf(*lines: Line, pages: int = 1, **more: object) -> Paper:
    return Paper("pdf", (A4,) * pages, lines, pages=pages, **more)  # type: ignore[arg-type]


def cell(text: str, side: Side = "full", *, number: int = 1, size: float = 14, **look: bool) -> Line:
    """A line of a Word file; `side` of a table's cell."""
    span = Span(text, "Times New Roman", size, **look)
    return Line((span,), None, number, side, table=side in ("left", "right"))


def docx(*lines: Line) -> Paper:
    return Paper("docx", (A4,), lines)
