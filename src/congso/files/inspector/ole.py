"""Word 97–2003 files ([MS-CFB] container, [MS-DOC] text): names of streams, macros, words."""

import mmap
import struct
import unicodedata

from congso.files.inspector.results import Bad, Found, Limits, Source
from congso.files.rules import DOC

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not places
_SECTORS = 2_000_000


class Container:
    """Streams by name. Raises ValueError when the chains make no sense."""

    def __init__(self, data: "bytes | mmap.mmap") -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError("odd sector size")
        self.sector = 1 << shift
        first_directory, self.cutoff, first_mini, _, first_difat, difats = struct.unpack_from(
            "<I4xIIIII", data, 48
        )
        self.table = self._allocation(first_difat, difats)
        self.entries = self._directory(first_directory)
        self.mini_table = self._numbers(self._chain(first_mini)) if first_mini < _END else []
        root = self.entries.get("Root Entry", (0, _END, 0))
        self.mini = self._read(root[1], root[2])

    def _at(self, number: int) -> bytes:
        return bytes(self.data[(number + 1) * self.sector : (number + 2) * self.sector])

    def _numbers(self, raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    def _allocation(self, first_difat: int, difats: int) -> list[int]:
        places = list(struct.unpack_from("<109I", self.data, 76))
        number = first_difat
        for _ in range(min(difats, 1000)):
            if number >= _END:
                break
            block = self._numbers(self._at(number))
            places += block[:-1]
            number = block[-1] if block else _END
        return [value for place in places if place < _END for value in self._numbers(self._at(place))]

    def _chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        while number < _END:
            if number >= len(self.table) or len(parts) > min(len(self.table), _SECTORS):
                raise ValueError("broken chain")
            parts.append(self._at(number))
            number = self.table[number]
        return b"".join(parts)

    def _directory(self, first: int) -> dict[str, tuple[int, int, int]]:
        raw = self._chain(first)
        entries: dict[str, tuple[int, int, int]] = {}
        for offset in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, offset + 64)
            name = raw[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", raw, offset + 116)
            if kind:
                entries.setdefault(name, (kind, start, size))
        return entries

    def _read(self, start: int, size: int) -> bytes:
        return self._chain(start)[:size] if start < _END else b""

    def stream(self, name: str) -> bytes:
        """Raises KeyError when there is none."""
        _, start, size = self.entries[name]
        if size >= self.cutoff:
            return self._read(start, size)
        parts: list[bytes] = []
        while start < _END and len(parts) <= len(self.mini_table):
            parts.append(self.mini[start * 64 : start * 64 + 64])
            start = self.mini_table[start] if start < len(self.mini_table) else _END
        return b"".join(parts)[:size]


def inspect(path: Source, ending: str, limits: Limits) -> Found:
    """Raises Bad: files.encrypted, files.macros, files.not_what_it_says, files.damaged."""
    try:
        if isinstance(path, bytes):
            text = _text(path, ending)
        else:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                text = _text(data, ending)
    except (ValueError, KeyError, struct.error) as error:
        raise Bad("files.damaged") from error
    return Found(DOC, texts=[text], unread=0 if text.strip() else 1)


def _text(data: "bytes | mmap.mmap", ending: str) -> str:
    container = Container(data)
    names = set(container.entries)
    if "EncryptedPackage" in names:
        raise Bad("files.encrypted")
    if "WordDocument" not in names:
        raise Bad("files.not_what_it_says", said=ending or "?", found="OLE")
    if names & {"Macros", "_VBA_PROJECT", "VBA", "_VBA_PROJECT_CUR"}:
        raise Bad("files.macros")
    return words(container)


def words(container: Container) -> str:
    """Text by the piece table ([MS-DOC] 2.4.1): pieces lie in UTF-16 or in one-byte Windows-1252."""
    document = container.stream("WordDocument")
    flags = struct.unpack_from("<H", document, 10)[0]
    if flags & 0x0100:
        raise Bad("files.encrypted")
    table = container.stream("1Table" if flags & 0x0200 else "0Table")
    start, length = struct.unpack_from("<II", document, 0x01A2)
    clx, at = table[start : start + length], 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    parts: list[str] = []
    for index in range(count):
        piece = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        chars, offset = places[index + 1] - places[index], piece & 0x3FFFFFFF
        if piece & 0x40000000:
            parts.append(document[offset // 2 : offset // 2 + chars].decode("cp1252", "replace"))
        else:
            parts.append(document[offset : offset + 2 * chars].decode("utf-16-le", "replace"))
    text = "".join(parts).translate({13: "\n", 11: "\n", 12: "\n", 7: "\t"})
    return unicodedata.normalize(
        "NFC", "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    )
