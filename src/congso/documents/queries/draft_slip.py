"""What stands between a draft and its submission, and who gets it."""

from collections.abc import Sequence
from dataclasses import dataclass

from congso.documents import draft_text, rules_draft
from congso.documents.queries.draft_people import Reviewer, reviewers
from congso.documents.support_draft import load
from congso.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Readiness:
    """`missing`: (field, reason code); `unprintable`: signs the official fonts lack, which do not stop it."""

    missing: tuple[tuple[str, str], ...]
    unprintable: Sequence[str]
    reviewers: tuple[Reviewer, ...]


def readiness(actor: Actor, draft_id: int) -> Readiness:
    """Raises NotFound documents.not_found."""
    draft = load(actor, draft_id)
    missing = rules_draft.missing_fields(
        subject=draft.subject,
        signer=draft.signer_id,
        lines=draft.signature_lines,
        has_text=draft_text.has_text(draft),
        recipients=draft.recipients.count(),
    )
    return Readiness(tuple(missing), draft_text.unprintable(draft), tuple(reviewers(draft)))
