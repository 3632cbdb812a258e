"""Which signature blocks a person may use for a paper, and whether one still holds at the moment of signing."""

from dataclasses import dataclass
from datetime import date

from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden
from congso.people import rules
from congso.people.queries import appointments as posts
from congso.people.queries import signatures as q
from congso.people.rows import AppointmentRow


@dataclass(frozen=True, slots=True)
class SignatureOption:
    """One way of signing. `key` is what a form sends back ("HEAD", "KT", "TL:12"); `lines` stand above the signature.

    `form` is HEAD, Q, KT, TL or TUQ; a deputy under a passed-on TL. has form KT and `passed` set.
    """

    key: str
    form: str
    lines: tuple[str, ...]
    signer_name: str
    body_id: int
    appointment_id: int
    person_id: int
    post_id: int
    delegation_id: int | None = None
    field_of_work: str = ""
    passed: bool = False


def signature_options(
    signer: Actor | int, body_id: int, on: date, field_of_work: str = ""
) -> list[SignatureOption]:
    """Every lawful block for this appointment (an Actor or an appointment's id), the strongest first; maybe none.

    `field_of_work` is that of the paper; empty when it states none.
    """
    row = _row(signer)
    if row is None or not posts.is_current(row.id, on):
        return []
    seat, body = q.seat(row.post_id), q.body(body_id)
    found: list[SignatureOption] = []
    form, _reason = rules.by_post(seat, body, field_of_work)
    if form is not None:
        found.append(_option(row, body, seat, form, None, field_of_work))
    for grant in q.grants_to(seat.post_id, body_id):
        if rules.usable(grant, seat=seat, body=body, on=on, field_of_work=field_of_work) is None:
            found.append(_option(row, body, seat, grant.form, grant, field_of_work))
    strength = list(rules.Form)
    return sorted(found, key=lambda option: (strength.index(rules.Form(option.form)), option.passed))


def signature_option(
    signer: Actor | int, body_id: int, key: str, on: date, field_of_work: str = ""
) -> SignatureOption:
    """The option of a key chosen earlier. Raises Forbidden people.signature_no_power when it is not among the lawful ones."""
    for option in signature_options(signer, body_id, on, field_of_work):
        if option.key == key:
            return option
    raise Forbidden("people.signature_no_power")


def check_signature(option: SignatureOption, on: date) -> None:
    """Ask again at the moment of signing. Raises Forbidden with the reason: people.signature_left_post,
    people.signature_no_power, people.signature_wrong_field, or people.delegation_* (revoked, not_begun, expired,
    other_body, wrong_field, not_yours).
    """
    row = posts.appointment(option.appointment_id)
    if not posts.is_current(row.id, on):
        raise Forbidden("people.signature_left_post", name=row.person_name)
    seat, body = q.seat(row.post_id), q.body(option.body_id)
    if option.delegation_id is None:
        _form, reason = rules.by_post(seat, body, option.field_of_work)
    else:
        grant = q.grant_value(q.delegation(option.delegation_id))
        reason = rules.usable(grant, seat=seat, body=body, on=on, field_of_work=option.field_of_work)
    if reason is not None:
        raise Forbidden(reason, name=row.person_name)


def _row(signer: Actor | int) -> AppointmentRow | None:
    if isinstance(signer, int):
        return posts.appointment(signer)
    return None if signer.appointment_id is None else posts.appointment(signer.appointment_id)


def _option(
    row: AppointmentRow,
    body: rules.Body,
    seat: rules.Seat,
    form: rules.Form,
    grant: rules.Grant | None,
    field: str,
) -> SignatureOption:
    return SignatureOption(
        key=form.value if grant is None else f"{form.value}:{grant.id}",
        form=form.value,
        lines=rules.lines(body, seat, form, grant),
        signer_name=row.person_name,
        body_id=body.id,
        appointment_id=row.id,
        person_id=row.person_id,
        post_id=row.post_id,
        delegation_id=grant.id if grant else None,
        field_of_work=field,
        passed=grant is not None and grant.parent is not None,
    )


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation for the list. `reason` is None while it holds, else why not (a code); `lines` as it signs."""

    id: int
    form: str
    body_name: str
    giver_title: str
    taker_title: str
    taker_post_id: int
    taker_agency: str
    taker_name: str
    lines: tuple[str, ...]
    authority: str
    content: str
    fields_of_work: tuple[str, ...]
    since: date
    until: date | None
    reason: str | None
    passed: bool
    revoked: bool


def delegation_lines(agency_id: int, on: date) -> list[DelegationLine]:
    """Every delegation from or to the agency, newest first. Two queries."""
    rows = q.delegations_of(agency_id)
    names = posts.holder_names({row.taker_id for row in rows}, on)
    found = []
    for row in rows:
        grant, body = q.grant_value(row), q.body_value(row.body)
        found.append(
            DelegationLine(
                id=row.pk,
                form=row.form,
                body_name=row.body.name,
                giver_title=row.giver.title,
                taker_title=row.taker.title,
                taker_post_id=row.taker_id,
                taker_agency=row.taker.agency.short_name,
                taker_name=names.get(row.taker_id, ""),
                lines=rules.lines(body, q.seat_of(row.taker), grant.form, grant),
                authority=row.authority,
                content=row.content,
                fields_of_work=tuple(row.fields_of_work),
                since=row.since,
                until=row.until,
                reason=rules.in_force(grant, on),
                passed=grant.parent is not None,
                revoked=row.revoked_on is not None,
            )
        )
    return found
