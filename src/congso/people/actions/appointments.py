"""Who holds which post from day to day."""

from datetime import date, timedelta

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import events, words
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import rules
from congso.people.actions.common import change, clean, require_manager
from congso.people.events import AppointmentBegan, AppointmentEnded
from congso.people.models import Appointment, Person, Post

_ONE_HOLDER = (rules.HEAD, rules.UNIT_HEAD)


def appoint(
    *,
    actor: Actor,
    person_id: int,
    post_id: int,
    since: date,
    until: date | None = None,
    main: bool = True,
    decision: str = "",
) -> int:
    """Put a person into a post from `since` (to `until`, both included). `main`: the post they act in when they sign in.

    Refuses people.appointment_dates, people.post_inactive, people.already_in_post, people.post_taken (a head's post
    has one holder a day). Announces AppointmentBegan.
    """
    if until is not None and until < since:
        raise Invalid("people.appointment_dates", field="until")
    words.look(actor=actor, entrance="people", decision=decision)
    with transaction.atomic():
        post = _locked_post(post_id)
        require_manager(actor, post.agency_id)
        person = Person.objects.select_for_update().filter(pk=person_id).first()
        if person is None:
            raise NotFound("people.no_person")
        if not post.active:
            raise Conflict("people.post_inactive", title=post.title)
        _check_free(post, person_id, since, until)
        if main:
            Appointment.objects.filter(person_id=person_id, main=True).update(main=False)
        row = Appointment.objects.create(
            person=person, post=post, since=since, until=until, main=main, decision=clean(decision)
        )
        audit.record(
            actor,
            "appointment.began",
            SubjectRef("person", person_id),
            post=post_id,
            agency=post.agency_id,
            since=since.isoformat(),
            until=until.isoformat() if until else None,
            decision=row.decision,
        )
        events.publish(AppointmentBegan(row.pk, person_id, post_id, post.agency_id, since))
    return row.pk


def end_appointment(*, actor: Actor, appointment_id: int, until: date, decision: str = "") -> None:
    """Set the last day in the post. Refuses people.appointment_dates, people.already_ended (an earlier day is set)."""
    words.look(actor=actor, entrance="people", decision=decision)
    with transaction.atomic():
        row = _locked(appointment_id)
        require_manager(actor, row.post.agency_id)
        _end(actor, row, until, decision)


def move(*, actor: Actor, appointment_id: int, post_id: int, on: date, decision: str = "") -> int:
    """End one appointment the day before `on` and begin another that day. The mover manages both agencies."""
    words.look(actor=actor, entrance="people", decision=decision)
    with transaction.atomic():
        row = _locked(appointment_id)
        require_manager(actor, row.post.agency_id)
        _end(actor, row, on - timedelta(days=1), decision)
        return appoint(
            actor=actor, person_id=row.person_id, post_id=post_id, since=on, main=row.main, decision=decision
        )


def _locked_post(post_id: int) -> Post:
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is None:
        raise NotFound("people.no_post_row")
    return post


def _locked(appointment_id: int) -> Appointment:
    row = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(pk=appointment_id)
        .first()
    )
    if row is None:
        raise NotFound("people.no_appointment")
    return row


def _end(actor: Actor, row: Appointment, until: date, decision: str) -> None:
    if until < row.since:
        raise Invalid("people.appointment_dates", field="until")
    if row.until is not None and row.until <= until:
        raise Conflict("people.already_ended", until=row.until.strftime("%d/%m/%Y"))
    change(row, {"until": until})
    audit.record(
        actor,
        "appointment.ended",
        SubjectRef("person", row.person_id),
        post=row.post_id,
        agency=row.post.agency_id,
        until=until.isoformat(),
        decision=clean(decision),
    )
    events.publish(AppointmentEnded(row.pk, row.person_id, row.post_id, row.post.agency_id, until))


def _check_free(post: Post, person_id: int, since: date, until: date | None) -> None:
    for held in Appointment.objects.filter(post=post).select_related("person"):
        if not rules.overlaps(since, until, held.since, held.until):
            continue
        if held.person_id == person_id:
            raise Conflict("people.already_in_post", name=held.person.full_name, title=post.title)
        if post.rank in _ONE_HOLDER:
            raise Conflict("people.post_taken", name=held.person.full_name, title=post.title)
