import io
from pathlib import Path

import pytest
from PIL import Image

from congso.files.inspector import images, sniff
from congso.files.inspector.results import Bad, Limits
from congso.files.testing import image


def put(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("TIFF", "image/tiff")]
)
def test_scan_is_taken_and_drawn(tmp_path: Path, kind: str, mime: str) -> None:
    path = put(tmp_path, image(kind))
    found = sniff.inspect(path, "", Limits())
    assert (found.mime, found.pages, found.unread, found.sizes) == (mime, 1, 1, [(620, 877)])
    with Image.open(io.BytesIO(images.draw(path, 1, 400, 600))) as drawn:
        assert (drawn.format, drawn.width) == ("WEBP", 400)


def test_fax_of_three_pages(tmp_path: Path) -> None:
    sheets = [Image.new("1", (100, 150)) for _ in range(3)]
    path = put(tmp_path, saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:]))
    found = sniff.inspect(path, "", Limits())
    assert (found.pages, found.texts) == (3, ["", "", ""])
    with pytest.raises(Bad) as caught:
        sniff.inspect(path, "", Limits(pages=2))
    assert caught.value.code == "files.too_many_pages"


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = put(tmp_path, saved(Image.new("1", (12400, 12400)), "PNG"))
    with pytest.raises(Bad) as caught:
        sniff.inspect(path, "", Limits())
    assert (caught.value.code, caught.value.params) == (
        "files.image_too_large",
        {"width": 12400, "height": 12400},
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_cut_off(tmp_path: Path, kind: str) -> None:
    content = image(kind)
    with pytest.raises(Bad) as caught:
        sniff.inspect(put(tmp_path, content[: len(content) // 2]), "", Limits())
    assert caught.value.code == "files.damaged"


def test_phone_photo_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = put(tmp_path, saved(Image.new("RGB", (300, 200)), "JPEG", exif=exif))
    assert images.inspect(path, Limits()).sizes == [(200, 300)]
    with Image.open(io.BytesIO(images.draw(path, 1, 100, 150))) as drawn:
        assert drawn.size == (100, 150)


def test_glass_is_shown_on_white(tmp_path: Path) -> None:
    path = put(tmp_path, saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(images.draw(path, 1, 50, 50))) as drawn:
        assert drawn.convert("RGB").getpixel((25, 25)) == (255, 255, 255)


def test_missing_page(tmp_path: Path) -> None:
    with pytest.raises(Bad) as caught:
        images.draw(put(tmp_path, image()), 4, 100, 100)
    assert caught.value.code == "files.page_missing"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "files.empty"),
        (b"MZ\x90\x00 %PDF-1.7", "files.type_refused"),
        (b"<!doctype html><script>alert(1)</script>", "files.type_refused"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "files.type_refused"),
        (b"GIF89a", "files.type_refused"),
        (b"just words", "files.type_refused"),
    ],
)
def test_what_is_no_document(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Bad) as caught:
        sniff.inspect(put(tmp_path, content), ".pdf", Limits())
    assert caught.value.code == code
