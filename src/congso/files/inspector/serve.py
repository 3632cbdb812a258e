"""The helper process that opens what strangers send.

PDFium and friends are large programs in C; a crafted file may crash or starve them. So they run here: no secrets in the
environment, no writing to disk, bounded memory, killed when they take too long. One JSON line in, one JSON line out,
followed by `bytes` raw bytes.
"""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from congso.files.inspector import eyes, find, images, pdf, sniff
from congso.files.inspector.results import Bad, Limits
from congso.files.rules import PDF

MEMORY = 3 * 1024**3


_EYES: dict[str, Callable[[Path, dict[str, Any]], tuple[dict[str, Any], bytes]]] = {
    "plan": lambda path, asked: (eyes.plan(path), b""),
    "picture": lambda path, asked: eyes.picture(path, asked["page"]),
    "fields": lambda path, asked: (eyes.fields(path), b""),
    "twin": lambda path, asked: ({}, eyes.twin(path, asked["pages"])),
}


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """`do`: "inspect", "texts", "find", "draw", and "plan", "picture", "fields", "twin" of `eyes`."""
    path = Path(request["path"])
    try:
        if request["do"] == "inspect":
            return asdict(sniff.inspect(path, request["ending"], Limits(**request["limits"]))), b""
        if request["do"] == "texts":
            return {"texts": pdf.texts(path, Limits(**request["limits"]))}, b""
        if request["do"] == "find":
            return {"places": find.find(path, request["asked"])}, b""
        if request["do"] in _EYES:
            return _EYES[request["do"]](path, request)
        draw = pdf.draw if request["mime"] == PDF else images.draw
        return {}, draw(path, request["page"], request["width"], request["height"])
    except Bad as bad:
        return {"bad": bad.code, "params": bad.params}, b""
    except (MemoryError, RecursionError):
        return {"bad": "files.too_complex", "params": {}}, b""


def loop(source: BinaryIO, target: BinaryIO) -> None:
    """Answer until the input ends."""
    for line in source:
        said, raw = answer(json.loads(line))
        target.write(json.dumps(said | {"bytes": len(raw)}).encode() + b"\n" + raw)
        target.flush()


def confine() -> None:
    """Give up what a reader of files does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    confine()
    loop(sys.stdin.buffer, sys.stdout.buffer)
