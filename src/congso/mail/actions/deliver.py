"""A letter leaves: at least once, under one Message-ID, tried again while the server may change its mind."""

import random
from datetime import timedelta
from email.message import EmailMessage

from django.conf import settings
from django.db import transaction

from congso.documents import api as documents
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Refusal
from congso.kernel.jobs import job
from congso.kernel.wording import explain, say
from congso.mail import compose, policies, rules, smtp
from congso.mail.events import LetterFailed
from congso.mail.models import Letter
from congso.mail.scopes import LetterQuerySet

# Who is killed with a letter in hand leaves it to whoever comes after so long.
_IN_HAND = timedelta(minutes=10)


def _letters() -> LetterQuerySet[Letter]:
    return Letter.objects.unscoped(reason="the queue of letters, walked by the job")


@job("mail.send_waiting", retry=0, cron="* * * * *")
def send_waiting() -> None:
    """Each minute: letters whose time has come."""
    due = _letters().filter(state=Letter.State.WAITING, next_at__lte=clock.now()).order_by("next_at")
    for letter_id in due.values_list("id", flat=True)[:500]:
        deliver.defer(once=f"letter {letter_id}", letter_id=letter_id)


@job("mail.deliver", retry=0)
def deliver(*, letter_id: int) -> None:
    """One try. The outcome is committed right after the server's word; killed between the two, it is sent once more."""
    now = clock.now()
    due = _letters().filter(pk=letter_id, state=Letter.State.WAITING, next_at__lte=now)
    if not smtp.ready() or not due.update(next_at=now + _IN_HAND):
        return
    letter = _letters().get(pk=letter_id)
    actor = Actor.system(letter.agency_id)
    issued = documents.issued_letter(actor=actor, outgoing_id=letter.outgoing_id)
    if not issued.open or not documents.line_waits(recipient_id=letter.recipient_id):
        _letters().filter(pk=letter.pk).update(state=Letter.State.DROPPED)
        return
    if reason := policies.may_leave(restricted=issued.restricted):
        _failed(letter, smtp.NotTaken(say(reason), permanent=True), say(reason))
        return
    try:
        smtp.send(_made(letter, issued), sender=settings.CONGSO_MAIL_FROM, to=letter.address)
    except smtp.NotTaken as error:
        _failed(letter, error)
        return
    _sent(letter, linked=compose.by_link(issued))


def _made(letter: Letter, issued: documents.IssuedLetter) -> EmailMessage:
    """What cannot be made now cannot be made later: a purged file, an address that is none."""
    try:
        return compose.message(letter, issued)
    except Refusal as refusal:
        raise smtp.NotTaken(explain(refusal), permanent=True) from refusal
    except (ValueError, IndexError) as error:
        raise smtp.NotTaken(letter.address, permanent=True) from error


def _sent(letter: Letter, *, linked: bool) -> None:
    with transaction.atomic():
        _letters().filter(pk=letter.pk).update(
            state=Letter.State.SENT, sent_at=clock.now(), tries=letter.tries + 1, error="", linked=linked
        )
        note = say("mail.linked") if linked else ""
        _turn(letter, "sent", note)


def _failed(letter: Letter, error: smtp.NotTaken, note: str = "") -> None:
    now = clock.now()
    state = rules.outcome(permanent=error.permanent, expired=now >= letter.expires_at)
    wait = rules.wait_after(letter.tries + 1, random.random())  # noqa: S311  spreads tries, guards nothing
    words = {"waiting": "mail.will_retry", "refused": "mail.refused", "dead": "mail.dead"}[state]
    with transaction.atomic():
        _letters().filter(pk=letter.pk).update(
            state=state, tries=letter.tries + 1, next_at=now + timedelta(seconds=wait), error=error.words
        )
        turned = _turn(
            letter, "waiting" if state == "waiting" else "failed", note or say(words, {"words": error.words})
        )
        if turned and state != "waiting":
            events.publish(LetterFailed(letter.outgoing_id, letter.agency_id))


def _turn(letter: Letter, state: str, note: str) -> bool:
    return documents.letter_state(
        actor=Actor.system(letter.agency_id), recipient_id=letter.recipient_id, state=state, note=note
    )
