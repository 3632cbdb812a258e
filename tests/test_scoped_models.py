"""Every row of a domain is read with somebody's eyes: its model has a scoped manager, and no reason excuses it.

The rows of the platform below the domains may stand here with the reason why not and what holds their readers back; a new
model without a scoped manager fails until it is scoped or explained. A row of a scoped parent is read through that parent;
the other reasons name the test that a stranger, or somebody of another agency, gets nothing of it.
docs/architecture.md ("Whose eyes") draws the line between the two.
"""

import re
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Manager, Model, QuerySet

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
BYTES = Why(
    "made from bytes, which several agencies may hold; read only by the id of a file that the policy of `files` let through",
    test="files/tests/test_views.py::test_stranger_gets_nothing_from_any_address",
)

# What the domains stand on: people and rights themselves, bytes, the journal, the machine. Every other app with tables is a
# domain, a new one too: its rows are the papers, the work, the words of an agency or a person, and scoped, every one.
PLATFORM = frozenset({"kernel", "audit", "files", "people", "rest"})

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
    "rest.Token": Why("found by the digest of the secret itself, else by the person signed in, whose it is"),
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
        if not is_scoped(model) and model._meta.app_label not in PLATFORM:
            found.append(f"{label} is of a domain and runs unscoped: give it a ScopedQuerySet")
        elif is_scoped(model) and label in table:
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


def test_no_reason_excuses_a_model_of_a_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    hold = apps.get_model("documents.Hold")
    assert not faults([hold], {})
    monkeypatch.setattr(hold._meta, "default_manager", Manager.from_queryset(QuerySet)())
    assert faults([hold], {"documents.Hold": MACHINE}) == faults([hold], {})
    assert len(faults([hold], {})) == 1


def test_the_platform_grows_no_further() -> None:
    assert {label.partition(".")[0] for label in UNSCOPED} == PLATFORM
    assert {"documents", "exchange", "guard", "mail", "notices", "signing", "tasks"}.isdisjoint(PLATFORM)


def test_the_line_is_drawn_in_the_architecture() -> None:
    text = (
        (ROOT / "docs/architecture.md")
        .read_text(encoding="utf-8")
        .partition("## Whose eyes")[2]
        .partition("\n## ")[0]
    )
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    told = {name for line in rows for name in re.findall(r"`([\w.]+)`", line.split("|")[1])}
    assert told == set(UNSCOPED)


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
