"""Pictures of signatures and seals as appearances: transparent PNG, upright on turned pages, compressed once."""

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import content, generic, layout
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import StaticContentStamp, StaticStampStyle

from congso.signing.pades.errors import IMAGE_UNREADABLE, SignatureRefused

MAX_SIDE = 4000


@dataclass(frozen=True)
class Picture:
    """A picture ready to be written: raw colours and opacity, both deflated."""

    width: int
    height: int
    colours: bytes
    opacity: bytes


@lru_cache(maxsize=256)
def read_picture(png: bytes) -> Picture:
    """Decode and compress once per picture: a seal goes on hundreds of documents a day."""
    try:
        with Image.open(BytesIO(png)) as opened:
            if max(opened.size) > MAX_SIDE:
                raise SignatureRefused(IMAGE_UNREADABLE, f"{opened.size} pixels")
            image = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise SignatureRefused(IMAGE_UNREADABLE, type(error).__name__) from error
    return Picture(
        width=image.width,
        height=image.height,
        colours=zlib.compress(image.convert("RGB").tobytes(), 9),
        opacity=zlib.compress(image.getchannel("A").tobytes(), 9),
    )


class PictureContent(content.PdfContent):
    """One picture filling its own box."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(box=layout.BoxConstraints(picture.width, picture.height))
        self.picture = picture

    def render(self) -> bytes:
        writer: BasePdfFileWriter = self._ensure_writer
        opacity = _image(self.picture, "/DeviceGray", self.picture.opacity)
        image = _image(self.picture, "/DeviceRGB", self.picture.colours)
        image[pdf_name("/SMask")] = writer.add_object(opacity)
        self.set_resource(content.ResourceType.XOBJECT, pdf_name("/Pic"), writer.add_object(image))
        return b"%d 0 0 %d 0 0 cm /Pic Do" % (self.picture.width, self.picture.height)


class PageContent(content.PdfContent):
    """The first page of a small PDF, kept as vectors with its fonts."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfFileReader(BytesIO(pdf))
        box = self.reader.root["/Pages"]["/Kids"][0].get_object()["/MediaBox"]
        super().__init__(box=layout.BoxConstraints(float(box[2]), float(box[3])))

    def render(self) -> bytes:
        writer: BasePdfFileWriter = self._ensure_writer
        page = writer.import_page_as_xobject(self.reader, page_ix=0)
        self.set_resource(content.ResourceType.XOBJECT, pdf_name("/Page"), page)
        return b"/Page Do"


def _image(picture: Picture, colours: str, data: bytes) -> generic.StreamObject:
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Image"),
            pdf_name("/Width"): generic.NumberObject(picture.width),
            pdf_name("/Height"): generic.NumberObject(picture.height),
            pdf_name("/ColorSpace"): pdf_name(colours),
            pdf_name("/BitsPerComponent"): generic.NumberObject(8),
            pdf_name("/Filter"): pdf_name("/FlateDecode"),
        },
        encoded_data=data,
    )


@dataclass(frozen=True)
class UprightStyle(StaticStampStyle):
    """A still appearance, turned so that it stands upright on a page with /Rotate."""

    rotation: int = 0

    def create_stamp(
        self, writer: BasePdfFileWriter, box: layout.BoxConstraints, text_params: dict[str, str]
    ) -> "UprightStamp":
        """Called by pyHanko with the size of the widget in user space."""
        turned = self.rotation % 180 == 90
        upright = layout.BoxConstraints(
            width=box.height if turned else box.width, height=box.width if turned else box.height
        )
        return UprightStamp(writer=writer, style=self, box=upright)


class UprightStamp(StaticContentStamp):
    """Writes the turn into /Matrix; the viewer then fits the result into the widget (ISO 32000-1, 12.5.5)."""

    def as_form_xobject(self) -> generic.StreamObject:
        form = super().as_form_xobject()
        form[pdf_name("/BBox")] = generic.ArrayObject(
            generic.FloatObject(side) for side in (0, 0, self.box.width, self.box.height)
        )
        form.compress()
        angle = math.radians(self.style.rotation)
        cos, sin = round(math.cos(angle)), round(math.sin(angle))
        if self.style.rotation:
            form[pdf_name("/Matrix")] = generic.ArrayObject(
                generic.NumberObject(number) for number in (cos, sin, -sin, cos, 0, 0)
            )
        return form


def picture_style(png: bytes | None, rotation: int = 0) -> UprightStyle:
    """Appearance that fits the picture into the middle of the field, whole and in proportion; empty without one."""
    background = PictureContent(read_picture(png)) if png else None
    return UprightStyle(border_width=0, background=background, background_layout=_fit(), rotation=rotation)


def page_style(pdf: bytes, rotation: int = 0) -> UprightStyle:
    """Appearance drawn from the first page of `pdf`."""
    return UprightStyle(
        border_width=0, background=PageContent(pdf), background_layout=_fit(), rotation=rotation
    )


def _fit() -> layout.SimpleBoxLayoutRule:
    return layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins.uniform(0),
        inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
    )
