"""Surnames under seal and pen, told by their shape alone."""

import pytest
from PIL import Image

from congso.pure.reading.scans.name_fit import MIDDLE, SURNAMES, Fitted, Part, surname_before
from congso.pure.reading.scans.tests.names import BASE, block, read


def fitted(
    name: str, words: int, picture: Image.Image | None = None, *, weight: str = "Bold", slope: float = 0.0
) -> Fitted | None:
    known = name.split()[-words:]
    tokens = read(name, *known, weight=weight)
    part = Part(" ".join(known), tokens[0].x0, tokens[-1].x1, BASE, slope)
    return surname_before(picture or block(name, weight=weight), part, MIDDLE if words == 1 else SURNAMES)


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        ("Lê Hoàng Anh", "Bold"),
        ("Hà Văn Phúc", "Bold"),
        ("Lương Tam Quang", "Regular"),
        ("Phạm Minh Chính", "Regular"),
    ],
)
def test_the_right_surname_fits_under_seal_and_pen(name: str, weight: str) -> None:
    found = fitted(name, 2, weight=weight)
    assert found is not None
    assert found.surname == name.split()[0]
    assert found.cover > 0.8
    assert 0 < found.lead <= 1


def test_a_stamp_set_askew_fits_too() -> None:
    found = fitted("Nguyễn Văn Hải", 2, block("Nguyễn Văn Hải", lean=3.0), slope=-0.03)
    assert found is not None
    assert found.surname == "Nguyễn"


def test_a_middle_name_fits_before_a_given_name() -> None:
    found = fitted("Phạm Minh Chính", 1)
    assert found is not None
    assert found.surname == "Minh"


def test_where_no_surname_stands_none_is_invented() -> None:
    assert fitted("Hoàng Anh", 2, block("Hoàng Anh", seal=False)) is None


def test_a_surname_of_no_list_is_not_taken_for_another() -> None:
    found = fitted("Wittgenstein Hoàng Anh", 2)
    assert found is None or found.cover < 0.85


def test_letters_too_small_or_too_large_for_a_name_are_left() -> None:
    picture = block("Lê Hoàng Anh")
    assert surname_before(picture, Part("Hoàng Anh", 700, 720, BASE, 0.0)) is None
    assert surname_before(picture, Part("Hoàng Anh", 0, 1400, BASE, 0.0)) is None


def test_at_the_edge_of_the_picture_there_is_white_paper() -> None:
    picture = block("Lê Hoàng Anh").crop((560, 640, 1500, 740))
    tokens = read("Lê Hoàng Anh", "Hoàng", "Anh")
    part = Part("Hoàng Anh", tokens[0].x0 - 560, tokens[1].x1 - 560, BASE - 640, 0.0)
    found = surname_before(picture, part)
    assert found is not None
    assert found.surname == "Lê"
