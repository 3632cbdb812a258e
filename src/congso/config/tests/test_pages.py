"""The web server is started with everything imported, out of reach of the garbage collector."""

import gc
import multiprocessing

import pytest

from congso.config import pages


def test_workers_are_forks_of_what_was_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(multiprocessing, "set_start_method", seen.append)
    monkeypatch.setattr(pages, "entrypoint", lambda: seen.append(gc.get_freeze_count() > 1000))
    try:
        pages.main()
    finally:
        gc.unfreeze()
    assert seen == ["fork", True]
    assert callable(pages.application)
