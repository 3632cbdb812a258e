"""The public face of files.

Reads here are for domains that hold the file and have decided who may see it. A browser comes through `urls`, where the
holder's policy (`register_holder`) is asked each time.
"""

from congso.files.actions.holding import copy_to_agency, unuse, use
from congso.files.actions.marking import state_marking
from congso.files.actions.ocr import SEARCHABLE, read_again
from congso.files.actions.opening import opened
from congso.files.actions.purge import purge
from congso.files.actions.renditions import add_rendition
from congso.files.actions.store import store
from congso.files.policies import LOOSE, may_state, readable_rows, register_holder
from congso.files.queries import (
    files_of,
    holders_of,
    open_file,
    own_fields,
    page_count,
    read,
    rendition,
    row,
    rows,
    same_bytes,
    same_bytes_of,
    scan_of,
    scanned_pages,
    text,
    texts,
    uploads_of,
    uses_of,
    viewer_pages,
)
from congso.files.rows import FileRow, PageImage, PurgeReport, ScanRow, UseRow

__all__ = [
    "LOOSE",
    "SEARCHABLE",
    "FileRow",
    "PageImage",
    "PurgeReport",
    "ScanRow",
    "UseRow",
    "add_rendition",
    "copy_to_agency",
    "files_of",
    "holders_of",
    "may_state",
    "open_file",
    "opened",
    "own_fields",
    "page_count",
    "purge",
    "read",
    "read_again",
    "readable_rows",
    "register_holder",
    "rendition",
    "row",
    "rows",
    "same_bytes",
    "same_bytes_of",
    "scan_of",
    "scanned_pages",
    "state_marking",
    "store",
    "text",
    "texts",
    "unuse",
    "uploads_of",
    "use",
    "uses_of",
    "viewer_pages",
]
