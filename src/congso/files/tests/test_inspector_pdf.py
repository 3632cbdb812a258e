import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from congso.files.inspector import pdf, sniff
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.testing import blank_pdf, scan_pdf, text_pdf


def look(folder: Path, content: bytes, limits: Limits | None = None) -> Found:
    path = folder / "file"
    path.write_bytes(content)
    return sniff.inspect(path, ".pdf", limits or Limits())


def refused(folder: Path, content: bytes, limits: Limits | None = None) -> Bad:
    with pytest.raises(Bad) as caught:
        look(folder, content, limits)
    return caught.value


def with_root(**entries: object) -> bytes:
    document = pikepdf.open(io.BytesIO(blank_pdf()))
    for name, value in entries.items():
        document.Root[f"/{name}"] = document.make_indirect(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def action(kind: str, **more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        {"/S": pikepdf.Name(f"/{kind}")} | {f"/{name}": value for name, value in more.items()}
    )


def test_words_and_sizes_by_page(tmp_path: Path) -> None:
    found = look(tmp_path, text_pdf("Kính gửi: Ủy ban nhân dân", "Trang hai"))
    assert (found.mime, found.pages, found.complete, found.unread) == ("application/pdf", 2, True, 0)
    assert found.texts == ["Kính gửi: Ủy ban nhân dân", "Trang hai"]
    assert found.sizes == [(595.3, 841.9)] * 2


def test_scan_has_pages_nobody_could_read(tmp_path: Path) -> None:
    found = look(tmp_path, scan_pdf(2))
    assert (found.pages, found.unread) == (2, 2)


def test_blank_page_is_no_scan(tmp_path: Path) -> None:
    assert look(tmp_path, blank_pdf()).unread == 0


def test_long_document_is_read_in_part_at_the_entrance(tmp_path: Path) -> None:
    found = look(tmp_path, text_pdf("một", "hai", "ba"), Limits(text_pages=2))
    assert (found.texts, found.complete) == (["một", "hai"], False)


def test_all_words_are_read_later(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(text_pdf("một", "hai", "ba"))
    assert pdf.texts(path, Limits()) == ["một", "hai", "ba"]


@pytest.mark.parametrize("password", ["", "bí mật nhỏ"])
def test_password(tmp_path: Path, password: str) -> None:
    document = pikepdf.open(io.BytesIO(text_pdf("Có khóa")))
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user=password, owner="chủ"))
    if password:
        assert refused(tmp_path, out.getvalue()).code == "files.encrypted"
    else:  # only printing or changing is barred: everybody may read it
        found = look(tmp_path, out.getvalue())
        assert (found.texts, found.locked) == (["Có khóa"], True)
        assert not look(tmp_path, text_pdf("Có khóa")).locked


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_cut_off_file(tmp_path: Path, part: float) -> None:
    whole = text_pdf("một", "hai")
    assert refused(tmp_path, whole[: int(len(whole) * part)]).code == "files.damaged"


def test_cut_off_second_revision(tmp_path: Path) -> None:
    revised = text_pdf("một") + b"\n90 0 obj\n<< /Type /Catalog "
    assert refused(tmp_path, revised).code == "files.damaged"


def test_rubbish_after_the_header(tmp_path: Path) -> None:
    assert refused(tmp_path, b"%PDF-1.7\nnothing of use\n%%EOF\n").code == "files.damaged"


def test_document_without_pages(tmp_path: Path) -> None:
    out = io.BytesIO()
    pikepdf.new().save(out)
    assert refused(tmp_path, out.getvalue()).code == "files.damaged"


def test_too_many_pages(tmp_path: Path) -> None:
    bad = refused(tmp_path, blank_pdf(5000))
    assert (bad.code, bad.params) == ("files.too_many_pages", {"pages": 5000, "limit": 2000})


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ({"OpenAction": action("JavaScript", JS=pikepdf.String("app.alert('x')"))}, "JavaScript"),
        ({"OpenAction": action("Launch", F=pikepdf.String("cmd.exe"))}, "Launch"),
        ({"AA": pikepdf.Dictionary({"/WC": action("ImportData", F=pikepdf.String("x"))})}, "ImportData"),
        (
            {
                "Names": pikepdf.Dictionary(
                    {"/X": pikepdf.Array([action("JavaScript", JS=pikepdf.String("x()"))])}
                )
            },
            "JavaScript",
        ),
        ({"OpenAction": pikepdf.Dictionary({"/JS": pikepdf.String("eval(1)")})}, "JavaScript"),
    ],
)
def test_commands_that_run_by_themselves(tmp_path: Path, entries: dict[str, object], named: str) -> None:
    bad = refused(tmp_path, with_root(**entries))
    assert (bad.code, bad.params) == ("files.active_content", {"action": named})


def test_script_in_a_stream(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(blank_pdf()))
    document.Root["/OpenAction"] = action("JavaScript", JS=document.make_stream(b"this.exportDataObject()"))
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert refused(tmp_path, out.getvalue()).code == "files.active_content"


@pytest.mark.parametrize(
    "script", ["AFNumber_Format(2, 0, 0, 0, '', true);", 'AFDate_FormatEx("dd/mm/yyyy");', " "]
)
def test_formats_of_form_fields_do_no_harm(tmp_path: Path, script: str) -> None:
    field = pikepdf.Dictionary(
        {"/AA": pikepdf.Dictionary({"/F": action("JavaScript", JS=pikepdf.String(script))})}
    )
    assert look(tmp_path, with_root(AcroForm=field)).pages == 1


def test_link_to_an_address_is_no_command(tmp_path: Path) -> None:
    assert (
        look(tmp_path, with_root(OpenAction=action("URI", URI=pikepdf.String("https://vidu.vn")))).pages == 1
    )


def test_structure_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_NODES", 3)
    assert refused(tmp_path, text_pdf("một")).code == "files.too_complex"


def test_zip_behind_a_pdf_head(tmp_path: Path) -> None:
    import zipfile

    out = io.BytesIO(text_pdf("vỏ"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("ẩn.exe", b"MZ")
    bad = refused(tmp_path, out.getvalue())
    assert (bad.code, bad.params["found"]) == ("files.not_what_it_says", "zip")


def test_page_is_drawn_within_its_box(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(text_pdf("Có chữ", "Có chữ nữa"))
    with Image.open(io.BytesIO(pdf.draw(path, 2, 800, 1131))) as drawn:
        assert drawn.format == "WEBP"
        assert drawn.width in {799, 800, 801}
        assert drawn.convert("L").getextrema()[0] < 100


def test_missing_page_is_said(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(blank_pdf())
    with pytest.raises(Bad) as caught:
        pdf.draw(path, 7, 800, 1131)
    assert caught.value.code == "files.page_missing"


def test_signature_stamp_is_drawn(tmp_path: Path) -> None:
    """Looks of signature fields are form widgets: without `init_forms` PDFium leaves them out."""
    document = pikepdf.open(io.BytesIO(blank_pdf()))
    look_of = document.make_stream(b"1 0 0 rg 0 0 100 50 re f")
    look_of.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 100, 50]})
    widget = document.make_indirect(
        pikepdf.Dictionary(
            {
                "/Type": pikepdf.Name.Annot,
                "/Subtype": pikepdf.Name.Widget,
                "/FT": pikepdf.Name.Sig,
                "/T": pikepdf.String("ky"),
                "/Rect": [100, 100, 200, 150],
                "/F": 4,
                "/AP": pikepdf.Dictionary({"/N": document.make_indirect(look_of)}),
            }
        )
    )
    document.pages[0]["/Annots"] = pikepdf.Array([widget])
    document.Root["/AcroForm"] = pikepdf.Dictionary({"/Fields": pikepdf.Array([widget]), "/SigFlags": 3})
    path = tmp_path / "file"
    document.save(path)
    with Image.open(io.BytesIO(pdf.draw(path, 1, 800, 1131))) as drawn:
        x, y = round(150 * 800 / 595.28), round((841.89 - 125) * 1131 / 841.89)
        red, green, blue = drawn.convert("RGB").getpixel((x, y))
    assert (red > 200, green < 80, blue < 80) == (True, True, True)
