"""Edit and take away what was said. What stood there stays in its versions."""

from django.db import transaction

from congso.audit import api as audit
from congso.groups import policies
from congso.groups.actions.mark_read import load
from congso.groups.actions.post_message import Message, _check, words_of
from congso.groups.models import Ack, Placement, Post, PostVersion
from congso.groups.placing import tell_changes
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden
from congso.kernel.refs import SubjectRef
from congso.pure.vietnamese import nfc


def edit_message(*, actor: Actor, placement_id: int, text: str) -> None:
    """Say it otherwise. Raises Conflict groups.signed_already, groups.gone, groups.closed; Forbidden groups.not_yours."""
    said = nfc(text).replace("\r\n", "\n").strip()
    placed = load(actor, placement_id)
    if not (placed.post.files and not said):
        _check(said, Message(text=said))
    guard.check_fields(actor=actor, values={"text": said}, entrance="group")
    with transaction.atomic():
        post = _locked(actor, placed, "edit")
        if post.text == said:
            return
        _keep_version(actor, post)
        post.text, post.edited_at = said, clock.now()
        post.words = words_of(said)
        post.save(update_fields=["text", "words", "edited_at"])
        audit.record(actor, "post.edited", SubjectRef("post", post.pk))
        _tell_everywhere(post)


def delete_message(*, actor: Actor, placement_id: int) -> None:
    """Take it away wherever it stands; its place shows that something stood there, and who took it away."""
    placed = load(actor, placement_id)
    with transaction.atomic():
        post = _locked(actor, placed, "delete")
        _keep_version(actor, post)
        post.text, post.words = "", words_of("")
        post.deleted_at, post.deleted_by = clock.now(), actor.name
        post.save(update_fields=["text", "words", "deleted_at", "deleted_by"])
        audit.record(
            actor, "post.deleted", SubjectRef("post", post.pk), own=post.author_id == actor.person_id
        )
        _tell_everywhere(post)


def _locked(actor: Actor, placed: Placement, verb: str) -> Post:
    _, place = policies.need(actor, "post", placed.group_id)
    post = (
        Post.objects.unscoped(reason="its placement was loaded in scope")
        .select_for_update()
        .get(pk=placed.post_id)
    )
    # A head answers for what was written in the own group, not for what came from above.
    head = place is not None and place.head and placed.parent_id is None
    signed = Ack.objects.unscoped(reason="whether anybody signed, not who").filter(post=post).exists()
    reason = policies.may_change(actor, verb, post, head=head, acknowledged=signed)
    if reason == "groups.not_yours":
        raise Forbidden(reason)
    if reason:
        raise Conflict(reason)
    return post


def _keep_version(actor: Actor, post: Post) -> None:
    PostVersion.objects.create(post=post, text=post.text, until=clock.now(), by_id=actor.appointment_id)


def _tell_everywhere(post: Post) -> None:
    tell_changes(list(post.placements.all()))
