"""Files inside files: each is looked at as if it came alone."""

import io
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from congso.files.inspector import sniff
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.testing import blank_pdf, carrying, locked_pdf, scan_pdf, text_pdf, word


def look(folder: Path, content: bytes, **limits: int) -> Found:
    path = folder / "file"
    path.write_bytes(content)
    return sniff.inspect(path, ".pdf", Limits(**limits))  # type: ignore[arg-type]


def refused(folder: Path, content: bytes, **limits: int) -> Bad:
    with pytest.raises(Bad) as caught:
        look(folder, content, **limits)
    return caught.value


def embedded(data: bytes, **entries: object) -> bytes:
    """A PDF with one embedded stream that no file specification names, packed as `entries` say."""
    with pikepdf.open(io.BytesIO(blank_pdf())) as document:
        stream = pikepdf.Stream(document, b"")
        stream.write(data, **(entries or {"filter": pikepdf.Name.FlateDecode}))  # type: ignore[arg-type]
        stream["/Type"] = pikepdf.Name("/EmbeddedFile")
        document.Root["/Kept"] = document.make_indirect(stream)
        out = io.BytesIO()
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()


def test_words_of_what_is_attached_stand_beside_those_of_the_pages(tmp_path: Path) -> None:
    parts = [
        ("Phụ lục 1.pdf", text_pdf("Danh sách xã", "Trang hai")), ("Phụ lục 2.docx", word("Biểu mẫu")),
        ("du-lieu.xml", "<a>Số liệu</a>".encode()), ("u16.txt", "Ghi chú".encode("utf-16")), ("rong.txt", b""),
    ]  # fmt: skip
    found = look(tmp_path, carrying(*parts))
    assert (found.pages, found.texts, found.unread) == (1, ["Kính gửi: Sở Nội vụ"], 0)
    assert sorted(found.attached) == sorted(name for name, _data in parts)
    words = "\n".join(found.attached_texts)
    for said in ("Danh sách xã", "Trang hai", "Biểu mẫu", "Số liệu", "Ghi chú"):
        assert said in words


def test_an_attached_scan_is_nothing_that_was_read(tmp_path: Path) -> None:
    assert look(tmp_path, carrying(("quét.pdf", scan_pdf()))).unread == 1


def test_an_attachment_read_in_part_is_not_taken_for_read(tmp_path: Path) -> None:
    long = text_pdf("một", "hai", "ba")
    assert look(tmp_path, carrying(("dài.pdf", long)), text_pages=2).unread == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("chạy.exe", b"MZ\x90\0\3"), ("nén.zip", b"PK\x03\x04 and nothing of use"), ("lạ.bin", b"\0\1\2\xff"),
        ("lạ.txt", b"a\0b"), ("cụt.pdf", text_pdf("một")[:400]),
    ],
)  # fmt: skip
def test_what_would_not_be_taken_alone_is_not_taken_inside(tmp_path: Path, name: str, data: bytes) -> None:
    bad = refused(tmp_path, carrying((name, data)))
    assert (bad.code, bad.params) == ("files.attached_refused", {"name": name})


def test_active_content_of_an_attachment(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(blank_pdf())) as document:
        document.Root["/OpenAction"] = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )
        out = io.BytesIO()
        document.save(out)
    assert refused(tmp_path, carrying(("lệnh.pdf", out.getvalue()))).code == "files.attached_refused"


def test_a_bomb_is_unpacked_no_further_than_there_is_room(tmp_path: Path) -> None:
    bomb = zlib.compress(bytes(60_000_000), 9)
    with pikepdf.open(io.BytesIO(blank_pdf())) as document:
        stream = pikepdf.Stream(document, b"")
        stream.write(bomb, filter=pikepdf.Name.FlateDecode)
        stream["/Type"] = pikepdf.Name("/EmbeddedFile")
        document.Root["/Kept"] = document.make_indirect(stream)
        out = io.BytesIO()
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(out.getvalue()) < 100_000
    assert refused(tmp_path, out.getvalue(), attached_bytes=50_000_000).code == "files.archive_bomb"


def test_many_and_deep(tmp_path: Path) -> None:
    many = carrying(*((f"{n}.txt", b"x") for n in range(5)))
    assert refused(tmp_path, many, attached=4).code == "files.attached_many"
    assert len(look(tmp_path, many, attached=5).attached) == 5
    inner = carrying(("trong.txt", b"x"))
    assert look(tmp_path, carrying(("giữa.pdf", inner))).attached == ["giữa.pdf", "trong.txt"]
    assert (
        refused(tmp_path, carrying(("ngoài.pdf", carrying(("giữa.pdf", inner))))).code
        == "files.attached_refused"
    )


def test_an_embedded_stream_that_nothing_names(tmp_path: Path) -> None:
    found = look(tmp_path, embedded(zlib.compress("Ghi chú".encode())))
    assert (found.attached, found.attached_texts) == (["?"], ["Ghi chú"])


def test_packings_nobody_needs(tmp_path: Path) -> None:
    raw = embedded(b"khong nen", filter=None)
    assert look(tmp_path, raw).attached_texts == ["khong nen"]
    one = embedded(zlib.compress(b"mot"), filter=pikepdf.Array([pikepdf.Name.FlateDecode]))
    assert look(tmp_path, one).attached_texts == ["mot"]
    for data, packing in (
        (b"not packed at all", pikepdf.Name.FlateDecode), (b"68656c6c6f>", pikepdf.Name.ASCIIHexDecode),
        (zlib.compress(b"x"), pikepdf.Array([pikepdf.Name.ASCIIHexDecode, pikepdf.Name.FlateDecode])),
    ):  # fmt: skip
        assert refused(tmp_path, embedded(data, filter=packing)).code == "files.attached_refused"


def test_tables_inside_an_office_document(tmp_path: Path) -> None:
    def office(*parts: tuple[str, bytes]) -> bytes:
        out = io.BytesIO(word("Báo cáo"))
        with zipfile.ZipFile(out, "a") as archive:
            for name, data in parts:
                archive.writestr(name, data)
        return out.getvalue()

    inner = office(("word/embeddings/bieu.docx", word("Số liệu trong bảng")))
    found = look(tmp_path, inner)
    assert (found.attached, found.attached_texts) == (["bieu.docx"], ["Số liệu trong bảng"])
    assert look(tmp_path, office(("word/embeddings/oleObject1.bin", b"picture"))).attached == []
    assert refused(tmp_path, inner, attached=0).code == "files.attached_many"
    big = office(("word/embeddings/bieu.docx", word("Số liệu " * 2000)))
    assert refused(tmp_path, big, attached_bytes=1000).code == "files.archive_bomb"
    assert (
        refused(tmp_path, office(("word/embeddings/a.docx", b"PK\x03\x04"))).code == "files.attached_refused"
    )


def test_an_owners_password_is_noted(tmp_path: Path) -> None:
    assert look(tmp_path, locked_pdf("Có hạn chế")).locked
    assert not look(tmp_path, text_pdf("Không hạn chế")).locked
