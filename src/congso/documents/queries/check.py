"""What anybody may read of an issued document who holds its address: the public check page."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from congso.documents.models import OutgoingDocument
from congso.documents.support_outgoing import printed_code
from congso.files import api as files
from congso.kernel import clock
from congso.pure.kinds import kind_of

_PUBLIC = ("issued", "recalled")


@dataclass(frozen=True, slots=True)
class Checked:
    """Of a restricted document nothing is given but that there is one. `sha256`: of the issued file."""

    state: str
    restricted: bool
    code: str = ""
    kind: str = ""
    subject: str = ""
    body: str = ""
    signer: str = ""
    signer_title: str = ""
    issued_date: date | None = None
    recalled_at: datetime | None = None
    pages: int | None = None
    sha256: str = ""
    on_paper: bool = False

    @property
    def sha256_words(self) -> str:
        """In groups of eight, to be compared by eye and read out."""
        return in_groups(self.sha256)


def in_groups(sha256: str) -> str:
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def exists(token: str) -> bool:
    """Was this address given to a document, issued or not yet?"""
    rows = OutgoingDocument.objects.unscoped(
        reason="whoever holds the document holds its unguessable address"
    )
    return rows.filter(check_token=token).exists()


def checked(token: str) -> Checked | None:
    """None for an unknown address, and for what was never issued: the two are not told apart."""
    rows = OutgoingDocument.objects.unscoped(
        reason="whoever holds the document holds its unguessable address"
    )
    row = rows.filter(check_token=token, state__in=_PUBLIC).select_related("body").first()
    if row is None:
        return None
    if row.restricted:
        return Checked("", restricted=True)
    kind = kind_of(row.kind)
    return Checked(
        state=row.state,
        restricted=False,
        code=printed_code(row),
        kind=kind.name if kind else row.kind,
        subject=row.subject,
        body=row.body.name,
        signer=row.signer_name,
        signer_title=row.signer_title,
        issued_date=row.issued_date,
        recalled_at=row.recalled_at.astimezone(clock.VIETNAM) if row.recalled_at else None,
        pages=row.pages,
        sha256=files.row(row.file_id).sha256 if row.file_id else "",
        on_paper=row.on_paper,
    )


def digest(chunks: Iterable[bytes]) -> str:
    """SHA-256 of a copy somebody holds; the copy itself is not kept."""
    made = hashlib.sha256()
    for chunk in chunks:
        made.update(chunk)
    return made.hexdigest()
