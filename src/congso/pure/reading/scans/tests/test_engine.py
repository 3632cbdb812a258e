"""The program: found or not, in time or not, and what its answer means."""

import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from congso.pure.reading.scans import engine
from congso.pure.reading.scans.engine import OcrFailed

HOCR = """<div class='ocr_page' title='bbox 0 0 900 900'>
<span class='ocr_line' id='l1' title="bbox 100 40 400 90; baseline 0 -10; x_size 50; x_descenders 10; x_ascenders 8">
<span class='ocrx_word' id='w1' title='bbox 100 40 160 90; x_wconf 96'>
<span class='ocrx_cinfo' title='x_bboxes 100 40 130 90; x_conf 99'>S</span><span class='ocrx_cinfo' title='x_bboxes 131 40 160 90; x_conf 99'>&amp;</span></span>
<span class='ocrx_word' id='w2' title='bbox 170 70 176 74; x_wconf 40'><span class='ocrx_cinfo' title='x_bboxes 170 70 176 74; x_conf 9'>-</span></span></span>
<span class='ocr_line' id='l2' title="bbox 100 200 160 700; baseline 0 0; x_size 500; x_descenders 0; x_ascenders 0">
<span class='ocrx_word' id='w3' title='bbox 100 200 160 700'><span class='ocrx_cinfo' title='x_bboxes 100 200 160 700; x_conf 9'>I</span></span></span>
<span class='ocr_line' id='l3' title="bbox 100 800 160 850"><span class='ocrx_word' id='w4' title='bbox 100 800 160 850; x_wconf 80'>
<span class='ocrx_cinfo' title='x_bboxes 100 800 160 850; x_conf 9'>e\u0302</span></span></span>
<span class='ocr_line' id='l4' title="nothing"></span></div>"""
Program = Callable[..., None]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    """`program(answer)`: Tesseract is there and says this; an exception is raised, a number is its exit code."""

    def set_(answer: Any, languages: str = "List\nvie\nosd\n") -> None:
        def run(command: list[str], **more: Any) -> Any:
            if "--list-langs" in command:
                return subprocess.CompletedProcess(command, 0, languages.encode(), b"")
            if isinstance(answer, Exception):
                raise answer
            code = answer if isinstance(answer, int) else 0
            said = b"" if isinstance(answer, int) else answer.encode()
            return subprocess.CompletedProcess(command, code, said, b"")

        monkeypatch.setattr(engine.shutil, "which", lambda name: "/usr/bin/tesseract")
        monkeypatch.setattr(engine.subprocess, "run", run)
        engine._languages.cache_clear()

    yield set_  # type: ignore[misc]
    engine._languages.cache_clear()


def white() -> Image.Image:
    return Image.new("L", (30, 30), 255)


def test_words_come_with_letters_lines_and_even_heights(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", "/data")
    program(HOCR)
    assert engine.ready()
    first, dash, tall, single = engine.recognise(white())
    assert (first.text, first.line, first.confidence) == ("S&", 1, 0.96)
    assert [letter.text for letter in first.letters] == ["S", "&"]
    assert (dash.top, dash.bottom) == (first.top, first.bottom) == (40.0, 90.0)
    assert (tall.top, tall.bottom, tall.confidence) == (200.0, 700.0, 0.0)
    assert (single.text, single.top) == ("ê", 800.0)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (subprocess.TimeoutExpired("tesseract", 1), "ocr_timeout"),
        (OSError("gone"), "ocr_failed"),
        (-9, "ocr_failed"),
    ],
)
def test_out_of_time_gone_or_killed(program: Program, answer: Any, code: str) -> None:
    program(answer)
    with pytest.raises(OcrFailed) as failed:
        engine.recognise(white())
    assert failed.value.code == code


@pytest.mark.parametrize("languages", ["eng\n", ""])
def test_without_vietnamese_it_is_missing(program: Program, languages: str) -> None:
    program(HOCR, languages)
    assert not engine.ready()
    with pytest.raises(OcrFailed) as failed:
        engine.recognise(white())
    assert failed.value.code == "ocr_missing"
    assert engine.turn_of(white()) == 0


def test_without_the_program_it_is_missing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.shutil, "which", lambda name: None)
    assert not engine.ready()
    with pytest.raises(OcrFailed):
        engine.recognise(white())
    assert engine.turn_of(white()) == 0


def test_a_program_that_cannot_list_its_languages_knows_none(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*command: Any, **more: Any) -> Any:
        raise OSError

    program("")
    monkeypatch.setattr(engine.subprocess, "run", broken)
    assert not engine.ready()


@pytest.mark.parametrize(
    ("said", "turn"),
    [
        ("Rotate: 180\nOrientation confidence: 9.5\n", 180),
        ("Rotate: 90\nOrientation confidence: 0.2\n", 0),
        ("Too few characters", 0),
        (1, 0),
    ],
)
def test_which_way_up(program: Program, said: Any, turn: int) -> None:
    program(said)
    assert engine.turn_of(white()) == turn
