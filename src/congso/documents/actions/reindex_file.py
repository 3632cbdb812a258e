"""The words of a file became known: what holds it is searched anew."""

from congso.documents import search_index
from congso.files import api as files

_KINDS = ("incoming", "draft", "outgoing")


def reindex_file(*, file_id: int) -> int:
    """Index every document that holds the bytes of this file again; returns how many. An unknown file is none."""
    found = files.rows([file_id])
    if not found or found[0].agency_id is None:
        return 0
    subjects = [one for one in files.same_bytes(found[0].sha256, found[0].agency_id) if one.kind in _KINDS]
    for subject in subjects:
        search_index.later(subject)
    return len(subjects)
