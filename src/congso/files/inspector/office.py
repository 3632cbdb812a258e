"""Word and Excel files in zip form (ECMA-376): no bombs, no macros, no templates fetched from elsewhere; their words."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator

from lxml import etree

from congso.files.inspector.results import Bad, Found, Limits, Source, opened
from congso.files.rules import DOCX, XLSX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD_PARTS = re.compile(r"word/(header\d*|document|footer\d*|footnotes|endnotes|comments)\.xml")
# Word and Excel keep the tables behind charts here; objects of other programmes (oleObject1.bin) only show their picture.
_EMBEDDED = re.compile(r"(word|xl)/embeddings/[^/]+\.(docx?|xlsx?|docm|xlsm|pdf)", re.IGNORECASE)
_FETCHED = re.compile(
    rb'(?s)<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*Target\s*=\s*["\'](?i:https?:|ftp:|\\\\))'
)
_RATIO = 150  # XML of a long table packs to a thirtieth; a bomb to a thousandth
_SMALL = 5_000_000


def inspect(path: Source, ending: str, limits: Limits) -> Found:
    """Raises Bad: files.archive_bomb, files.macros, files.active_content, files.not_what_it_says, files.damaged."""
    try:
        with zipfile.ZipFile(opened(path)) as archive:
            _must_be_small(archive, limits)
            names = set(archive.namelist())
            mime = _kind(names)
            if mime is None:
                raise Bad("files.not_what_it_says", said=ending or "?", found="zip")
            _must_be_passive(archive, names)
            text = unicodedata.normalize(
                "NFC", _word_text(archive, names) if mime == DOCX else _sheet_text(archive, names)
            )
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise Bad("files.damaged") from error
    except RuntimeError as error:  # zipfile's word for an encrypted entry
        raise Bad("files.encrypted") from error
    return Found(mime, texts=[text], unread=0 if text.strip() else 1)


def carried(path: Source, limits: Limits) -> list[tuple[str, bytes]]:
    """Name and bytes of the files inside that a press opens. Raises Bad files.attached_many, files.archive_bomb."""
    with zipfile.ZipFile(opened(path)) as archive:
        names = [name for name in archive.namelist() if _EMBEDDED.fullmatch(name)]
        if len(names) > limits.attached:
            raise Bad("files.attached_many", limit=limits.attached)
        if sum(archive.getinfo(name).file_size for name in names) > limits.attached_bytes:
            raise Bad("files.archive_bomb")
        return [(name.rpartition("/")[2], archive.read(name)) for name in names]


def _must_be_small(archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Bad("files.archive_bomb")
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise Bad("files.archive_bomb")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1):
            raise Bad("files.archive_bomb")


def _kind(names: set[str]) -> str | None:
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _must_be_passive(archive: zipfile.ZipFile, names: set[str]) -> None:
    types = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Bad("files.macros")
    settings = "word/_rels/settings.xml.rels"
    if settings in names and _FETCHED.search(archive.read(settings)):
        raise Bad("files.active_content", action="attachedTemplate")


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    # A DOCTYPE has no place in these files and is how entity bombs come; entities stay unresolved in any case.
    raw = archive.read(name)
    if b"<!DOCTYPE" in raw[:4096]:
        raise Bad("files.archive_bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(raw, parser)


def _word_text(archive: zipfile.ZipFile, names: set[str]) -> str:
    parts = sorted(filter(_WORD_PARTS.fullmatch, names), key=lambda name: ("document" not in name, name))
    return "\n".join(line for part in parts for line in _lines(_parse(archive, part)))


def _lines(root: etree._Element) -> Iterator[str]:
    """One line a paragraph, text boxes included (markings are often in one); the twin for old readers is left out."""
    for twin in list(root.iter(_FALLBACK)):
        twin.clear()
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(_runs(paragraph))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        owner = next(node.iterancestors(f"{_W}p"))
        if owner is not paragraph:
            continue
        if node.tag == f"{_W}t":
            yield node.text or ""
        else:
            yield {"tab": "\t", "br": "\n"}.get(str(node.tag).removeprefix(_W), "-")


def _sheet_text(archive: zipfile.ZipFile, names: set[str]) -> str:
    lines: list[str] = []
    if "xl/sharedStrings.xml" in names:
        for item in _parse(archive, "xl/sharedStrings.xml").iter(f"{_S}si"):
            lines.append("".join(node.text or "" for node in item.iter(f"{_S}t")))
    for name in sorted(names):
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            lines += [
                "".join(node.text or "" for node in item.iter(f"{_S}t"))
                for item in _parse(archive, name).iter(f"{_S}is")
            ]
    return "\n".join(line for line in lines if line.strip())
