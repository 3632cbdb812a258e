"""Signing many documents in one confirmation, while the signer watches."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from congso.documents import draft_signing, support_joint
from congso.documents.actions.sign_drafts import Signed, next_signer, sign_draft
from congso.documents.support_draft import load_for
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Refusal
from congso.signing import api as signing
from congso.signing.api import Hand


def start_round(*, actor: Actor, wanted: Sequence[tuple[int, int]], pin: str = "") -> int:
    """Sign (draft id, revision the signer looked at) one after another, elsewhere; the round's id.

    A second press gives the round that runs already. The PIN of a token is handed over in memory, never written down.
    Raises Forbidden documents.forbidden for whoever is no person.
    """
    if actor.person_id is None:
        raise Forbidden("documents.forbidden")
    person_id = actor.person_id
    keys = [f"{draft_id}:{revision}" for draft_id, revision in dict(wanted).items()]
    round_id, fresh = signing.begin_round(person_id, signing.kind_of(person_id), keys)
    if fresh:
        signing.spawn(lambda: signing.run_round(round_id, person_id, DraftWork(actor), pin))
    return round_id


@dataclass(frozen=True)
class DraftWork:
    """`signing.rounds.Work` over drafts; a key is "draft id:revision"."""

    actor: Actor

    def page(self, key: str, hand: Hand) -> None:
        draft_id, revision = _split(key)
        draft, step = load_for(self.actor, "sign", draft_id)
        if draft.revision != revision or step is None:
            raise Conflict("documents.changed_meanwhile")
        if step.seen_at is None:
            raise Conflict("documents.sign_unseen")
        turn = support_joint.turn_of(draft, step)
        draft_signing.check_power(self.actor, draft, turn)
        draft_signing.signed_pdf(self.actor, draft, turn, hand)

    def sign(self, key: str, hand: Hand) -> dict[str, Any]:
        draft_id, revision = _split(key)
        outgoing_id = sign_draft(
            actor=self.actor, draft_id=draft_id, seen_revision=revision, only_seen=True, hand=hand
        )
        waits_for = next_signer(draft_id) if not outgoing_id else ""
        return _plain(Signed(draft_id, outgoing_id, at=clock.now(), next_name=waits_for))

    def refused(self, key: str, refusal: Refusal) -> dict[str, Any]:
        return _plain(Signed(_split(key)[0], None, refusal))


def _split(key: str) -> tuple[int, int]:
    draft_id, _sep, revision = key.partition(":")
    return int(draft_id), int(revision)


def _plain(one: Signed) -> dict[str, Any]:
    refusal = one.refusal
    kept = dataclasses.asdict(dataclasses.replace(one, refusal=None))
    return kept | {
        "at": one.at.isoformat() if one.at else "",
        "code": refusal.code if refusal else "",
        "params": {name: str(value) for name, value in refusal.params.items()} if refusal else {},
    }
