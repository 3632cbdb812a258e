import struct
from pathlib import Path

import pytest

from congso.files.inspector import ole, sniff
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.rules import DOC
from congso.files.tests.compound import compound, word97


def look(folder: Path, content: bytes) -> Found:
    path = folder / "file"
    path.write_bytes(content)
    return sniff.inspect(path, ".doc", Limits())


def refused(folder: Path, content: bytes) -> Bad:
    with pytest.raises(Bad) as caught:
        look(folder, content)
    return caught.value


@pytest.mark.parametrize("size", [0, 9000])
@pytest.mark.parametrize("flags", [0x0200, 0])
def test_words_in_both_alphabets_and_both_kinds_of_stream(tmp_path: Path, size: int, flags: int) -> None:
    content = word97("Kính gửi: Sở Nội vụ\r", "plain\x07tail", size=size, flags=flags)
    found = look(tmp_path, content)
    assert (found.mime, found.pages, found.unread) == (DOC, None, 0)
    assert found.texts == ["Kính gửi: Sở Nội vụ\nplain\ttail"]


def test_format_runs_before_the_piece_table_are_skipped(tmp_path: Path) -> None:
    head = b"\x01" + struct.pack("<H", 4) + b"\0" * 4
    assert look(tmp_path, word97("Chữ", clx_head=head)).texts == ["Chữ"]


def test_document_without_words_counts_as_unread(tmp_path: Path) -> None:
    assert look(tmp_path, word97("")).unread == 1


def test_password_of_word(tmp_path: Path) -> None:
    assert refused(tmp_path, word97("x", flags=0x0300)).code == "files.encrypted"


def test_password_of_a_newer_file(tmp_path: Path) -> None:
    assert refused(tmp_path, compound({"EncryptedPackage": b"x"})).code == "files.encrypted"


def test_macros(tmp_path: Path) -> None:
    assert refused(tmp_path, word97("x", Macros=b"x")).code == "files.macros"


def test_other_file_of_the_family(tmp_path: Path) -> None:
    bad = refused(tmp_path, compound({"Workbook": b"x"}))
    assert (bad.code, bad.params) == ("files.not_what_it_says", {"said": ".doc", "found": "OLE"})


def test_cut_off(tmp_path: Path) -> None:
    assert refused(tmp_path, word97("x", size=9000)[:3000]).code == "files.damaged"


def test_no_piece_table(tmp_path: Path) -> None:
    assert refused(tmp_path, word97("x", clx_head=b"\x07")).code == "files.damaged"


def test_no_table_stream(tmp_path: Path) -> None:
    content = word97("x").replace("1Table".encode("utf-16-le"), "2Table".encode("utf-16-le"))
    assert refused(tmp_path, content).code == "files.damaged"


def test_odd_sector_size(tmp_path: Path) -> None:
    content = bytearray(word97("x"))
    struct.pack_into("<H", content, 30, 3)
    assert refused(tmp_path, bytes(content)).code == "files.damaged"


def test_chain_that_bites_its_tail(tmp_path: Path) -> None:
    content = bytearray(word97("x", size=9000))
    table = len(content) - 512
    struct.pack_into("<I", content, table, 0)
    assert refused(tmp_path, bytes(content)).code == "files.damaged"


def test_table_listed_in_blocks_of_its_own() -> None:
    """Files over 7 MB list the sectors of their table in further blocks."""
    content = bytearray(word97("Dài", size=9000))
    fat = struct.unpack_from("<I", content, 76)[0]
    number = len(content) // 512 - 1
    struct.pack_into("<I", content, 76, 0xFFFFFFFF)
    struct.pack_into("<II", content, 68, number, 2)
    block = struct.pack("<I", fat) + b"\xff" * 504 + struct.pack("<I", 0xFFFFFFFE)
    assert ole.words(ole.Container(bytes(content) + block)) == "Dài"
