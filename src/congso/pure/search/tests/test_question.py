"""What was typed, as questions to the two vectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure.search import Question, parse


@pytest.mark.parametrize(
    ("text", "exact", "folded"),
    [
        ("Bố trí", "'bố' & 'trí'", "'bo' & 'tri'"),
        ('"bố trí" xã', "'_bố_trí' & 'xã'", "'_bo_tri' & 'xa'"),
        ('"bố trí', "'_bố_trí'", "'_bo_tri'"),
        ("“bố trí”", "'_bố_trí'", "'_bo_tri'"),
        ("QĐ-UBND", "'_qđ_ubnd'", "'_qd_ubnd'"),
        ("bố*", "'bố':*", "'bo':*"),
        ("b*", "'b'", "'b'"),
        ("QĐ-UB*", "'_qđ_ub':*", "'_qd_ub':*"),
        ("hoà hoà", "'hòa'", "'hoa'"),
        ('""', "", ""),
        ("& | ! ( ' :", "", ""),
    ],
)
def test_words_phrases_beginnings(text, exact, folded):
    question = parse(text)
    assert (question.exact, question.folded) == (exact, folded)
    assert question.empty is (not exact)


def test_phrases_of_three_are_checked_by_their_places():
    question = parse('"ủy ban nhân" dân')
    assert question.exact == "'_ủy_ban' & '_ban_nhân' & 'dân'"
    assert question.exact_check == "('~' | 'ủy' <-> 'ban' <-> 'nhân')"
    assert question.folded_check == "('~' | 'uy' <-> 'ban' <-> 'nhan')"
    assert parse("30/2020/N*").exact_check == "('~' | '30' <-> '2020' <-> 'n')"
    assert parse("30/2020/NĐ*").exact_check == "('~' | '30' <-> '2020' <-> 'nđ':*)"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("15/QĐ-UBND", ("c:15 qd ubnd",)),
        ("15 qđ ubnd", ("c:15 qd ubnd",)),
        ("Số: 015/QD - UBND", ("c:15 qd ubnd",)),
        ("so 15", ("c:15", "v:15")),
        ("15", ("c:15", "v:15")),
        ("15/2024/QĐ-UBND", ("c:15 2024 qd ubnd",)),
        ('"15"', ()),
        ("bố trí", ()),
        ("0", ()),
    ],
)
def test_numbers(text, codes):
    assert parse(text).codes == codes


def test_the_label_of_a_number_is_not_looked_for():
    assert parse("Số 15/QĐ-UBND").terms == parse("15/QĐ-UBND").terms
    assert parse("số 15").exact == "'15'"
    assert parse("số liệu").exact == "'số' & 'liệu'"
    assert parse("số").exact == "'số'"


def test_the_last_word_may_go_on():
    assert parse("biên ch").begun().exact == "'biên' & 'ch':*"
    for text in ("", "biên c", "bi*", '"biên ch"', "508", "số 508"):
        question = parse(text)
        assert question.begun() is question


def test_a_begun_word_beside_a_number_is_checked_on_the_rows():
    question = parse("27 ubnd vp").begun()
    assert question.exact == "'27' & 'ubnd' & 'vp':*"
    assert (question.exact_index, question.exact_check) == ("'27' & 'ubnd'", "'vp':*")
    assert (question.folded_index, question.folded_check) == ("'27' & 'ubnd'", "'vp':*")
    joined = parse("27 qđ-ubnd-vp*")
    assert joined.exact_index == "'27'"
    assert joined.exact_check == "('~' | 'qđ' <-> 'ubnd' <-> 'vp':*) & '_qđ_ubnd' & '_ubnd_vp':*"


@pytest.mark.parametrize("text", ["biên chế", "27", "27 ubnd vp", "biên ch*", "27*", "số 27*", "số liệu ch*"])
def test_all_other_words_are_asked_of_the_index(text):
    question = parse(text)
    assert (question.exact_index, question.exact_check) == (question.exact, "")
    assert (question.folded_index, question.folded_check) == (question.folded, "")


def test_twenty_terms_are_enough():
    assert len(parse(" ".join(f"từ{n}" for n in range(50))).terms) == 20


@given(st.text(max_size=80))
def test_nothing_of_the_syntax_can_be_typed(text):
    question = parse(text)
    assert isinstance(question, Question)
    for said in (question.exact, question.folded):
        assert said.count("'") % 2 == 0
        inside = said.split("'")[1::2]
        assert all(char.isalnum() or char == "_" or ord(char) > 127 for word in inside for char in word)
