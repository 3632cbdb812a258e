"""Persons and their accounts."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from congso.audit import api as audit
from congso.kernel import words
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import policies, rules
from congso.people.actions.common import (
    change,
    cleaned,
    is_installation_admin,
    need,
    require,
    require_installation,
)
from congso.people.inputs import PersonData
from congso.people.models import Person
from congso.people.queries.appointments import appointments_of
from congso.people.text import person_key, search_text


def create_person(*, actor: Actor, data: PersonData, password: str | None = None) -> int:
    """Add a person without any post; without a password nobody can sign in. Any administrator.

    The person changes a password that an administrator chose at the first sign-in.

    Refuses people.missing, people.username_taken, people.email_taken, people.weak_password.
    """
    if not (actor.is_system or actor.has(Role.ADMIN) or is_installation_admin(actor)):
        raise Forbidden("people.not_administrator")
    values = person_values(data)
    person = Person(**values)
    _strong(password, person)
    person.set_password(password)
    person.must_change_password = password is not None and not actor.is_system
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        _save_new(person)
        audit.record(actor, "person.created", SubjectRef("person", person.pk), username=person.username)
    return person.pk


def edit_person(*, actor: Actor, person_id: int, data: PersonData, active: bool = True) -> None:
    """Change name, address, or switch the account off. Refuses people.username_taken, people.email_taken."""
    words.look(actor=actor, entrance="people", given=data)
    with transaction.atomic():
        person = _managed(actor, person_id)
        values = person_values(data) | {"is_active": active}
        _unique(values, person_id)
        changed = change(person, values)
        if not active:
            _sign_out(person)
        audit.record(actor, "person.edited", SubjectRef("person", person_id), changed=changed)


def set_password(*, actor: Actor, person_id: int, password: str) -> None:
    """Give a new password and end every session; its owner changes it at the next sign-in. Refuses people.weak_password."""
    with transaction.atomic():
        person = _managed(actor, person_id)
        _strong(password, person)
        person.set_password(password)
        person.must_change_password = not actor.is_system and actor.person_id != person_id
        person.save(update_fields=["password", "must_change_password"])
        _sign_out(person)
        audit.record(actor, "person.password_set", SubjectRef("person", person_id))


def set_installation_admin(*, actor: Actor, person_id: int, value: bool) -> None:
    """Give or take the administration of the whole installation. Refuses people.last_administrator."""
    require_installation(actor)
    with transaction.atomic():
        admins = Person.objects.select_for_update().filter(installation_admin=True, is_active=True)
        others = [row.pk for row in admins if row.pk != person_id]
        person = Person.objects.filter(pk=person_id).first()
        if person is None:
            raise NotFound("people.no_person")
        if not value and not others:
            raise Conflict("people.last_administrator")
        change(person, {"installation_admin": value})
        audit.record(actor, "person.installation_admin", SubjectRef("person", person_id), value=value)


def sign_out_everywhere(*, actor: Actor) -> int:
    """End every session of the actor, this one too; returns how many."""
    with transaction.atomic():
        count = _sign_out(Person.objects.get(pk=actor.person_id or 0))
        audit.record(
            actor, "person.signed_out_everywhere", SubjectRef("person", actor.person_id or 0), sessions=count
        )
    return count


def set_language(*, actor: Actor, language: str) -> None:
    """The actor's own language. Refuses people.no_language."""
    if language not in {"vi", "en"}:
        raise Invalid("people.no_language", field="language")
    Person.objects.filter(pk=actor.person_id or 0).update(language=language)


def person_values(data: PersonData) -> dict[str, Any]:
    values = cleaned(data)
    need(values, "username", "full_name")
    values["username"] = values["username"].lower()
    if not rules.is_username(values["username"]):
        raise Invalid("people.bad_username", field="username", username=values["username"])
    values["email"] = values["email"].lower()
    values["sort_key"] = person_key(values["full_name"])
    values["search"] = search_text(values["full_name"], values["username"])
    return values


def _unique(values: dict[str, Any], person_id: int | None) -> None:
    others = Person.objects.exclude(pk=person_id or 0)
    if others.filter(username=values["username"]).exists():
        raise Conflict("people.username_taken", username=values["username"])
    # Sign-in goes by e-mail too, so one address may not open two accounts.
    if values["email"] and others.filter(email=values["email"]).exists():
        raise Conflict("people.email_taken", email=values["email"])


def _save_new(person: Person) -> None:
    _unique({"username": person.username, "email": person.email}, None)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("people.username_taken", username=person.username) from error


def _strong(password: str | None, person: Person) -> None:
    if password is None:
        return
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid("people.weak_password", field="password", why=" ".join(error.messages)) from error


def _managed(actor: Actor, person_id: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound("people.no_person")
    require(
        policies.manage_account(
            actor,
            agencies_of_person={row.agency_id for row in appointments_of(person_id)},
            target_is_installation=person.installation_admin,
            installation=is_installation_admin(actor),
        )
    )
    return person


def _sign_out(person: Person) -> int:
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)
