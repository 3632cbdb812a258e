"""What import contracts cannot see: foreign keys point only downward, migrations import no code of the apps."""

import ast
import configparser

from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField, Model

from tests.tree import ROOT, name, tracked


def order() -> dict[str, int]:
    """App to its height in the house, from the layers of .importlinter; the top has the largest number."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    rows = parser["importlinter:contract:layers"]["layers"].split()
    lines = parser["importlinter:contract:layers"]["layers"].strip().splitlines()
    heights = {
        word.strip(" ()"): len(lines) - number
        for number, line in enumerate(lines)
        for word in line.split("|")
    }
    assert set(heights) == {word.strip("()") for word in rows if word != "|"}
    return heights


def references(model: type[Model]) -> list[tuple[str, type[Model]]]:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [
        (field.name, field.related_model)
        for field in fields
        if isinstance(field, ForeignObject | ManyToManyField) and isinstance(field.related_model, type)
    ]


def app_of(model: type[Model]) -> str | None:
    """Our app's name, None for a model of somebody else, which lies below all of ours."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "congso" else None


def upward(models: list[type[Model]], heights: dict[str, int]) -> list[str]:
    found = []
    for model in models:
        own = app_of(model)
        for field, target in references(model):
            other = app_of(target)
            if own and other and own != other and heights[other] >= heights[own]:
                found.append(f"{own}.{model.__name__}.{field} points at {other}, which is not below it")
    return found


def test_foreign_keys_point_only_downward() -> None:
    heights = order()
    models = [model for model in apps.get_models(include_auto_created=True) if app_of(model)]
    assert not upward(models, heights)


def test_a_planted_upward_key_is_caught() -> None:
    models = [
        model
        for model in apps.get_models()
        if any(app_of(target) not in {None, app_of(model)} for _f, target in references(model))
    ]
    turned = {app: -height for app, height in order().items()}
    assert upward(models, turned)


def imports_of(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


# Field classes and storage callables that Django writes into migrations by name; they are frozen, like the tables.
_FROZEN = ("congso.kernel.fields", "congso.kernel.ids", "congso.people.managers", "congso.kernel.scoping")


def test_migrations_import_no_app_code() -> None:
    migrations = [path for path in tracked() if path.parent.name == "migrations" and path.suffix == ".py"]
    found = {
        name(path): bad
        for path in migrations
        if (
            bad := {
                one
                for one in imports_of(path.read_text())
                if one.startswith("congso.") and not one.startswith(_FROZEN) and ".migrations." not in one
            }
        )
    }
    assert not found


def test_a_planted_import_is_caught() -> None:
    assert imports_of("from congso.people.models import Person\nimport django") == {
        "congso.people.models",
        "django",
    }
