"""Small Word 97 files for tests: a compound file ([MS-CFB]) with the streams given."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MINI = 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """Streams under 4096 bytes go to the mini stream, as the format demands."""
    mini, mini_table, sectors, table = b"", [], [], []
    places: dict[str, int] = {}

    def put(content: bytes) -> int:
        start = len(sectors)
        parts = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        sectors.extend(parts)
        table.extend([*range(start + 1, start + len(parts)), END])
        return start

    for name, content in streams.items():
        if len(content) >= MINI:
            places[name] = put(content)
            continue
        count = -(-len(content) // 64)
        places[name] = len(mini_table) if count else END
        mini_table += [*range(len(mini_table) + 1, len(mini_table) + count), END] if count else []
        mini += content.ljust(count * 64, b"\0")
    mini_start = put(mini) if mini else END
    mini_fat = (
        put(struct.pack(f"<{len(mini_table)}I", *mini_table).ljust(512, b"\xff")) if mini_table else END
    )
    entries = [_entry("Root Entry", 5, mini_start, len(mini))]
    entries += [_entry(name, 2, places[name], len(content)) for name, content in streams.items()]
    directory = put(b"".join(entries).ljust(512 * -(-len(entries) * 128 // 512), b"\0"))
    table.append(FAT)
    sectors.append(struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff"))
    return _header(directory, mini_fat, len(sectors) - 1) + b"".join(sectors)


def _header(directory: int, mini_fat: int, fat: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, MINI, mini_fat, 1, END, 0)
    return (head + struct.pack("<I", fat)).ljust(512, b"\xff")


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw), kind, 1)
        + b"\xff" * 12
        + b"\0" * 36
        + struct.pack("<IIxxxx", start, size)
    )


def word97(
    text: str,
    ascii_tail: str = "",
    *,
    flags: int = 0x0200,
    size: int = 0,
    clx_head: bytes = b"",
    **streams: bytes,
) -> bytes:
    """A Word document: `text` as a UTF-16 piece, `ascii_tail` as a one-byte piece. `size` pads the main stream."""
    start = 1024
    first, second = text.encode("utf-16-le"), ascii_tail.encode("cp1252")
    places = [0, len(text), len(text) + len(ascii_tail)]
    pieces = struct.pack("<HIH", 0, start, 0) + struct.pack(
        "<HIH", 0, ((start + len(first)) * 2) | 0x40000000, 0
    )
    plc = struct.pack("<3I", *places) + pieces
    clx = clx_head + b"\x02" + struct.pack("<I", len(plc)) + plc
    head = bytearray(start)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 10, flags)
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    main = (bytes(head) + first + second).ljust(size, b"\0")
    table = "1Table" if flags & 0x0200 else "0Table"
    return compound({"WordDocument": main, table: clx} | streams)
