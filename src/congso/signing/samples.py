"""A demo authority and a page ready to sign, made once per process; needs no database."""

from datetime import datetime
from functools import cache

from congso.kernel.clock import VIETNAM
from congso.signing import demo_ca
from congso.signing.adapters.software import SoftwareSigner
from congso.signing.demo_ca import Algorithm, DemoCA, Validity
from congso.signing.pades.geometry import (
    DAY,
    LINE,
    MM,
    MONTH,
    NUMBER,
    PERSONAL,
    SEAL,
    Box,
    from_top,
    seal_over,
)
from congso.signing.pades.typeset import typeset

SINCE = datetime(2026, 1, 1, tzinfo=VIETNAM)
UNTIL = datetime(2028, 1, 1, tzinfo=VIETNAM)
MOMENT = datetime(2026, 11, 17, 9, 30, tzinfo=VIETNAM)


@cache
def authority() -> DemoCA:
    return demo_ca.make_ca(Validity(SINCE, UNTIL))


@cache
def person(algorithm: Algorithm = "p256", until: datetime = UNTIL) -> SoftwareSigner:
    """A leader of the invented province."""
    name = demo_ca.person_name("Trần Thị Bình", "Ủy ban nhân dân tỉnh Mẫu", "Mẫu", "DEMO:1")
    return authority().certify(name, Validity(SINCE, until), algorithm)


@cache
def agency(algorithm: Algorithm = "p256") -> SoftwareSigner:
    name = demo_ca.agency_name("Ủy ban nhân dân tỉnh Mẫu", "Tỉnh Mẫu", "Mẫu", "DEMO:2")
    return authority().certify(name, Validity(SINCE, UNTIL), algorithm)


@cache
def unsigned_page(words: int = 150) -> bytes:
    """One A4 page set like a decision, PDF/A, with blanks for number and date."""
    source = f"""
#set page(paper: "a4", margin: 0pt)
#set text(font: "Tinos", size: 13pt, lang: "vi", top-edge: 0.891em, bottom-edge: -0.216em)
#place(top + left, dx: 30mm, dy: 30mm)[Số:]
#place(top + left, dx: 52mm, dy: 30mm)[/QĐ-UBND]
#place(top + left, dx: 100mm, dy: 30mm)[_Mẫu, ngày_]
#place(top + left, dx: 130mm, dy: 30mm)[_tháng_]
#place(top + left, dx: 151mm, dy: 30mm)[_năm 2026_]
#place(top + left, dx: 30mm, dy: 60mm, box(width: 160mm)[#par(justify: true, lorem({words}))])
#place(top + left, dx: 125mm, dy: 200mm)[*CHỦ TỊCH*]
#place(top + left, dx: 120mm, dy: 235mm)[*Trần Thị Bình*]
"""
    return typeset(source)


def boxes() -> dict[str, Box]:
    """The fields of `unsigned_page`."""
    height = 13 * LINE
    personal = from_top(0, 110 * MM, 208 * MM, 50 * MM, 24 * MM)
    return {
        NUMBER: from_top(0, 39 * MM, 30 * MM, 13 * MM, height),
        DAY: from_top(0, 122 * MM, 30 * MM, 7 * MM, height),
        MONTH: from_top(0, 143 * MM, 30 * MM, 7 * MM, height),
        PERSONAL: personal,
        SEAL: seal_over(personal),
    }
