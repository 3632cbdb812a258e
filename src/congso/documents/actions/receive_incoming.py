"""An arrival comes in: brought by the clerk as files or on paper (Decree 30 art. 21)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands
from congso.documents import policies_incoming as policies
from congso.documents.columns_incoming import columns
from congso.documents.events import IncomingReceived
from congso.documents.jobs_incoming import read_incoming_job, validate_incoming
from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import Fields, tidy
from congso.documents.support_incoming import CLERKS, KIND, guard_fields, load, load_for, ref
from congso.files import api as file_store
from congso.kernel import clock, events, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Refusal

Upload = tuple[str, BinaryIO | bytes]


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file. `refusal` says why it was not taken; then nothing of it is kept."""

    name: str
    incoming_id: int | None = None
    file_id: int | None = None
    held: bool = False
    refusal: Refusal | None = None


def receive_upload(
    *,
    actor: Actor,
    files: Sequence[Upload],
    paper: bool = False,
    together: bool = False,
    once_key: str = "",
) -> list[Received]:
    """Take files in: an arrival each, or (`together`) one arrival, the first usable file as main and the rest attached.

    One bad file never spoils the others: each has its own result, in the order given. `paper`: the arrival came on paper
    and this is its scan. `once_key`: of one file (or one set of files sent together) that may be sent twice after a lost
    connection. Raises Forbidden documents.forbidden. Event IncomingReceived for each arrival.
    """
    agency_id = policies.receiving_agency(actor)
    key = once_key if together or len(files) == 1 else ""
    known = once.made_before(actor, "upload", key)
    if known is not None:
        return (
            attach_files(actor=actor, incoming_id=known, files=files)
            if together
            else [_again(actor, known, files)]
        )
    taken = [_take(actor, name, content) for name, content in files]
    good = [one for one in taken if one.file_id is not None]
    made: dict[int, int] = {}
    for group in [good] if together and good else [[one] for one in good]:
        ids = [one.file_id for one in group if one.file_id is not None]
        incoming_id = _make_once(actor, agency_id, key, channel="paper" if paper else "upload", file_ids=ids)
        made.update(dict.fromkeys(ids, incoming_id))
    return [one if one.file_id is None else replace(one, incoming_id=made[one.file_id]) for one in taken]


def attach_files(*, actor: Actor, incoming_id: int, files: Sequence[Upload]) -> list[Received]:
    """Add files to a waiting arrival; bytes it holds already are not added twice.

    Raises Forbidden, NotFound, Conflict (registered already). Each file has its own result.
    """
    incoming = load_for(actor, "register", incoming_id)
    taken = [_take(actor, name, content) for name, content in files]
    held = file_store.files_of(ref(incoming))
    hashes = {file.sha256 for file in held}
    order = len(held)
    for one in taken:
        row = file_store.row(one.file_id) if one.file_id is not None else None
        if row is None or row.sha256 in hashes:
            continue
        hashes.add(row.sha256)
        file_store.use(row.id, ref(incoming), role="attachment", order=order)
        order += 1
    if order > len(held):
        validate_incoming.defer(incoming_id=incoming.pk)
    return [one if one.file_id is None else replace(one, incoming_id=incoming.pk) for one in taken]


def receive_paper(*, actor: Actor, note: str = "", once_key: str = "") -> int:
    """An arrival on paper without a scan: it is registered by its fields alone. Returns its id."""
    agency_id = policies.receiving_agency(actor)
    given = tidy(Fields(subject=note))
    guard_fields(actor, given)
    with transaction.atomic():
        known = once.claim(actor, "paper", once_key)
        if known is not None:
            return known
        made = make(actor, agency_id, channel="paper", file_ids=[], given=given)
        once.keep(actor, "paper", once_key, made.pk)
    return made.pk


def _take(actor: Actor, name: str, content: BinaryIO | bytes) -> Received:
    try:
        row = file_store.store(actor=actor, name=name, content=content, purpose=KIND)
    except Refusal as refusal:
        return Received(name, refusal=refusal)
    return Received(row.name, file_id=row.id, held=row.state == "held")


def _again(actor: Actor, known: int, files: Sequence[Upload]) -> Received:
    return Received(files[0][0], known, load(actor, known).main_file_id)


def _make_once(actor: Actor, agency_id: int, key: str, *, channel: str, file_ids: Sequence[int]) -> int:
    """`make`, or what the same upload made a moment before."""
    with transaction.atomic():
        known = once.claim(actor, "upload", key)
        if known is not None:
            return known
        made = make(actor, agency_id, channel=channel, file_ids=file_ids)
        once.keep(actor, "upload", key, made.pk)
    return made.pk


def make(
    actor: Actor,
    agency_id: int,
    *,
    channel: str,
    file_ids: Sequence[int],
    given: Fields | None = None,
    **more: Any,
) -> IncomingDocument:
    """A new waiting arrival holding these files, main first; in the caller's transaction."""
    main = file_ids[0] if file_ids else None
    known = columns(given, agency_id) if given else {}
    if main is not None and known.get("pages") is None:
        known["pages"] = file_store.page_count(main)
    if channel == "paper":
        known["paper_original"] = True
    made = IncomingDocument.objects.create(
        agency_id=agency_id,
        channel=channel,
        received_at=clock.now(),
        uploaded_by_id=actor.person_id,
        main_file_id=main,
        **known,
        **more,
    )
    for order, file_id in enumerate(file_ids):
        file_store.use(file_id, ref(made), role="attachment" if order else "main", order=order)
    _announce(actor, made)
    return made


def _announce(actor: Actor, made: IncomingDocument) -> None:
    hands.pass_to(ref(made), agency_id=made.agency_id, holder_name=CLERKS, stage="register")
    audit.record(actor, "incoming.received", ref(made), channel=made.channel)
    events.publish(IncomingReceived(incoming_id=made.pk, agency_id=made.agency_id))
    if made.main_file_id is not None:
        validate_incoming.defer(incoming_id=made.pk)
        read_incoming_job.defer(incoming_id=made.pk)
