"""Agencies beyond the province, all invented, and the papers that come from them."""

import io
from dataclasses import dataclass
from datetime import date

import pypdfium2

from congso.config.demo.texts import Letter
from congso.pure import layout
from congso.pure.kinds import Urgency, kind_of
from congso.pure.layout import OfficialDocument, SignatureBlock
from congso.pure.numbering import symbol_for

# Numbers of the two weeks, and of a whole province beside them: the same one from the same body would be the same paper twice.
NUMBERS, MORE_NUMBERS = (12, 1890), (1900, 4900)


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    parent: str
    line: str
    symbol: str
    place: str
    title: str
    signer: str


ISSUERS: tuple[Issuer, ...] = tuple(
    Issuer(*(part.strip().replace("/", "\n") for part in row.split("|")))
    for row in (
        "Ủy ban nhân dân tỉnh Lạc Sơn||ỦY BAN NHÂN DÂN/TỈNH LẠC SƠN|UBND|Lạc Sơn|CHỦ TỊCH|Hà Quang Thái",
        "Sở Nội vụ tỉnh Lạc Sơn|ỦY BAN NHÂN DÂN/TỈNH LẠC SƠN|SỞ NỘI VỤ|SNV|Lạc Sơn|GIÁM ĐỐC|Trần Mộng Điệp",
        "Sở Y tế tỉnh Lạc Sơn|ỦY BAN NHÂN DÂN/TỈNH LẠC SƠN|SỞ Y TẾ|SYT|Lạc Sơn|GIÁM ĐỐC|Lưu Chí Hòa",
        "Trường Chính trị tỉnh Mẫu||TRƯỜNG CHÍNH TRỊ/TỈNH MẪU|TCT|Mẫu|HIỆU TRƯỞNG|Phạm Đăng Khôi",
        "Ban Quản lý dự án Hồ chứa nước Bản Mạ||BAN QUẢN LÝ DỰ ÁN/HỒ CHỨA NƯỚC BẢN MẠ|BQLDA|Mẫu|GIÁM ĐỐC|Đỗ Trọng Tín",
        "Bệnh viện Đa khoa khu vực Trà Giang|SỞ Y TẾ TỈNH MẪU|BỆNH VIỆN ĐA KHOA/KHU VỰC TRÀ GIANG|BVTG|Mẫu|GIÁM ĐỐC|Nguyễn Ái Liên",
        "Công ty Cổ phần Cấp nước Mẫu||CÔNG TY CỔ PHẦN/CẤP NƯỚC MẪU|CNM|Mẫu|TỔNG GIÁM ĐỐC|Bùi Đắc Lợi",
        "Đài Khí tượng Thủy văn vùng Thượng Giang||ĐÀI KHÍ TƯỢNG THỦY VĂN/VÙNG THƯỢNG GIANG|ĐTG|Thượng Giang|GIÁM ĐỐC|Ngô Hải Triều",
        "Hội Khuyến học tỉnh Mẫu||HỘI KHUYẾN HỌC/TỈNH MẪU|HKH|Mẫu|CHỦ TỊCH|Lê Công Huấn",
        "Ủy ban nhân dân xã Vân Đình, tỉnh Lạc Sơn||ỦY BAN NHÂN DÂN/XÃ VÂN ĐÌNH|UBND|Vân Đình|CHỦ TỊCH|Tạ Đức Hiền",
    )
)


@dataclass(frozen=True, slots=True)
class OutsidePaper:
    """A printed paper and what stands on it."""

    issuer: Issuer
    letter: Letter
    number: str
    symbol: str
    subject: str
    on: date
    urgency: int
    pdf: bytes
    pages: int

    @property
    def kind_name(self) -> str:
        kind = kind_of(self.letter.kind)
        return kind.name if kind else self.letter.kind


def _printed_kind(code: str) -> str:
    """The layout names kinds by their abbreviations."""
    kind = kind_of(code)
    return layout.KINDS[kind.ordinal - 1].code if kind and kind.ordinal else code


def outside_paper(
    issuer: Issuer, letter: Letter, *, number: tuple[int, date], to: str, turn: int, urgency: int = 0
) -> OutsidePaper:
    """The paper laid out as its issuer would have. `number`: the number and the day it was given on."""
    ordinal, on = number
    symbol = symbol_for(letter.kind, issuer.symbol, "VP")
    subject = letter.subject(turn, on)
    if letter.kind != "cong_van":
        subject = subject[0].upper() + subject[1:]
    document = OfficialDocument(
        kind_code=_printed_kind(letter.kind),
        parent_body=tuple(issuer.parent.splitlines()),
        issuing_body=tuple(issuer.line.splitlines()),
        symbol=symbol,
        number=f"{ordinal:02d}",
        date=on,
        place=issuer.place,
        subject=subject,
        addressees=(to,),
        body=tuple(layout.from_prosemirror(content(letter.paragraphs(on)))),
        signature_blocks=(SignatureBlock((issuer.title,), issuer.signer),),
        recipients=("Như trên",),
        urgency=Urgency(urgency).stamp if urgency < Urgency.EXPRESS_TIMED else "HỎA TỐC",  # type: ignore[arg-type]
    )
    made = layout.render_document(document)
    return OutsidePaper(issuer, letter, f"{ordinal:02d}", symbol, subject, on, urgency, made.pdf, made.pages)


def content(paragraphs: tuple[str, ...]) -> dict[str, object]:
    """The editor's document of plain paragraphs; Roman parts are headings."""
    blocks: list[dict[str, object]] = []
    for text in paragraphs:
        words = [{"type": "text", "text": text}]
        if text.split(".")[0] in {"I", "II", "III", "IV"}:
            blocks.append({"type": "heading", "attrs": {"level": 3}, "content": words})
        else:
            blocks.append({"type": "paragraph", "content": words})
    return {"type": "doc", "content": blocks}


def scanned(pdf: bytes) -> bytes:
    """The first page as a picture without words: what a scanner gives."""
    with layout.PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            picture = document[0].render(scale=150 / 72, grayscale=True).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=150, quality=60)
    return out.getvalue()
