"""Powers to sign: given, passed on, taken back (Decree 30/2020 art. 13)."""

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock, events, words
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.kernel.refs import SubjectRef
from congso.people import policies, rules
from congso.people.actions.common import clean, is_installation_admin, require
from congso.people.events import DelegationGranted, DelegationRevoked
from congso.people.inputs import DelegationData
from congso.people.models import Delegation
from congso.people.queries import signatures as q
from congso.people.queries.appointments import holders_of_post


def grant_delegation(*, actor: Actor, data: DelegationData, passed_from: int | None = None) -> int:
    """Give a power to sign, or pass a TL. on to the deputy (`passed_from`).

    Refuses with the code of `rules.may_give` / `rules.may_pass_on`. Announces DelegationGranted.
    """
    fields = tuple(clean(field) for field in data.fields_of_work if clean(field))
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        giver, taker = q.seat(data.giver_post_id), q.seat(data.taker_post_id)
        _may_act(actor, giver)
        parent = q.grant_value(q.delegation(passed_from)) if passed_from is not None else None
        grant = _wanted(data, giver, taker, fields, parent)
        reason = (
            rules.may_pass_on(parent, grant, taker=taker) or rules.in_force(parent, clock.today())
            if parent is not None
            else rules.may_give(grant, body=q.body(data.body_id), taker=taker)
        )
        if reason is not None:
            raise Invalid(reason)
        row = Delegation.objects.create(
            body_id=data.body_id,
            form=grant.form.value,
            giver_id=giver.post_id,
            taker_id=taker.post_id,
            passed_from_id=passed_from,
            fields_of_work=list(fields),
            content=grant.content,
            authority=grant.authority,
            since=data.since,
            until=data.until,
        )
        audit.record(
            actor,
            "delegation.granted",
            SubjectRef("agency", giver.agency_id),
            delegation=row.pk,
            form=row.form,
            giver=giver.post_id,
            taker=taker.post_id,
            since=data.since.isoformat(),
            until=data.until.isoformat() if data.until else None,
            authority=row.authority,
        )
        events.publish(DelegationGranted(row.pk, data.body_id, taker.post_id))
    return row.pk


def revoke_delegation(*, actor: Actor, delegation_id: int) -> None:
    """End a power from today on; what was passed on from it ends with it. Refuses people.already_revoked."""
    with transaction.atomic():
        row = q.delegation(delegation_id)
        _may_act(actor, q.seat_of(row.giver))
        changed = Delegation.objects.filter(pk=delegation_id, revoked_on=None).update(
            revoked_on=clock.today()
        )
        if not changed:
            raise Conflict("people.already_revoked")
        audit.record(
            actor,
            "delegation.revoked",
            SubjectRef("agency", row.giver.agency_id),
            delegation=row.pk,
            form=row.form,
            giver=row.giver_id,
            taker=row.taker_id,
        )
        events.publish(DelegationRevoked(row.pk, row.body_id, row.taker_id))


def _wanted(
    data: DelegationData,
    giver: rules.Seat,
    taker: rules.Seat,
    fields: tuple[str, ...],
    parent: rules.Grant | None,
) -> rules.Grant:
    """The power as the rules look at it, before it is written."""
    return rules.Grant(
        id=0,
        body_id=data.body_id,
        form=_form(data.form),
        giver=giver,
        taker_post_id=taker.post_id,
        since=data.since,
        until=data.until,
        fields_of_work=fields,
        content=clean(data.content),
        authority=clean(data.authority),
        parent=parent,
    )


def _form(text: str) -> rules.Form:
    try:
        return rules.Form(text)
    except ValueError as error:
        raise Invalid("people.delegation_form", field="form") from error


def _may_act(actor: Actor, giver: rules.Seat) -> None:
    holders = {row.person_id for row in holders_of_post(giver.post_id)}
    require(
        policies.give_signature(
            actor, agency_id=giver.agency_id, giver_holders=holders, installation=is_installation_admin(actor)
        )
    )
