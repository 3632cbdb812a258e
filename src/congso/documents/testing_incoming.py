"""Arrivals for tests of this app and, through `testing`, of others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from congso.documents.actions.receive_incoming import receive_upload
from congso.documents.actions.register_incoming import Registered, register_incoming
from congso.documents.jobs_incoming import stamp_incoming, validate_incoming
from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import Fields
from congso.documents.search_index import index_readers, reindex
from congso.files.testing import text_pdf
from congso.kernel.actor import Actor, Role
from congso.kernel.jobs import Job
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency

FIELDS = Fields(
    number="3411",
    symbol="UBND-NC",
    document_date=date(2026, 11, 16),
    kind="Công văn",
    issuer_name="Ủy ban nhân dân tỉnh Mẫu",
    subject="Rà soát, báo cáo việc bố trí cán bộ, công chức cấp xã sau sắp xếp",
    signer_name="Mai Xuân Lộc",
)


@dataclass(frozen=True)
class Office:
    """An agency with a clerk and a leader."""

    agency: AgencyRow
    clerk: Actor
    leader: Actor


def make_office(name: str = "Sở Nội vụ") -> Office:
    agency = make_agency(name)
    clerk = make_actor(agency, Role.CLERK, name="Đặng Thu Ngà")
    return Office(agency, clerk, make_actor(agency, Role.LEADER, name="Vũ Đình Khoát"))


def row(incoming_id: int) -> IncomingDocument:
    """As it lies in the database now."""
    found: IncomingDocument = IncomingDocument.objects.unscoped(reason="test").get(pk=incoming_id)
    return found


def receive(
    clerk: Actor, content: bytes | None = None, name: str = "Công văn.pdf", **more: Any
) -> IncomingDocument:
    """One waiting arrival from a file with words."""
    (received,) = receive_upload(actor=clerk, files=[(name, content or text_pdf())], **more)
    if received.refusal is not None:
        raise received.refusal
    return row(received.incoming_id or 0)


def register(clerk: Actor, incoming: IncomingDocument, **changes: Any) -> Registered:
    """Registered with `FIELDS`, changed as said."""
    return register_incoming(
        actor=clerk,
        incoming_id=incoming.pk,
        fields=replace(FIELDS, **changes),
        expected_version=incoming.version,
    )


def index() -> None:
    """The waiting jobs of search alone: the stamp of an arrival takes longer than all the rest of it."""
    run_jobs(only=(reindex, index_readers))


def run_jobs(only: Sequence[Job] = (validate_incoming, stamp_incoming, reindex, index_readers)) -> None:
    """The waiting jobs of this area alone, so that its tests need no handler of another."""
    for made in only:
        for waiting in ProcrastinateJob.objects.filter(status="todo", task_name=made.name).order_by("id"):
            made(**waiting.args)


def make_incoming(clerk: Actor, **changes: Any) -> IncomingDocument:
    """A registered arrival; `changes` are fields of the form."""
    incoming = receive(clerk)
    # The same small file serves every test: it is no twin here.
    others = IncomingDocument.objects.for_actor(clerk).exclude(pk=incoming.pk).values_list("pk", flat=True)
    IncomingDocument.objects.for_actor(clerk).filter(pk=incoming.pk).update(not_twins=list(others))
    register(clerk, incoming, **changes)
    return row(incoming.pk)
