"""What a search asks for: the typed text and what narrows it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from congso.pure.search import parse

NEWEST, OLDEST, BEST = "newest", "oldest", "best"
SORTS: Final = (NEWEST, OLDEST, BEST)


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Empty means any; of several values of one field any will do.

    `places`: "incoming", "outgoing", "draft", "work_file"; `kinds`: codes of pure.kinds or names of other kinds; `states`:
    "place:state"; `issuers`, `signers`, `drafters`, `recipients`: whole names; the singular ones: words of such names, with
    or without accents; `subject`: words of the subject; `work_files`: ids of files that hold the document.
    """

    text: str = ""
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    urgencies: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    registers: tuple[int, ...] = ()
    work_files: tuple[int, ...] = ()
    issuers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    drafters: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    issuer: str = ""
    signer: str = ""
    drafter: str = ""
    recipient: str = ""
    subject: str = ""
    sort: str = NEWEST

    @property
    def narrowed(self) -> bool:
        return replace(self, text="", sort=NEWEST) != SearchFilters()

    @property
    def asked(self) -> bool:
        """There is something to look for: a text of signs alone is none."""
        return self.narrowed or not parse(self.text).empty
