"""Words as vectors: places, pairs, fields, limits; numbers as keys."""

import pytest

from congso.pure.search import code_facets, field_query, forms, vectors, words
from congso.pure.search import lexemes as w


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HOÀ bình", [("hòa", "hoa"), ("bình", "binh")]),
        ("15/QĐ-UBND", [("15", "15"), ("qđ", "qd"), ("ubnd", "ubnd")]),
        ("th\u00adông báo", [("thông", "thong"), ("báo", "bao")]),
        ("th\u00f4\u0323t", [("thột", "thot")]),
        ("snake_case — …", [("snake", "snake"), ("case", "case")]),
        ("", []),
    ],
)
def test_words(text, found):
    assert words(text) == found


def test_a_word_of_no_language_is_cut():
    assert forms("a" * 100) == ("a" * 60, "a" * 60)


def test_fields_weigh_more_and_no_pair_runs_across_them():
    exact, folded = vectors(["Bố trí", "cán bộ"], "cấp xã bố")
    assert (
        exact == "'bố':1A,11 'trí':2A '_bố_trí' 'cán':5A 'bộ':6A '_cán_bộ' 'cấp':9 'xã':10 '_cấp_xã' '_xã_bố'"
    )
    assert folded.split() == [
        "'bo':1A,6A,11", "'tri':2A", "'_bo_tri'", "'can':5A", "'_can_bo'", "'cap':9", "'xa':10", "'_cap_xa'", "'_xa_bo'",
    ]  # fmt: skip


def test_named_fields_have_lexemes_of_their_own():
    exact, folded = vectors([], "", {"s": ["Mai Lộc", ""], "i": []})
    assert (exact, folded) == ("", "'s:mai' 's:loc'")
    assert field_query("s", "Lộc  mai") == "'s:loc' & 's:mai'"
    assert field_query("s", "…") == ""


def test_a_long_document_says_that_its_places_are_not_all_known(monkeypatch):
    exact, _ = vectors([], " ".join(["lặp"] * 300))
    assert "'~'" in exact.split()
    assert exact.count(",") == 254
    monkeypatch.setattr(w, "_LAST_PLACE", 2)
    exact, _ = vectors([], "một hai ba")
    assert exact.split() == ["'một':1", "'hai':2", "'_một_hai'", "'ba'", "'~'", "'_hai_ba'"]


def test_a_full_vector_leaves_out_the_rest(monkeypatch):
    monkeypatch.setattr(w, "_BYTES", 30)
    exact, _ = vectors([], "một hai ba một")
    assert exact.split() == ["'một':1,4", "'hai':2", "'~'"]
    _, folded = vectors([], "", {"s": ["một hai ba"]})
    assert folded == "'s:mot' 's:hai'"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (
            "15/2024/QĐ-UBND",
            ["c:15", "c:15 qd", "c:15 qd ubnd", "c:15 2024", "c:15 2024 qd", "c:15 2024 qd ubnd"],
        ),
        ("05/TB", ["c:5", "c:5 tb"]),
        ("15a/TB-VP", ["c:15a", "c:15a tb", "c:15a tb vp"]),
        ("7", ["c:7"]),
        ("TCBC.01", []),
        ("", []),
    ],
)
def test_numbers_are_found_by_each_beginning(code, found):
    assert code_facets(code) == found
    assert code_facets(code, "2418") == ["v:2418", *found]
