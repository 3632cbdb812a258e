"""Born-digital documents read a second, on one core.

Usage: congso bench read [--seconds 10] [--folder FOLDER]
Reads the PDF and DOCX files of FOLDER (default: the folder of real documents when it is present), else documents that the
layout of this house renders. Processor time is counted, so that other work on the machine does not.
"""

import argparse
import datetime
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from congso.pure import reading
from congso.pure.layout import KINDS, OfficialDocument, SignatureBlock, render_document, text_paragraph

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 20.0
_SENTENCE = (
    "Thực hiện chương trình công tác năm, cơ quan đề nghị các đơn vị phối hợp triển khai những nội dung dưới đây và gửi "
    "kết quả trước ngày 15 tháng 12 để tổng hợp, báo cáo cấp có thẩm quyền xem xét, quyết định."
)


def rendered() -> list[bytes]:
    """One document of each kind, one to five pages."""
    return [
        render_document(
            OfficialDocument(
                kind_code=kind.code,
                issuing_body=("Sở Nội vụ",),
                parent_body=("UBND tỉnh Mẫu",),
                symbol=f"{kind.abbreviation or 'SNV'}-SNV",
                number="15",
                date=datetime.date(2026, 8, 14),
                place="Mẫu",
                subject="tổng kết công tác văn thư, lưu trữ",
                body=(text_paragraph(_SENTENCE),) * (2 + 9 * (at % 5)),
                signature_blocks=(SignatureBlock(("GIÁM ĐỐC",), "Trần Văn An"),),
                recipients=("Các sở, ban, ngành",),
            )
        ).pdf
        for at, kind in enumerate(KINDS)
    ]


def of_folder(folder: Path) -> list[bytes]:
    """The files of a folder that carry their text."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".pdf", ".docx"}:
            data = path.read_bytes()
            try:
                if reading.read(data).text_layer in {"yes", None}:
                    found.append(data)
            except reading.Unreadable:
                continue
    return found


def rate(files: Sequence[bytes], seconds: float) -> tuple[float, int]:
    """Documents a second of processor time, and how many were read."""
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds or count < len(files):
        reading.read(files[count % len(files)])
        count += 1
    return count / (time.process_time() - start), count


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "data" / "docs")
    options = parser.parse_args()
    sets = {"rendered here": rendered()}
    if options.folder.is_dir():
        sets[str(options.folder.name)] = of_folder(options.folder)
    slow = False
    print("| documents | files | read | a second and core |")
    print("|---|---|---|---|")
    for name, files in sets.items():
        if files:
            speed, count = rate(files, options.seconds)
            slow |= speed < LIMIT
            print(f"| {name} | {len(files)} | {count} | {speed:.1f} |")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
