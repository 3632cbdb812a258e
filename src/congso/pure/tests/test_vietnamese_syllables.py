"""Syllables that can be, words that are slips, and the two schools of tone marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure.vietnamese_syllables import impossible, is_possible, tone_variants

POSSIBLE = (
    "quyết hoàn hòa hoà thuỷ thủy khoẻ gì gìn giếng giết giữa quốc quít quý quyển khuya khuỷu ngoằn ngoèo xoong moóc rượu yêu "
    "được huơ thuở buýt suýt kiên ghế nghĩ đắk kỹ uỷ ủy hoạch quắc quặng giấc giục chuệch uốn ướt ưỡn bươu lưu rưỡi vượt nghề ô ý"
)
IMPOSSIBLE = (
    "quyêt nghành trưòng hòan đuợc ciên gế ngĩ thưc hơp kể́t gỉảm nnguồn đăc nghiêp nghàn kăng cễ tyến giắ"
)


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_what_can_be_a_syllable(word):
    assert is_possible(word)
    assert not list(impossible(word))


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_what_cannot(word):
    assert not is_possible(word)


def words(text: str) -> list[str]:
    return [found.group() for found in impossible(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các nghành trong nghành, CÁC NGHÀNH", ["nghành", "nghành", "NGHÀNH"]),
        ("một kilômét, ôtô, lô gíc, crôm", []),  # loans
        ("Krông Pắc, Đắk Lắk, Ê Đê, Plơi", []),  # names
        ("BQLĐ, TNĐT, QĐ-UBND", []),  # abbreviations
        ("committee, email, web2đ, tr.đ", []),
    ],
)
def test_only_slips_are_told(text, expected):
    assert words(text) == expected


def test_two_schools_of_tone_marks():
    first, last = tone_variants("hòa bình, văn hoá, thuỷ lợi, thủy sản, quý, hoàn, hoa, Khoẻ")
    assert [found.group() for found in first] == ["hòa", "thủy"]
    assert [found.group() for found in last] == ["hoá", "thuỷ", "Khoẻ"]


@given(st.text(max_size=40))
def test_any_text_is_read(text):
    assert all(text.count("\n") >= 0 for _ in impossible(text))
    assert sum(map(len, tone_variants(text))) <= len(text)
