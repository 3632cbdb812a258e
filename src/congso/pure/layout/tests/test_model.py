import datetime

import pytest

from congso.pure.layout import (
    KIND_BY_CODE,
    KINDS,
    Cell,
    OfficialDocument,
    PageBreak,
    PageSettings,
    Paragraph,
    Rule,
    Run,
    SignatureBlock,
    Table,
    article,
    basis,
    centred_heading,
    clause,
    dash,
    heading,
    official_day,
    official_number,
    point,
    text_paragraph,
)
from congso.pure.layout.blocks import block_data, table_data


def test_the_29_kinds():
    assert len(KINDS) == 29
    assert [kind.ordinal for kind in KINDS] == list(range(1, 30))
    assert [kind.name for kind in KINDS if not kind.abbreviation] == ["Công văn", "Thư công"]
    assert KIND_BY_CODE["CV"].titled is False
    assert KIND_BY_CODE["TTr"].ordinal == 16


def test_small_numbers_carry_a_zero():
    assert (official_number(7), official_number(10), official_number(1290)) == ("07", "10", "1290")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (datetime.date(2026, 2, 3), ("03", "02", "2026")),
        (datetime.date(2026, 3, 10), ("10", "3", "2026")),
        (datetime.date(2026, 11, 22), ("22", "11", "2026")),
    ],
)
def test_days_under_ten_and_months_one_and_two_carry_a_zero(date, expected):
    assert official_day(date) == expected


def test_parts_of_the_body():
    assert basis("Căn cứ").italic
    assert centred_heading("Chương I").align == "center"
    assert heading("I.").sticky
    assert article(1, "Phạm vi", title=True).text == "Điều 1. Phạm vi"
    assert clause(2, "x").text == "2. x"
    assert dash("x").text == "- x"


@pytest.mark.parametrize(
    ("ordinal", "mark"), [(1, "a)"), (4, "d)"), (5, "đ)"), (7, "g)"), (23, "y)"), (24, "aa)")]
)
def test_points_follow_the_vietnamese_alphabet(ordinal, mark):
    assert point(ordinal, "x").text == f"{mark} x"


@pytest.mark.parametrize(
    "wrong", [{"left": 25}, {"body_size": 12}, {"line_spacing": 2}, {"paragraph_gap": 5}]
)
def test_settings_outside_the_decree_are_refused(wrong):
    with pytest.raises(ValueError, match="must lie between"):
        PageSettings(**wrong)


def test_a_document_needs_an_issuer_and_at_most_four_signers():
    def make(bodies, signers):
        blocks = tuple(SignatureBlock(("CHỦ TỊCH",), "A") for _ in range(signers))
        return OfficialDocument("QĐ", bodies, "QĐ-UBND", "Mẫu", "x", (), blocks)

    with pytest.raises(ValueError, match="at most 4"):
        make(("UBND",), 5)
    with pytest.raises(ValueError, match="issuing"):
        make((), 1)


def test_empty_blocks_are_left_out():
    assert block_data([text_paragraph(" \n "), Table(((),)), Rule(), PageBreak()]) == [
        {"k": "rule"},
        {"k": "pagebreak"},
    ]


def test_a_bare_line_break_is_no_empty_run():
    (data,) = block_data([Paragraph((Run("a"), Run("\n"), Run("b")))])
    assert data["runs"] == [{"t": "a"}, {"br": True}, {"t": "b"}]


def test_line_breaks_split_runs():
    (data,) = block_data([Paragraph((Run("a\nb", bold=True),))])
    assert data["runs"] == [{"t": "a", "b": True}, {"br": True}, {"t": "b", "b": True}]


def cell(text, colspan=1, rowspan=1, header=False):
    return Cell((text_paragraph(text),), colspan, rowspan, header)


def places(table):
    return [(c["x"], c["y"], c["cs"], c["rs"]) for c in table_data(table)["cells"]]


def test_wrong_spans_are_clamped():
    table = Table(
        ((cell("a", 1, 9), cell("b", 2)), (cell("c", 5), cell("d")), (cell("e"), cell("f"), cell("g")))
    )
    assert places(table)[:3] == [(0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 5, 1)]
    assert places(table)[3:] == [(1, 2, 1, 1), (2, 2, 1, 1), (3, 2, 1, 1)]


def test_a_span_stops_at_a_taken_square():
    table = Table(((cell("a"), cell("b", 1, 2), cell("c")), (cell("d", 3),)))
    assert places(table)[-1] == (0, 1, 1, 1)


def test_header_rows_are_counted_only_when_closed():
    head = (cell("a", header=True), cell("b", header=True))
    tall = (cell("a", rowspan=2, header=True), cell("b", header=True))
    body = (cell("1"), cell("2"))
    assert table_data(Table((head, body)))["head"] == 1
    assert table_data(Table((tall, (cell("2"),))))["head"] == 0
    assert table_data(Table((head,)))["head"] == 1
    assert table_data(Table((head, body), widths=(1, 3)))["cols"] == [1, 3]
