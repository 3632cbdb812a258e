"""Kinds of administrative documents and copies, urgency levels and the status codes of the document axis.

The 29 kinds and their abbreviations are those of Decree 30/2020/NĐ-CP, article 7 and annex III. The list is open:
legal normative, specialised and party documents bring kinds of their own (``kind_named``).
The Vietnamese names are terms of law and serve as message ids where a screen translates them.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final, Literal

from congso.pure.vietnamese import fold, nfc


class Heading(StrEnum):
    """How the layout names a document: its kind as a title, or "V/v" under the number (official letters)."""

    TITLE = "title"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    ``code`` is the name without marks (``quyet_dinh``); ``ordinal`` is 1 to 29 for the kinds of the decree, 0 for
    others, and is what the axis carries as ``DocumentType/Type``; ``abbreviation`` is empty where the law gives none.
    """

    code: str
    name: str
    abbreviation: str = ""
    ordinal: int = 0
    heading: Heading = Heading.TITLE


def kind_code(name: str) -> str:
    """Return the code of a kind's name: ``Quyết định`` gives ``quyet_dinh``."""
    return "_".join(fold(name).split())


_NAMES: Final = (
    ("Nghị quyết", "NQ"),
    ("Quyết định", "QĐ"),
    ("Chỉ thị", "CT"),
    ("Quy chế", "QC"),
    ("Quy định", "QyĐ"),
    ("Thông cáo", "TC"),
    ("Thông báo", "TB"),
    ("Hướng dẫn", "HD"),
    ("Chương trình", "CTr"),
    ("Kế hoạch", "KH"),
    ("Phương án", "PA"),
    ("Đề án", "ĐA"),
    ("Dự án", "DA"),
    ("Báo cáo", "BC"),
    ("Biên bản", "BB"),
    ("Tờ trình", "TTr"),
    ("Hợp đồng", "HĐ"),
    ("Công văn", ""),
    ("Công điện", "CĐ"),
    ("Bản ghi nhớ", "BGN"),
    ("Bản thỏa thuận", "BTT"),
    ("Giấy ủy quyền", "GUQ"),
    ("Giấy mời", "GM"),
    ("Giấy giới thiệu", "GGT"),
    ("Giấy nghỉ phép", "GNP"),
    ("Phiếu gửi", "PG"),
    ("Phiếu chuyển", "PC"),
    ("Phiếu báo", "PB"),
    ("Thư công", ""),
)
OFFICIAL_LETTER: Final = "cong_van"

KINDS: Final[tuple[Kind, ...]] = tuple(
    Kind(
        code=kind_code(name),
        name=name,
        abbreviation=abbreviation,
        ordinal=ordinal,
        heading=Heading.ABOUT if kind_code(name) == OFFICIAL_LETTER else Heading.TITLE,
    )
    for ordinal, (name, abbreviation) in enumerate(_NAMES, start=1)
)
# Decree 30, article 25: whole copy, extract, copy made from a whole copy.
COPIES: Final[tuple[Kind, ...]] = (
    Kind("sao_y", "Sao y", "SY"),
    Kind("trich_sao", "Trích sao", "TrS"),
    Kind("sao_luc", "Sao lục", "SL"),
)
_BY_CODE: Final = {kind.code: kind for kind in KINDS + COPIES}
_BY_ABBREVIATION: Final = {kind.abbreviation.upper(): kind for kind in KINDS + COPIES if kind.abbreviation}


def kind_of(code: str) -> Kind | None:
    """Return the kind or copy of a code, None when the code is not one of the decree."""
    return _BY_CODE.get(code)


def kind_named(name: str) -> Kind:
    """Return the kind of a name in any case and tone placement; a new kind (ordinal 0) when the decree has none."""
    code = kind_code(name)
    return _BY_CODE.get(code) or Kind(code=code, name=" ".join(nfc(name).split()))


def kind_of_symbol(symbol: str) -> Kind | None:
    """Return the kind that a symbol names by its first part (``QĐ-UBND``), None for official letters and unknown ones."""
    return _BY_ABBREVIATION.get(nfc(symbol).strip().partition("-")[0].strip().upper())


class Urgency(IntEnum):
    """Urgency, with the numbers of ``Priority`` on the axis and of Decree 30 annex VI."""

    NORMAL = 0
    URGENT = 1
    VERY_URGENT = 2
    EXPRESS = 3
    EXPRESS_TIMED = 4

    @property
    def label(self) -> str:
        """Return the Vietnamese term."""
        return _URGENCY_LABELS[self]

    @property
    def stamp(self) -> str:
        """Return the words of the red mark of Decree 30 annex I cell 10b, empty for ordinary documents."""
        return self.label.upper() if self else ""


_URGENCY_LABELS: Final = {
    Urgency.NORMAL: "Thường",
    Urgency.URGENT: "Khẩn",
    Urgency.VERY_URGENT: "Thượng khẩn",
    Urgency.EXPRESS: "Hỏa tốc",
    Urgency.EXPRESS_TIMED: "Hỏa tốc hẹn giờ",
}


@dataclass(frozen=True, slots=True)
class Status:
    """One status code of the axis (Decision 28/2018/QĐ-TTg): two digits as text, its Vietnamese term, who sends it."""

    code: str
    label: str
    sent_by: Literal["receiver", "sender"] = "receiver"


STATUSES: Final[tuple[Status, ...]] = (
    Status("01", "Đã đến"),
    Status("02", "Từ chối tiếp nhận"),
    Status("03", "Đã tiếp nhận"),
    Status("04", "Phân công"),
    Status("05", "Đang xử lý"),
    Status("06", "Hoàn thành"),
    Status("13", "Lấy lại", "sender"),
    Status("15", "Đồng ý lấy lại, cập nhật"),
    Status("16", "Từ chối lấy lại, cập nhật"),
)
_STATUS_BY_CODE: Final = {status.code: status for status in STATUSES}


def status_of(code: str) -> Status | None:
    """Return the status of a code, None when the code is unknown."""
    return _STATUS_BY_CODE.get(code)
