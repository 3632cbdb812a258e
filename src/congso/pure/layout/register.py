"""Registers in the layout of Decree 30/2020, annex IV, and the list of documents of a work file, annex V."""

import contextlib
import dataclasses
import datetime
import io
from collections.abc import Sequence
from typing import Any, Literal, Protocol

import pikepdf

from congso.pure.layout.engine import RenderedDocument, compile_template, release_memory

# A year of a province goes in several volumes.
MAX_ROWS = 50_000
PART_ROWS = 400


class Row(Protocol):
    """A line of a register: its cells in the order of the columns, as printed."""

    def cells(self) -> tuple[str, ...]: ...


def _day(date: datetime.date | None) -> str:
    return date.strftime("%d/%m/%Y") if date else ""


@dataclasses.dataclass(frozen=True)
class IncomingRow:
    """Sổ đăng ký văn bản đến, 10 columns."""

    arrived: datetime.date | None
    arrival_number: str
    author: str
    number_symbol: str
    dated: datetime.date | None
    kind_and_subject: str
    receiver: str = ""
    passed_on: datetime.date | None = None
    receipt: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        head = (_day(self.arrived), self.arrival_number, self.author, self.number_symbol, _day(self.dated))
        return (*head, self.kind_and_subject, self.receiver, _day(self.passed_on), self.receipt, self.note)


@dataclasses.dataclass(frozen=True)
class OutgoingRow:
    """Sổ đăng ký văn bản đi, 10 columns."""

    number_symbol: str
    dated: datetime.date | None
    kind_and_subject: str
    signer: str
    recipients: str
    keeper: str = ""
    copies: str = ""
    passed_on: datetime.date | None = None
    receipt: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        head = (self.number_symbol, _day(self.dated), self.kind_and_subject, self.signer, self.recipients)
        return (*head, self.keeper, self.copies, _day(self.passed_on), self.receipt, self.note)


@dataclasses.dataclass(frozen=True)
class FollowUpRow:
    """Sổ theo dõi giải quyết văn bản đến, 7 columns."""

    arrival_number: str
    document: str
    receiver: str
    due: datetime.date | None
    progress: str = ""
    answer: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        head = (self.arrival_number, self.document, self.receiver, _day(self.due))
        return (*head, self.progress, self.answer, self.note)


@dataclasses.dataclass(frozen=True)
class DeliveryRow:
    """Sổ chuyển giao văn bản đến, 5 columns."""

    passed_on: datetime.date | None
    arrival_number: str
    receiver: str
    receipt: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        return (_day(self.passed_on), self.arrival_number, self.receiver, self.receipt, self.note)


@dataclasses.dataclass(frozen=True)
class PostRow:
    """Sổ gửi văn bản đi bưu điện, 6 columns."""

    passed_on: datetime.date | None
    number_symbol: str
    recipient: str
    envelopes: str = ""
    receipt: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        head = (_day(self.passed_on), self.number_symbol, self.recipient)
        return (*head, self.envelopes, self.receipt, self.note)


@dataclasses.dataclass(frozen=True)
class EnvelopeRow:
    """Danh sách bì thư, 5 columns: what is written on each envelope."""

    recipient: str
    address: str
    number_symbol: str
    copies: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        return (self.recipient, self.address, self.number_symbol, self.copies, self.note)


@dataclasses.dataclass(frozen=True)
class ContentsRow:
    """Mục lục văn bản, tài liệu trong hồ sơ, 7 columns."""

    ordinal: str
    number_symbol: str
    dated: datetime.date | None
    kind_and_subject: str
    author: str
    sheet: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        head = (self.ordinal, self.number_symbol, _day(self.dated), self.kind_and_subject)
        return (*head, self.author, self.sheet, self.note)


_Column = tuple[str, float, Literal["left", "center"]]


@dataclasses.dataclass(frozen=True)
class RegisterForm:
    """A book's title and columns: heading, relative width, alignment."""

    title: str
    columns: tuple[_Column, ...]


INCOMING_REGISTER = RegisterForm(
    "Sổ đăng ký văn bản đến",
    (
        ("Ngày đến", 1.5, "center"),
        ("Số đến", 1, "center"),
        ("Tác giả", 2.6, "left"),
        ("Số, ký hiệu văn bản", 2.2, "left"),
        ("Ngày văn bản", 1.5, "center"),
        ("Tên loại và trích yếu nội dung văn bản", 5.4, "left"),
        ("Đơn vị hoặc người nhận", 2.2, "left"),
        ("Ngày chuyển", 1.5, "center"),
        ("Ký nhận", 1.3, "left"),
        ("Ghi chú", 1.6, "left"),
    ),
)
OUTGOING_REGISTER = RegisterForm(
    "Sổ đăng ký văn bản đi",
    (
        ("Số, ký hiệu văn bản", 2.2, "left"),
        ("Ngày tháng văn bản", 1.5, "center"),
        ("Tên loại và trích yếu nội dung văn bản", 5.4, "left"),
        ("Người ký", 1.9, "left"),
        ("Nơi nhận văn bản", 2.8, "left"),
        ("Đơn vị, người nhận bản lưu", 1.9, "left"),
        ("Số lượng bản", 1, "center"),
        ("Ngày chuyển", 1.5, "center"),
        ("Ký nhận", 1.3, "left"),
        ("Ghi chú", 1.6, "left"),
    ),
)
FOLLOW_UP_REGISTER = RegisterForm(
    "Sổ theo dõi giải quyết văn bản đến",
    (
        ("Số đến", 1, "center"),
        ("Tên loại, số và ký hiệu, ngày tháng và tác giả văn bản", 6, "left"),
        ("Đơn vị hoặc người nhận", 2.8, "left"),
        ("Thời hạn giải quyết", 1.7, "center"),
        ("Tiến độ giải quyết", 2.6, "left"),
        ("Số, ký hiệu văn bản trả lời", 2.4, "left"),
        ("Ghi chú", 1.8, "left"),
    ),
)
DELIVERY_BOOK = RegisterForm(
    "Sổ chuyển giao văn bản đến",
    (
        ("Ngày chuyển", 1.5, "center"),
        ("Số đến", 1.2, "center"),
        ("Đơn vị hoặc người nhận", 4, "left"),
        ("Ký nhận", 2.5, "left"),
        ("Ghi chú", 2.5, "left"),
    ),
)
POST_BOOK = RegisterForm(
    "Sổ gửi văn bản đi bưu điện",
    (
        ("Ngày chuyển", 1.5, "center"),
        ("Số, ký hiệu văn bản", 2.4, "left"),
        ("Nơi nhận văn bản", 4, "left"),
        ("Số lượng bì", 1.1, "center"),
        ("Ký nhận và dấu bưu điện", 2.5, "left"),
        ("Ghi chú", 2, "left"),
    ),
)
ENVELOPE_LIST = RegisterForm(
    "Danh sách bì thư",
    (
        ("Nơi nhận", 4, "left"),
        ("Địa chỉ", 5, "left"),
        ("Số, ký hiệu văn bản", 2.4, "left"),
        ("Số bản", 1, "center"),
        ("Ghi chú", 2, "left"),
    ),
)
FILE_CONTENTS = RegisterForm(
    "Mục lục văn bản, tài liệu",
    (
        ("STT", 0.7, "center"),
        ("Số, ký hiệu văn bản", 2.2, "left"),
        ("Ngày tháng năm văn bản", 1.6, "center"),
        ("Tên loại và trích yếu nội dung văn bản", 6, "left"),
        ("Tác giả văn bản", 2.8, "left"),
        ("Tờ số/ Trang số", 1.2, "center"),
        ("Ghi chú", 1.8, "left"),
    ),
)


@dataclasses.dataclass(frozen=True)
class RegisterHead:
    """What cover and title say. `cover` off prints title and `notes` over the table instead (lists, extracts).

    `subtitle` names the book of one kind ("Quyết định"); `closing` and `signer` (lines, name last) end the book.
    """

    agency: tuple[str, ...]
    parent_body: tuple[str, ...] = ()
    year: int | None = None
    first_date: datetime.date | None = None
    last_date: datetime.date | None = None
    first_number: str = ""
    last_number: str = ""
    volume: str = ""
    subtitle: str = ""
    cover: bool = True
    notes: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    signer: tuple[str, ...] = ()


def _span(first: str, last: str, lead: str) -> list[str]:
    return [f"Từ {lead} {first or '…'} đến {lead} {last or '…'}"] if first or last else []


def _cover(head: RegisterHead) -> list[str]:
    year = [f"Năm: {head.year}"] if head.year else []
    subtitle = [head.subtitle] if head.subtitle else []
    days = _span(_day(head.first_date), _day(head.last_date), "ngày")
    return [*subtitle, *year, *days, *_span(head.first_number, head.last_number, "số")]


def render_register(
    form: RegisterForm, head: RegisterHead, rows: Sequence[Row], *, created: datetime.datetime | None = None
) -> RenderedDocument:
    """A register as PDF/A on landscape A4: cover, table with its head on every page, closing lines.

    A long book is laid out in parts, each ended with its last full page, so memory stays bounded (about 150 MB).
    Raises ValueError for more than MAX_ROWS rows or a row of another form.
    """
    if len(rows) > MAX_ROWS:
        raise ValueError(f"more than {MAX_ROWS} rows")
    cells = [row.cells() for row in rows]
    if any(len(row) != len(form.columns) for row in cells):
        raise ValueError(f"rows of “{form.title}” have {len(form.columns)} columns")
    data = _book(form, head)
    parts: list[tuple[bytes, int]] = []
    start = 0
    while len(cells) - start > PART_ROWS:
        opening = data if not parts else data | {"cover": [], "title-shown": False}
        rows_now = {"rows": cells[start : start + PART_ROWS], "offset": _offset(head, parts)}
        rendered = compile_template(
            "register", opening | rows_now | {"closing": [], "signer": []}, created=created
        )
        pages, taken = _full_pages(rendered)
        parts.append((rendered.pdf, pages))
        start += taken
        release_memory()
    opening = data if not parts else data | {"cover": [], "title-shown": False}
    rest = {"rows": cells[start:], "offset": _offset(head, parts)}
    rendered = compile_template("register", opening | rest, created=created)
    if not parts:
        return RenderedDocument(rendered.pdf, rendered.pages, {})
    return _joined([*parts, (rendered.pdf, rendered.pages)])


def _offset(head: RegisterHead, parts: Sequence[tuple[bytes, int]]) -> int:
    """What is added to a part's own page to number the book; the cover does not count."""
    return sum(pages for _, pages in parts) - (1 if head.cover else 0)


def _book(form: RegisterForm, head: RegisterHead) -> dict[str, Any]:
    return {
        "title": form.title,
        "agency": head.agency,
        "parent": head.parent_body,
        "cover": (_cover(head) or [""]) if head.cover else [],
        "title-shown": True,
        "notes": [*([head.subtitle] if head.subtitle else []), *head.notes],
        "book": f"Quyển số: {head.volume}" if head.volume else "",
        "columns": [{"title": title, "width": width, "align": align} for title, width, align in form.columns],
        "closing": head.closing,
        "signer": head.signer,
    }


def _full_pages(rendered: RenderedDocument) -> tuple[int, int]:
    """Pages before the last one that starts with a fresh row, and the number of rows on them; the whole part where
    rows of several pages leave no such page."""
    starts: dict[int, tuple[int, float]] = {}
    for index in range(len(rendered.anchors)):
        box = rendered.anchors[f"_row{index}"]
        starts.setdefault(box.page, (index, box.y1))
    top = max(y for _, y in starts.values())
    fresh = [page for page, (index, y) in starts.items() if index and y > top - 1]
    return (fresh[-1], starts[fresh[-1]][0]) if fresh else (rendered.pages, len(rendered.anchors))


def _joined(parts: Sequence[tuple[bytes, int]]) -> RenderedDocument:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(parts[0][0])) as book, contextlib.ExitStack() as stack:
        del book.pages[parts[0][1] :]
        for pdf, pages in parts[1:]:
            part = stack.enter_context(pikepdf.open(io.BytesIO(pdf)))
            book.pages.extend(list(part.pages)[:pages])
        book.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return RenderedDocument(out.getvalue(), len(book.pages), {})
