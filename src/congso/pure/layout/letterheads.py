"""What the head and the foot of a page look like in each regime, as data: a new regime is a row.

`nd30` and `qppl` carry the national title; the number of a legal normative document is followed by its year, which is
part of the symbol given ("2026/QĐ-UBND"). Fronts and unions that use the national title are laid out under `nd30`.

`party`: Guidance 05-HD/VPTW of 27/5/2026, which follows 36-HD/VPTW of 2018. Sizes, stars, dashes and margins are those of the table
in annex 3 of the older one as it is published and of descriptions of the newer one that agree; the texts themselves were not
at hand. `union`: head and number of the Youth Union's Guidance 29-HD/TWĐTN-VP (2013); its sizes are those of the decree.
"""

import dataclasses
from typing import Final, Literal

Regime = Literal["nd30", "qppl", "party", "union"]


@dataclasses.dataclass(frozen=True)
class Letterhead:
    """`title` stands at the right, a rule as long as its last line beneath; `under` replaces the short rule under the
    issuing body; `label` and `joint` make the number: "Số: 15/QĐ-UBND", "Số 36-HD/VPTW". Sizes in points. `under_subject` replaces
    the rule under the subject; `powers` are written otherwise ("TM." as "T/M"); with `plain_office` only they are bold, not the
    office below; `archive` leads the last recipient; `margins`: top, bottom, left, right in millimetres where the regime leaves no choice."""

    title: tuple[str, ...]
    label: str = "Số: "
    joint: str = "/"
    under: str = ""
    title_size: float = 13
    body_size: float = 13
    number_size: float = 13
    about: str = "V/v "
    about_italic: bool = False
    kind_size: float = 14
    under_subject: str = ""
    powers: tuple[tuple[str, str], ...] = ()
    plain_office: bool = False
    recipients_label: str = "Nơi nhận:"
    recipients_underlined: bool = False
    recipients_size: float = 11
    archive: str = "Lưu: "
    margins: tuple[float, float, float, float] | None = None


_NATIONAL: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
LETTERHEADS: Final[dict[Regime, Letterhead]] = {
    "nd30": Letterhead(_NATIONAL),
    "qppl": Letterhead(_NATIONAL),
    "party": Letterhead(
        ("ĐẢNG CỘNG SẢN VIỆT NAM",),
        label="Số ",
        joint="-",
        under="*",
        title_size=15,
        body_size=14,
        number_size=14,
        about="",
        about_italic=True,
        kind_size=15,
        under_subject="-----",
        powers=(("TM.", "T/M"), ("KT.", "K/T"), ("TL.", "T/L")),
        plain_office=True,
        recipients_label="Nơi nhận:",
        recipients_underlined=True,
        recipients_size=12,
        archive="Lưu ",
        margins=(20, 20, 30, 15),
    ),
    "union": Letterhead(("ĐOÀN TNCS HỒ CHÍ MINH",), joint="-", under="***"),
}
