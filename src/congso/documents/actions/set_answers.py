"""Which arrivals a draft answers; each closes when its answers are issued (Decree 30 art. 24)."""

from collections.abc import Sequence

from django.db import transaction

from congso.audit import api as audit
from congso.documents import support_incoming
from congso.documents.actions.create_draft import begin_answer
from congso.documents.support_draft import load_for, ref
from congso.kernel.actor import Actor


def set_answers(*, actor: Actor, draft_id: int, closing: Sequence[int], touching: Sequence[int] = ()) -> None:
    """Answer exactly these arrivals: `closing` ones close by it, `touching` ones are only mentioned.

    Those already there stay whoever may see them; a new one needs the right to answer it. Raises NotFound, Forbidden,
    Conflict (the draft or a new arrival stands in a wrong state).
    """
    wanted = {**dict.fromkeys(touching, False), **dict.fromkeys(closing, True)}
    with transaction.atomic():
        draft, _ = load_for(actor, "edit", draft_id)
        known = {row.incoming_id: row for row in draft.answers.all()}
        for incoming_id, closes in wanted.items():
            row = known.get(incoming_id)
            if row is None:
                incoming = support_incoming.load_for(actor, "answer", incoming_id)
                draft.answers.create(incoming=incoming, closes=closes)
                begin_answer(actor, incoming)
            elif row.closes != closes:
                draft.answers.filter(pk=row.pk).update(closes=closes)
        draft.answers.exclude(incoming_id__in=wanted).delete()
        audit.record(actor, "draft.answers_set", ref(draft), answers=sorted(wanted))
