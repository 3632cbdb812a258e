"""Settings are read by small parsers that fail loudly."""

import importlib
from pathlib import Path

import pytest
from django.core.management import call_command

from congso.config import database, env
from congso.config.management.commands import load_demo


def test_a_value_or_the_file_that_holds_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONGSO_X", "thẳng")
    assert env.text("CONGSO_X") == "thẳng"
    (tmp_path / "secret").write_text("trong tệp\n", encoding="utf-8")
    monkeypatch.setenv("CONGSO_X_FILE", str(tmp_path / "secret"))
    assert env.text("CONGSO_X") == "trong tệp"
    monkeypatch.setenv("CONGSO_X_FILE", str(tmp_path / "missing"))
    with pytest.raises(env.BadSetting, match="CONGSO_X_FILE"):
        env.text("CONGSO_X")


@pytest.mark.parametrize(("raw", "read"), [("1", True), ("off", False), ("", True)])
def test_flags(monkeypatch: pytest.MonkeyPatch, raw: str, read: bool) -> None:
    monkeypatch.setenv("CONGSO_X", raw)
    assert env.flag("CONGSO_X", default=True) is read


def test_what_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGSO_X", "maybe")
    for read in (env.flag, lambda name: env.number(name, 1)):
        with pytest.raises(env.BadSetting, match="CONGSO_X"):
            read("CONGSO_X")
    monkeypatch.setenv("CONGSO_X", "12")
    assert env.number("CONGSO_X", 1) == 12
    assert env.number("CONGSO_Y", 1) == 1
    assert env.words("CONGSO_Y", "a, b,") == ["a", "b"]


def test_addresses_of_databases() -> None:
    found = database.from_url("postgresql://an%20a:b@db:5433/so?sslmode=require")
    assert (found["USER"], found["HOST"], found["PORT"], found["NAME"]) == ("an a", "db", "5433", "so")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert database.from_url("postgres:///?host=/tmp/x")["HOST"] == "/tmp/x"
    with pytest.raises(env.BadSetting, match="mysql"):
        database.from_url("mysql://x/y")


def test_the_wsgi_door_opens() -> None:
    assert callable(importlib.import_module("congso.config.wsgi").application)


def test_the_demo_is_not_loaded_over_agencies(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(load_demo, "is_empty", lambda: False)
    call_command("load_demo")
    assert capsys.readouterr().out
