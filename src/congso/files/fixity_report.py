"""What the operator reads about the state of the originals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet, Sum

from congso.files.actions.fixity import due
from congso.files.models import Blob, File
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden
from congso.people import api as people

_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Damaged:
    """One broken original. `names`: of the reader's own agency's files; `holders`: (agency, files) of the installation."""

    sha256: str
    size: int
    mime: str
    since: datetime
    names: Sequence[str]
    holders: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Report:
    """`everything`: of the installation, not of one agency. `oldest`: when the longest unread original was read last."""

    everything: bool
    count: int
    size: int
    waiting: int
    oldest: datetime | None
    damaged_count: int
    damaged: Sequence[Damaged]


def report(actor: Actor) -> Report:
    """The agency's originals for its administrator, all of them for the installation's. Raises Forbidden files.may_not_oversee."""
    everything = people.is_installation_admin(actor)
    blobs = Blob.objects.filter(purged_at=None)
    if not everything:
        if actor.agency_id is None or not actor.has(Role.ADMIN):
            raise Forbidden("files.may_not_oversee")
        own = File.objects.unscoped(reason="of the administrator's own agency, as filtered")
        blobs = blobs.filter(pk__in=own.filter(agency_id=actor.agency_id).values("blob_id"))
    sums = blobs.aggregate(n=Count("pk"), bytes=Sum("size"), oldest=Min("checked_at"))
    broken = blobs.filter(damaged_at__isnull=False)
    return Report(
        everything=everything,
        count=sums["n"],
        size=sums["bytes"] or 0,
        waiting=due(clock.now()).filter(pk__in=blobs.values("pk")).count(),
        oldest=sums["oldest"],
        damaged_count=broken.count(),
        damaged=_damaged(broken, actor, everything=everything),
    )


def _damaged(broken: QuerySet[Blob], actor: Actor, *, everything: bool) -> list[Damaged]:
    blobs = list(broken.order_by("-damaged_at", "pk")[:_LIMIT])
    files = File.objects.unscoped(reason="names for the own agency alone, numbers for the installation")
    wanted = Q() if everything or actor.agency_id is None else Q(agency_id=actor.agency_id)
    rows = files.filter(wanted, blob__in=blobs).exclude(state=File.State.PURGED)
    held = list(rows.values_list("blob_id", "agency_id", "agency__name", "name").order_by("pk"))
    return [
        Damaged(
            blob.sha256,
            blob.size,
            blob.mime,
            blob.damaged_at or clock.now(),
            [name for of, agency, _, name in held if of == blob.pk and agency == actor.agency_id],
            sorted(Counter(agency or "" for of, _, agency, _ in held if of == blob.pk).items()),
        )
        for blob in blobs
    ]
