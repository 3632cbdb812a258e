"""JPEG, PNG and TIFF: scans of paper."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from congso.files.inspector.results import Bad, Found, Limits, Source, opened
from congso.files.rules import JPEG, PNG, TIFF

_MIMES = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "TIFF": TIFF}
_FORMATS = ("JPEG", "PNG", "TIFF")  # a stereo JPEG (MPO) opens as JPEG
# Sizes are checked by us before anything is decoded, page by page.
Image.MAX_IMAGE_PIXELS = None


def inspect(path: Source, limits: Limits) -> Found:
    """Raises Bad: files.image_too_large, files.too_many_pages, files.damaged."""
    try:
        with warnings.catch_warnings(), Image.open(opened(path), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")
            found = Found(_MIMES[image.format or ""])
            frames = getattr(image, "n_frames", 1) if found.mime == TIFF else 1
            if frames > limits.pages:
                raise Bad("files.too_many_pages", pages=frames, limit=limits.pages)
            for number in range(frames):
                image.seek(number)
                found.sizes.append(_shown_size(image, limits))
            found.pages = found.unread = frames
            found.texts = [""] * frames
            image.seek(0)
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Bad("files.damaged") from error
    return found


def _shown_size(image: Image.Image, limits: Limits) -> tuple[float, float]:
    width, height = image.size
    if width * height > limits.image_pixels:
        raise Bad("files.image_too_large", width=width, height=height)
    turned = image.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    return (height, width) if turned else (width, height)


def draw(path: Path, page: int, width: int, height: int) -> bytes:
    """Frame `page` (from 1) as WebP inside the box, upright, on white."""
    try:
        with warnings.catch_warnings(), Image.open(path, formats=_FORMATS) as image:
            warnings.simplefilter("ignore")
            image.seek(page - 1)
            image.draft("RGB", (width * 2, height * 2))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
            if upright.mode in {"RGBA", "LA", "PA", "P"}:
                layer = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
            out = io.BytesIO()
            upright.convert("RGB").save(out, "WEBP", quality=78, method=2)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Bad("files.page_missing", page=page) from error
