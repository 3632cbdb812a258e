"""The built-in texts to start from: at least one for each of the 29 kinds (Decree 30 art. 7, annex III).

Places to fill stand in square brackets. "[tên cơ quan]" and "[văn bản được trả lời]" are filled when the draft is made.
Marks of a line: see `draft_content.from_markup`.
"""

from dataclasses import dataclass
from typing import Final

from congso.documents.draft_templates import decisions, letters, papers, plans


@dataclass(frozen=True, slots=True)
class Template:
    """`kind` is a code of `pure.kinds`; `text` is markup."""

    kind: str
    name: str
    text: str


BUILT_IN: Final[tuple[Template, ...]] = tuple(
    Template(kind, name, text)
    for module in (decisions, plans, letters, papers)
    for kind, name, text in module.TEXTS
)
