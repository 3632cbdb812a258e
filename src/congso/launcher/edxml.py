"""`congso edxml`: look into messages of the document axis, take them apart, put them together. Answers are JSON.

A process of its own, so that the command line starts without an XML parser.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from congso.launcher.console import complain, say
from congso.launcher.edxml_words import DEVIATIONS, REASONS
from congso.launcher.errors import LaunchError
from congso.pure import edxml

_DESCRIPTION: Final = "message.json"


def show(arguments: argparse.Namespace) -> int:
    """Every field, the attachments, the signature, the deviations."""
    data = _bytes(arguments.file)
    message = edxml.read(data, sha256=arguments.sha256)
    _print(_told(data, message) | {"message": edxml.as_plain(message)})
    return 0


def check(arguments: argparse.Namespace) -> int:
    """The same without the fields."""
    data = _bytes(arguments.file)
    _print(_told(data, edxml.read(data, sha256=arguments.sha256)))
    return 0


def unpack(arguments: argparse.Namespace) -> int:
    """The attachments as files, and `message.json`, from which `pack` makes the message again."""
    data = _bytes(arguments.file)
    message = edxml.read(data, sha256=arguments.sha256)
    folder = Path(arguments.to or f"{Path(arguments.file).stem or 'edxml'}-unpacked")
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise LaunchError(f"Đã có {folder}; chưa ghi gì. Hãy chọn thư mục khác bằng --to.") from error
    plain = edxml.as_plain(message)
    for position, (file, entry) in enumerate(
        zip(message.attachments, plain["attachments"], strict=True), start=1
    ):
        if file.content is not None:
            entry["file"] = f"{position:02}-{file.name}"
            (folder / entry["file"]).write_bytes(file.content)
    (folder / _DESCRIPTION).write_text(
        json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    _print({"folder": str(folder), "attachments": [one.get("file") for one in plain["attachments"]]})
    return 0


def pack(arguments: argparse.Namespace) -> int:
    """A description like that of `unpack` to a message; `file` of an attachment is a path beside the description."""
    source = Path(arguments.file)
    try:
        plain = json.loads(_bytes(arguments.file))
    except ValueError as error:
        raise edxml.Unreadable("description", arguments.file, str(error)) from error
    if not isinstance(plain, dict):
        raise edxml.Unreadable("description", arguments.file, "an object")
    message = edxml.from_plain(plain, lambda entry: _content(source.parent, entry))
    target = Path(arguments.to or source.with_suffix(".edxml"))
    data = edxml.write(message, _key(arguments))
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise LaunchError(f"Đã có {target}; chưa ghi gì. Hãy chọn tên khác bằng --to.") from error
    _print({"written": str(target)} | _told(data, edxml.read(data)))
    return 0


def _content(folder: Path, entry: Mapping[str, Any]) -> bytes | None:
    name = entry.get("file")
    if name is None:
        return None
    path = folder / str(name)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise LaunchError(f"{name} nằm ngoài thư mục của bản mô tả; chưa ghi gì.")
    return _bytes(str(path))


def _key(arguments: argparse.Namespace) -> edxml.LocalKey | None:
    if not arguments.key and not arguments.certificate:
        return None
    if not arguments.key or not arguments.certificate:
        raise LaunchError("Để ký cần cả --key và --certificate; chưa ghi gì.")
    try:
        key = load_pem_private_key(_bytes(arguments.key), None)
        certificate = x509.load_pem_x509_certificate(_bytes(arguments.certificate))
    except (ValueError, TypeError) as error:
        raise LaunchError(
            "Khoá hoặc chứng thư không phải PEM, hoặc khoá có mật khẩu; chưa ghi gì."
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise LaunchError("Chỉ ký được bằng khoá RSA hoặc ECDSA; chưa ghi gì.")
    return edxml.LocalKey(key, certificate)


def _told(data: bytes, message: edxml.Message) -> dict[str, Any]:
    found = _verified(data)
    claimed = message.signature.subject if message.signature else ""
    return {
        "readable": True,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "kind": message.kind.value,
        "signature": {
            "state": found.state.value, "method": found.method, "weak": found.weak, "reason": found.reason,
            "signer": _subject(found.certificate) or claimed,
        },
        "deviations": [
            {"code": one.code, "path": one.path, "value": one.value, "words": DEVIATIONS[one.code]}
            for one in edxml.deviations(message)
        ],
    }  # fmt: skip


def _verified(data: bytes) -> edxml.Check:
    """A message inside MIME has no signature over it that these bytes could hold."""
    try:
        return edxml.verify(data)
    except edxml.Unreadable as error:
        return edxml.Check(edxml.State.UNSUPPORTED, error.code)


def _subject(certificate: bytes) -> str:
    try:
        return x509.load_der_x509_certificate(certificate).subject.rfc4514_string()
    except ValueError:
        return ""


def _bytes(name: str) -> bytes:
    """A file, or standard input for `-`; not more than a message may have."""
    most = edxml.DEFAULT_LIMITS.message
    if name == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise LaunchError(f"Không đọc được {name}: {error.strerror}.") from error


def _print(found: Mapping[str, Any]) -> None:
    say(json.dumps(found, ensure_ascii=False, indent=2))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="congso edxml", description="Gói tin của trục liên thông (QCVN 102:2016)."
    )
    rows = parser.add_subparsers(required=True, metavar="VIỆC")
    for name, run, words in (
        ("show", show, "in mọi trường, tệp kèm, chữ ký và những chỗ lệch chuẩn"),
        ("check", check, "in chữ ký và những chỗ lệch chuẩn"),
        ("unpack", unpack, "tách tệp kèm và message.json ra một thư mục"),
        ("pack", pack, "làm gói tin từ message.json"),
    ):
        row = rows.add_parser(name, help=words, description=words)
        row.add_argument("file", metavar="TỆP", help="tệp gói tin (pack: tệp mô tả); - là đầu vào chuẩn")
        row.set_defaults(run=run)
        if name == "pack":
            row.add_argument("--key", metavar="TỆP", help="khoá riêng PEM để ký")
            row.add_argument("--certificate", metavar="TỆP", help="chứng thư PEM của khoá")
        else:
            row.add_argument("--sha256", default="", metavar="MÃ", help="mã băm mà bên gửi đã báo")
        if name in {"pack", "unpack"}:
            row.add_argument("--to", metavar="NƠI", help="tệp hoặc thư mục sẽ ghi")
    return parser


def main(words: list[str]) -> int:
    """0; 1 for what cannot be read or written, with the reason and the place."""
    arguments = _parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except edxml.Unreadable as error:
        sentence = REASONS[error.code]
        _print(
            {
                "readable": False,
                "code": error.code,
                "place": error.place,
                "detail": error.detail,
                "words": sentence,
            }
        )
        complain(f"{arguments.file}: {sentence}" + (f" Chỗ: {error.place}." if error.place else ""))
    except edxml.NotWritable:
        complain(f"{arguments.file}: bussiness.doc_type không có trong quy định nên không làm gói tin.")
    except LaunchError as error:
        complain(str(error))
    except OSError as error:
        complain(f"Không ghi được: {error.strerror}.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
