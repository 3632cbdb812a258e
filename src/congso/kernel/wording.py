"""Codes to sentences, in the reader's language. Each app registers its table in `messages.py`, imported by its AppConfig."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from congso.kernel.errors import Refusal

type_text = str | Promise
_sentences: dict[str, type_text] = {}


class _Params(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"  # a sentence with a hole says more to its reader than an error page


def register(table: Mapping[str, type_text]) -> None:
    """Add sentences with %(name)s places. The same code twice is a programming error."""
    for code, sentence in table.items():
        if code in _sentences and str(_sentences[code]) != str(sentence):
            raise ValueError(f"{code} is worded twice")
        _sentences[code] = sentence


def has(code: str) -> bool:
    return code in _sentences


def say(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The sentence; an unknown code is shown as itself, so nothing is ever silent."""
    sentence = _sentences.get(code)
    if sentence is None:
        return code
    return str(sentence) % _Params(params or {})


def explain(refusal: Refusal) -> str:
    return say(refusal.code, refusal.params)
