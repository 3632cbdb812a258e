"""Drafts for tests of this app and, through `testing`, of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from congso.documents import draft_content
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.edit_draft import edit_draft
from congso.documents.actions.set_recipients import set_recipients
from congso.documents.actions.submit_draft import approve_step, submit_draft
from congso.documents.models import Draft
from congso.documents.queries.draft_page import fields_of
from congso.documents.rules_draft import DraftFields, RecipientLine
from congso.kernel.actor import Actor, Role
from congso.people.rows import AgencyRow, BodyRow, UnitRow
from congso.people.testing import make_actor, make_agency, make_body, make_unit

TEXT = draft_content.from_markup(
    "Căn cứ Luật Tổ chức chính quyền địa phương;\nĐến ngày 31 tháng 10, có 6 xã."
)


@dataclass(frozen=True)
class House:
    """An agency in which a draft can go its whole way."""

    agency: AgencyRow
    body: BodyRow
    unit: UnitRow
    drafter: Actor
    head: Actor
    office: Actor
    clerk: Actor
    leader: Actor
    deputy: Actor


def make_house(name: str = "Sở Nội vụ", **fields: Any) -> House:
    agency = make_agency(name, body=False, place="Mẫu", **fields)
    body = make_body(agency, name, symbol="SNV", name_line=name.upper())
    unit = make_unit(agency, "Phòng Tổ chức biên chế", symbol="TCBC")
    staff = make_unit(agency, "Văn phòng", symbol="VP")
    return House(
        agency=agency,
        body=body,
        unit=unit,
        drafter=make_actor(agency, Role.OFFICER, unit=unit, name="Bùi Khánh Ly"),
        head=make_actor(agency, Role.UNIT_HEAD, unit=unit, name="Phạm Huy Tường"),
        office=make_actor(agency, Role.OFFICE, unit=staff, title="Chánh Văn phòng", name="Nguyễn Thị Thắm"),
        clerk=make_actor(agency, Role.CLERK, unit=staff, name="Đặng Thu Ngà"),
        leader=make_actor(agency, Role.LEADER, name="Vũ Đình Khoát", signature_title="GIÁM ĐỐC"),
        deputy=make_actor(
            agency, Role.LEADER, title="Phó Giám đốc", name="Lê Thị Hạnh", signature_title="PHÓ GIÁM ĐỐC"
        ),
    )


def row(draft_id: int) -> Draft:
    """As it lies in the database now."""
    return Draft.objects.unscoped(reason="test").select_related("signer__person", "body").get(pk=draft_id)


def edit(actor: Actor, draft_id: int, *, content: object = None, **changes: Any) -> int:
    """The draft with some of its fields or its text changed."""
    now = row(draft_id)
    fields: DraftFields | None = None
    if changes:
        known = fields_of(now)
        fields = DraftFields(
            **{name: changes.get(name, getattr(known, name)) for name in DraftFields.__slots__}
        )
    return edit_draft(
        actor=actor, draft_id=draft_id, expected_revision=now.revision, fields=fields, content=content
    )


def make_draft(
    house: House,
    *,
    drafter: Actor | None = None,
    signer: Actor | None = None,
    subject: str = "Tình hình biên chế cấp xã",
    recipients: Sequence[RecipientLine] = (RecipientLine("none", "Sở Tài chính"),),
    **more: Any,
) -> int:
    """A draft with everything that submitting asks for; returns its id."""
    who = drafter or house.drafter
    draft_id = create_draft(actor=who, kind=more.pop("kind", "bao_cao"), body_id=house.body.id, **more)
    edit(who, draft_id, content=TEXT, subject=subject, addressees=("Ủy ban nhân dân tỉnh",))
    chosen = signer or house.leader
    key = "KT" if chosen.post_title.startswith("Phó") else "HEAD"
    choose_signer(actor=who, draft_id=draft_id, appointment_id=chosen.appointment_id or 0, key=key)
    set_recipients(actor=who, draft_id=draft_id, lines=recipients)
    return draft_id


def make_submitted(house: House, *, stage: str = "content", **more: Any) -> int:
    """A draft that waits at the stage: "content", "form" or "sign"."""
    draft_id = make_draft(house, **more)
    reached = submit_draft(actor=more.get("drafter") or house.drafter, draft_id=draft_id)
    reviewers = {"content": house.head, "form": house.office}
    while reached != stage:
        reached = approve_step(actor=reviewers[reached], draft_id=draft_id)
    return draft_id
