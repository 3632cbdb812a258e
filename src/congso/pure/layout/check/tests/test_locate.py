"""Findings of a Word file take their places from the page made of it, by words that stand there once."""

from congso.pure.layout.check import Finding, Severity, check, located, read_pdf
from congso.pure.layout.check.model import Spot
from congso.pure.layout.check.tests.lines import line, pdf
from congso.pure.layout.check.tests.papers import DECISION, Word, typeset, word


def found(excerpt, spot=None):
    return Finding("date.zero", Severity.ERROR, spot=spot, paragraph=3, excerpt=excerpt)


def places(page, *excerpts):
    return [one.spot for one in located([found(text) for text in excerpts], page)]


def test_words_that_stand_once_have_a_place():
    page = pdf(
        line("Mẫu, ngày 3 tháng 2 năm 2026"), line("Kính gửi: Bộ Nội vụ"), line("Kính gửi"), line("Kính gửi")
    )
    first = page.lines[0].spot
    assert places(page, "Mẫu, ngày 3 tháng 2 năm 2026") == [first]
    assert places(page, "Kính gửi", "Nơi nhận khác", "3", "") == [None, None, None, None]


def test_a_paragraph_is_found_by_its_first_printed_line():
    page = pdf(line("Căn cứ Luật"), line("Tổ chức chính quyền địa phương;"))
    assert places(page, "Căn cứ Luật Tổ chức chính quyền địa phương;") == [page.lines[0].spot]


def test_a_place_that_is_known_stays():
    spot = Spot(1, 1, 2, 3, 4)
    (one,) = located([found("Kính gửi: Bộ Nội vụ", spot)], pdf(line("Kính gửi: Bộ Nội vụ")))
    assert one.spot is spot


def test_a_word_file_and_its_page():
    report = check(word(Word(left=["ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 5/QĐ-UBND"])))
    page = read_pdf(typeset(DECISION, data={"number": "5"}))
    (zero,) = [one for one in located(report.findings, page) if one.code == "number.zero"]
    assert zero.paragraph
    assert zero.spot is not None
    assert (zero.spot.page, zero.spot.x0 < 300) == (0, True)
