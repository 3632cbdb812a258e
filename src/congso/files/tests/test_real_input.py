"""Real published documents: none is refused, each is read or held, and its first page comes fast enough."""

import os
from pathlib import Path

import pytest

from congso.files.inspector.client import inspector
from congso.files.inspector.results import Limits
from congso.files.rules import SHOWN_AS_PAGES, ending_of, height_for

pytestmark = [pytest.mark.real_input, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[4]
FOLDER = Path(os.environ.get("CONGSO_REAL_INPUT", ROOT.parent / "shared" / "data")) / "docs"
# 1.6 Mbit/s for three seconds is 600 kB; half of that leaves time for the page around it and for drawing.
FIRST_PAGE = 300_000


def documents() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no folder of real documents")
def test_every_document_is_taken() -> None:
    for path in documents():
        found = inspector.inspect(path, ending_of(path.name), Limits())
        assert found.texts, path.name
        assert found.unread or any(text.strip() for text in found.texts), path.name
        if found.mime in SHOWN_AS_PAGES:
            box = (800, height_for(800, found.sizes[0]))
            drawn = inspector.draw(path, found.mime, page=1, box=box)
            assert len(drawn) < FIRST_PAGE, path.name
