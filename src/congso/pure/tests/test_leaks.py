"""Markings found, words left alone, and nothing of the content in the answer."""

import unicodedata
from dataclasses import fields

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure.leaks import Level, Marking, Rule, find_field_marking, find_secrecy_marking
from congso.pure.tests.leaks_cases import FIELD_HITS, FIELD_NON_HITS, HITS, MAT, NON_HITS
from congso.pure.tests.real import real_input

PROSE = st.lists(st.sampled_from([text for text in NON_HITS if "\n" not in text and text]), max_size=5)
NOISE = st.text(alphabet=" \t|[](){}*-_=~.★│┃■\u200b\u00a0", max_size=6)


@pytest.mark.parametrize(("text", "level", "rule"), HITS)
def test_marking_is_found(text, level, rule):
    marking = find_secrecy_marking(text)
    assert marking is not None
    assert (marking.level, marking.rule) == (level, f"leaks.{rule}")


@pytest.mark.parametrize("text", NON_HITS)
def test_word_is_left_alone(text):
    assert find_secrecy_marking(text) is None


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_normal_form_does_not_matter(form):
    for text, level, _ in HITS:
        marking = find_secrecy_marking(unicodedata.normalize(form, text))
        assert marking is not None, text
        assert marking.level == level
    for text in NON_HITS:
        assert find_secrecy_marking(unicodedata.normalize(form, text)) is None, text


def test_the_sets_are_large_enough():
    assert len({text for text, _, _ in HITS}) >= 60
    assert len(set(NON_HITS)) >= 60


@pytest.mark.parametrize(("value", "level", "rule"), FIELD_HITS)
def test_field_value(value, level, rule):
    marking = find_field_marking(value)
    assert marking is not None
    assert (marking.level, marking.rule) == (level, f"leaks.{rule}")


@pytest.mark.parametrize("value", FIELD_NON_HITS)
def test_field_value_without_marking(value):
    assert find_field_marking(value) is None


def test_place_is_told_and_the_highest_level_wins():
    pages = ["Trang bìa\n\n(Mật)", "Nội dung", "Phụ lục\r\n\r\nTỐI MẬT\r\nTỐI MẬT"]
    assert find_secrecy_marking(pages) == Marking(Level.TOI_MAT, page=3, line=3, rule=Rule.ALONE)
    assert find_secrecy_marking("\f".join(pages)) == find_secrecy_marking(pages)
    assert find_secrecy_marking(pages[:2]) == Marking(Level.MAT, page=1, line=3, rule=Rule.ALONE)


def test_title_case_counts_in_the_head_of_the_first_page_only():
    head = "Số: 12/BC-CAT\nTối mật"
    assert find_secrecy_marking(head) is not None
    assert find_secrecy_marking(["", head]) is None
    assert find_secrecy_marking(["", "UBND TỈNH MẪU   MẬT"]) is None


def test_all_three_levels_on_a_page_describe_but_two_do_not():
    assert find_secrecy_marking("TUYỆT MẬT\nTỐI MẬT\nMẬT") is None
    assert find_secrecy_marking("TỐI MẬT\n\nMẬT") is not None
    marked = find_secrecy_marking("Độ mật: Mật\nTUYỆT MẬT\nTỐI MẬT\nMẬT")
    assert marked is not None
    assert marked.rule is Rule.LABELLED


def test_the_answer_carries_no_content():
    marking = find_secrecy_marking("Kế hoạch bắt giữ ông A\nMẬT")
    assert {field.name for field in fields(Marking)} == {"level", "page", "line", "rule"}
    assert "ông A" not in repr(marking)


def test_a_very_long_line_is_no_marking_and_costs_little():
    assert find_secrecy_marking("m" * 200_000 + " MẬT " * 10_000 + "a") is None


@given(PROSE, NOISE, st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "T Ố I M Ậ T"]), NOISE, PROSE)
def test_a_marking_is_found_in_any_surroundings(before, left, mark, right, after):
    text = "\n".join([*before, "", left + mark + right, "", *after])
    assert find_secrecy_marking(text) is not None


@given(st.lists(st.sampled_from([text for text in NON_HITS if text and "Số: " not in text]), max_size=8))
def test_words_stay_words_together(texts):
    found = find_secrecy_marking("\n\n".join(f"{text}\n." for text in texts))
    assert found is None


@given(st.text(alphabet="MẬTmậtỐỘIố ôÂATUYỆ\n|[]().:;☐☒Độ\u0323\u0302", max_size=80))
def test_any_text_is_answered(text):
    marking = find_secrecy_marking(text)
    assert marking is None or (marking.page == 1 and 1 <= marking.line <= len(text.splitlines()))
    assert find_field_marking(text) is None or find_field_marking(text).level >= MAT


@pytest.mark.slow
@pytest.mark.real_input
def test_published_documents_carry_no_marking():
    read = 0
    for path in sorted((real_input() / "docs").glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        read += 1
        assert find_secrecy_marking(pages) is None, path.name
    assert read >= 60
