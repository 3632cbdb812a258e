"""Drafts on the signer's table, signed and issued documents, for tests of this app and, through `testing`, of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from congso.documents import hands
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.seal_outgoing import seal_outgoing
from congso.documents.actions.sign_drafts import sign_draft
from congso.documents.involve import involve
from congso.documents.models import Draft, OutgoingDocument, Recipient, SlipStep
from congso.documents.support_draft import ref
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.people import api as people
from congso.people.rows import AgencyRow, BodyRow, UnitRow
from congso.people.testing import make_actor, make_agency, make_unit
from congso.signing.testing import MOMENT, give_key_to_body, give_key_to_person

TEXT = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Sở Nội vụ báo cáo như sau."}]}],
}


@dataclass(frozen=True)
class House:
    """An agency that can sign and seal: head (with a key), clerk, officer, issuing body (with a key)."""

    agency: AgencyRow
    body: BodyRow
    unit: UnitRow
    leader: Actor
    clerk: Actor
    officer: Actor


def make_house(name: str = "Sở Nội vụ", *, keys: bool = True) -> House:
    agency = make_agency(name)
    unit = make_unit(agency, "Phòng Tổ chức, biên chế", symbol="TCBC")
    (body,) = people.bodies_of(agency.id)
    house = House(
        agency, body, unit, make_actor(agency, Role.LEADER, name="Vũ Đình Khoát"),
        make_actor(agency, Role.CLERK, name="Đặng Thu Ngà"),
        make_actor(agency, Role.OFFICER, unit=unit, name="Bùi Khánh Ly"),
    )  # fmt: skip
    if keys:
        give_key_to_person(house.leader.person_id or 0)
        give_key_to_body(body.id)
    return house


def on_the_table(house: House, subject: str = "Báo cáo biên chế", **fields: Any) -> Draft:
    """A draft whose open step is the leader's signature, under the first lawful block."""
    option = people.signature_options(house.leader, house.body.id, clock.today())[0]
    values: dict[str, Any] = {
        "kind": "bao_cao", "symbol": "BC-SNV", "subject": subject, "signature_lines": list(option.lines),
        "signature_key": option.key, "delegation_id": option.delegation_id, "content": TEXT, "state": "signing",
        "unit_id": house.unit.id, "signer_id": house.leader.appointment_id, **fields,
    }  # fmt: skip
    now = clock.now()
    draft = Draft.objects.create(
        agency_id=house.agency.id, body_id=house.body.id, drafter_id=house.officer.appointment_id or 0, created_at=now,
        updated_at=now, **values,
    )  # fmt: skip
    SlipStep.objects.create(
        draft=draft, stage="sign", version=1, appointment_id=values["signer_id"], since=now
    )
    for why, person in (("drafter", house.officer), ("signer", house.leader)):
        involve(ref(draft), agency_id=house.agency.id, why=why, person_id=person.person_id)
    hands.pass_to(
        ref(draft), agency_id=house.agency.id, holder_name=house.leader.name, stage="sign",
        person_id=house.leader.person_id,
    )  # fmt: skip
    return draft


def add_line(draft: Draft, to: AgencyRow | str, channel: str = "internal", **more: Any) -> Recipient:
    """A line of its recipients: an agency of the installation, or a name."""
    name, agency_id = (to, None) if isinstance(to, str) else (to.name, to.id)
    return Recipient.objects.create(draft=draft, channel=channel, agency_id=agency_id, name=name, **more)


def signed(house: House, draft: Draft | None = None) -> OutgoingDocument:
    """Signed by the leader, waiting for its number."""
    draft = draft or on_the_table(house)
    return outgoing(sign_draft(actor=house.leader, draft_id=draft.pk, seen_revision=draft.revision))


def numbered(house: House, draft: Draft | None = None, **how: Any) -> OutgoingDocument:
    made = signed(house, draft)
    issue_outgoing(actor=house.clerk, outgoing_id=made.pk, **how)
    return outgoing(made.pk)


def issued(house: House, draft: Draft | None = None, **how: Any) -> OutgoingDocument:
    """Numbered and sealed, with its event waiting for the jobs."""
    made = numbered(house, draft, **how)
    if not seal_outgoing(actor=Actor.system(house.agency.id), outgoing_id=made.pk):
        raise AssertionError(outgoing(made.pk).seal_error)
    return outgoing(made.pk)


def outgoing(outgoing_id: int) -> OutgoingDocument:
    """As it lies in the database now."""
    return OutgoingDocument.objects.unscoped(reason="test").get(pk=outgoing_id)


def states(made: OutgoingDocument) -> dict[str, str]:
    """Name → state of its recipients' lines."""
    return dict(Recipient.objects.unscoped(reason="test").filter(outgoing=made).values_list("name", "state"))


def lines_of(made: OutgoingDocument) -> Sequence[Recipient]:
    return list(Recipient.objects.unscoped(reason="test").filter(outgoing=made))


DAY: datetime = MOMENT


def sign_drafts_of(house: House, ids: Sequence[int]) -> list[int]:
    """Sign what lies on the leader's table; the outgoing documents' ids."""
    rows = Draft.objects.for_actor(house.leader).filter(pk__in=ids)
    return [sign_draft(actor=house.leader, draft_id=row.pk, seen_revision=row.revision) for row in rows]
