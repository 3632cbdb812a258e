"""The end of a document (Decree 30, annex I, cells 7a, 7b and 9b): who signs, in what form, and who receives."""

import dataclasses
import math
import re
from collections.abc import Sequence

from congso.pure.reading.header import Row, has_title, row_of
from congso.pure.reading.letterhead import certainty, found
from congso.pure.reading.page_model import Line, Page
from congso.pure.reading.result import Found
from congso.pure.reading.text import is_rule, is_upper, plain
from congso.pure.reading.title import split_items
from congso.pure.reading.vocabulary import FORM, RANKS, SURNAMES, TITLES

RECIPIENTS_LABEL = re.compile(r"^\W*n[oơ][i1l]\s*nh[aậâ][nm]\b\s*[:.;]*\s*")
# What a page or paragraph with a closing contains: a cheap look before a careful one.
CLOSING_HINT = re.compile(
    r"[Nn][ơƠoO][iI]\s+[nN][hH][ậẬaâ][nN]\s*[:.\n]|(?:^|\n)\s*(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[.,/ ] ?[A-ZĐ]|"
    r"(?:^|\n)\s*(?:PHÓ |THỨ |QUYỀN )?(?:TỔNG )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|VỤ TRƯỞNG|"
    r"CHI CỤC TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|HIỆU PHÓ|CHÁNH|BÍ THƯ|CHỦ NHIỆM|TỔNG|THƯ KÝ|ĐẠI DIỆN|CHỦ TRÌ|THỦ TRƯỞNG|"
    r"TƯ LỆNH|CHÍNH ỦY|CHỈ HUY|ĐỘI TRƯỞNG|KẾ TOÁN TRƯỞNG|NGƯỜI)"
)
_SIGNED = re.compile(r"\(?\s*(?:da ky|ky ten|chu ky|ky,|ky va|ky so|da ki)\b")
_ELECTRONIC = re.compile(
    r"(?:nguoi ky|ky boi|email|co quan|ngay ky|thoi gian ky|gio ky|digitally|signed|date|reason|location|\d)"
)
_NAME_WORD = re.compile(r"[A-ZĐÀ-ỸÂĂÊÔƠƯ][a-zđà-ỹâăêôơư'’]*(?:[-'’][A-ZĐa-zđà-ỹ]+)?\.?|[A-ZĐÀ-Ỹ]+")
_AROUND_NAMES = " .,:;-*/\\|“”\"'_[]"
_ROOM_TO_SIGN = 160.0  # points between title and name, at most


@dataclasses.dataclass(frozen=True, slots=True)
class Signature:
    """One block: lines of form (TM., KT. …), lines of title, the name; `name` is None when no text shows it."""

    forms: tuple[Row, ...]
    titles: tuple[Row, ...]
    name: Row | None
    signer: str
    sure: float

    @property
    def top(self) -> Row:
        return (self.forms or self.titles)[0]


@dataclasses.dataclass(frozen=True, slots=True)
class Closing:
    """The closing found on a page: the label "Nơi nhận", blocks from right to left."""

    page: Page
    label: Row | None
    signatures: tuple[Signature, ...]
    seam: float = math.inf  # below it stands what is on the next page, moved down by `moved`
    moved: float = 0.0

    @property
    def named(self) -> bool:
        return bool(self.signatures) and self.signatures[0].name is not None

    @property
    def complete(self) -> bool:
        return self.label is not None and self.named


def find_closing(pages: Sequence[Page]) -> Closing | None:
    """The closing of the first document: before another letterhead, the first page that has label and signature.

    `pages` begin with the page of the letterhead and may leave pages out.
    """
    best: Closing | None = None
    for position, page in enumerate(pages):
        closing = closing_on(page, opening=position == 0)
        if closing is not None:
            after = pages[position + 1] if position + 1 < len(pages) else None
            if after is not None and after.index == page.index + 1:
                closing = with_next(closing, after, opening=position == 0)
            if closing.complete:
                return closing
            if best is None or (best.label is None and closing.label is not None):
                best = closing
        if position + 1 < len(pages) and best is not None and has_title(pages[position + 1]):
            break
    return best


def with_next(closing: Closing, after: Page, *, opening: bool) -> Closing:
    """The closing with what stands of it on the next page, when it runs to the foot of its own."""
    return (_stitched(closing, after, opening=opening) or closing) if goes_on(closing) else closing


def goes_on(closing: Closing) -> bool:
    """Does the closing run to the foot of its page, so that the next page may hold the rest?"""
    foot = max((line.y1 for line in closing.page.lines if not _is_folio(line)), default=0.0)
    unsigned = [block for block in closing.signatures[:1] if block.name is None]
    if unsigned and foot < (unsigned[0].titles or unsigned[0].forms)[-1].y1 + _ROOM_TO_SIGN:
        return True
    rows = _listed_rows(closing, closing.label) if closing.label is not None else []
    return (
        bool(rows) and rows[-1].y1 > foot - 3 * rows[-1].height and not re.match(r"\W*luu\b", rows[-1].folded)
    )


def _is_folio(line: Line) -> bool:
    return line.text.strip(" -./").isdecimal()


def _stitched(closing: Closing, after: Page, *, opening: bool) -> Closing | None:
    """The closing read again with the next page's lines set right under this page's."""
    lines = [line for line in closing.page.lines if not _is_folio(line)]
    more = [line for line in after.lines if not _is_folio(line)]
    if not more:
        return None
    seam = max(line.y1 for line in lines)
    moved = seam + 2.0 - min(line.y0 for line in more)
    shifted = [
        Line(tuple(dataclasses.replace(word, y0=word.y0 + moved, y1=word.y1 + moved) for word in line.words))
        for line in more
    ]
    whole = closing_on(dataclasses.replace(closing.page, lines=(*lines, *shifted)), opening=opening)
    return dataclasses.replace(whole, seam=seam + 1.0, moved=moved) if whole is not None else None


def closing_on(page: Page, *, opening: bool = False) -> Closing | None:
    """What closes a document on this page; on its opening page nothing in the upper quarter counts."""
    top = 0.25 * page.height if opening else 0.0
    rows = [row_of(line.words) for line in page.lines if line.y0 >= top]
    label = next((row for row in rows if _is_label(row, page)), None)
    signatures = _signatures(page, rows, label)
    if label is None and not signatures:
        return None
    return Closing(page, label, tuple(signatures))


def _is_label(row: Row, page: Page) -> bool:
    match = RECIPIENTS_LABEL.match(row.folded)
    if match is None or row.line.x0 >= 0.5 * page.width:
        return False
    return ":" in match[0] or len(row.text) < 14


def _signatures(page: Page, rows: Sequence[Row], label: Row | None) -> list[Signature]:
    """Blocks of the page, right to left: those at the height of the label, else those that end the text."""
    blocks = _blocks(page, rows, label) if label is not None else []
    if not blocks:
        # Headings of the body look alike; the one that closes the page is the signature.
        named = [block for block in _blocks(page, rows, None) if block.name is not None]
        ending = [block for block in named if _ends_text(block, rows, page)]
        last = max((block.top.y0 for block in ending), default=0.0)
        blocks = [block for block in ending if block.top.y0 > last - 3 * block.top.height]
    return sorted(blocks, key=lambda block: -block.top.line.middle)


def _blocks(page: Page, rows: Sequence[Row], label: Row | None) -> list[Signature]:
    blocks: list[Signature] = []
    used: set[int] = set()
    for row in rows:
        if id(row) in used or not _opens(row, page, label):
            continue
        signature = _block(row, rows, page, label)
        if signature is not None:
            blocks.append(signature)
            used |= {id(one) for one in (*signature.forms, *signature.titles)}
    return blocks


def _ends_text(block: Signature, rows: Sequence[Row], page: Page) -> bool:
    """Does no running text follow close under the name? Examples inside a text look like signatures."""
    name = block.name or block.top
    below = [row for row in rows if 0 < row.y0 - name.y1 < 5 * name.height]
    return not any(
        row.line.x1 - row.line.x0 > 0.55 * page.width and not is_upper(row.text) and row.line.size > 9
        for row in below
    )


def _is_head(row: Row) -> bool:
    """A line of title or form: in capitals, or bold where somebody's typing left them out."""
    return is_upper(row.text, 0.75) or (
        row.line.bold and len(row.text) < 40 and bool(TITLES.match(row.folded))
    )


def _opens(row: Row, page: Page, label: Row | None) -> bool:
    if label is not None and not -6 * label.height < row.y0 - label.y0 < 12 * label.height:
        return False
    left = row.line.x0
    if left < 0.3 * page.width and (label is not None or row.line.middle < 0.3 * page.width):
        return False
    if row.line.x1 - left > 0.6 * page.width or not _is_head(row):
        return False
    return bool(FORM.match(row.text) or TITLES.match(row.folded))


def _block(start: Row, rows: Sequence[Row], page: Page, label: Row | None) -> Signature | None:
    forms: list[Row] = []
    titles: list[Row] = []
    last = start
    for row in _column(start, rows, page):
        gap = row.y0 - last.y1
        if gap > 11 * start.height:
            break
        heads = _is_head(row) and not _name(row.text, titles=bool(titles)) and gap < 1.5 * row.height
        if heads:
            if FORM.match(row.text) or (forms and not titles and not TITLES.match(row.folded)):
                forms.append(row)
            else:
                titles.append(row)
        elif not _passes(row):
            name = _name(row.text, titles=True)
            if name is None or not (forms or titles):
                break
            return Signature(tuple(forms), tuple(titles), row, name[0], name[1])
        last = row
    if label is None or not (forms or titles):
        return None
    return Signature(tuple(forms), tuple(titles), None, "", 0.0)


def _column(start: Row, rows: Sequence[Row], page: Page) -> list[Row]:
    """The rows from `start` down that are centred under it."""
    reach = max(0.11 * page.width, 0.3 * (start.line.x1 - start.line.x0))
    return [
        row
        for row in rows
        if row.y0 >= start.y0
        and abs(row.line.middle - start.line.middle) <= reach
        and row.line.x1 - row.line.x0 < 0.55 * page.width
        and (row is start or row.y0 > start.y0 + 0.4 * start.height)
    ]


def _passes(row: Row) -> bool:
    """Between title and name: signed, rank, words of the electronic signature."""
    bare = RANKS.sub("", row.text).strip(" ()")
    return bool(
        is_rule(row.text)
        or not bare
        or (_SIGNED.search(row.folded) and _name(row.text, titles=True) is None)
        or _ELECTRONIC.match(row.folded)
    )


def _name(text: str, *, titles: bool) -> tuple[str, float] | None:
    """The person's name in the text and how sure it is one, ranks and degrees taken off."""
    bare = re.sub(r"\(.*?\)", " ", text)
    while RANKS.match(bare := bare.strip(_AROUND_NAMES)):
        bare = RANKS.sub("", bare, count=1)
    words = bare.split()
    if not 2 <= len(words) <= 7 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    if words[-1] in "ABCDEX":
        return None  # the people of sample forms: Nguyễn Văn A
    if _SIGNED.match(plain(bare)) or FORM.match(bare):
        return None
    if TITLES.match(plain(bare)) and words[0].casefold() != "trương":
        return None
    known = plain(words[0]) in SURNAMES
    if is_upper(bare):
        capitals = " ".join(word.capitalize() for word in words)
        return (capitals, 0.85) if known and titles else None
    return " ".join(words), 0.97 if known else 0.75


def read_closing(closing: Closing) -> dict[str, Found]:
    """Signer, title, form and recipients."""
    fields: dict[str, Found] = {}
    page = closing.page.index
    if closing.signatures:
        block = closing.signatures[0]
        if block.name is not None:
            fields["signer_name"] = found(block.signer, [block.name], page, block.sure)
        if block.titles:
            title = " ".join(row.text.strip() for row in block.titles)
            fields["signer_title"] = found(title, block.titles, page, 0.95)
        if block.forms:
            fields["signing_form"] = found(_forms(block.forms), block.forms, page, 0.96)
    if closing.label is not None:
        fields.update(_recipients(closing, closing.label))
    return {name: _placed(value, closing) for name, value in fields.items()}


def _placed(value: Found, closing: Closing) -> Found:
    """The box back on its own page, when the closing was read over two."""
    box = value.box
    if box is None or box.y1 <= closing.seam:
        return value
    if box.y0 < closing.seam:
        return dataclasses.replace(value, box=dataclasses.replace(box, y1=closing.seam))
    moved = dataclasses.replace(box, page=box.page + 1, y0=box.y0 - closing.moved, y1=box.y1 - closing.moved)
    return dataclasses.replace(value, box=moved)


def _forms(rows: Sequence[Row]) -> str:
    parts: list[str] = []
    for row in rows:
        match = FORM.match(row.text)
        if match:
            parts.append(f"{match[1].replace('/', '')}. {row.text[match.end() :].strip()}".strip())
        else:
            parts[-1] = f"{parts[-1]} {row.text}"
    return "; ".join(parts)


def _recipients(closing: Closing, label: Row) -> dict[str, Found]:
    rows = _listed_rows(closing, label)
    opening = RECIPIENTS_LABEL.sub("", label.folded)
    texts = [label.text[len(label.text) - len(opening) :]] if opening else []
    columns = _columns(rows)
    texts += [row.text for column in columns for row in column]
    items = split_items(texts)
    if not items:
        return {}
    taken = [label, *rows]
    box = found("", taken, closing.page.index, 1.0).box
    bulleted = sum(row.text.lstrip()[:1] in "-+•*" for row in rows) >= 0.4 * len(rows)
    sure = (0.94 if bulleted else 0.75) * certainty(taken)
    return {"recipients": Found(items, sure, box)}


def _listed_rows(closing: Closing, label: Row) -> list[Row]:
    """The rows of the list: left of the signature, close under each other, no running text."""
    page = closing.page
    signed = [row for block in closing.signatures for row in (*block.forms, *block.titles)]
    signed += [block.name for block in closing.signatures if block.name is not None]
    used = {id(row.line.words[0]) for row in signed}
    edge = min([row.line.x0 for row in signed] + [0.62 * page.width])
    taken: list[Row] = []
    last = label
    for line in page.lines:
        row = row_of(line.words)
        if row.y0 <= label.y0 + 0.3 * label.height or id(line.words[0]) in used:
            continue
        if line.x0 >= edge - 4 or line.x0 < label.line.x0 - 0.12 * page.width:
            continue
        if row.y0 - last.y1 > 1.35 * row.height or line.x1 - line.x0 > 0.62 * page.width:
            break
        if is_rule(row.text):
            continue
        taken.append(row)
        last = row
    return taken


def _columns(rows: Sequence[Row]) -> list[list[Row]]:
    """Lists set in two columns are read one column after the other."""
    starts = sorted({round(row.line.x0 / 12) * 12 for row in rows if row.text[:1] in "-+•*"})
    lanes = [start for at, start in enumerate(starts) if at == 0 or start - starts[at - 1] > 60]
    if len(lanes) < 2:
        return [list(rows)]
    columns: list[list[Row]] = [[] for _ in lanes]
    for row in rows:
        lane = max((at for at, start in enumerate(lanes) if row.line.x0 >= start - 14), default=0)
        columns[lane].append(row)
    return columns
