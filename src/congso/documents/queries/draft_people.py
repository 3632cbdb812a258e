"""Choices for a draft: who may sign it and how, who checks its form, which agencies can receive it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from congso.documents import draft_text
from congso.documents.axis_directory import AxisAgency, AxisGroup, directory
from congso.documents.models import Draft
from congso.documents.support_draft import load, reviewers_of
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.people import api as people
from congso.people.api import AgencyRow, BodyRow, SignatureOption

HITS: Final = 12
AXIS_GROUPS: Final = 3
BODIES: Final = 6  # agencies looked through for their bodies, a query each
# kind of agency -> what the page prints for all of them
GROUPS: Final = {
    "commune": "Ủy ban nhân dân các xã, phường",
    "department": "Các sở, ban, ngành",
    "mass": "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
}


@dataclass(frozen=True, slots=True)
class Group:
    """All agencies of one kind, printed as one line."""

    kind: str
    label: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reviewer:
    stage: str
    name: str
    title: str
    body: str = ""  # of a joint document, whom a further signer signs for


def checkers(agency_id: int) -> list[tuple[int, str]]:
    """Who may be named to check the form."""
    rows = people.people_of(agency_id, roles=(Role.OFFICE, Role.CLERK))
    return [(row.id, f"{row.person_name} · {row.post_title}") for row in rows]


def signers(actor: Actor, draft_id: int, field_of_work: str) -> list[SignatureOption]:
    """Every lawful block of leaders and heads of units for this draft's body today, heads of the agency first.

    Raises NotFound documents.not_found.
    """
    draft = load(actor, draft_id)
    rows = people.people_of(draft.agency_id, roles=(Role.LEADER, Role.UNIT_HEAD, Role.OFFICE))
    found: list[SignatureOption] = []
    for row in rows:
        found.extend(people.signature_options(row.id, draft.body_id, clock.today(), field_of_work))
    return found


def bodies_found(actor: Actor, words: str) -> list[BodyRow]:
    """Issuing bodies that can issue a document together, by words of their agency: the own agency's when none are given."""
    ids = (
        [row.id for row in people.agencies(search=words, limit=BODIES)]
        if words.strip()
        else [actor.agency_id or 0]
    )
    return [body for agency_id in ids for body in people.bodies_of(agency_id)][:HITS]


def joint_signers(body_id: int, field_of_work: str) -> list[SignatureOption]:
    """Every lawful block of the leaders of the body's agency today. Raises NotFound people.no_body."""
    body = people.body(body_id)
    rows = people.people_of(body.agency_id, roles=(Role.LEADER, Role.OFFICE))
    found = (people.signature_options(row.id, body.id, clock.today(), field_of_work) for row in rows)
    return [option for options in found for option in options]


def fields_of_work(agency_id: int) -> list[str]:
    """The fields among which the leaders have divided their work."""
    fields = (field for row in people.leaders_of(agency_id) for field in row.fields_of_work)
    return sorted(dict.fromkeys(fields))


def reviewers(draft: Draft) -> list[Reviewer]:
    """Who stands on the slip of this draft, in order."""
    given = reviewers_of(draft)
    ids = [one for one in (given.content, given.form, given.sign) if one is not None]
    rows = people.appointments(ids)
    found: list[Reviewer] = []
    for stage in ("content", "form", "sign"):
        appointment_id = getattr(given, stage)
        skipped = stage != "sign" and appointment_id in (draft.drafter_id, given.sign)
        if appointment_id is not None and not skipped:
            row = rows[appointment_id]
            found.append(Reviewer(stage, row.person_name, row.post_title))
    for one in draft_text.joint_parties(draft):
        found.append(Reviewer("sign", one.signer.person.full_name, one.signer.post.title, one.body.name))
    return found


def agencies_found(actor: Actor, words: str) -> list[AgencyRow]:
    """Agencies of the installation by words of name or code, the own one left out."""
    if not words.strip():
        return []
    rows = people.agencies(search=words, limit=HITS + 1)
    return [row for row in rows if row.id != actor.agency_id][:HITS]


def axis_found(actor: Actor, words: str) -> list[AxisAgency]:
    """Agencies that the own door to an axis lists, by words of name or code."""
    return directory().find(actor.agency_id or 0, words, HITS) if words.strip() else []


def axis_groups(actor: Actor, words: str) -> list[AxisGroup]:
    """Agencies of the axis that have others below them: all of those can be chosen at once."""
    return directory().groups(actor.agency_id or 0, words, AXIS_GROUPS) if words.strip() else []


def groups(actor: Actor) -> list[Group]:
    """Every kind of agency that can be chosen as a whole."""
    rows: Sequence[AgencyRow] = people.agencies()
    found = []
    for kind, label in GROUPS.items():
        ids = tuple(row.id for row in rows if row.kind == kind and row.id != actor.agency_id)
        if len(ids) > 1:
            found.append(Group(kind, label, ids))
    return found
