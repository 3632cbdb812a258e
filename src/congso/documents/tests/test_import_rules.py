"""Columns and rows of another product's register."""

from datetime import date

import pytest

from congso.documents import rules_import as rules
from congso.documents.rules_incoming import Fields

TODAY = date(2026, 11, 17)
PRINTED = [
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày tháng",
    "Tên loại và trích yếu nội dung",
    "Ghi chú",
]
MAPPING = {"number": 0, "arrival_date": 1, "issuer_name": 2, "code": 3, "subject": 4}
GOOD = ["12", "05/03/2024", "UBND tỉnh Mẫu", "15/QĐ-UBND", "Về việc họp"]


def wrong(cells, mapping=MAPPING):
    made = rules.entry(7, cells, mapping, TODAY)
    assert isinstance(made, list)
    return [(one.target, one.code.removeprefix("documents.import_")) for one in made]


def with_column(name, text):
    return wrong([*GOOD, text], MAPPING | {name: 5})


def good(cells, mapping=MAPPING):
    made = rules.entry(7, cells, mapping, TODAY)
    assert isinstance(made, rules.Entry), made
    return made


def test_headings_are_known_however_they_are_written():
    assert rules.guess(PRINTED) == {
        "arrival_date": 0, "number": 1, "issuer_name": 2, "code": 3, "document_date": 4, "subject": 5, "note": 6
    }  # fmt: skip
    assert rules.guess(["SỐ ĐẾN (*)", "Trích yếu / nội dung", "Người ký văn bản", "Khác"]) == {
        "number": 0,
        "subject": 1,
        "signer_name": 2,
    }
    assert rules.guess(["Số đến", "Số đến"]) == {"number": 0}


def test_titles_above_the_headings_are_passed_over():
    assert rules.header_at([["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"], ["Năm 2024"], PRINTED, GOOD]) == 2
    assert rules.header_at([["a", "b"], GOOD]) == 0
    assert rules.header_at([]) == 0


def test_the_line_that_counts_columns():
    assert rules.counts_columns(["(1)", "(2)", "(3)", "", "(4)"])
    assert rules.counts_columns(["1", "2", "3"])
    assert not rules.counts_columns(["1", "2"])
    assert not rules.counts_columns(["1", "3", "4"])
    assert not rules.counts_columns(GOOD)


def test_required_columns_and_columns_taken_twice():
    assert rules.mapping_problems(MAPPING) == []
    assert rules.mapping_problems({"number": 0, "arrival_date": 1, "subject": 2, "kind": 2}) == [
        ("issuer_name", "documents.import_column_missing"),
        ("kind", "documents.import_column_twice"),
    ]


def test_a_row_becomes_an_entry():
    made = good(
        [*GOOD, "Quyết định", "01-03-2024 08:30", "Mai Xuân Lộc", "Hỏa tốc", "4", "2", "Phòng Tổ chức", "Kèm đĩa", "2024"],
        MAPPING
        | {"kind": 5, "document_date": 6, "signer_name": 7, "urgency": 8, "pages": 9, "copies": 10}
        | {"receiver": 11, "note": 12, "year": 13},
    )  # fmt: skip
    assert (made.row, made.number, made.day) == (7, 12, date(2024, 3, 5))
    assert made.fields == Fields(
        number="15", symbol="QĐ-UBND", document_date=date(2024, 3, 1), kind="Quyết định", issuer_name="UBND tỉnh Mẫu",
        subject="Về việc họp", signer_name="Mai Xuân Lộc", urgency=3, pages=4, copies=2, description="Phòng Tổ chức. Kèm đĩa",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["012", "12/2024", "12 / 2024"])
def test_numbers_with_a_year_or_zeros(text):
    assert good([text, *GOOD[1:]]).number == 12


@pytest.mark.parametrize("text", ["", "thường", "Không"])
def test_no_urgency(text):
    assert good([*GOOD, text], MAPPING | {"urgency": 5}).fields.urgency == 0


@pytest.mark.parametrize(
    ("place", "text", "problem"),
    [
        (0, "", ("number", "empty")),
        (0, "12a", ("number", "number")),
        (0, "0", ("number", "number")),
        (0, "12/2023", ("year", "year")),
        (1, "", ("arrival_date", "empty")),
        (1, "hôm qua", ("arrival_date", "day")),
        (1, "18/11/2026", ("arrival_date", "day_range")),
        (1, "01/09/1945", ("arrival_date", "day_range")),
        (2, "", ("issuer_name", "empty")),
        (2, "x" * 201, ("issuer_name", "long")),
        (4, "", ("subject", "empty")),
        (4, rules.FORMULA, ("subject", "formula")),
    ],
)
def test_what_is_wrong_with_a_row(place, text, problem):
    cells = list(GOOD)
    cells[place] = text
    assert problem in wrong(cells)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("year", "2023", "year"),
        ("year", "năm nay", "year_form"),
        ("document_date", "31/02/2024", "day"),
        ("urgency", "rất gấp", "urgency"),
        ("pages", "ba", "count"),
        ("copies", "0", "count"),
    ],
)
def test_what_is_wrong_with_an_optional_cell(name, text, problem):
    assert with_column(name, text) == [(name, problem)]


def test_everything_wrong_is_said_at_once_and_short_rows_are_rows():
    assert wrong(["12"]) == [("arrival_date", "empty"), ("issuer_name", "empty"), ("subject", "empty")]


@pytest.mark.parametrize(
    ("number", "symbol", "code", "expected"),
    [
        ("", "", "15/QĐ-UBND", ("15", "QĐ-UBND")),
        ("15", "QĐ-UBND", "", ("15", "QĐ-UBND")),
        ("15", "", "", ("15", "")),
        ("", "QĐ-UBND", "", ("", "QĐ-UBND")),
        ("", "", "Không số", ("", "Không số")),
        ("", "", "", ("", "")),
        ("", "", "123456789012345", ("", "123456789012345")),
    ],
)
def test_number_and_symbol_of_the_document(number, symbol, code, expected):
    made = rules.coded(Fields(), number, symbol, code)
    assert (made.number, made.symbol) == expected


def test_a_number_twice_in_one_year_names_the_first_row():
    entries = [
        rules.Entry(2, 5, date(2024, 1, 2), Fields()),
        rules.Entry(3, 5, date(2025, 1, 2), Fields()),
        rules.Entry(4, 5, date(2024, 2, 2), Fields()),
    ]
    ((row, one),) = rules.repeated(entries)
    assert (row, one.target, one.params["first"]) == (4, "number", 2)


def test_a_blank_is_no_day():
    assert rules.day_of("  ") is None
