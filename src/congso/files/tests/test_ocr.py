"""Scans read by eye: a page a job, holds that fall or do not, markings found, every way it can fail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from congso.files import api
from congso.files.actions import ocr
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad
from congso.files.models import File, PageText, Scan
from congso.files.testing import image, make_file, scan_pdf, text_pdf
from congso.guard import api as guard
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.jobs import run_pending
from congso.pure.reading import Word
from congso.pure.reading.scans.engine import OcrFailed
from congso.pure.reading.scans.pages import ScannedPage
from congso.pure.reading.scans.pictures import Frame

Says = Callable[..., None]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Says:
    """`says(*texts, sure=…)`: what the engine reads, page by page; an exception is raised instead."""
    settings.CONGSO_OCR = True
    monkeypatch.setattr(ocr.engine, "ready", lambda: True)
    said: list[Any] = []

    def read(picture: Any, index: int, size: tuple[float, float]) -> ScannedPage:
        text = said[index] if index < len(said) else "Trang sau"
        if isinstance(text, Exception):
            raise text
        words = tuple(
            Word(word, 70.0 + 30 * at, 80, 95.0 + 30 * at, 92) for at, word in enumerate(text.split())
        )
        return ScannedPage(index, Frame(*size), words, "", sure_of[0])

    sure_of = [0.95]

    def set_(*texts: str | Exception, sure: float = 0.95) -> None:
        said[:] = texts
        sure_of[0] = sure

    monkeypatch.setattr(ocr, "read_picture", read)
    return set_


def test_a_scan_is_read_page_by_page_released_and_found_by_its_words(clerk: Actor, says: Says) -> None:
    says("Số: 12/QĐ-UBND", "Nơi nhận: Như trên")
    file = make_file(clerk, "Bản quét.pdf", scan_pdf(2))
    assert file.state == "held"
    run_pending()
    row = api.row(file.id)
    assert (row.state, row.text_state) == ("ready", "read")
    assert api.text(file.id) == ["Số: 12/QĐ-UBND", "Nơi nhận: Như trên"]
    assert api.scan_of(file.id) == api.ScanRow("done", "", "none", 2, 2)
    assert sorted(api.scanned_pages(file.id)) == [1, 2]
    twin = api.rendition(file.id, api.SEARCHABLE)
    assert twin is not None
    assert twin.startswith(b"%PDF-")
    assert (
        api.read(file.id) == scan_pdf(2) or api.row(file.id).sha256 == row.sha256
    )  # the original is untouched


def test_an_image_file_is_read_too_and_has_no_twin(clerk: Actor, says: Says) -> None:
    says("Kính gửi: Sở Nội vụ")
    file = make_file(clerk, "Ảnh.jpg", image())
    run_pending()
    assert api.row(file.id).state == "ready"
    assert api.rendition(file.id, api.SEARCHABLE) is None


def test_a_file_with_its_own_words_is_not_read_by_eye(clerk: Actor, says: Says) -> None:
    file = make_file(clerk, content=text_pdf("Kính gửi: Sở Nội vụ"))
    run_pending()
    assert api.scan_of(file.id) is None
    assert api.scanned_pages(file.id) == {}


def test_what_this_house_made_is_not_read_by_eye(clerk: Actor, says: Says) -> None:
    file = make_file(clerk, "Bản ký.pdf", scan_pdf(), trusted=True)
    run_pending()
    assert api.scan_of(file.id) is None
    assert file.state == "ready"


@pytest.mark.usefixtures("says")
def test_a_page_with_a_useless_layer_is_read_again(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspector, "plan", lambda path: {"pages": [1], "layer": "poor"})
    words = "CQNG HOA xA HQI CHU NGHIA VIET NAM Dc lap Tu do Hanh phuc Can cu Nghi dinh so ngay thang nam"
    file = make_file(clerk, content=text_pdf(words))
    run_pending()
    assert api.text(file.id) == ["Trang sau"]
    assert api.scan_of(file.id) == api.ScanRow("done", "", "poor", 1, 1)


def test_a_marking_that_was_read_purges_every_copy_and_leaves_stubs(
    clerk: Actor, stranger: Actor, says: Says
) -> None:
    says("MẬT")
    mine = make_file(clerk, "a.pdf", scan_pdf())
    copy = make_file(stranger, "b.pdf", api.read(mine.id))
    run_pending()
    assert {api.row(mine.id).state, api.row(copy.id).state} == {"purged"}
    assert api.text(mine.id) == []
    assert guard.stubs(clerk)
    assert guard.stubs(stranger)
    assert api.scan_of(mine.id) is None


def test_a_page_that_was_read_badly_leaves_the_hold(clerk: Actor, says: Says) -> None:
    says("kd ;a ¬ 3", sure=0.2)
    file = make_file(clerk, "Viết tay.pdf", scan_pdf())
    run_pending()
    assert api.row(file.id).state == "held"
    scan = api.scan_of(file.id)
    assert scan is not None
    assert scan.state == "done"
    assert api.state_marking(actor=clerk, file_id=file.id, marked=False).state == "ready"


def test_without_tesseract_the_file_waits_for_the_clerk_and_can_be_read_later(
    clerk: Actor, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr.engine, "ready", lambda: False)
    file = make_file(clerk, "Bản quét.pdf", scan_pdf())
    run_pending()
    assert api.scan_of(file.id) == api.ScanRow("failed", "ocr_missing", "none", 0, 1)
    assert api.row(file.id).state == "held"
    monkeypatch.setattr(ocr.engine, "ready", lambda: True)
    api.read_again(file.id)
    run_pending()
    assert api.row(file.id).state == "ready"
    with pytest.raises(NotFound):
        api.read_again(file.id)


@pytest.mark.parametrize(
    "failure", [OcrFailed("ocr_timeout"), OcrFailed("ocr_failed"), Bad("files.too_complex")]
)
def test_a_page_that_cannot_be_read_is_left_out_after_three_tries(
    clerk: Actor, says: Says, failure: Exception
) -> None:
    says(failure, "Trang hai")
    file = make_file(clerk, "Bản quét.pdf", scan_pdf(2))
    run_pending()
    scan = api.scan_of(file.id)
    assert scan is not None
    assert (scan.state, scan.done) == ("done", 2)
    assert scan.reason
    assert api.row(file.id).state == "held"  # a page that nobody saw may carry a marking
    assert list(api.scanned_pages(file.id)) == [2]


def test_when_no_page_can_be_read_the_reading_has_failed(clerk: Actor, says: Says) -> None:
    says(OcrFailed("ocr_failed"))
    file = make_file(clerk, "Bản quét.pdf", scan_pdf())
    run_pending()
    scan = api.scan_of(file.id)
    assert scan is not None
    assert (scan.state, scan.reason) == ("failed", "ocr_failed")


@pytest.mark.usefixtures("says")
def test_a_file_that_cannot_be_planned_says_why(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(path: Any) -> Any:
        raise Bad("files.too_complex")

    monkeypatch.setattr(inspector, "plan", plan)
    file = make_file(clerk, "Bản quét.pdf", scan_pdf())
    run_pending()
    assert api.scan_of(file.id) == api.ScanRow("failed", "files.too_complex", "", 0, 0)


@pytest.mark.usefixtures("says")
def test_a_twin_that_cannot_be_made_is_no_failure(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def twin(path: Any, pages: Any) -> Any:
        raise Bad("files.damaged")

    monkeypatch.setattr(inspector, "twin", twin)
    file = make_file(clerk, "Bản quét.pdf", scan_pdf())
    run_pending()
    assert api.rendition(file.id, api.SEARCHABLE) is None
    assert api.row(file.id).state == "ready"


def test_a_copy_that_comes_later_is_not_read_again_and_not_held(
    clerk: Actor, stranger: Actor, says: Says
) -> None:
    says("Số: 12/QĐ-UBND")
    first = make_file(clerk, "a.pdf", scan_pdf())
    run_pending()
    says(OcrFailed("ocr_failed"))
    second = make_file(stranger, "b.pdf", api.read(first.id))
    assert second.state == "ready"
    run_pending()
    assert api.row(second.id).text_state == "read"


def test_two_workers_keep_a_page_once(clerk: Actor, says: Says) -> None:
    file = make_file(clerk, "a.pdf", scan_pdf(2))
    blob = File.objects.unscoped(reason="test").get(pk=file.id).blob
    scan = Scan.objects.create(blob=blob, pages=[2], total=2, at=timezone.now())
    scan.pages = [1, 2]  # what the slower one saw
    ocr._read_next(scan)
    assert not PageText.objects.filter(blob=blob, page=1).exists()
    ocr._failed(scan, "ocr_failed")
    assert Scan.objects.get(pk=scan.pk).tries == 0


def test_a_scan_whose_worker_died_is_taken_up_again(clerk: Actor, says: Says) -> None:
    says("Số: 12/QĐ-UBND")
    file = make_file(clerk, "a.pdf", scan_pdf())
    blob = File.objects.unscoped(reason="test").get(pk=file.id).blob
    old = timezone.now() - ocr._STALE * 2
    Scan.objects.create(blob=blob, pages=[1], total=1, at=old)
    ocr.take_up_again()
    run_pending()
    assert api.row(file.id).state == "ready"


def test_purged_bytes_are_read_no_more(clerk: Actor, says: Says) -> None:
    file = make_file(clerk, "a.pdf", scan_pdf())
    api.state_marking(actor=clerk, file_id=file.id, marked=True)
    run_pending()
    assert api.scan_of(file.id) is None


def test_own_fields_come_from_the_text_of_the_file(clerk: Actor) -> None:
    file = make_file(clerk, content=text_pdf("Kính gửi: Sở Nội vụ"))
    assert api.own_fields(file.id)["pages"] == 1
    assert api.own_fields(make_file(clerk, "a.jpg", image()).id) == {}
