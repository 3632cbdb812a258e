"""Marked texts and the line of a document that answers."""

import pytest

from congso.pure.search import flat, marked, matches, parse, snippet
from congso.pure.vietnamese import fold


def test_letters_keep_their_places():
    text = "Đường ½ ﬁ İ Ủy"
    assert flat(text) == "duong ½ ﬁ i uy"
    assert len(flat(text)) == len(text)
    assert flat("Nguyễn") == fold("Nguyễn")


@pytest.mark.parametrize(
    ("text", "asked", "exact", "pieces"),
    [
        ("Bố trí cán bộ", "bố trí", False, [("Bố trí", True), (" cán ", False), ("bộ", True)]),
        ("Bố trí cán bộ", "bố trí", True, [("Bố trí", True), (" cán bộ", False)]),
        ("Bố trí cán bộ", "bố bộ", True, [("Bố", True), (" trí cán ", False), ("bộ", True)]),
        ("Hoà bình", "hòa", True, [("Hoà", True), (" bình", False)]),
        ("đương, đường", "đường", True, [("đương, ", False), ("đường", True)]),
        ("số 15/QĐ-UBND", '"15 qđ"', True, [("số ", False), ("15/QĐ", True), ("-UBND", False)]),
        ("báo cáo tháng", "th*", False, [("báo cáo ", False), ("tháng", True)]),
        ("báo cáo tháng", "thá*", True, [("báo cáo ", False), ("tháng", True)]),
        ("báo cáo thang", "thá*", True, [("báo cáo thang", False)]),
        ("báo", "", False, [("báo", False)]),
        ("", "báo", False, []),
    ],
)
def test_marked(text, asked, exact, pieces):
    assert marked(text, parse(asked), exact=exact) == pieces


def test_matches_are_bounded():
    assert len(matches("a " * 1000, parse("a"))) == 300
    assert matches("a", parse("")) == []


def said(found):
    return "".join(text for text, _ in found.pieces)


def test_the_line_with_most_words_wins():
    pages = [
        "cán bộ ở đây " + "x " * 300,
        "đầu trang " + "y " * 100 + "việc bố trí cán\nbộ cấp xã " + "z " * 100,
    ]
    found = snippet(pages, parse("bố trí cán bộ"))
    assert found.page == 2
    assert "bố trí cán bộ cấp xã" in said(found)
    assert said(found).startswith("… ")
    assert said(found).endswith(" …")
    assert len(said(found)) < 200
    assert [text for text, on in found.pieces if on] == ["bố trí cán bộ"]


def test_what_the_reader_sees_already_comes_last():
    page = "V/v bố trí cán bộ cấp xã. Nay yêu cầu bố trí cán bộ thay thế ngay trong tháng."
    assert said(snippet([page], parse("bố trí"), known="bố trí cán bộ cấp xã")) == page
    long = "V/v bố trí cán bộ cấp xã " + "x " * 200 + "phải bố trí người thay"
    assert "người thay" in said(snippet([long], parse("bố trí"), known="V/v bố trí cán bộ cấp xã"))
    assert "cấp xã" in said(
        snippet(["V/v bố trí cán bộ cấp xã"], parse("bố trí"), known="V/v bố trí cán bộ cấp xã")
    )


def test_no_page_has_the_words():
    assert snippet([], parse("bố")) is None
    assert snippet(["", "không"], parse("bố")) is None
    assert snippet(["bo tri"], parse("bố"), exact=True) is None


def test_a_text_without_blanks_is_cut_where_it_must():
    found = snippet(["-".join(["báo"] * 200)], parse("cáo*"))
    assert found is None
    dense = "-".join(["ab"] * 100 + ["báo"] + ["cd"] * 100)
    line = said(snippet([dense], parse("báo")))
    assert "báo" in line
    assert len(line) < 200
