"""Before signing: the page is laid out once, kept, and looked at. What is signed later is this very file."""

from django.db import transaction

from congso.documents import draft_signing, hands
from congso.documents.models import Draft
from congso.documents.support_draft import load_for, ref
from congso.files import api as file_store
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict

ROLE = "prepared"


def prepare_signing(*, actor: Actor, draft_id: int) -> int:
    """The file to look at and sign; its id. Made on the first call, the same one afterwards.

    Raises NotFound, Forbidden (not the signer), Conflict documents.draft_wrong_state, the refusals of the page.
    """
    draft, _step = load_for(actor, "sign", draft_id)
    if draft.prepared_file_id is not None:
        return draft.prepared_file_id
    pdf = draft_signing.form_of(draft)
    with transaction.atomic():
        name = f"{draft.subject[:80]}.pdf"
        stored = file_store.store(
            actor=Actor.system(draft.agency_id), name=name, content=pdf, purpose=ROLE, trusted=True,
            made_from=draft.source_file_id,
        )  # fmt: skip
        mine = Draft.objects.unscoped(reason="loaded for the actor before").filter(pk=draft.pk)
        if not mine.filter(revision=draft.revision, prepared_file_id=None).update(prepared_file_id=stored.id):
            raise Conflict("documents.changed_meanwhile")
        for old in file_store.files_of(ref(draft), ROLE):
            file_store.unuse(old.id, ref(draft), ROLE)
        file_store.use(stored.id, ref(draft), ROLE)
    return stored.id


def see_draft(*, actor: Actor, draft_id: int, revision: int) -> None:
    """The signer has looked at every page of this revision. Seeing it again changes nothing.

    Raises NotFound, Forbidden, Conflict documents.changed_meanwhile (the text changed since it was shown).
    """
    with transaction.atomic():
        draft, step = load_for(actor, "sign", draft_id)
        if draft.revision != revision or step is None:
            raise Conflict("documents.changed_meanwhile")
        hands.begin_work(ref(draft), person_id=actor.person_id)
        draft.steps.filter(pk=step.pk, seen_at=None).update(seen_at=clock.now())
