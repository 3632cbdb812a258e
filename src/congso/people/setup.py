"""What this app hangs into the shell: entries of the rail, who is signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Actor, Role
from congso.people.queries.pages import open_change_count
from congso.ui.api import (
    Identity,
    MenuLink,
    NavItem,
    PostChoice,
    everyone,
    register_counts,
    register_identity,
    register_nav,
)


def may_delegate(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has(Role.LEADER, Role.UNIT_HEAD, Role.OFFICE, Role.ADMIN)


def counts(actor: Actor) -> dict[str, int]:
    """Changes of rights that wait for confirmation, for those who may confirm."""
    if actor.agency_id is None or not actor.has(Role.ADMIN, Role.LEADER):
        return {}
    return {"people": open_change_count(actor.agency_id)}


def identity(request: HttpRequest) -> Identity | None:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return None
    rows = getattr(request, "appointments", ())
    own = next((row for row in rows if row.id == actor.appointment_id), None)
    return Identity(
        person=actor.name,
        post=actor.post_title,
        agency=own.agency_short if own else "",
        posts=tuple(
            PostChoice(str(row.id), row.post_title, row.agency_name, current=row.id == actor.appointment_id)
            for row in rows
        ),
        switch_url=reverse("people:switch_post"),
        sign_out_url=reverse("account_logout"),
        links=(MenuLink(_("Tài khoản của tôi"), reverse("people:account"), "user"),),
    )


register_identity(identity)
register_counts("people", counts)
register_nav(
    NavItem(
        "people", _("Người và cơ quan"), "building-community", "people:tree", 900, everyone, section="admin"
    )
)
register_nav(
    NavItem(
        "delegations", _("Quyền ký"), "writing-sign", "people:delegations", 910, may_delegate, section="admin"
    )
)
register_nav(
    NavItem("calendar", _("Lịch làm việc"), "calendar", "people:calendar", 920, everyone, section="admin")
)
