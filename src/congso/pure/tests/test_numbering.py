"""Numbers and symbols: writing, reading, keys, holes."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure import numbering
from congso.pure.kinds import KINDS
from congso.pure.numbering import Code, parse_code
from congso.pure.tests.real import real_input

SYMBOLS = st.sampled_from(
    [
        "QĐ-UBND",
        "UBND-VP",
        "TTr-SNV",
        "QyĐ-UBND",
        "CTPH-LĐLĐ-SVH,TT,DL",
        "PCCC&CNCH-P6",
        "C07-P6",
        "QĐ-TTg",
        "",
    ]
)


@pytest.mark.parametrize(("number", "text"), [(1, "01"), (5, "05"), (10, "10"), (1234, "1234")])
def test_format_number(number, text):
    assert numbering.format_number(number) == text


def test_format_number_with_letter():
    assert numbering.format_number(5, "a") == "05a"


def test_numbers_start_at_one():
    with pytest.raises(ValueError, match="start at 1"):
        numbering.format_number(0)


@pytest.mark.parametrize(
    ("args", "options", "text"),
    [
        ((5, "QĐ-UBND"), {}, "05/QĐ-UBND"),
        ((15, "QĐ-UBND"), {"year": 2024}, "15/2024/QĐ-UBND"),
        ((3176, "QĐ-SYT"), {"suffix": "b"}, "3176b/QĐ-SYT"),
        ((15, "QĐ/TU"), {}, "15-QĐ/TU"),
        ((5, ""), {}, "05"),
        ((5, ""), {"year": 2024}, "05/2024"),
    ],
)
def test_full_code(args, options, text):
    assert numbering.full_code(*args, **options) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Số: 15/QĐ-UBND", Code(15, "QĐ-UBND")),
        ("số:15/qđ-ubnd", Code(15, "QĐ-UBND")),
        ("SO 15/QD-UBND", Code(15, "QD-UBND")),
        ("Số hiệu: 7/tb-syt", Code(7, "TB-SYT")),
        ("Số và ký hiệu: 3176b/QĐ-SYT", Code(3176, "QĐ-SYT", suffix="b")),
        ("Số, ký hiệu 12/KH", None),
        ("15 qđ ubnd", Code(15, "QĐ-UBND")),
        ("015 / QĐ – UBND", Code(15, "QĐ-UBND")),
        ("15QĐ-UBND", Code(15, "QĐ-UBND")),
        ("15A/QĐ-UBND", Code(15, "QĐ-UBND", suffix="a")),
        ("15/2024/QĐ-UBND", Code(15, "QĐ-UBND", year=2024)),
        ("15 2024 qđ ubnd", Code(15, "QĐ-UBND", year=2024)),
        ("56/2010/QH12", Code(56, "QH12", year=2010)),
        ("15/2024", Code(15, "", year=2024)),
        ("15", Code(15, "")),
        ("15-QĐ/TU", Code(15, "QĐ/TU")),
        ("15/qđ-ttg", Code(15, "QĐ-TTg")),
        ("15/TTR-BXD", Code(15, "TTr-BXD")),
        ("12/CTr-ubnd", Code(12, "CTr-ubnd")),
        ("15/QĐ-UBND ngày 12/3/2024 của UBND tỉnh", Code(15, "QĐ-UBND")),
        ("2118/PCCC&CNCH-P6", Code(2118, "PCCC&CNCH-P6")),
        (unicodedata.normalize("NFD", "Số: 15/QĐ-UBND"), Code(15, "QĐ-UBND")),
        ("12/3/2024", None),
        ("QĐ-UBND", None),
        ("Số: ....../QĐ-UBND", None),
        ("sở 15", None),
        ("0/QĐ-UBND", None),
        ("", None),
    ],
)
def test_parse_code(text, code):
    assert parse_code(text) == code


@given(
    st.integers(1, 99_999_999_999),
    SYMBOLS,
    st.none() | st.integers(1945, 2099),
    st.sampled_from(["", "a", "b", "đ"]),
)
def test_what_is_written_can_be_read(number, symbol, year, suffix):
    code = Code(number, symbol, year, suffix)
    assert parse_code(str(code)) == code
    assert parse_code(f"  Số : {code} ") == code


@given(st.text(max_size=300) | st.text(alphabet="0125aAbđQĐ số ngày:/-.,", max_size=30))
def test_any_text_gets_a_stable_key(text):
    key = numbering.normal_code(text)
    assert numbering.normal_code(key) == key


@pytest.mark.parametrize(
    "text",
    [
        "15 qđ ubnd",
        "15/QĐ-UBND",
        "015/QD-UBND",
        "Số: 15/QĐ-UBND",
        "15 - qd – ubnd",
        "15QĐ_UBND",
        "số 15/QĐ-UBND ngày 1/2",
    ],
)
def test_one_key_for_all_spellings(text):
    assert numbering.normal_code(text) == "15 qd ubnd"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("15a/2024/QĐ-UBND", "15a 2024 qd ubnd"),
        ("Luật Đất đai", "luat dat dai"),
        ("", ""),
        ("05:", "5"),
    ],
)
def test_key_of_other_text(text, key):
    assert numbering.normal_code(text) == key


@pytest.mark.parametrize(
    ("arguments", "symbol"),
    [
        (("quyet_dinh", "UBND", "VP"), "QĐ-UBND"),
        (("to_trinh", "SNV"), "TTr-SNV"),
        (("cong_van", "UBND", "VP"), "UBND-VP"),
        (("cong_van", "ĐHTĐ"), "ĐHTĐ"),
        (("thu_cong", "UBND", "VP"), "UBND-VP"),
        (("sao_y", "UBND", "VP"), "SY-UBND"),
        (("trich_sao", "UBND"), "TrS-UBND"),
        (("sao_luc", "UBND"), "SL-UBND"),
        (("thu_moi", " SYT "), "SYT"),
    ],
)
def test_symbol_for(arguments, symbol):
    assert numbering.symbol_for(*arguments) == symbol


def test_symbol_of_a_kind_outside_the_decree():
    assert numbering.symbol_for("thu_moi", "SYT", abbreviation="TM") == "TM-SYT"


def test_every_kind_of_the_decree_gets_a_symbol_that_reads_back():
    for kind in KINDS:
        symbol = numbering.symbol_for(kind.code, "UBND", "VP")
        assert parse_code(numbering.full_code(5, symbol)) == Code(5, symbol)


def test_symbol_needs_a_body():
    with pytest.raises(ValueError, match="issuing body"):
        numbering.symbol_for("quyet_dinh", "  ")


@pytest.mark.parametrize(
    ("rows", "options", "expected"),
    [
        ([], {}, []),
        ([], {"last": 2}, [1, 2]),
        ([(1, "issued", ""), (2, "issued", "")], {}, []),
        ([(4, "issued", ""), (1, "issued", "")], {}, [2, 3]),
        ([(1, "reserved", ""), (2, "cancelled", " "), (3, "issued", "")], {}, [1, 2]),
        ([(1, "reserved", "giữ cho Văn phòng"), (2, "cancelled", "ghi nhầm")], {"last": 3}, [3]),
        ([(2, "cancelled", ""), (2, "issued", "")], {"first": 2}, []),
    ],
)
def test_holes(rows, options, expected):
    assert numbering.holes(rows, **options) == expected


@pytest.mark.real_input
def test_codes_of_real_documents_read_back():
    for line in (real_input() / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        code = json.loads(line)["so_ky_hieu"]
        if code:
            assert str(parse_code(code)) == code
