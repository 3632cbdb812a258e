"""Vietnamese text: folding for search, tone placement, alphabetical keys, names, Roman numerals.

The keys are plain ASCII-led strings made to be stored in a column and compared bytewise (collation C), so the
database needs neither ICU nor ``unaccent``.
"""

import re
import unicodedata

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_QUALITY_BASES = {_BREVE: "a", _CIRCUMFLEX: "aeo", _HORN: "ou"}
# In the order of the alphabet: o ô ơ, but u ư and a ă â.
_PRIMARY = {
    ("a", _BREVE): "a~",
    ("a", _CIRCUMFLEX): "a~~",
    ("e", _CIRCUMFLEX): "e~",
    ("o", _CIRCUMFLEX): "o~",
    ("o", _HORN): "o~~",
    ("u", _HORN): "u~",
}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Eth and the African D are often typed or extracted in place of Đ.
_D_LOOKALIKES = str.maketrans("ðÐɖƉ", "đĐđĐ")

_ONSETS = "ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx]|"  # gi and qu before the single letters
_SYLLABLE = re.compile(rf"(?P<onset>{_ONSETS})(?P<vowels>[aăâeêioôơuưy]+)(?P<coda>ch|ng|nh|[ckmnpt]|)")
_STRONG = "ăâêôơ"
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_NAME_START = re.compile(r"(?:^|(?<=[\s\-'’(.]))[^\W\d_]")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, the form of every text inside the product."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return the text in NFKC without invisible characters, look-alikes of Đ put right; case and marks stay."""
    return unicodedata.normalize("NFKC", text.translate(_D_LOOKALIKES).translate(_INVISIBLE))


def fold(text: str) -> str:
    """Return lower case without any mark, đ as d, compatibility forms resolved: the key of accent-free search."""
    plain = text.translate(_D_LOOKALIKES).translate(_INVISIBLE)
    plain = unicodedata.normalize("NFKD", plain).lower()
    # Lower-casing can bring back a mark (İ), so marks go last.
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return bare.replace("đ", "d")


def fold_marks(text: str) -> str:
    """Return lower case NFC with marks and one placement of the tone (hoà as hòa): the key of exact search."""
    return normal_tone(unicodedata.normalize("NFKC", clean(text).lower()))


def normal_tone(text: str) -> str:
    """Return NFC text with the tone of each Vietnamese syllable on its customary letter: hòa, khỏe, thủy, quý.

    Words that are not one well-formed syllable stay as they are; letter case never changes.
    """
    return nfc(_WORD.sub(lambda match: _place_tone(match.group()), nfc(text)))


def _place_tone(word: str) -> str:
    letters, tones = _split_tones(word)
    if len(tones) != 1:
        return word
    syllable = _SYLLABLE.fullmatch("".join(letters).lower())
    if syllable is None or len(letters) != len(syllable.group()):
        return word
    letters[_tone_position(syllable)] += tones[0]
    return nfc("".join(letters))


def _split_tones(word: str) -> tuple[list[str], list[str]]:
    """Return the letters with their quality marks composed but no tone, and the tones met."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.append(char)
        elif unicodedata.combining(char):
            letters[-1] = nfc(letters[-1] + char)
        else:
            letters.append(char)
    return letters, tones


def _tone_position(syllable: re.Match[str]) -> int:
    vowels, coda = syllable["vowels"], syllable["coda"]
    start = syllable.start("vowels")
    strong = [index for index, char in enumerate(vowels) if char in _STRONG]
    if strong:
        return start + strong[-1]
    if "ư" in vowels:
        return start + vowels.index("ư")
    if len(vowels) == 1:
        return start
    return start + (1 if coda or len(vowels) > 2 else 0)


def collation_key(text: str) -> str:
    """Return a key that sorts bytewise in the order of the Vietnamese alphabet.

    Letters weigh first (a ă â b c d đ e ê …), then tones over the whole text (ngang huyền hỏi ngã sắc nặng).
    Case and punctuation carry no weight; a run of punctuation or blanks separates words.
    """
    primary: list[str] = []
    tones: list[str] = []
    plain = unicodedata.normalize("NFD", fold_marks(text))
    for letter, marks in _letters(plain):
        if not letter.isalnum():
            if primary and primary[-1] != "-":
                primary.append("-")
            continue
        quality = next((mark for mark in marks if letter in _QUALITY_BASES.get(mark, "")), "")
        primary.append("d~" if letter == "đ" else _PRIMARY.get((letter, quality), letter))
        tones.append(str(max((_TONES.get(mark, 0) for mark in marks), default=0)))
    return f"{''.join(primary).rstrip('-')} {''.join(tones).rstrip('0')}"


def _letters(decomposed: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for char in decomposed:
        if unicodedata.combining(char) and pairs:
            letter, marks = pairs[-1]
            pairs[-1] = (letter, marks + char)
        else:
            pairs.append((char, ""))
    return pairs


def sort_key(name: str) -> str:
    """Return a key that sorts personal names bytewise by given name, then by family and middle name as written."""
    words = name.split()
    return f"{collation_key(words[-1] if words else '')} {collation_key(' '.join(words[:-1]))}"


def initials(name: str) -> str:
    """Return the first letters of the words of a name: ``Lương Mỹ Duyên`` gives ``LMD``."""
    return "".join(word[0].upper() for word in nfc(name).split())


def short_name(name: str) -> str:
    """Return a name with all but the given name shortened: ``Lương Mỹ Duyên`` gives ``L. M. Duyên``."""
    words = nfc(name).split()
    return " ".join([f"{word[0].upper()}." for word in words[:-1]] + words[-1:])


def title_case(text: str) -> str:
    """Return the text with a capital at the start of each word: ``LƯƠNG MỸ DUYÊN`` gives ``Lương Mỹ Duyên``."""
    return _NAME_START.sub(lambda match: match.group().upper(), nfc(text).lower())


def roman(number: int) -> str:
    """Return the Roman numeral of 1 to 3999; ValueError outside."""
    if not 0 < number < 4000:
        raise ValueError("a Roman numeral stands for 1 to 3999")
    parts: list[str] = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)
