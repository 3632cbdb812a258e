"""The far side, run here to see what it answers."""

import io
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from congso.files.inspector import pdf, serve
from congso.files.inspector.results import Limits
from congso.files.testing import image, text_pdf


def ask(folder: Path, content: bytes, **request: object) -> tuple[dict[str, object], bytes]:
    path = folder / "file"
    path.write_bytes(content)
    line = (
        json.dumps({"path": str(path), "ending": "", "limits": asdict(Limits())} | request).encode() + b"\n"
    )
    out = io.BytesIO()
    serve.loop(io.BytesIO(line), out)
    head, _, raw = out.getvalue().partition(b"\n")
    return json.loads(head), raw


def test_answers(tmp_path: Path) -> None:
    said, _ = ask(tmp_path, text_pdf("một"), do="inspect")
    assert (said["mime"], said["texts"]) == ("application/pdf", ["một"])
    assert ask(tmp_path, text_pdf("một"), do="texts")[0]["texts"] == ["một"]
    said, raw = ask(
        tmp_path, text_pdf("một"), do="draw", mime="application/pdf", page=1, width=80, height=113
    )
    assert said["bytes"] == len(raw)
    assert raw[8:12] == b"WEBP"
    assert (
        ask(tmp_path, image(), do="draw", mime="image/jpeg", page=1, width=80, height=113)[1][8:12] == b"WEBP"
    )


def test_refusals_are_answers_too(tmp_path: Path) -> None:
    assert ask(tmp_path, b"", do="inspect")[0] == {"bad": "files.empty", "params": {}, "bytes": 0}


def test_out_of_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*args: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pdf, "texts", hungry)
    assert ask(tmp_path, text_pdf("một"), do="texts")[0]["bad"] == "files.too_complex"


def test_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(serve.resource, "setrlimit", lambda what, value: asked.append(value))
    serve.confine()
    assert (0, 0) in asked
    assert (serve.MEMORY, serve.MEMORY) in asked
