"""The public face of files.

Reads here are for domains that hold the file and have decided who may see it. A browser comes through `urls`, where the
holder's policy (`register_holder`) is asked each time.
"""

from congso.files.actions.holding import copy_to_agency, unuse, use
from congso.files.actions.marking import state_marking
from congso.files.actions.opening import opened
from congso.files.actions.purge import purge
from congso.files.actions.renditions import add_rendition
from congso.files.actions.store import store
from congso.files.policies import LOOSE, register_holder
from congso.files.queries import (
    files_of,
    open_file,
    page_count,
    read,
    rendition,
    row,
    rows,
    same_bytes,
    text,
    texts,
    uploads_of,
    uses_of,
    viewer_pages,
)
from congso.files.rows import FileRow, PageImage, PurgeReport, UseRow

__all__ = [
    "LOOSE",
    "FileRow",
    "PageImage",
    "PurgeReport",
    "UseRow",
    "add_rendition",
    "copy_to_agency",
    "files_of",
    "open_file",
    "opened",
    "page_count",
    "purge",
    "read",
    "register_holder",
    "rendition",
    "row",
    "rows",
    "same_bytes",
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
