"""Plain values that describe an official document to the layout: no wording is made up here but the law's own."""

import dataclasses
import datetime
from typing import Final, Literal

from congso.pure.layout.letterheads import Regime

MOST_SIGNERS: Final = 4
Align = Literal["left", "center", "right", "justify"]
Urgency = Literal["", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"]
Circulation = Literal["", "XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"]


@dataclasses.dataclass(frozen=True)
class Run:
    """A stretch of text of one look; `text` "\\n" alone is a line break within the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """One paragraph. `sticky` keeps it with what follows (headings)."""

    runs: tuple[Run, ...]
    align: Align = "justify"
    indent: bool = True
    bold: bool = False
    italic: bool = False
    sticky: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclasses.dataclass(frozen=True)
class Cell:
    """A table cell holding paragraphs; spans are clamped to the table by the layout."""

    paragraphs: tuple[Paragraph, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


@dataclasses.dataclass(frozen=True)
class Table:
    """Rows of cells in reading order; `widths` are relative, equal when empty; `landscape` turns the page."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    landscape: bool = False


@dataclasses.dataclass(frozen=True)
class PageBreak:
    """The next block starts a page."""


@dataclasses.dataclass(frozen=True)
class Rule:
    """A short centred line between blocks."""


Block = Paragraph | Table | PageBreak | Rule


def text_paragraph(text: str) -> Paragraph:
    """An ordinary paragraph of the body."""
    return Paragraph((Run(text),))


def basis(text: str) -> Paragraph:
    """A căn cứ: italic; the caller's punctuation (";" each, "." last) is kept."""
    return Paragraph((Run(text),), italic=True)


def centred_heading(text: str) -> Paragraph:
    """Phần, Chương, Mục, and the "QUYẾT ĐỊNH:" line: centred bold."""
    return Paragraph((Run(text),), align="center", indent=False, bold=True, sticky=True)


def heading(text: str) -> Paragraph:
    """A heading within the text (I., 1., Điều with a title): bold, indented."""
    return Paragraph((Run(text),), bold=True, sticky=True)


def article(number: int, text: str, *, title: bool = False) -> Paragraph:
    """Điều `number`. With `title` the whole line is bold and stays with its first clause."""
    lead = Run(f"Điều {number}.", bold=True)
    return Paragraph((lead, Run(f" {text}", bold=title)), sticky=title)


def clause(number: int, text: str) -> Paragraph:
    """Khoản: Arabic numeral and dot."""
    return text_paragraph(f"{number}. {text}")


POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


def point(ordinal: int, text: str) -> Paragraph:
    """Điểm: the `ordinal`-th (from 1) letter of the Vietnamese alphabet and a bracket."""
    return text_paragraph(f"{point_mark(ordinal)} {text}")


def point_mark(ordinal: int) -> str:
    """a), b), c), d), đ) …; past the alphabet the letter is doubled (aa)."""
    turns, letter = divmod(ordinal - 1, len(POINT_LETTERS))
    return POINT_LETTERS[letter] * (turns + 1) + ")"


def dash(text: str) -> Paragraph:
    """An item of an unnumbered list."""
    return text_paragraph(f"- {text}")


@dataclasses.dataclass(frozen=True)
class SignatureBlock:
    """Cell 7: `lines` as printed ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") and the signer's name."""

    lines: tuple[str, ...]
    signer_name: str


@dataclasses.dataclass(frozen=True)
class Appendix:
    """`label` as printed ("Phụ lục I"). Without `reference` the line in brackets is made from the document's own
    number and date, and follows them when they are blank."""

    label: str
    body: tuple[Block, ...]
    title: str = ""
    reference: str = ""
    landscape: bool = False


@dataclasses.dataclass(frozen=True)
class PageSettings:
    """Choices the decree leaves open, in millimetres and points: margins top and bottom 20–25, left 30–35, right
    15–20; body 13–14; line spacing 1–1.5; at least 6 pt between paragraphs; first line 10 or 12.7 mm."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20
    body_size: float = 14
    line_spacing: float = 1.1
    paragraph_gap: float = 6
    first_line: float = 12.7

    def __post_init__(self) -> None:
        limits = {
            "top": (20, 25),
            "bottom": (20, 25),
            "left": (30, 35),
            "right": (15, 20),
            "body_size": (13, 14),
            "line_spacing": (1, 1.5),
            "paragraph_gap": (6, 12),
            "first_line": (10, 12.7),
        }
        for name, (low, high) in limits.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie between {low} and {high}")


@dataclasses.dataclass(frozen=True)
class OfficialDocument:
    """Everything printed on an administrative document under Decree 30/2020 (annex I), in reading order.

    `issuing_body` and `parent_body` come in sentence case, a line each ("Ủy ban nhân dân", "tỉnh Mẫu"); the
    letterhead prints them in capitals. `number` None and `date` None leave named blanks for the signing engine; `date_year` prints the year all the
    same. `signature_blocks`: the lead body or chair first (it stands at the right), at most four.
    `authority` is the line over the căn cứ of a decision ("ỦY BAN NHÂN DÂN TỈNH MẪU").
    `regime` chooses the letterhead and the form of the number (`letterheads`).
    `archive` is what follows "Lưu:" in the list of recipients, empty to leave the line out.
    `top_note` stands at the top right of page 1 (cell 14: form of copy, or the appendix's signature data).
    """

    kind_code: str
    issuing_body: tuple[str, ...]
    symbol: str
    place: str
    subject: str
    body: tuple[Block, ...]
    signature_blocks: tuple[SignatureBlock, ...]
    kind_name: str = ""
    regime: Regime = "nd30"
    parent_body: tuple[str, ...] = ()
    number: str | None = None
    date: datetime.date | None = None
    date_year: int | None = None
    authority: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    addressees_label: str = "Kính gửi"
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    drafter_initials: str = ""
    copies: int | None = None
    urgency: Urgency = ""
    circulation: Circulation = ""
    appendices: tuple[Appendix, ...] = ()
    footer: tuple[str, ...] = ()
    top_note: tuple[str, ...] = ()
    settings: PageSettings = PageSettings()

    def __post_init__(self) -> None:
        if len(self.signature_blocks) > MOST_SIGNERS:
            raise ValueError(f"at most {MOST_SIGNERS} signature blocks")
        if not self.issuing_body:
            raise ValueError("an issuing body is required")


def official_number(number: int) -> str:
    """Numbers below 10 carry a leading zero (annex I, part II, 3)."""
    return f"{number:02d}"


def official_day(date: datetime.date) -> tuple[str, str, str]:
    """Day, month, year as printed: days below 10 and months 1 and 2 carry a leading zero (annex I, part II, 4)."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}", month, str(date.year)
