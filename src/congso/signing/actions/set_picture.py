"""Change the picture shown with a signature."""

from django.db import transaction

from congso.audit import api as audit
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.signing import owners, policies
from congso.signing.pades.images import read_picture
from congso.signing.pictures import keep_picture


def set_picture(*, actor: Actor, owner: SubjectRef, png: bytes) -> None:
    """From the next signature on. A person may change their own; a seal is the administrator's business.

    Raises Forbidden signing.may_not_manage, Refusal signing.image_unreadable.
    """
    policies.must_manage(actor, owner, owners.agencies_of(owner), own_allowed=True)
    read_picture(png)
    with transaction.atomic():
        keep_picture(owner, png)
        audit.record(actor, "signing.picture_set", owner, bytes=len(png))
