"""The one place that talks to Typst: templates of this package, data as JSON, positions read back.

Text never becomes markup: a template reads `sys.inputs.data` and every string stays a string.
"""

import dataclasses
import datetime
import json
import pathlib
import threading
from collections.abc import Mapping
from typing import Any

import typst

from congso.pure.layout.glyphs import FONTS_DIR, clean

_TEMPLATES = pathlib.Path(__file__).parent / "typ"


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle on a page in PDF points, origin bottom-left; `page` counts from 0."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclasses.dataclass(frozen=True)
class RenderedDocument:
    """PDF bytes, number of pages, and the named places on its pages (see `render`)."""

    pdf: bytes
    pages: int
    anchors: dict[str, Box]


_local = threading.local()


def _compiler(template: str) -> typst.Compiler:
    """One warm compiler per thread and template: fonts and unchanged layout stay in memory."""
    compilers: dict[str, typst.Compiler] | None = getattr(_local, "compilers", None)
    if compilers is None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS_DIR)]
        )
        compilers = _local.compilers = {}
        _local.fonts = fonts
    if template not in compilers:
        compilers[template] = typst.Compiler(
            input=str(_TEMPLATES / f"{template}.typ"),
            root=str(_TEMPLATES),
            font_paths=_local.fonts,
            ignore_system_fonts=True,
        )
    return compilers[template]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def compile_template(
    template: str,
    data: Mapping[str, Any],
    *,
    archival: bool = True,
    tagged: bool = False,
    created: datetime.datetime | None = None,
) -> RenderedDocument:
    """Lay out `data` with a template of this package; PDF/A-2u unless `archival` is off (overlays).

    `tagged` writes the structure that screen readers use (it weighs much in long tables).
    `created` (aware) is written into the file, the present moment when None; with it equal data gives equal bytes.

    A template marks places with metadata `<anchor>`: {name, page, x, y, w, h, ph}, lengths in points from the
    top-left; and its length with metadata `<pages>`.
    """
    compiler = _compiler(template)
    payload = json.dumps(_cleaned(data), ensure_ascii=False)
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": payload},
        pdf_standards="a-2u" if archival else None,
        pdf_tags=tagged,
        timestamp=created and _fixed_offset(created),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter gave no single PDF")
    found = json.loads(compiler.query("<anchor>", field="value"))
    pages = json.loads(compiler.query("<pages>", field="value"))
    return RenderedDocument(pdf=pdf, pages=int(pages[-1]), anchors={a["name"]: _box(a) for a in found})


def _fixed_offset(moment: datetime.datetime) -> datetime.datetime:
    """The same second, its zone nothing but an offset: the typesetter takes neither named zones nor fractions."""
    offset = datetime.timezone(moment.utcoffset() or datetime.timedelta())
    return moment.astimezone(offset).replace(microsecond=0)


_CACHE_AGE = 11


def release_memory() -> None:
    """Let the typesetter forget earlier layouts: its cache drops what the last ten compilations did not use."""
    for _ in range(_CACHE_AGE):
        compile_template("note", {"lines": []}, archival=False)


def _box(found: Mapping[str, Any]) -> Box:
    top = found["ph"] - found["y"]
    return Box(
        page=int(found["page"]) - 1,
        x0=found["x"],
        y0=top - found["h"],
        x1=found["x"] + found["w"],
        y1=top,
    )
