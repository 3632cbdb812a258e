import pytest

from congso.pure.reading import Box, Line, Word, page_of_words


def words(*rows):
    """Rows of (text, x0, y0); each word 10 points high and 6 wide a letter."""
    return [Word(text, x, y, x + 6 * len(text), y + 10, size=10) for text, x, y in rows]


def texts(*rows, **options):
    return [line.text for line in page_of_words(0, 595, 842, words(*rows), **options).lines]


def test_words_in_any_order_become_rows_split_at_column_gaps():
    assert texts(("năm", 130, 52), ("Nơi", 60, 50), ("nhận", 82, 50), ("dưới", 60, 80), ("", 0, 0)) == [
        "Nơi nhận",
        "năm",
        "dưới",
    ]


def test_a_slightly_slanted_row_stays_one_row():
    assert texts(*((f"w{at}", 60 + 20 * at, 50 + 0.8 * at) for at in range(9))) == [
        " ".join(f"w{at}" for at in range(9))
    ]


def test_pieces_that_touch_are_joined_only_when_asked():
    pieces = (("T", 60, 50), ("NG", 72, 50), ("Ổ", 66, 50), ("CỤC", 88, 50))
    assert texts(*pieces) == ["T Ổ NG CỤC"]
    assert texts(*pieces, mend=True) == ["TỔNG CỤC"]


def test_a_line_tells_its_looks_and_place():
    line = Line(
        (
            Word("TM.", 10, 20, 40, 33, bold=True, italic=True, size=13, confidence=0.5),
            Word("BAN", 44, 19, 80, 33, bold=True, size=12),
        )
    )
    assert (line.x0, line.y0, line.x1, line.y1, line.middle) == (10, 19, 80, 33, 45)
    assert (line.size, line.bold, line.italic, line.confidence) == (12.5, True, False, 0.75)
    assert Line((Word("a", 0, 0, 5, 9),)).size == 9
    assert line.box(2) == Box(2, 10, 19, 80, 33)


@pytest.mark.parametrize(("page", "joined"), [(0, Box(0, 1, 1, 9, 12)), (1, Box(0, 1, 2, 5, 6))])
def test_boxes_join_on_one_page_only(page, joined):
    assert Box(0, 1, 2, 5, 6).joined(Box(page, 4, 1, 9, 12)) == joined
