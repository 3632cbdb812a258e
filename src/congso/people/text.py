"""Stored text of people and agencies: what search compares and lists sort by."""

from congso.pure import vietnamese


def words(text: str) -> list[str]:
    """The folded words of a search."""
    return vietnamese.fold(text).split()


def search_text(*parts: str) -> str:
    """All parts with marks, then the same without, so that a search works either way."""
    text = " ".join(" ".join(parts).split())
    return f"{vietnamese.fold_marks(text)} {vietnamese.fold(text)}"


def person_key(full_name: str) -> str:
    """Sorts bytewise by given name."""
    return vietnamese.sort_key(full_name)
