"""`congso read`, in a process of its own: the readers of PDF, Word and scans are not loaded for the other commands.

Prints for people, or with `--json` one JSON object a line and file. Exit code 1 when a file could not be read.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from congso.launcher.console import complain, say
from congso.pure import reading
from congso.pure.reading import FIELDS, LISTS, Reading, Unreadable
from congso.pure.reading.scans.engine import OcrFailed, ready
from congso.pure.reading.scans.scan import read_scan
from congso.pure.reading.scans.source import pictures_of

_WHY = {
    "missing": "Không mở được tệp này.",
    "password": "Tệp có mật khẩu. Bỏ mật khẩu rồi đọc lại.",
    "damaged": "Tệp hỏng, không đọc được.",
    "no_pages": "Tệp không có trang nào.",
    "too_large": "Tệp quá lớn để đọc.",
    "unknown_type": "Chỉ đọc được PDF, Word (DOCX; DOC và RTF khi máy có LibreOffice) và ảnh chụp trang giấy.",
    "office_missing": "Tệp Word cũ (DOC, RTF) cần LibreOffice. Cài libreoffice-writer-nogui hoặc lưu lại thành DOCX.",
    "office_failed": "LibreOffice không chuyển được tệp này. Mở và lưu lại thành DOCX rồi đọc lại.",
    "ocr_missing": "Bản quét cần Tesseract có tiếng Việt. Cài tesseract-ocr và tesseract-ocr-vie rồi đọc lại.",
    "ocr_timeout": "Tesseract đọc quá lâu nên đã dừng. Thử lại khi máy rảnh hơn.",
    "ocr_failed": "Tesseract không đọc được bản quét này.",
}
_NAMES = {
    "kind": "Loại",
    "number": "Số",
    "symbol": "Ký hiệu",
    "issuing_body": "Cơ quan ban hành",
    "parent_body": "Cơ quan chủ quản",
    "place": "Địa danh",
    "date": "Ngày",
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "signer_name": "Người ký",
    "signer_title": "Chức vụ",
    "signing_form": "Quyền hạn ký",
    "recipients": "Nơi nhận",
    "urgency": "Độ khẩn",
    "secrecy": "Độ mật",
}


def read_file(path: Path) -> Reading:
    """The reading of a file, scans through OCR. Raises `Unreadable`, also with missing, ocr_missing, ocr_failed."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("missing") from error
    try:
        found = reading.read(data, path.name)
    except Unreadable as error:
        if error.code != "unknown_type":
            raise
        found = Reading({}, None, "none")
    return found if found.text_layer in {None, "yes"} else _recognised(data, found)


def _recognised(data: bytes, found: Reading) -> Reading:
    """The reading by OCR. What a half-read file shows as text stays when there is no OCR."""
    pictures = pictures_of(data)
    try:
        if ready():
            return read_scan(pictures, found.text_layer)
    except OcrFailed as error:
        if not found.fields:
            raise Unreadable(error.code) from error
        return found
    if not found.fields:
        raise Unreadable("ocr_missing")
    return found


def _for_people(found: Reading, name: str) -> None:
    pages = f"{found.pages} trang" if found.pages else "không rõ số trang"
    say(f"{name}: {pages}")
    for field in FIELDS:
        value = found.fields.get(field)
        if value is not None:
            text = "; ".join(found.items(field)) if field in LISTS else value.value
            say(f"  {_NAMES[field]}: {text} ({value.confidence:.0%})")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="congso read")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    failed = False
    for name in options.files:
        answer: dict[str, Any]
        try:
            found = read_file(Path(name))
        except Unreadable as error:
            failed = True
            answer = {"file": name, "error": error.code, "message": _WHY[error.code]}
            if not options.json:
                complain(f"{name}: {_WHY[error.code]}")
        else:
            answer = {"file": name, **found.to_json()}
            if not options.json:
                _for_people(found, name)
        if options.json:
            say(json.dumps(answer, ensure_ascii=False))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
