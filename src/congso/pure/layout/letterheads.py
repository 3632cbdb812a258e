"""What the head of a page says in each regime, as data: a new regime is a row.

`nd30` and `qppl` carry the national title; the number of a legal normative document is followed by its year, which is
part of the symbol given ("2026/QĐ-UBND"). The Party's papers: Guidance 36-HD/VPTW; the Youth Union's: Guidance
29-HD/TWĐTN-VP. Fronts and unions that use the national title are laid out under `nd30`.
"""

import dataclasses
from typing import Final, Literal

Regime = Literal["nd30", "qppl", "party", "union"]


@dataclasses.dataclass(frozen=True)
class Letterhead:
    """`title` stands at the right, a rule as long as its last line beneath; `under` replaces the short rule under the
    issuing body; `label` and `joint` make the number: "Số: 15/QĐ-UBND", "Số 36-HD/VPTW"."""

    title: tuple[str, ...]
    label: str = "Số: "
    joint: str = "/"
    under: str = ""


_NATIONAL: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
LETTERHEADS: Final[dict[Regime, Letterhead]] = {
    "nd30": Letterhead(_NATIONAL),
    "qppl": Letterhead(_NATIONAL),
    "party": Letterhead(("ĐẢNG CỘNG SẢN VIỆT NAM",), label="Số ", joint="-", under="*"),
    "union": Letterhead(("ĐOÀN TNCS HỒ CHÍ MINH",), joint="-", under="***"),
}
