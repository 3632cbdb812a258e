"""What the acts on arrivals share: guarded load, conditional save, refusals that name who was first."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import F

from congso.documents import policies_incoming as policies
from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import Fields, Problem
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef

KIND: Final = policies.KIND
CLERKS: Final = "Văn thư"  # holder of an arrival before somebody registers it; a term, shown as it is
_GUARDED: Final = ("subject", "description", "symbol", "issuer_name", "signer_title")


class WrongFields(Invalid):
    """Fields of the form break rules: all of them at once, the first as the sentence."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(first.code, field=first.field, **first.params)
        self.problems = tuple(problems)


def ref(incoming: IncomingDocument) -> SubjectRef:
    return SubjectRef(KIND, incoming.pk)


def load(actor: Actor, incoming_id: int) -> IncomingDocument:
    """Raises NotFound documents.not_found: unknown, or not for these eyes."""
    found: IncomingDocument | None = (
        IncomingDocument.objects.for_actor(actor)
        .select_related("agency", "register", "twin", "pile", "leader__person", "leader__post")
        .filter(pk=incoming_id)
        .first()
    )
    if found is None:
        raise NotFound("documents.not_found")
    return found


def load_for(actor: Actor, verb: str, incoming_id: int) -> IncomingDocument:
    """Loaded and allowed. A state that forbids the act is explained with number and name of whoever was first."""
    incoming = load(actor, incoming_id)
    policies.require(policies.may(actor, verb, incoming), **story(incoming))
    return incoming


def story(incoming: IncomingDocument) -> dict[str, Any]:
    """Parameters of the sentences about a state."""
    at = incoming.registered_at
    return {
        "number": incoming.arrival_number or "",
        "who": incoming.registered_by_name,
        "when": at.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M") if at else "",
    }


def change(incoming: IncomingDocument, *, expected_version: int | None = None, **columns: Any) -> None:
    """Save these columns if nobody changed the arrival since it was read. Raises Conflict documents.changed_meanwhile."""
    version = incoming.version if expected_version is None else expected_version
    changed = (
        IncomingDocument.objects.unscoped(reason="loaded for the actor before")
        .filter(pk=incoming.pk, state=incoming.state, version=version)
        .update(version=F("version") + 1, **columns)
    )
    if not changed:
        raise Conflict("documents.changed_meanwhile")
    for name, value in columns.items():
        setattr(incoming, name, value)
    incoming.version = version + 1


def guard_fields(actor: Actor, given: Fields) -> None:
    """No field may carry a secrecy marking. Called before the transaction: the guard's stub outlives the refusal."""
    guard.check_fields(actor=actor, values={name: getattr(given, name) for name in _GUARDED}, entrance=KIND)


def fields_of(incoming: IncomingDocument) -> Fields:
    """The stored fields as the rules see them."""
    due = incoming.due_at.astimezone(clock.VIETNAM) if incoming.due_at else None
    return Fields(
        number=incoming.number,
        symbol=incoming.symbol,
        document_date=incoming.document_date,
        kind=incoming.kind,
        issuer_name=incoming.issuer_name,
        issuer_agency_id=incoming.issuer_agency_id,
        subject=incoming.subject,
        signer_name=incoming.signer_name,
        signer_title=incoming.signer_title,
        urgency=incoming.urgency,
        due_on=due.date() if due else None,
        due_time=due.time() if due else None,
        pages=incoming.pages,
        copies=incoming.copies,
        language=incoming.language,
        description=incoming.description,
        paper_original=incoming.paper_original,
    )
