"""From rows to the values of `rules`: seats, bodies, grants. A fixed number of queries each."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from congso.kernel.errors import NotFound
from congso.people import rules
from congso.people.models import Delegation, IssuingBody, Post


def seat_of(post: Post) -> rules.Seat:
    return rules.Seat(
        post_id=post.pk,
        agency_id=post.agency_id,
        agency_parent_id=post.agency.parent_id,
        unit_id=post.unit_id,
        rank=post.rank,
        title=post.signature_title or post.title.upper(),
        fields_of_work=tuple(post.fields_of_work),
        agency_name=post.agency.name,
    )


def seat(post_id: int) -> rules.Seat:
    """Raises NotFound people.no_post_row."""
    post = Post.objects.select_related("agency").filter(pk=post_id).first()
    if post is None:
        raise NotFound("people.no_post_row")
    return seat_of(post)


def body_value(body: IssuingBody) -> rules.Body:
    head = seat_of(body.head_post) if body.head_post else None
    return rules.Body(body.pk, body.agency_id, body.collective, body.head_title, head)


def body(body_id: int) -> rules.Body:
    """Raises NotFound people.no_body."""
    row = IssuingBody.objects.select_related("head_post__agency").filter(pk=body_id).first()
    if row is None:
        raise NotFound("people.no_body")
    return body_value(row)


def grant_value(row: Delegation) -> rules.Grant:
    return rules.Grant(
        id=row.pk,
        body_id=row.body_id,
        form=rules.Form(row.form),
        giver=seat_of(row.giver),
        taker_post_id=row.taker_id,
        since=row.since,
        until=row.until,
        revoked_on=row.revoked_on,
        fields_of_work=tuple(row.fields_of_work),
        content=row.content,
        authority=row.authority,
        parent=grant_value(row.passed_from) if row.passed_from else None,
    )


def joined() -> QuerySet[Delegation]:
    return Delegation.objects.select_related(
        "body__head_post__agency",
        "giver__agency",
        "taker__agency",
        "taker__unit",
        "passed_from__giver__agency",
    )


def delegation(delegation_id: int) -> Delegation:
    """Raises NotFound people.no_delegation."""
    row = joined().filter(pk=delegation_id).first()
    if row is None:
        raise NotFound("people.no_delegation")
    return row


def grants_to(post_id: int, body_id: int) -> list[rules.Grant]:
    return [grant_value(row) for row in joined().filter(taker_id=post_id, body_id=body_id).order_by("id")]


def delegations_of(agency_id: int) -> Sequence[Delegation]:
    """Every delegation of the agency's bodies, or to its posts, the newest first."""
    return list(
        joined()
        .filter(Q(body__agency_id=agency_id) | Q(taker__agency_id=agency_id))
        .order_by("-since", "-id")
    )
