import struct
import unicodedata

import pytest

from congso.pure.layout import FONTS_DIR, missing_characters
from congso.pure.layout.glyphs import clean, covered, font_coverage

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES] + list("bcdđghklmnpqrstvxfjwz")
LETTERS = LOWER + [letter.upper() for letter in LOWER]


def test_four_faces_and_their_licence_are_shipped():
    names = sorted(path.name for path in FONTS_DIR.iterdir())
    assert names == [
        "LICENSE.txt",
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_every_vietnamese_letter_has_a_glyph_in_every_face(face):
    coverage = font_coverage((FONTS_DIR / f"Tinos-{face}.ttf").read_bytes())
    assert len(LETTERS) == 186
    assert [letter for letter in LETTERS if ord(letter) not in coverage] == []


def test_signs_of_official_papers_are_covered():
    assert [
        c for c in "0123456789 .,;:-–—…/()%“”‘’\"'₫°²³§№&+=<>[]{}#$*_`\\@" if ord(c) not in covered()
    ] == []


def test_a_font_without_a_character_map_is_refused():
    with pytest.raises(ValueError, match="cmap"):
        font_coverage(struct.pack(">IHHHH", 0x10000, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Số\t12 \n của", "Số 12 của"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("vui 😀 \U0001f468\u200d\U0001f469", "vui □ □□"),
        ("nửa \ud800 đôi", "nửa đôi"),
        ("a\x00b\x1bc", "abc"),
        ("số\u00a012", "số\u00a012"),
        ("riêng \ue000", "riêng □"),
        ("chưa có \U000e0fff", "chưa có "),
        ("plain", "plain"),
        ("a\u2028b\u202ec\ufeff", "a bc"),
    ],
)
def test_text_is_cleaned(given, expected):
    assert clean(given) == expected


def test_long_words_may_break():
    word = "x" * 100
    assert clean(word).replace("\u200b", "") == word
    assert clean(word).count("\u200b") == 4
    assert clean("x" * 47) == "x" * 47


def test_characters_that_would_print_as_a_box_are_named():
    assert missing_characters("Việt Nam 😀 ع\u200b\u200d\n") == {"😀", "ع"}
