"""The foot of a document: căn cứ at the start of its text, signature blocks (cell 7) and recipients (cell 9b)."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

from congso.pure.layout.check.head import Head
from congso.pure.layout.check.model import Line, Paper
from congso.pure.layout.check.text import flat, folded, is_upper, joined, upper_share, without_footnote
from congso.pure.vietnamese import nfc

_SURE: Final = ("can cu ", "theo de nghi ", "xet de nghi ")
_BASIS: Final = ("theo ", "xet ", "tren co so ", "thuc hien ", "sau khi ")
_AFTER: Final = re.compile(r"^(quyet dinh|quyet nghi|nghi quyet|chi thi|dieu 1\b|ban hanh|luat )")
_INDENT: Final = 12.0
_PREFIX: Final = re.compile(
    r"^(TM|KT|TL|TUQ|Q|T\s*/\s*M|K\s*/\s*T|T\s*/\s*L|TUN)\s*[./]?\s+(?=\S)|^(TM|KT|TL|TUQ|Q)\."
)
# Words with which a title of office begins, folded.
TITLES: Final = (
    "chu tich", "pho chu tich", "bo truong", "thu truong", "giam doc", "pho giam doc", "tong giam doc",
    "pho tong giam doc", "cuc truong", "pho cuc truong", "tong cuc truong", "pho tong cuc truong", "vu truong",
    "pho vu truong", "chanh van phong", "pho chanh van phong", "truong phong", "pho truong phong", "truong ban",
    "pho truong ban", "hieu truong", "pho hieu truong", "vien truong", "pho vien truong", "chanh thanh tra",
    "pho chanh thanh tra", "thu tuong", "pho thu tuong", "tong thanh tra", "thong doc", "pho thong doc", "chu nhiem",
    "pho chu nhiem", "chi cuc truong", "pho chi cuc truong", "bi thu", "pho bi thu", "chanh an", "pho chanh an",
    "tong bien tap", "truong don vi", "doi truong", "truong khoa", "truong doan", "tram truong", "thu ky",
    "tong kiem toan", "pho tong kiem toan", "tu lenh", "chinh uy", "nguoi dung dau", "thu truong don vi",
)  # fmt: skip
_TOGETHER: Final = ("uy ban nhan dan", "hoi dong nhan dan", "ban chap hanh", "ban thuong vu", "hoi dong")
# What may stand before a name though it should not.
RANKS: Final = re.compile(
    r"^(GS|PGS|TS|ThS|BS|KS|CN|LS|DS|NSND|NSƯT|NGND|NGƯT|TTND|TTƯT|Giáo sư|Phó giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư"
    r"|(?:Đại|Trung|Thượng|Thiếu) (?:tướng|tá|úy|uý))[.\s]+"
)
_NAME: Final = re.compile(r"^(?:[^\W\d_]+[.,]?\s+){1,7}[^\W\d_]+$")
_NEAR_ABOVE, _NEAR_BELOW = 60.0, 260.0
_PAGE_MIDDLE, _MIDDLE = 300.0, 42.0  # points, of A4 and Letter alike


@dataclasses.dataclass(slots=True)
class Foot:
    """`bases`: paragraphs of căn cứ. `blocks`: the lines of each signature block, its name apart in `names`."""

    bases: tuple[Line, ...] = ()
    blocks: tuple[tuple[Line, ...], ...] = ()
    names: tuple[Line, ...] = ()
    label: Line | None = None
    recipients: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()


def find_foot(paper: Paper, head: Head) -> Foot:
    foot = Foot()
    rest = paper.lines[head.end :]
    at = next((index for index, line in enumerate(rest) if _is_label(line)), None)
    foot.bases = tuple(_bases(rest, head))
    if at is None:
        foot.blocks, foot.names = _blocks(_late(rest))
        foot.body = rest
        return foot
    foot.label = rest[at]
    foot.recipients = tuple(_recipients(rest[at:]))
    taken = {id(line) for line in foot.recipients}
    others = [line for line in _around_label(rest, at) if id(line) not in taken]
    foot.blocks, foot.names = _blocks(others)
    foot.body = rest[:at]
    return foot


def _is_label(line: Line) -> bool:
    return bool(re.match(r"^noi nhan\s*:?\s*(-.*)?$", folded(line))) and line.side != "right"


def _recipients(lines: Sequence[Line]) -> Iterator[Line]:
    """The list under "Nơi nhận:", items whole. `lines` begins with the label."""
    label = lines[0]
    found: list[list[Line]] = []
    if label.text.partition(":")[2].strip().startswith("-"):
        found.append([label])
    for line in _listed_in_pdf(lines) if label.spot else _listed_in_word(lines):
        if _starts_item(line) or not found or line.listed:
            found.append([line])
        else:
            found[-1].append(line)
        if flat(line.text).lstrip("-– +").startswith("luu") and line.text.rstrip().endswith("."):
            break
    return iter([joined(item) for item in found])


def _listed_in_word(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of the label's cell; without a table, those that look like items."""
    label, any_found = lines[0], False
    for line in lines[1:]:
        if line.side == label.side and (label.side == "left" or _starts_item(line)):
            any_found = True
            yield line
        elif line.side == "full" and any_found:
            return


def _listed_in_pdf(lines: Sequence[Line]) -> Iterator[Line]:
    """Small lines close under each other at the left edge of the label, also over the end of a page."""
    label = last = lines[0]
    for line in lines[1:]:
        if line.stamp or line.at.x0 > label.at.x1 + 90:
            continue  # the signature block beside the list
        small = not line.size or line.size <= max(12.0, last.size + 0.6)
        over = line.at.page == last.at.page + 1 and _starts_item(line)
        under = line.at.page == last.at.page and line.at.y0 - last.at.y1 < 14
        if not small or line.at.x0 < label.at.x0 - 15 or not (under or over):
            return
        last = line
        yield line


def _starts_item(line: Line) -> bool:
    return line.text[:1] in "-–—+•*" or folded(line).startswith(("luu:", "luu ", "nhu tren", "nhu dieu"))


def _late(rest: Sequence[Line]) -> list[Line]:
    """Without a list of recipients: lines that can belong to a signature block, in the second half of the text."""
    return [line for line in rest[len(rest) // 2 :] if len(line.text) < 70][-40:]


def _around_label(rest: Sequence[Line], at: int) -> list[Line]:
    label = rest[at]
    if label.spot is None:
        return [line for line in rest[max(at - 8, 0) : at + 60] if len(line.text) < 70]
    page, top = label.spot.page, label.spot.y0
    return [
        line
        for line in rest
        if line.spot
        and (
            (line.spot.page == page and top - _NEAR_ABOVE < line.spot.y0 < top + _NEAR_BELOW)
            or (line.spot.page == page + 1 and line.spot.y0 < 200)
            or (line.spot.page == page and top - _NEAR_BELOW < line.spot.y0 and _of_block(line))
        )
    ]


def _of_block(line: Line) -> bool:
    return len(line.text) < 60 and (is_upper(line.text) or _is_name(line))


def is_office(text: str) -> bool:
    """A title of office or an authority to sign; in capitals as printed unless its words leave no doubt."""
    power = _PREFIX.match(text)
    if upper_share(text) > 0.85:
        return bool(power) or flat(text).startswith(TITLES)
    return (
        power is not None and len(text) < 60 and flat(text[power.end() :]).startswith((*TITLES, *_TOGETHER))
    )


def _blocks(lines: Sequence[Line]) -> tuple[tuple[tuple[Line, ...], ...], tuple[Line, ...]]:
    """Signature blocks by column, each from its first line of office to its last; the names under them."""
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(_column(line), []).append(line)
    columns.pop(2, None)
    blocks: list[tuple[Line, ...]] = []
    names: list[Line] = []
    for column in sorted(columns):
        block, rest = _block(columns[column])
        if block:
            blocks.append(block)
            names.extend(name for name in [next((line for line in rest if _is_name(line)), None)] if name)
    return tuple(blocks), tuple(names)


def _column(line: Line) -> int:
    """0 at the left, 1 at the right, 2 in the middle of the page: the line that says who decides, not who signs."""
    if line.spot is None:
        return 0 if line.side == "left" else 1 if line.side != "center" or line.table else 2
    if abs(line.spot.middle - _PAGE_MIDDLE) < _MIDDLE:
        return 2
    return 0 if line.spot.middle < _PAGE_MIDDLE else 1


def _block(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Sequence[Line]]:
    start = next((index for index, line in enumerate(lines) if is_office(line.text)), None)
    if start is None:
        return (), lines
    end = start + 1
    while (
        end < len(lines)
        and end - start < 6
        and is_upper(lines[end].text)
        and _follows(lines[end - 1], lines[end])
    ):
        end += 1
    return tuple(lines[start:end]), lines[end:]


def _follows(before: Line, line: Line) -> bool:
    """Set right under it, not a name in capitals further down."""
    if line.spot is None or before.spot is None:
        return line.paragraph - before.paragraph < 2 or is_office(line.text)
    return line.spot.page == before.spot.page and line.spot.y0 - before.spot.y1 < 14


def _is_name(line: Line) -> bool:
    text = RANKS.sub("", nfc(line.text))
    return (
        bool(_NAME.match(text)) and all(word[:1].isupper() for word in text.split()) and not is_office(text)
    )


def _bases(rest: Sequence[Line], head: Head) -> Iterator[Line]:
    """Paragraphs of căn cứ that open the text, one line each."""
    start = next((index for index, line in enumerate(rest[:14]) if folded(line).startswith("can cu ")), None)
    if start is None:
        return
    left = min((line.spot.x0 for line in rest[start : start + 40] if line.spot), default=0.0)
    paragraphs: list[list[Line]] = []
    for line in rest[start:]:
        if _AFTER.match(folded(line)) or line.stamp:
            break
        if not _begins(line, paragraphs, left):
            paragraphs[-1].append(line)
        elif _continues(line, paragraphs):
            paragraphs.append([line])
        else:
            break
    yield from _only_bases([joined(lines) for lines in paragraphs], head)


def _begins(line: Line, paragraphs: Sequence[Sequence[Line]], left: float) -> bool:
    """Whether a line begins a paragraph: always in Word; in a PDF by its indent, its distance or its first words."""
    if not paragraphs or line.spot is None:
        return True
    last = paragraphs[-1][-1]
    if last.spot is None or line.spot.page != last.spot.page:
        return line.spot.x0 > left + _INDENT or line.text.startswith("Căn cứ ")
    gap = line.spot.y0 - last.spot.y1
    return (
        line.spot.x0 > left + _INDENT
        or gap > last.spot.height
        or line.text.startswith(("Căn cứ ", "Theo đề nghị "))
        or last.text.endswith(";")
    )


def _continues(line: Line, paragraphs: Sequence[Sequence[Line]]) -> bool:
    """Whether a paragraph is one more căn cứ: by its first word, or by another such word after a list still open."""
    said = folded(line)
    if said.startswith(_SURE):
        return True
    open_list = bool(paragraphs) and without_footnote(paragraphs[-1][-1].text).endswith((";", ","))
    return open_list and said.startswith(_BASIS)


def _only_bases(paragraphs: Sequence[Line], head: Head) -> Iterator[Line]:
    """Not those that are sentences of the text: one that leads on with a colon, or stands alone and upright."""
    kept: list[Line] = []
    for paragraph in paragraphs:
        if paragraph.text.endswith(":"):
            break
        kept.append(paragraph)
    bases = [paragraph for paragraph in kept if folded(paragraph).startswith("can cu ")]
    deciding = head.kind is not None and head.kind.code in _DECIDING
    if deciding or len(bases) > 1 or any(base.italic for base in bases):
        yield from kept


_DECIDING: Final = frozenset({"quyet_dinh", "nghi_quyet", "nghi_dinh", "thong_tu", "luat"})
