"""What a reading gives: each field with its confidence and the place it was read from."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, Literal

from congso.pure.reading.page_model import Box

TextLayer = Literal["yes", "partial", "none", "poor"]

FIELDS: Final = (
    "kind",
    "number",
    "symbol",
    "issuing_body",
    "parent_body",
    "place",
    "date",
    "subject",
    "addressees",
    "signer_name",
    "signer_title",
    "signing_form",
    "recipients",
    "urgency",
    "secrecy",
)
LISTS: Final = frozenset({"addressees", "recipients"})


class Unreadable(Exception):
    """The file gives no text; `code` says why: password, damaged, no_pages, unknown_type, too_large,
    office_missing, office_failed. The document can still be registered by hand."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A value read: text, or a tuple of texts for lists; dates in ISO form.

    `confidence` runs from 0 to 1. `box` is None where the source has no pages (Word files).
    """

    value: str | tuple[str, ...]
    confidence: float
    box: Box | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The fields that the document shows; one that it does not show is absent.

    `pages` is None where the file does not say; `text_layer` is None for files that are not PDF.
    """

    fields: Mapping[str, Found]
    pages: int | None = None
    text_layer: TextLayer | None = None

    def text(self, name: str) -> str | None:
        """The value of a field that is no list."""
        found = self.fields.get(name)
        return found.value if found and isinstance(found.value, str) else None

    def items(self, name: str) -> tuple[str, ...]:
        """The value of a list (`LISTS`), empty where there is none."""
        found = self.fields.get(name)
        return found.value if found and isinstance(found.value, tuple) else ()

    def to_json(self) -> dict[str, Any]:
        """Plain data for JSON: every field by name (None where absent), then `confidence` and `boxes` by field.

        Boxes are {page, x0, y0, x1, y1}: page counts from 1, points from the top left of the page as shown.
        """
        values: dict[str, Any] = {}
        for name in FIELDS:
            found = self.fields.get(name)
            values[name] = list(found.value) if found and name in LISTS else found.value if found else None
        values["pages"], values["text_layer"] = self.pages, self.text_layer
        values["confidence"] = {name: round(found.confidence, 3) for name, found in self.fields.items()}
        values["boxes"] = {
            name: _box_json(found.box) for name, found in self.fields.items() if found.box is not None
        }
        return values


def _box_json(box: Box) -> dict[str, float]:
    places = {name: round(getattr(box, name), 1) for name in ("x0", "y0", "x1", "y1")}
    return {"page": box.page + 1, **places}
