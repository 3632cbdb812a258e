import unicodedata

import pytest

from congso.files import rules


@pytest.mark.parametrize(
    ("given", "mime", "kept"),
    [
        ("Công văn 15/UBND-VP.pdf", rules.PDF, "Công văn 15-UBND-VP.pdf"),
        ("../../etc/passwd", rules.PDF, "etc-passwd.pdf"),
        ("C:\\Users\\văn thư\\Tờ trình.PDF", rules.PDF, "C-Users-văn thư-Tờ trình.pdf"),
        ("Báo cáo 🎉.docx", rules.DOCX, "Báo cáo 🎉.docx"),
        ("Tờ\u202efdp.exe", rules.PDF, "Tờfdp.exe.pdf"),
        ("a\x00b\x1fc\r\nd.pdf", rules.PDF, "abc d.pdf"),
        ("  nhiều   khoảng  trắng .pdf ", rules.PDF, "nhiều khoảng trắng.pdf"),
        ("scan.JPEG", rules.JPEG, "scan.jpeg"),
        ("scan.pdf", rules.JPEG, "scan.jpg"),
        ("Quyết định số 1.2026", rules.PDF, "Quyết định số 1.2026.pdf"),
        ("???.pdf", rules.PDF, "Tệp.pdf"),
        ("", rules.PNG, "Tệp.png"),
        (".pdf", rules.PDF, "Tệp.pdf"),
        ("ghi chú.txt", "text/plain", "ghi chú.txt"),
        ("không đuôi", "text/plain", "không đuôi"),
    ],
)
def test_name_is_made_safe_and_true_to_the_content(given: str, mime: str, kept: str) -> None:
    assert rules.safe_name(given, mime) == kept


def test_decomposed_accents_become_one_letter_each() -> None:
    decomposed = unicodedata.normalize("NFD", "Ủy ban nhân dân xã Đông Thạnh.pdf")
    assert rules.safe_name(decomposed, rules.PDF) == "Ủy ban nhân dân xã Đông Thạnh.pdf"


@pytest.mark.parametrize("stem", ["a" * 300, "ườ" * 150, "🎉" * 300])
def test_long_name_fits_a_file_system_and_keeps_its_ending(stem: str) -> None:
    name = rules.safe_name(f"{stem}.pdf", rules.PDF)
    assert name.endswith(".pdf")
    assert len(name) <= rules.NAME_CHARS
    assert len(name.encode()) <= rules.NAME_BYTES
    assert name.startswith(stem[:20])


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", ".pdf"), ("a", ""), ("a.b c", ""), ("a.tar.gz", ".gz"), ("a.toolong", "")]
)
def test_ending(name: str, ending: str) -> None:
    assert rules.ending_of(name) == ending


@pytest.mark.parametrize(
    ("asked", "width"),
    [
        ("800", 800),
        ("1", 800),
        ("801", 1600),
        ("99999", 1600),
        ("999999", 800),
        ("", 800),
        ("x", 800),
        ("-5", 800),
    ],
)
def test_only_two_widths_are_drawn(asked: str, width: int) -> None:
    assert rules.page_width(asked) == width


def test_height_keeps_the_proportion_within_bounds() -> None:
    assert rules.height_for(800, (595.28, 841.89)) == 1131
    assert rules.height_for(800, (10, 100_000)) == 6400
    assert rules.height_for(800, (100_000, 1)) == 1
    assert rules.height_for(800, (0, 100)) == 1131


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-99", (0, 99)),
        ("bytes=900-", (900, 999)),
        ("bytes=-100", (900, 999)),
        ("bytes=-5000", (0, 999)),
        ("bytes=500-9999", (500, 999)),
    ],
)
def test_range_of_a_thousand_bytes(header: str, span: tuple[int, int]) -> None:
    found = rules.byte_range(header, 1000)
    assert found is not None
    assert (found.start, found.end) == span
    assert found.length == span[1] - span[0] + 1


@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=9-3", "bytes=a-b"])
def test_unreadable_range_serves_the_whole(header: str) -> None:
    assert rules.byte_range(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=-0", "bytes=5000-6000"])
def test_range_outside_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        rules.byte_range(header, 1000)


def test_key_spreads_over_folders() -> None:
    assert rules.storage_key("ab" * 32) == "ab/ab/" + "ab" * 32
