"""Rules of the sheet: paper, margins, fonts and sizes, page numbers (Decree 30, annex I, part I, sections I and II)."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from congso.pure.layout.check.foot import Foot
from congso.pure.layout.check.found import finding, length
from congso.pure.layout.check.head import Head
from congso.pure.layout.check.model import MM, Finding, Line, Margins, Paper, Severity
from congso.pure.layout.check.rules import PARTS, TOLERANCES

_A4: Final = (210.0, 297.0)
_LIMITS: Final = {"top": (20.0, 25.0), "bottom": (20.0, 25.0), "left": (30.0, 35.0), "right": (15.0, 20.0)}
# Times New Roman and the fonts of its measure that stand in for it, by their letters alone.
_RIGHT_FONTS: Final = re.compile(
    r"^(timesnewroman|times$|timesroman|timesltstd|tinos|liberationserif|nimbusrom|texgyretermes|termes|freeserif)"
)
_NO_NAME: Final = re.compile(r"^(cidfont|truetype|type3|unnamed|untitled|font)?[a-z]{0,3}\d*$")
_SIGNS: Final = re.compile(
    r"symbol|wingdings|webdings|zapfdingbats|math|mtextra|emoji|dingbats|marlett|bookshelf|notosanssymbols"
)
_LEGACY: Final = re.compile(r"^(\.vn|vni-|\.vntime|vntime|vn)[a-z-]*", re.IGNORECASE)
_LONG_LINE: Final = 0.55
_FEW: Final = 4


def page_findings(paper: Paper, head: Head, foot: Foot) -> Iterator[Finding]:
    yield from _paper(paper)
    yield from _margins(paper, foot)
    if paper.text_layer == "yes":
        yield from _fonts(paper)
        yield from _looks(head, foot)
        yield from _numbers(paper)


def _paper(paper: Paper) -> Iterator[Finding]:
    first = paper.sheets[0]
    sides = sorted((first.width, first.height))
    if any(abs(side - wanted) > TOLERANCES.paper for side, wanted in zip(sides, _A4, strict=True)):
        # A scanner's sheet is as large as its glass.
        severity = None if paper.text_layer == "yes" else Severity.NOTE
        place = _top(paper)
        yield finding("paper.size", place, severity, width=length(first.width), height=length(first.height))
    elif first.landscape:
        yield finding("paper.landscape", _top(paper))


def _top(paper: Paper) -> Line | None:
    """The first line of the file: where the eye goes for what concerns the sheet."""
    return paper.lines[0] if paper.lines else None


def _margins(paper: Paper, foot: Foot) -> Iterator[Finding]:
    declared = paper.sheets[0].margins
    if paper.sheets[0].landscape:
        return
    if declared is not None:
        yield from _judged(declared, TOLERANCES.declared, TOLERANCES.declared, _top(paper), certain=True)
    elif paper.text_layer == "yes":
        measured, line = _measured(paper, foot)
        if measured is not None:
            yield from _judged(measured, TOLERANCES.measured, TOLERANCES.measured_top, line, certain=False)


def _judged(
    margins: Margins, side_off: float, top_off: float, line: Line | None, *, certain: bool
) -> Iterator[Finding]:
    """Too narrow is an error where it is certain (a left margin always is); too wide is a warning."""
    for name, (least, most) in _LIMITS.items():
        have: float = getattr(margins, name)
        off = top_off if name in ("top", "bottom") else side_off
        if have < least - off:
            error = certain or name == "left"
            yield finding(
                f"margin.{name}", line, Severity.ERROR if error else Severity.WARNING, have=length(have)
            )
        elif have > most + off and (certain or name in ("left", "right")):
            yield finding(f"margin.{name}", line, Severity.WARNING, have=length(have))


def _measured(paper: Paper, foot: Foot) -> tuple[Margins | None, Line | None]:
    """Margins as the lines of the text show them; the top as its first page's highest line shows.

    Too narrow is read off long lines alone (a table may reach out), too wide off every line (a page of short paragraphs
    has few long ones, all of them indented).
    """
    width = paper.sheets[0].width * MM
    upright = [
        line
        for line in foot.body
        if line.spot and not line.stamp and not paper.sheets[line.at.page].landscape
    ]
    long = [line for line in upright if line.at.x1 - line.at.x0 > _LONG_LINE * width]
    if len(long) < _FEW:
        return None, None
    left, right = _common([line.at.x0 for line in long]), _common([width - line.at.x1 for line in long])
    every_left = min(line.at.x0 for line in (*upright, *foot.recipients))
    every_right = min(width - line.at.x1 for line in upright)
    left = min(left, max(every_left, _LIMITS["left"][0] * MM))
    right = min(right, max(every_right, _LIMITS["right"][0] * MM))
    tops = [line.spot.y0 for line in paper.lines if line.spot and line.spot.page == 0 and not line.stamp]
    at = next((line for line in long if abs(line.at.x0 - left) < 2), long[0])
    # The foot of a page may be empty for many reasons; only its head is measured.
    return Margins(min(tops) / MM, _LIMITS["bottom"][0], left / MM, right / MM), at


def _common(values: Sequence[float]) -> float:
    """The least value that a fair share of the lines have: the edge of the text, not a first line's indent."""
    rounded = Counter(round(value) for value in values)
    enough = max(2, len(values) * 0.12)
    edge = min((value for value, count in rounded.items() if count >= enough), default=round(min(values)))
    return statistics.median(value for value in values if abs(value - edge) <= 1)


def font_key(name: str) -> str:
    return re.sub(r"[\s_-]", "", name.lower())


def is_known_font(name: str) -> bool:
    """Whether a file names its font at all: "CIDFont+F1" says nothing."""
    return bool(name) and not _NO_NAME.match(font_key(name.rpartition("+")[2]))


def _is_right(name: str) -> bool:
    plain = font_key(name)
    return bool(_RIGHT_FONTS.match(plain) or _SIGNS.search(plain))


def _fonts(paper: Paper) -> Iterator[Finding]:
    letters: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for line in paper.lines:
        font, count = _font_of(line)
        if not count or line.stamp:
            continue
        letters[font] += count
        if not _is_right(font) and (font not in first or _font_of(first[font])[1] < TOLERANCES.some_font):
            first[font] = line
    total = letters.total()
    for font, line in first.items():
        share = letters[font] / total
        if _LEGACY.match(font):
            yield finding("font.encoding", line, None if share > 0.1 else Severity.WARNING, font=font)
        elif share >= TOLERANCES.wrong_font:
            yield finding("font.family", line, font=font, share=round(share * 100))
        elif _font_of(line)[1] >= TOLERANCES.some_font:
            yield finding("font.some", line, font=font)


def _font_of(line: Line) -> tuple[str, int]:
    """The font that most of a line's letters have, and the letters of the line: a single letter from another font is
    one that the first lacks. Unnamed fonts say nothing."""
    counts: Counter[str] = Counter()
    for span in line.spans:
        if is_known_font(span.font):
            counts[span.font] += sum(char.isalpha() for char in span.text)
    return (counts.most_common(1)[0][0], counts.total()) if counts else ("", 0)


def _looks(head: Head, foot: Foot) -> Iterator[Finding]:
    """Sizes and faces of the parts that were found, one finding a part."""
    parts: list[tuple[str, Sequence[Line]]] = [
        ("national", _one(head.national)),
        ("motto", _one(head.motto)),
        ("parent", head.bodies[:-1]),
        ("body", head.bodies[-1:]),
        ("number", _one(head.number)),
        ("date", _one(head.date)),
        ("about", head.about),
        ("title", _one(head.title)),
        ("subject", head.subject),
        ("basis", foot.bases),
        ("text", most_text(foot)),
        ("office", [line for block in foot.blocks for line in block]),
        ("name", foot.names),
        ("label", _one(foot.label)),
        ("recipients", [line for line in foot.recipients if line is not foot.label]),
    ]
    for code, lines in parts:
        yield from look(code, [line for line in lines if not line.stamp])


def _one(line: Line | None) -> tuple[Line, ...]:
    return (line,) if line is not None else ()


def most_text(foot: Foot) -> list[Line]:
    """One line of the text in the size that most of it has."""
    sizes = Counter(line.size for line in foot.body if line.size and not line.stamp and not line.table)
    if not sizes:
        return []
    size = sizes.most_common(1)[0][0]
    return [next(line for line in foot.body if line.size == size and not line.stamp and not line.table)]


def look(code: str, lines: Sequence[Line], family: str = "look") -> Iterator[Finding]:
    """Size and face of a part of the page, by the rules whose codes begin with `family`."""
    part = PARTS[code]
    wanted = length(part.smallest)
    if part.largest != part.smallest:
        wanted = f"{wanted}–{length(part.largest)}"
    for line in lines:
        off = TOLERANCES.size
        if line.size and not part.smallest - off <= line.size <= part.largest + off:
            yield finding(f"{family}.size", line, part=code, have=length(line.size), wanted=wanted)
            break
    told = [line for line in lines if all(is_known_font(span.font) for span in line.spans)]
    for line in told:
        if part.bold and not line.bold:
            yield finding(f"{family}.bold", line, part=code)
            break
    for line in told:
        if part.italic and not line.italic:
            yield finding(f"{family}.italic", line, part=code)
            break


def _numbers(paper: Paper) -> Iterator[Finding]:
    if paper.pages is None or paper.pages < 2:
        return
    if paper.source == "pdf":
        yield from _numbers_of_pages(paper)
        return
    at_top = [number for number in paper.page_numbers if number.place == "top"]
    if not paper.page_numbers:
        yield finding("page.number_missing")
    elif not at_top or not at_top[0].middle:
        yield finding("page.number_place")


def _numbers_of_pages(paper: Paper) -> Iterator[Finding]:
    later = [number for number in paper.page_numbers if number.page]
    place = _line_on(paper.lines, 1)
    if not later:
        yield finding("page.number_missing", place)
        return
    wrong = [number for number in later if number.place == "foot" or not number.middle]
    if len(wrong) * 2 > len(later):
        yield Finding("page.number_place", Severity.WARNING, {}, wrong[0].spot)
    elif any(number.page == 0 and number.place == "top" for number in paper.page_numbers):
        first = next(number for number in paper.page_numbers if number.page == 0)
        yield Finding("page.number_first", Severity.WARNING, {}, first.spot)


def _line_on(lines: Iterable[Line], page: int) -> Line | None:
    return next((line for line in lines if line.spot and line.spot.page == page), None)
