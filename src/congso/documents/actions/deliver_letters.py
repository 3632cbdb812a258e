"""What leaves by e-mail: the issued document for a letter, its waiting lines, and what became of them. Called by `mail`."""

from dataclasses import dataclass
from datetime import date

from congso.documents import rules_outgoing
from congso.documents.models import Recipient
from congso.documents.support_outgoing import load, printed_code, ref
from congso.files import api as file_store
from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.pure.kinds import kind_of

_QUEUED = "the line of a letter that was queued for it"
_ENCLOSED = {"main": 0, "appendix": 1, "attachment": 2}


@dataclass(frozen=True, slots=True)
class LetterFile:
    id: int
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """An issued document as a letter tells of it; `files` main first. `open`: issued, with its signed file, not recalled."""

    open: bool
    restricted: bool
    agency_id: int
    code: str
    kind: str
    subject: str
    issuer: str
    issued_date: date | None
    files: tuple[LetterFile, ...]


@dataclass(frozen=True, slots=True)
class EmailLine:
    id: int
    name: str
    address: str


def issued_letter(*, actor: Actor, outgoing_id: int) -> IssuedLetter:
    """Raises NotFound documents.not_found."""
    row = load(actor, outgoing_id)
    kind = kind_of(row.kind)
    uses = [one for one in file_store.uses_of([ref(row)])[ref(row)] if one.role in _ENCLOSED]
    files = [one.file for one in sorted(uses, key=lambda one: _ENCLOSED[one.role])]
    return IssuedLetter(
        open=row.state == rules_outgoing.ISSUED and not row.on_paper and row.file_id is not None,
        restricted=row.restricted,
        agency_id=row.agency_id,
        code=printed_code(row),
        kind=kind.name if kind else row.kind,
        subject=row.subject,
        issuer=row.body.name,
        issued_date=row.issued_date,
        files=tuple(LetterFile(one.id, one.name, one.mime, one.size) for one in files),
    )


def email_lines(*, actor: Actor, outgoing_id: int) -> list[EmailLine]:
    """Its lines of channel e-mail that nobody sent yet, locked until the caller's transaction ends."""
    rows = load(actor, outgoing_id).recipients.select_for_update().filter(channel="email", state="waiting")
    return [EmailLine(one.pk, one.name, one.address) for one in rows.order_by("order", "id")]


def letter_state(*, actor: Actor, recipient_id: int, state: str, note: str = "") -> bool:
    """What became of the letter: waiting (with a note), sent or failed. False when the clerk moved the line meanwhile, or
    took it off."""
    lines = Recipient.objects.unscoped(reason=_QUEUED)
    rows = lines.filter(pk=recipient_id, channel="email", state="waiting", outgoing__isnull=False)
    changed = rows.update(state=state, state_at=clock.now(), state_note=note[:300])
    if changed:
        row = lines.select_related("outgoing").get(pk=recipient_id)
        if row.outgoing is not None:
            live.publish(f"agency:{row.outgoing.agency_id}", "recipient", outgoing=row.outgoing.pk)
    return bool(changed)


def line_waits(*, recipient_id: int) -> bool:
    """The line still wants a letter."""
    lines = Recipient.objects.unscoped(reason=_QUEUED)
    return lines.filter(pk=recipient_id, channel="email", state="waiting").exists()


def letter_again(*, recipient_id: int, address: str = "") -> None:
    """A failed line waits for another letter, perhaps to a corrected address."""
    corrected = {"address": address.strip()[:300]} if address.strip() else {}
    lines = Recipient.objects.unscoped(reason=_QUEUED)
    rows = lines.filter(pk=recipient_id, channel="email", state="failed")
    rows.update(state="waiting", state_at=clock.now(), state_note="", **corrected)
