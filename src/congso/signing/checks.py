"""Files are checked in jobs, the result is kept beside the file and renewed when it is out of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from congso.files import api as files
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.signing import rules_checks as rules
from congso.signing.checking.asking import Network
from congso.signing.checking.opening import Unreadable
from congso.signing.checking.records import from_plain, to_plain
from congso.signing.checking.report import SignatureReport
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.events import SignaturesChecked
from congso.signing.models import SignatureCheck
from congso.signing.trust import mark_of, trust_roots

PDF = "application/pdf"
_JOB = "a job looks after every file"
_HOLDER = "asked by a holder, whose policy has decided"
PORTION = 40


@dataclass(frozen=True, slots=True)
class CheckRow:
    """Of one file. `why`: the code of a sentence when nothing can be said of it. `roots`: how many were believed."""

    file_id: int
    state: str
    reports: tuple[SignatureReport, ...] = ()
    why: str = ""
    roots: int = 0
    checked_at: datetime | None = None
    asks_again: bool = False


def look(pdf: bytes, *, online: bool = True) -> tuple[str, list[SignatureReport]]:
    """("", reports) by the roots of the installation, or why there are none: not_pdf, password, damaged."""
    ask = Network() if online and settings.CONGSO_ASK_REVOCATION else None
    try:
        return "", examine(pdf, Court(trust_roots(), clock.now(), ask))
    except Unreadable as unreadable:
        return unreadable.why, []


def check_file(file_id: int) -> CheckRow:
    """Check and keep. Publishes SignaturesChecked when the outcome is another than before. The network is asked outside
    the transaction. Raises NotFound files.unknown; a file whose content is gone is forgotten.
    """
    file = files.row(file_id)
    if file.state == "purged":
        forget(file_id)
        return CheckRow(file_id, rules.NONE)
    if file.mime != PDF:
        return CheckRow(file_id, rules.NONE)
    roots = trust_roots()
    why, reports = look(files.read(file_id))
    state = rules.UNKNOWN if why else rules.state_of(reports)
    with transaction.atomic():
        old = SignatureCheck.objects.unscoped(reason=_JOB).select_for_update().filter(file_id=file_id).first()
        tries = old.tries + 1 if old is not None and old.roots == mark_of(roots) else 1
        again = rules.ask_again_in(reports, tries)
        row, _made = SignatureCheck.objects.unscoped(reason=_JOB).update_or_create(
            file_id=file_id,
            defaults={
                "state": state,
                "why": why,
                "reports": [to_plain(report) for report in reports],
                "roots": mark_of(roots) if state != rules.NONE else "",
                "root_count": len(roots),
                "tries": tries,
                "ask_again_at": clock.now() + again if again else None,
                "checked_at": clock.now(),
            },
        )
        if old is not None and old.state != state:
            events.publish(SignaturesChecked(file_id=file_id, state=state))
    return _row(row)


def out_of_date(limit: int) -> list[int]:
    """Files whose check leans on other roots than today's, or whose authority is to be asked again."""
    mark = mark_of(trust_roots())
    other_roots = Q(roots__gt="", roots__lt=mark) | Q(roots__gt=mark)
    rows = SignatureCheck.objects.unscoped(reason=_JOB)
    found = rows.filter(other_roots).order_by("-file_id").values_list("file_id", flat=True)[:limit]
    due = rows.filter(ask_again_at__lte=clock.now()).values_list("file_id", flat=True)[:limit]
    return list(dict.fromkeys([*found, *due]))[:limit]


def check_portion() -> bool:
    """Check again what is out of date, newest first; True when more may wait. One bad file never stops the rest."""
    waiting = out_of_date(PORTION)
    for file_id in waiting:
        try:
            check_file(file_id)
        except (NotFound, OSError):
            # The bytes are away, which fixity reports: the old result stays, and is not tried again and again.
            rows = SignatureCheck.objects.unscoped(reason=_JOB).filter(file_id=file_id)
            rows.update(roots=mark_of(trust_roots()), ask_again_at=None)
    return len(waiting) == PORTION


def forget(file_id: int) -> None:
    """The content is gone: so are the names in its signatures."""
    SignatureCheck.objects.unscoped(reason=_JOB).filter(file_id=file_id).delete()


def checks_of(file_ids: Iterable[int]) -> dict[int, CheckRow]:
    """What is known of files, in one query; the caller holds them. Those not checked yet are left out."""
    rows = SignatureCheck.objects.unscoped(reason=_HOLDER).filter(file_id__in=list(file_ids))
    return {row.file_id: _row(row) for row in rows}


def checks_for(actor: Actor, file_ids: Iterable[int]) -> dict[int, CheckRow]:
    """`checks_of` the files of the actor's agency."""
    rows = SignatureCheck.objects.for_actor(actor).filter(file_id__in=list(file_ids))
    return {row.file_id: _row(row) for row in rows}


def _row(row: Any) -> CheckRow:
    reports = tuple(from_plain(plain) for plain in row.reports)
    return CheckRow(
        row.file_id, row.state, reports, row.why, row.root_count, row.checked_at, row.ask_again_at is not None
    )
