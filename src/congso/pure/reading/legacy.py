"""Texts set in fonts of the time before Unicode: TCVN3 (ABC, fonts .VnTime) and VNI (fonts VNI-Times).

Both put Vietnamese letters at places of Latin letters, so a file's text reads "Céng hßa x· héi" or "Coäng hoøa xaõ hoäi".
"""

import re
from collections.abc import Callable
from typing import Final

from congso.pure.vietnamese import nfc

Decoder = Callable[[str], str]

_TCVN3_BYTES: Final = "\xb5\xb8\xb6\xb7\xb9\xa8\xbb\xbe\xbc\xbd\xc6\xa9\xc7\xca\xc8\xc9\xcb\xae\xcc\xd0\xce\xcf\xd1\xaa\xd2\xd5\xd3\xd4\xd6\xd7\xdd\xd8\xdc\xde\xdf\xe3\xe1\xe2\xe4\xab\xe5\xe8\xe6\xe7\xe9\xac\xea\xed\xeb\xec\xee\xef\xf3\xf1\xf2\xf4\xad\xf5\xf8\xf6\xf7\xf9\xfa\xfd\xfb\xfc\xfe\xa1\xa2\xa7\xa3\xa4\xa5\xa6"
_TCVN3_LETTERS: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3: Final = str.maketrans(_TCVN3_BYTES, _TCVN3_LETTERS)

_VNI_TONES: Final = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE: Final = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_MARKS: Final = "".join(_VNI_TONES) + "".join(_VNI_TONES).upper()
_VNI_VOWEL: Final = re.compile(rf"([aeouyôöAEOUYÔÖ])([{_VNI_MARKS}])")
_VNI_LONE: Final = str.maketrans(
    {**_VNI_SINGLE, **{key.upper(): value.upper() for key, value in _VNI_SINGLE.items()}}
)


def from_tcvn3(text: str) -> str:
    """TCVN 5712:1993 VN3 as Unicode. Capitals with tones do not exist in it: `.VnTimeH` shows small letters large."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """VNI for Windows (two characters a letter) as Unicode NFC."""

    def letter(match: re.Match[str]) -> str:
        base, mark = match[1], match[2]
        base = base.translate(_VNI_LONE)
        return nfc(base + _VNI_TONES[mark.lower()])

    parts = _VNI_VOWEL.sub(lambda match: f"\x00{letter(match)}\x00", text).split("\x00")
    return nfc("".join(part if at % 2 else part.translate(_VNI_LONE) for at, part in enumerate(parts)))


def keep(text: str) -> str:
    """Text that needs no conversion."""
    return text


def _tcvn3_capitals(text: str) -> str:
    return from_tcvn3(text).upper()


def decoder_for(font: str) -> Decoder:
    """How text in a font of this name is to be read; the name may carry a subset's prefix (ABCDEF+.VnTime)."""
    name = font.partition("+")[2] or font
    low = name.lower().lstrip("*'")
    if low.startswith((".vn", "vntime", "vnarial")):
        return _tcvn3_capitals if re.sub(r"[,\- ].*", "", low).endswith("h") else from_tcvn3
    if low.startswith("vni"):
        return from_vni
    return keep


_TCVN3_SIGNS: Final = re.compile(
    r"[a-zA-Z][\xb5\xb8\xb6\xb7\xb9\xab\xae\xa8\xac\xad\xa9]|[\xae\xa7][a-z\xb5-\xfe]"
)
_VNI_SIGNS: Final = re.compile(r"[aeouyôö][ùøûõïåäëü]|[AEOUYÔÖ][ÙØÛÕÏÅÄËÜ]|ñ[aeiouy]")
_VIETNAMESE: Final = re.compile(r"[ăđơưạ-ỹĂĐƠƯẠ-Ỹ]")


def guess_decoder(text: str) -> Decoder:
    """How a text whose fonts are not known is to be read, from its letters alone."""
    if len(_VIETNAMESE.findall(text)) * 20 > len(text.split()):
        return keep
    signs = max(len(text.split()) // 8, 3)
    if len(_TCVN3_SIGNS.findall(text)) >= signs:
        return from_tcvn3
    if len(_VNI_SIGNS.findall(text)) >= signs:
        return from_vni
    return keep
