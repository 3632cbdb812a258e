from datetime import UTC, datetime

import pytest

from congso.pure import layout
from congso.pure.layout import engine


class _Pages:
    def compile(self, **_):
        return [b"one", b"two"]


def test_a_list_of_pages_is_refused(monkeypatch):
    monkeypatch.setattr(engine, "_compiler", lambda template: _Pages())
    with pytest.raises(TypeError):
        engine.compile_template("note", {"lines": []})


def test_public_names_exist_and_are_sorted():
    assert all(hasattr(layout, name) for name in layout.__all__)
    assert len(set(layout.__all__)) == len(layout.__all__)


def test_numbers_and_nested_values_pass_through():
    rendered = engine.compile_template(
        "note", {"lines": ["a"], "depth": {"x": 1, "y": (True, None)}}, archival=False
    )
    assert rendered.pages == 1
    engine.release_memory()


def test_a_box_knows_its_size():
    box = layout.Box(0, 10, 20, 40, 60)
    assert (box.width, box.height) == (30, 40)


def test_a_moment_with_a_fraction_of_a_second_is_taken():
    at = datetime(2026, 11, 17, 9, 14, 3, 250_000, tzinfo=UTC)
    made = engine.compile_template("note", {"lines": ["a"]}, archival=False, created=at)
    whole = engine.compile_template(
        "note", {"lines": ["a"]}, archival=False, created=at.replace(microsecond=0)
    )
    assert made.pdf == whole.pdf
