"""What other apps' tests take from here."""

from congso.kernel.actor import Actor, ActorKind, Role
from congso.kernel.jobs import run_pending

__all__ = ["actor", "run_pending"]


def actor(*roles: Role, agency_id: int | None = 1, person_id: int | None = 1, **more: object) -> Actor:
    """An actor without a database, for rules and policies."""
    return Actor(
        kind=ActorKind.PERSON,
        name="Nguyễn Văn Thử",
        agency_id=agency_id,
        person_id=person_id,
        roles=frozenset(roles),
        **more,  # type: ignore[arg-type]
    )
