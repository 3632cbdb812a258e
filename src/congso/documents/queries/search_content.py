"""The words of the files of a document, for the index."""

from congso.files import api as files
from congso.kernel.refs import SubjectRef

_BESIDE = ("attachment", "appendix")


def words_of_files(subject: SubjectRef, main_file_id: int | None) -> str:
    """The main file first, then what is attached. A file that waits for its secrecy marking to be stated says nothing."""
    uses = files.uses_of([subject])[subject]
    beside = [use.file.id for use in uses if use.role in _BESIDE and use.file.id != main_file_id]
    rows = files.rows([*([main_file_id] if main_file_id else []), *beside])
    return "\n".join("\n".join(files.text(row.id)) for row in rows if row.state == "ready")
