"""What one press mends in a draft that is written here: punctuation of căn cứ, capitals, symbol, "Lưu: VT", the KT. block.

Pure changes of values; whoever calls saves them. A mend that finds nothing to change gives None.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from congso.documents.draft_content import Node
from congso.pure.numbering import clean_symbol

_BASIS: Final = re.compile(r"^(Căn cứ|Theo đề nghị|Xét)\s")
_KINDS: Final = "Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Pháp lệnh|Hiến pháp|Chỉ thị"
# The same places as the rules of `pure.layout.check.word_rules`; a look-ahead leaves everything but the word alone.
_CAPITALS: Final[dict[str, re.Pattern[str]]] = {
    "caps.article": re.compile(rf"(?<![\w.])điều(?=\s+\d+[a-zđ]?\s+(?:của\s+)?(?:{_KINDS})\b)"),
    "caps.kind": re.compile(
        r"(?<=\s)(?<!pháp )(?:luật|nghị định|thông tư|quyết định|nghị quyết|chỉ thị)(?=\s+số\s*:?\s*\d+[^\s,;]*/\S+)"
    ),
    "caps.day": re.compile(r"(?<=hứ )(?:hai|ba|tư|năm|sáu|bảy)(?=,? ngày)"),
}
_COUNTRY: Final = re.compile(r"(?<!\w)(?:việt nam|Việt nam)(?!\w)")

CONTENT: Final = frozenset({"basis.semicolon", "basis.last", "caps.country", *_CAPITALS})
FIELDS: Final = frozenset(
    {"number.symbol_case", "number.symbol_spaces", "recipients.archive", "recipients.archive_form"}
)
SIGNATURE: Final = frozenset(
    {"sign.head_title", "sign.deputy_title", "sign.deputy_alone", "sign.order", "sign.form"}
)
MENDS: Final = CONTENT | FIELDS | SIGNATURE


def mended_content(content: Node, code: str) -> Node | None:
    """The text with every place of this fault mended."""
    if code.startswith("basis."):
        made = _with_marks(content)
    elif code == "caps.country":
        made = _each_text(content, lambda text: _COUNTRY.sub("Việt Nam", text))
    else:
        pattern = _CAPITALS[code]
        made = _each_text(content, lambda text: pattern.sub(lambda found: _capital(found.group()), text))
    return made if made != content else None


def mended_fields(code: str, *, symbol: str, archive: str) -> dict[str, str] | None:
    """The fields of the draft that change."""
    if code.startswith("number."):
        now = clean_symbol(symbol.lower())
        return {"symbol": now} if now != symbol else None
    units = [unit for unit in re.split(r"\s*,\s*", archive.removeprefix("Lưu:").strip()) if unit]
    others = [unit for unit in units if unit.upper() not in ("VT", "VĂN THƯ")]
    now = ", ".join(["VT", *others])
    return {"archive_line": now} if now != archive else None


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _with_marks(content: Node) -> Node:
    """Each căn cứ at the start of the text ends with ";", the last one with "."."""
    blocks = list(content.get("content", []))
    at = [index for index, block in enumerate(blocks) if _BASIS.match(_text(block)) and not _leads_on(block)]
    first = next(iter(at), None)
    run = [index for offset, index in enumerate(at) if first is not None and index == first + offset]
    for index in run:
        blocks[index] = _ended(blocks[index], "." if index == run[-1] else ";")
    return {**content, "content": blocks}


def _leads_on(block: Node) -> bool:
    return _text(block).rstrip().endswith(":")


def _text(node: Node) -> str:
    own = node.get("text")
    return own if isinstance(own, str) else "".join(_text(child) for child in node.get("content", []))


def _ended(block: Node, mark: str) -> Node:
    """The paragraph with its last words ended by this mark alone."""
    children: Sequence[Any] = block.get("content", [])
    for back in range(len(children) - 1, -1, -1):
        text = children[back].get("text")
        if isinstance(text, str) and text.strip():
            words = {**children[back], "text": text.rstrip(" .,;") + mark}
            return {**block, "content": [*children[:back], words]}
    return block


def _each_text(node: Node, change: Callable[[str], str]) -> Node:
    made = dict(node)
    if isinstance(made.get("text"), str):
        made["text"] = change(made["text"])
    if "content" in made:
        made["content"] = [_each_text(child, change) for child in made["content"]]
    return made
