"""Every table is read with somebody's eyes, or stands here with the reason why not and what holds its readers back.

A new model without a scoped manager fails until it is scoped or explained. A row of a scoped parent is read through that
parent; the other reasons name the test that a stranger, or somebody of another agency, gets nothing of it.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import ForeignKey, Model

from congso.kernel.scoping import ScopedQuerySet
from tests.tree import ROOT


@dataclass(frozen=True)
class Why:
    """`parent`: the foreign key to the scoped (or itself explained) model that is loaded first. `test`: "app/tests/file.py::name"."""

    reason: str
    parent: str = ""
    test: str = ""


def child(parent: str, test: str = "") -> Why:
    return Why("read only through its parent, which the reader was let into", parent, test)


def of_subject(test: str) -> Why:
    return Why("points at its subject by SubjectRef; read after the subject was loaded in scope", test=test)


DIRECTORY = Why(
    "the directory of the installation: who is where and in which post is known to everybody who signs in; it is changed "
    "by the administrators of the agency alone",
    test="people/tests/test_actions.py::test_things_of_another_agency_are_not_taken",
)
MACHINE = Why(
    "rows of the machine: no screen and no face reads them; written and read by jobs and the journal of events"
)
AXIS = Why(
    "between agencies: a row belongs to sender and receiver both; `exchange` reads it by the door or mailbox of the agency "
    "that asks",
    test="exchange/tests/test_hub.py::test_a_package_reaches_its_receivers_and_nobody_else",
)
DOOR = Why(
    "set up and seen by the administrators of the one agency it is the door of; jobs walk over all of them",
    test="exchange/tests/test_node.py::test_a_stranger_may_not_speak_for_another",
)
PERSONAL = "a person's own rows, always read by the person signed in"
BYTES = Why(
    "made from bytes, which several agencies may hold; read only by the id of a file that the policy of `files` let through",
    test="files/tests/test_views.py::test_stranger_gets_nothing_from_any_address",
)

UNSCOPED: dict[str, Why] = {
    "people.Agency": DIRECTORY,
    "people.OrganCode": DIRECTORY,
    "people.IssuingBody": DIRECTORY,
    "people.CalendarDay": DIRECTORY,
    "people.Person": DIRECTORY,
    "people.Post": DIRECTORY,
    "people.Appointment": DIRECTORY,
    "people.Delegation": DIRECTORY,
    "people.PermissionChange": DIRECTORY,
    "kernel.Event": MACHINE,
    "kernel.Handled": MACHINE,
    "kernel.Once": Why("keys of forms that were sent; the key carries who sent it and is asked for alone"),
    "kernel.LiveChannel": MACHINE,
    "kernel.LiveMessage": MACHINE,
    "audit.Entry": Why("the journal, append-only; its one reader `trail` asks by subjects that the caller loaded in scope"),
    "audit.Anchor": MACHINE,
    "files.Blob": BYTES,
    "files.FileUse": of_subject("files/tests/test_views.py::test_stranger_gets_nothing_from_any_address"),
    "files.Rendition": child("file", "files/tests/test_views.py::test_stranger_gets_nothing_from_any_address"),
    "files.PageImage": BYTES,
    "files.PageText": BYTES,
    "files.Scan": BYTES,
    "files.Opening": Why("one row per person and thing, for the journal alone: no screen reads it"),
    "notices.Notice": Why(PERSONAL, test="notices/tests/test_notices.py::test_all_are_marked_at_once_and_no_others"),
    "rest.Token": Why("found by the digest of the secret itself, else " + PERSONAL),
    "documents.Involvement": Why(
        "the ground of the scopes themselves: `DocumentScopedQuerySet.for_actor` asks it",
        test="documents/tests/test_scopes.py::test_a_colleague_who_takes_no_part_sees_no_document",
    ),
    "documents.Hold": of_subject("documents/tests/test_direct.py::test_trace_page_of_a_stranger"),
    "documents.Answer": child("incoming", "documents/tests/test_draft_edit.py::test_an_answer_to_what_one_may_not_answer_is_refused"),
    "documents.PaperReturn": child("incoming", "documents/tests/test_incoming_screens.py::test_strangers_find_nothing"),
    "documents.JointParty": child("draft", "documents/tests/test_draft_slip.py::test_another_agency_finds_nothing"),
    "documents.IncomingReading": child("incoming", "documents/tests/test_incoming_reading.py::test_strangers_may_not_ask_for_a_reading"),
    "documents.WorkFileItem": child("work_file", "documents/tests/test_scopes.py::test_a_stranger_sees_nothing"),
    "documents.DraftTemplate": Why("texts to start from: built-in ones are everybody's, others are read by the own agency's id"),
    "documents.SearchColumns": Why(PERSONAL),
    "exchange.Envelope": AXIS,
    "exchange.Delivery": AXIS,
    "exchange.StatusMessage": AXIS,
    "exchange.Connection": DOOR,
    "exchange.DirectoryEntry": DOOR,
    "exchange.Outbox": DOOR,
    "exchange.Inbox": DOOR,
    "exchange.Member": AXIS,
    "exchange.Parcel": AXIS,
    "exchange.Copy": AXIS,
}  # fmt: skip


def own_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("congso.")
    ]


def is_scoped(model: type[Model]) -> bool:
    return isinstance(model._default_manager.all(), ScopedQuerySet)


def faults(models: list[type[Model]], table: dict[str, Why]) -> list[str]:
    found = []
    for model in models:
        label = model._meta.label
        if is_scoped(model) and label in table:
            found.append(f"{label} is scoped: take it from the table")
        elif not is_scoped(model) and label not in table:
            found.append(f"{label} runs unscoped: give it a ScopedQuerySet, or say why not in the table")
    return found


def test_every_model_is_scoped_or_explained() -> None:
    assert not faults(own_models(), UNSCOPED)


def test_the_table_names_no_model_that_is_gone() -> None:
    assert not set(UNSCOPED) - {model._meta.label for model in own_models()}


def test_a_planted_model_is_caught_both_ways() -> None:
    (unit,) = [model for model in own_models() if model._meta.label == "people.Unit"]
    (agency,) = [model for model in own_models() if model._meta.label == "people.Agency"]
    assert len(faults([unit, agency], {})) == 1
    assert faults([unit], {"people.Unit": DIRECTORY}) == ["people.Unit is scoped: take it from the table"]


def test_a_parent_is_a_key_to_a_scoped_model() -> None:
    for label, why in UNSCOPED.items():
        if why.parent:
            field = apps.get_model(label)._meta.get_field(why.parent)
            assert isinstance(field, ForeignKey), label
            assert is_scoped(field.related_model), label


def test_the_tests_named_exist() -> None:
    for label, why in UNSCOPED.items():
        assert why.reason
        if why.test:
            path, name = why.test.split("::")
            assert f"def {name}(" in (ROOT / "src/congso" / path).read_text(encoding="utf-8"), label
