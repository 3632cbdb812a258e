"""The helper process from the near side: it may die, hang or be forked away; the asker gets one plain answer."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from congso.files.inspector import client
from congso.files.inspector.client import Inspector
from congso.files.inspector.results import Bad, Limits
from congso.files.testing import blank_pdf, image, text_pdf

pytestmark = pytest.mark.slow


@pytest.fixture
def real() -> Iterator[Inspector]:
    inspector = Inspector()
    yield inspector
    inspector.close()


def speaking(script: str) -> Inspector:
    return Inspector(command=(sys.executable, "-c", script))


def test_one_helper_answers_many_questions(real: Inspector, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(text_pdf("một", "hai"))
    assert real.inspect(path, ".pdf", Limits()).sizes == [(595.3, 841.9)] * 2
    helper = real._idle[0]
    assert real.texts(path, Limits()) == ["một", "hai"]
    assert real.draw(path, "application/pdf", page=1, box=(800, 1131))[8:12] == b"WEBP"
    path.write_bytes(image())
    assert real.draw(path, "image/jpeg", page=1, box=(800, 1131))[8:12] == b"WEBP"
    assert real._idle == [helper]


def test_reason_travels(real: Inspector, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(blank_pdf(5))
    with pytest.raises(Bad) as caught:
        real.inspect(path, ".pdf", Limits(pages=2))
    assert (caught.value.code, caught.value.params) == ("files.too_many_pages", {"pages": 5, "limit": 2})


def test_crash_costs_one_answer(tmp_path: Path) -> None:
    inspector = speaking("import sys, os; sys.stdin.readline(); os.abort()")
    with pytest.raises(Bad) as caught:
        inspector.inspect(tmp_path, "", Limits())
    assert caught.value.code == "files.unreadable"
    assert inspector._idle == []


def test_hanging_helper_is_killed(tmp_path: Path) -> None:
    inspector = speaking("import sys; sys.stdin.read()")
    with pytest.raises(Bad) as caught:
        inspector.inspect(tmp_path, "", Limits(), seconds=0)
    assert caught.value.code == "files.too_complex"
    assert inspector._idle == []


def test_helper_that_died_at_rest_is_replaced(real: Inspector, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(text_pdf("một"))
    real.texts(path, Limits())
    first = real._idle[0]
    first.process.kill()
    first.process.wait()
    assert real.texts(path, Limits()) == ["một"]
    assert real._idle[0] is not first


def test_helper_dying_between_question_and_pipe(
    real: Inspector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(text_pdf("một"))
    real.texts(path, Limits())
    first = real._idle[0]
    first.process.kill()
    first.process.wait()
    monkeypatch.setattr(first.process, "poll", lambda: None)
    with pytest.raises(Bad) as caught:
        real.texts(path, Limits())
    assert caught.value.code == "files.unreadable"


def test_worn_out_helper_is_replaced(
    real: Inspector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_USES", 1)
    path = tmp_path / "a"
    path.write_bytes(text_pdf("một"))
    real.texts(path, Limits())
    assert real._idle == []


def test_forked_process_leaves_the_helpers_of_its_parent(
    real: Inspector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(text_pdf("một"))
    real.texts(path, Limits())
    parents = real._idle[0]
    monkeypatch.setattr(os, "getpid", lambda: -1)
    real.texts(path, Limits())
    assert parents not in real._idle
    assert parents.process.poll() is None
    parents.close()


def test_helper_sees_no_secrets_and_cannot_write() -> None:
    script = (
        "import sys, os, json; sys.argv=['x']; from congso.files.inspector import serve; serve.confine(); sys.stdin.readline();"
        "import tempfile\n"
        "try:\n f=tempfile.TemporaryFile(buffering=0); f.write(b'x'*10); wrote=True\n"
        "except OSError: wrote=False\n"
        "print(json.dumps({'texts':[str(wrote), str('DATABASE_URL' in os.environ)],'bytes':0}), flush=True)"
    )
    inspector = speaking(f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{script}")
    assert inspector.texts(Path("x"), Limits()) == ["False", "False"]
    inspector.close()
