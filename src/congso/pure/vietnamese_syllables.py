"""Which letters can be a Vietnamese syllable: onset, rime and tone (the phonology of Đoàn Thiện Thuật).

Only words that carry a Vietnamese mark are judged, and only those of one vowel group: a word without marks may be
of any language, one with two groups is a loan ("kilômét") or two words run together.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from congso.pure.vietnamese import nfc, normal_tone

_RIMES: Final = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăk",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ich",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "ia",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "y",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
        "o",
        "oc",
        "oi",
        "om",
        "on",
        "ong",
        "op",
        "ot",
        "oong",
        "ooc",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oe",
        "oen",
        "oeo",
        "oet",
        "oem",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ôông",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "uc",
        "ui",
        "um",
        "un",
        "ung",
        "up",
        "ut",
        "ua",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uê",
        "uêch",
        "uênh",
        "uên",
        "uy",
        "uych",
        "uynh",
        "uyn",
        "uyt",
        "uyu",
        "uya",
        "uyên",
        "uyêt",
        "uyp",
        "uơ",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "ư",
        "ưc",
        "ưi",
        "ưm",
        "ưn",
        "ưng",
        "ưt",
        "ưu",
        "ưa",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
    ]
)
# Rimes after "qu", where the u is part of the onset, that are not found among the rimes with u above.
_AFTER_QU: Final = re.compile(r"[aăâeêiyơ]|ôc|ôt|ôi")
_AFTER_GI: Final = frozenset({"", "n", "m", "p", "t", "êng", "êt", "êc", "êm", "ên", "êp"})
_ONSETS: Final = ("ngh", "ng", "nh", "gh", "gi", "g", "ch", "c", "kh", "k", "ph", "p", "qu", "th", "tr", "t",
                  "b", "d", "đ", "h", "l", "m", "n", "r", "s", "v", "x", "")  # fmt: skip
_FRONT: Final = "ieêy"
_STOPS: Final = ("c", "ch", "k", "p", "t")
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_SHARP: Final = "\u0301\u0323"  # sắc, nặng: the only tones of syllables that end in a stop
_VOWELS: Final = "aăâeêioôơuưy"
_GROUPS: Final = re.compile(rf"[{_VOWELS}]+")
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
# Chemistry and measures, written so in textbooks and standards.
_LOANS: Final = frozenset(["crôm", "brôm", "krôm", "đrô", "gic", "gich"])
_OPEN: Final = ("oa", "oe", "uy")  # hòa, hoà: two schools place the tone on either letter


def _plain(word: str) -> tuple[str, str]:
    """Lower case without tone, and its tones."""
    letters, tones = [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones += char
        else:
            letters.append(char)
    return nfc("".join(letters)), tones


@functools.lru_cache(maxsize=8192)
def is_possible(word: str) -> bool:
    """Whether one word can be a Vietnamese syllable, its tone mark on a letter where a school of spelling puts it."""
    bare, tones = _plain(word)
    if len(tones) > 1:
        return False
    if not any(_fits(bare, onset, tones) for onset in _ONSETS if bare.startswith(onset)):
        return False
    lower = nfc(word.lower())
    return normal_tone(lower) == lower or _other_school(bare)


def _fits(bare: str, onset: str, tone: str) -> bool:
    rime = bare[len(onset) :]
    if onset == "gi" and rime in _AFTER_GI:
        known = True
    elif onset == "qu":
        known = bool(_AFTER_QU.match(rime)) and (rime in _RIMES or f"u{rime}" in _RIMES)
    else:
        known = rime in _RIMES and _agrees(onset, rime)
    return known and (not rime.endswith(_STOPS) or (tone != "" and tone in _SHARP))


def _agrees(onset: str, rime: str) -> bool:
    """c, g, ng before back vowels; k, gh, ngh before front ones; yê only at the start of a word."""
    front = rime[0] in _FRONT
    if onset in ("c", "g", "ng"):
        return not front
    if onset in ("k", "gh", "ngh"):
        return front
    return not (onset and rime.startswith("yê"))


def _other_school(bare: str) -> bool:
    return bare.endswith(_OPEN)


def impossible(text: str) -> Iterator[re.Match[str]]:
    """Words of a text with Vietnamese marks that no Vietnamese syllable can be: slips of the keyboard.

    Lower-case words, and words in capitals that carry a tone (an abbreviation never does); words that begin with a
    capital may be names of any language.
    """
    for found in _WORD.finditer(nfc(text)):
        word = found.group()
        bare, tones = _plain(word)
        marked = bool(tones) or any(char in "ăâêôơưđ" for char in bare)
        judged = word.islower() or (word.isupper() and bool(tones))
        if not (marked and judged) or len(_GROUPS.findall(bare)) != 1 or bare in _LOANS:
            continue
        if not is_possible(word):
            yield found


def tone_variants(text: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Words whose tone stands on the first vowel of oa, oe, uy ("hòa") and on the last ("hoà")."""
    first: list[re.Match[str]] = []
    last: list[re.Match[str]] = []
    for found in _WORD.finditer(nfc(text)):
        bare, tones = _plain(found.group())
        if (
            len(tones) != 1
            or not _other_school(bare)
            or bare.startswith("qu")
            or not is_possible(found.group())
        ):
            continue
        (first if normal_tone(found.group()) == found.group() else last).append(found)
    return first, last
