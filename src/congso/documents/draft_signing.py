"""From a draft on the signer's table to the page with the person's signature on it."""

import io
from dataclasses import dataclass

import pikepdf

from congso.documents import check_codes, draft_text
from congso.documents.models import Draft
from congso.documents.support_joint import Turn
from congso.files import api as file_store
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden
from congso.people import api as people
from congso.people.api import SignatureOption
from congso.signing import api as signing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature will stand: page from 1, points from the top left."""

    page: int
    x: float
    y: float
    width: float
    height: float


def check_power(actor: Actor, draft: Draft, turn: Turn) -> None:
    """The signature block on the page is still the signer's to use today (Decree 30 art. 13).

    Raises Forbidden: the reason why a delegation or a post ended (people.delegation_*, people.signature_*), or
    people.signature_no_power when the block was never this person's.
    """
    options = people.signature_options(actor, turn.body_id, clock.today(), draft.field_of_work)
    if any(one.lines == turn.lines and turn.key in ("", one.key) for one in options):
        return
    if (stored := _as_submitted(actor, draft, turn)) is not None:
        people.check_signature(stored, clock.today())
    raise Forbidden("people.signature_no_power", name=actor.name)


def _as_submitted(actor: Actor, draft: Draft, turn: Turn) -> SignatureOption | None:
    """The way of signing chosen at submission: asking about it names the reason why it holds no longer."""
    if actor.appointment_id is None or actor.person_id is None or actor.post_id is None or not turn.key:
        return None
    return SignatureOption(
        key=turn.key,
        form=turn.key.partition(":")[0],
        lines=turn.lines,
        signer_name=actor.name,
        body_id=turn.body_id,
        appointment_id=actor.appointment_id,
        person_id=actor.person_id,
        post_id=actor.post_id,
        delegation_id=turn.delegation_id,
        field_of_work=draft.field_of_work,
    )


def form_of(draft: Draft) -> bytes:
    """The official page with the code of its check page and empty fields for number, date and signatures."""
    page = draft_text.official_page(draft)
    return signing.prepare_form(check_codes.coded(page.pdf), signing.boxes_from_anchors(page.anchors))


def prepared_pdf(draft: Draft) -> bytes:
    """What the signer looks at and signs: the file that was shown, when one was."""
    if draft.prepared_file_id is not None:
        return file_store.read(draft.prepared_file_id)
    return form_of(draft)


def signed_pdf(actor: Actor, draft: Draft, turn: Turn, hand: signing.Hand | None = None) -> bytes:
    """With `hand`, open already for a whole batch, or the actor's own key, opened for this one.

    Raises the refusals of the key (expired, missing, on a token) and of the page.
    """
    if actor.person_id is None:
        raise Forbidden("documents.forbidden")
    hand = hand or signing.hand_for(actor.person_id)
    return signing.sign_personal(prepared_pdf(draft), hand, field=turn.field)


def places(pdf: bytes, field: str) -> list[Place]:
    """The place of one signature, to be marked on the pages shown before signing."""
    found: list[Place] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            top = float(page.mediabox[3])
            for widget in page.obj.get("/Annots", pikepdf.Array()):
                if str(widget.get("/T", "")) == field:
                    x0, y0, x1, y1 = (float(side) for side in widget["/Rect"])
                    found.append(Place(number, x0, top - y1, x1 - x0, y1 - y0))
    return found
