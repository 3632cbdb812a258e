"""From a draft on the signer's table to the page with the person's signature on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from congso.documents import draft_text
from congso.documents.models import Draft
from congso.files import api as file_store
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden
from congso.people import api as people
from congso.signing import api as signing


@contextmanager
def session(actor: Actor) -> Iterator[None]:
    """One batch of signatures. The opened key stays in the key ring, so nothing is loaded twice."""
    if actor.person_id is not None:
        signing.signer_for(actor.person_id)
    yield


def check_power(actor: Actor, draft: Draft) -> None:
    """The signature block on the page is still the signer's to use today (Decree 30 art. 13).

    Raises Forbidden people.signature_no_power, or the reason of the delegation that ended.
    """
    wanted = tuple(str(line) for line in draft.signature_lines)
    options = people.signature_options(actor, draft.body_id, clock.today())
    chosen = next((one for one in options if tuple(one.lines) == wanted), None)
    if chosen is None:
        raise Forbidden("people.signature_no_power", name=actor.name)
    people.check_signature(chosen, clock.today())


def prepared_pdf(draft: Draft) -> bytes:
    """The page with empty fields for number and date: what the signer looks at and signs."""
    if draft.prepared_file_id is not None:
        return file_store.read(draft.prepared_file_id)
    page = draft_text.official_page(draft)
    return signing.prepare_form(page.pdf, signing.boxes_from_anchors(page.anchors))


def signed_pdf(actor: Actor, draft: Draft) -> bytes:
    """Raises the refusals of the key (expired, missing) and of the page."""
    if actor.person_id is None:
        raise Forbidden("documents.forbidden")
    return signing.sign_personal(prepared_pdf(draft), signing.hand_for(actor.person_id))
