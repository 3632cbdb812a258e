"""The picture of an owner, kept or replaced."""

from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.signing.models import Picture


def keep_picture(owner: SubjectRef, png: bytes) -> None:
    """No rights are asked here; see `actions.set_picture`."""
    Picture.objects.unscoped(reason="one owner's row, decided by the caller").update_or_create(
        owner_kind=owner.kind, owner_id=owner.id, defaults={"png": png, "set_at": clock.now()}
    )
