"""Why bytes cannot be read, and how much is read at most."""

from dataclasses import dataclass
from typing import Final

# Every reason has a sentence in each face that shows it; a test compares.
REASONS: Final = frozenset(
    {
        "empty",
        "too_large",
        "too_much_markup",
        "too_many_attachments",
        "unpacked_too_large",
        "not_xml",
        "not_well_formed",
        "doctype",
        "encoding",
        "not_edxml",
        "no_header",
        "base64",
        "mime",
        "hash_differs",
        "description",
    }
)

# What a message may do otherwise than the norm and still be read.
DEVIATIONS: Final = frozenset(
    {
        "attachment_empty",
        "attachment_missing",
        "attachment_unlisted",
        "base64_padding",
        "base64_prefix",
        "cid",
        "cid_differs",
        "date_form",
        "date_unreadable",
        "duplicate_element",
        "duplicate_receiver",
        "empty_block",
        "encoding_lies",
        "flag_unreadable",
        "foreign_element",
        "leading_garbage",
        "missing",
        "name_path",
        "namespace",
        "number_unreadable",
        "old_generation",
        "order",
        "priority",
        "root",
        "signature_dummy",
        "spelling",
        "status_form",
        "too_long",
        "trailing_garbage",
        "type_differs",
        "type_lies",
        "unbound_prefix",
        "unknown_element",
        "unknown_value",
        "zip_damaged",
        "zip_entries",
        "zip_path",
    }
)


class Unreadable(ValueError):
    """`code` is one of REASONS; `place` a line and column, or the path of an element; `detail` the parser's own words."""

    def __init__(self, code: str, place: str = "", detail: str = "") -> None:
        super().__init__(f"{code} at {place or 'the whole message'}" + (f": {detail}" if detail else ""))
        self.code = code
        self.place = place
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and counts; beyond them a message is refused with a reason instead of being read.

    Gateways of the axis take about 50 MB a file. Markup is what remains when long texts (attachments) are left out:
    3,300 receivers with full addresses make 3 MB.
    """

    message: int = 300_000_000
    markup: int = 8_000_000
    tags: int = 400_000
    attachments: int = 500
    unpacked: int = 300_000_000


DEFAULT_LIMITS: Final = Limits()
