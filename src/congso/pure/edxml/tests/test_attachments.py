"""Enclosed files: ids that differ, types that lie, zips of one entry, base64 in every state, names that are paths."""

import textwrap

import pytest

from congso.pure.edxml import Unreadable, deviations, read
from congso.pure.edxml.errors import Limits
from congso.pure.edxml.files import content_type_of, extension, plain_name, unwrap, wrap
from congso.pure.edxml.payload import decode, encode
from congso.pure.edxml.tests import samples
from congso.pure.edxml.tests.samples import PDF, TEXT, attachment, b64, message, zipped
from congso.pure.edxml.values import Attachment


def files(attachments: str, references: str = samples.REFERENCE) -> tuple[Attachment, ...]:
    return read(message(attachments=attachments, references=references)).attachments


def notes(attachments: str, references: str = samples.REFERENCE) -> list[str]:
    return [one.code for one in deviations(read(message(attachments=attachments, references=references)))]


def reference(cid: str, name: str, kind: str = "application/pdf", attributes: str = "") -> str:
    return (
        f"<edXML:Reference{attributes}><edXML:ContentId>{cid}</edXML:ContentId><edXML:ContentType>{kind}</edXML:ContentType>"
        f"<edXML:AttachmentName>{name}</edXML:AttachmentName></edXML:Reference>"
    )


def test_a_zip_of_one_entry_is_opened_whatever_is_declared() -> None:
    packed = b64(zipped(("5c7082fe.PDF", PDF)))
    for kind in ("application/zip", "application/pdf"):
        [found] = files(attachment(packed, kind=kind))
        assert (found.content, found.name, found.content_type) == (PDF, "15-BC.pdf", "application/pdf")
    assert notes(attachment(packed, kind="application/zip")) == ["type_differs"]
    assert notes(attachment(packed)) == ["type_lies"]
    assert notes(attachment(b64(b"xin"))) == ["type_lies"]


@pytest.mark.parametrize(
    ("name", "content", "inside", "reason"),
    [
        ("a.txt", zipped(("x.txt", TEXT)), TEXT, "zip_unwrapped"),
        ("a.txt", zipped(("../../etc/x.txt", TEXT)), TEXT, "zip_path"),
        ("a.txt", zipped(("x/", b""), ("x/y.txt", TEXT)), TEXT, "zip_path"),
        ("a.txt", zipped(("x.txt", TEXT), ("y.txt", TEXT)), None, "zip_entries"),
        ("a.txt", b"PK\x03\x04 not a zip", None, "zip_damaged"),
        ("a.txt", zipped(), None, "zip_damaged"),
        ("a.zip", zipped(("x.txt", TEXT)), None, ""),
        ("a.docx", zipped(("word/document.xml", TEXT)), None, ""),
        ("a.docx", zipped(("word/document.xml", TEXT), ("b", b"")), None, ""),
        ("a.docx", zipped(("x.docx", TEXT)), TEXT, "zip_unwrapped"),
        ("a.pdf", PDF, None, ""),
    ],
)
def test_unwrap(name: str, content: bytes, inside: bytes | None, reason: str) -> None:
    assert unwrap(content, name, limit=10_000) == (content if inside is None else inside, reason)


def test_a_damaged_or_encrypted_entry_is_left_as_it_is() -> None:
    good = zipped(("x.txt", TEXT * 50))
    assert unwrap(good[:40] + b"\xff" * 8 + good[48:], "a.txt", limit=10_000)[1] == "zip_damaged"
    locked = bytearray(good)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[good.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    assert unwrap(bytes(locked), "a.txt", limit=10_000) == (bytes(locked), "zip_damaged")
    vast = bytearray(good)
    end = good.index(b"PK\x05\x06")
    vast[end + 12 : end + 16] = (5_000_000).to_bytes(4, "little")
    assert unwrap(bytes(vast), "a.txt", limit=10_000) == (bytes(vast), "zip_damaged")
    assert [one for one in notes(attachment(b64(good[:30]), name="a.txt"), "") if one.startswith("zip")] == [
        "zip_damaged"
    ]


def test_the_file_is_told_by_its_bytes() -> None:
    office = "application/vnd.openxmlformats-officedocument."
    for content, kind in (
        (PDF, "application/pdf"), (b"\r\n%PDF-1.5", "application/pdf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (zipped(("word/document.xml", b"")), f"{office}wordprocessingml.document"), (zipped(("xl/a", b"")), f"{office}spreadsheetml.sheet"),
        (zipped(("ppt/a", b"")), f"{office}presentationml.presentation"), (zipped(("a", b"")), "application/zip"),
        (b"PK\x05\x06", "application/zip"), (b"\x89PNG\r\n\x1a\n", "image/png"), (TEXT, "application/octet-stream"), (b"", "application/octet-stream"),
    ):  # fmt: skip
        assert content_type_of(content) == kind


def test_ids_meet_with_and_without_cid_and_fall_back_to_names() -> None:
    assert notes(attachment(cid="1")) == ["cid"]
    assert notes(attachment(), reference("1", "15-BC.pdf")) == ["cid"]
    assert notes(attachment(cid="&lt;cid:1&gt;")) == []
    assert notes(attachment(cid="cid:9")) == ["cid_differs"]
    [found] = files(attachment(), samples.REFERENCE.replace("<edXML:ContentId>cid:1</edXML:ContentId>", "").replace(
        "<edXML:Reference>", '<edXML:Reference xlink:href="cid:1" xmlns:xlink="http://www.w3.org/1999/xlink">'))  # fmt: skip
    assert (found.content_id, found.content) == ("1", PDF)
    bare = "<edXML:Reference><edXML:Description>Văn bản</edXML:Description></edXML:Reference>"
    found, other = files(attachment(cid="", name=""), bare)
    assert (found.content, found.content_id, found.name, found.description) == (None, "1", "1", "Văn bản")
    assert (other.content, other.content_id, other.name) == (PDF, "2", "2.pdf")


def test_order_is_the_manifests_and_nothing_is_lost() -> None:
    both = (
        attachment(name="b.pdf", cid="cid:b")
        + attachment(name="a.pdf", cid="cid:a")
        + attachment(name="c.pdf", cid="cid:c")
    )
    listed = reference("cid:a", "a.pdf") + reference("cid:x", "x.pdf") + reference("cid:b", "b.pdf")
    found = files(both, listed)
    assert [(one.name, one.content is None) for one in found] == [
        ("a.pdf", False), ("x.pdf", True), ("b.pdf", False), ("c.pdf", False),
    ]  # fmt: skip
    assert (found[1].sha256, found[1].size) == ("", 0)
    assert notes(both, listed) == ["attachment_missing", "attachment_unlisted"]


def test_names_are_only_names() -> None:
    assert [one.name for one in files(attachment(name="..\\..\\Windows/15.pdf"))] == ["15.pdf"]
    assert "name_path" in notes(attachment(name="../15.pdf"), "")
    for name, plain in (
        ("/etc/passwd", "passwd"), ("a\u202efdp.exe", "afdp.exe"), (" .bashrc ", "bashrc"), ("", ""), ("x" * 300, "x" * 199),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"), ("Bao ca\u0301o.pdf", "Bao cáo.pdf"),
    ):  # fmt: skip
        assert plain_name(name) == plain
    [found] = files(attachment(name="...", cid="cid:../x"), "")
    assert found.name == "x.pdf"
    [found] = files(attachment(name="...", cid="cid:../x.doc"), "")
    assert found.name == "x.doc"
    [found] = files(attachment(name="", cid="cid:..", content=b64(TEXT)), "")
    assert found.name == "1"
    assert [extension(one) for one in ("a.PDF", "a", ".pdf", "a.", "a.toolongextension")] == [
        "pdf",
        "",
        "",
        "",
        "",
    ]


def test_base64_in_every_state() -> None:
    wrapped = "\r\n".join(textwrap.wrap(b64(PDF), 76))
    big = PDF + bytes(range(256)) * 9000
    whole = b64(big)
    lines = "\n".join(whole[at : at + 76] for at in range(0, len(whole), 76))
    for text, content in (
        (wrapped, PDF), (wrapped.replace("\r", "&#13;"), PDF), (f"<![CDATA[{wrapped}]]>", PDF), (lines, big), (b64(big), big),
        (f"<![CDATA[{b64(big)}]]>", big), (lines.replace("\n", "&#xD;\n"), big),
    ):  # fmt: skip
        assert [one.content for one in files(attachment(text))] == [content]
    assert files(attachment(b64(TEXT).rstrip("="), name="a.txt"), "")[0].content == TEXT
    assert files(attachment("AA="), "")[0].content == b"\x00"
    assert "base64_padding" in notes(attachment(b64(TEXT + b"1").rstrip("=")))
    assert notes(attachment("data:application/pdf;base64," + b64(PDF))) == ["base64_prefix"]
    assert notes(attachment("")) == ["attachment_empty"]
    assert notes(attachment().replace("edXML:ContentTransferEncoded", "edXML:Other"))[0] == "unknown_element"


@pytest.mark.parametrize("text", ["*", "AAAAA", "AA=AAAAA", "A", "AAA=A", "=AAA", "AB\u00e1C"])
def test_what_is_no_base64_is_unreadable_with_its_place(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        files(attachment(text))
    assert refused.value.code == "base64"
    assert refused.value.place == "edXML/AttachmentEncoded/Attachment/ContentTransferEncoded"


def test_base64_pieces_join() -> None:
    content = bytes(range(251)) * 9000
    text = b"".join(encode(content))
    assert decode(text, 0, len(text), "x") == (content, "")
    padded = b64(b"x" * 786_431).encode()  # the padding ends the first piece
    assert len(padded) == 1 << 20
    with pytest.raises(Unreadable):
        decode(padded + b"AAAA", 0, len(padded) + 4, "x")


def test_limits() -> None:
    big = zipped(("x.txt", b"0" * 50_000))
    for limits, data, code in (
        (
            Limits(unpacked=40_000),
            message(attachments=attachment(b64(big), name="a.txt")),
            "unpacked_too_large",
        ),
        (Limits(unpacked=20), message(), "unpacked_too_large"),
        (Limits(attachments=1), message(attachments=attachment() * 2), "too_many_attachments"),
        (Limits(attachments=1), message(references=samples.REFERENCE * 2), "too_many_attachments"),
    ):
        with pytest.raises(Unreadable) as refused:
            read(data, limits=limits)
        assert refused.value.code == code
        assert refused.value.place


def test_a_zip_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    bomb = bytearray(zipped(("x.txt", b"0" * 100_000)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.index(mark) + offset
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    inside, reason = unwrap(bytes(bomb), "a.txt", limit=1000)
    assert (inside, reason) == (bytes(bomb), "zip_damaged")
    with pytest.raises(ValueError):
        unwrap(zipped(("x.txt", b"0" * 100_000)), "a.txt", limit=1000)


def test_wrap_is_what_unwrap_opens() -> None:
    for name, content, kind in (
        ("a.pdf", PDF, "application/pdf"), ("a.xlsx", zipped(("xl/a", b""), ("b", b"")), "application/xslx"), ("a.txt", TEXT, "application/zip"),
        ("a", TEXT, "application/zip"), ("a.pdf", zipped(("x", TEXT)), "application/zip"), ("a.zip", zipped(("x", TEXT)), "application/zip"),
        ("a.odt", TEXT, "application/zip"),
    ):  # fmt: skip
        travelled, declared = wrap(content, name)
        assert declared == kind
        assert unwrap(travelled, name, limit=10_000)[0] == content
        assert wrap(content, name)[0] == travelled
    vast = zipped(("x.txt", b"0" * 100))
    at = vast.index(b"PK\x01\x02") + 24
    liar = vast[:at] + (900_000_000).to_bytes(4, "little") + vast[at + 4 :]
    assert wrap(liar, "a.pdf")[1] == "application/zip"
