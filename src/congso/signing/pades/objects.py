"""Reading PDF dictionaries: pyHanko's `get` does not follow references, its brackets do."""

from typing import Any

from pyhanko.pdf_utils import generic


def entry(holder: object, key: str, default: Any = None) -> Any:
    """The value behind `key`, reference followed; `default` when it or the dictionary is not there."""
    if isinstance(holder, generic.DictionaryObject) and key in holder:
        return holder[key]
    return default
