"""Files of the journeys: real published ones by their gold, and one that must be refused."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from congso.files.testing import text_pdf
from congso.pure.tests.real import real_input

_NEEDED: Final = ("subject", "number", "symbol", "issuing_body", "date", "kind")


@dataclass(frozen=True)
class Paper:
    """A published document, its bytes and what stands on it."""

    name: str
    content: bytes
    fields: dict[str, str]


def _paper(row: dict[str, Any]) -> Paper:
    fields = {
        "number": row["number"],
        "symbol": row["symbol"],
        "document_date": date.fromisoformat(row["date"]).strftime("%d/%m/%Y"),
        "kind": row["kind"],
        "issuer_name": row["issuing_body"],
        "subject": row["subject"][:500],
        "signer_name": row["signer_name"] or "",
    }
    file = real_input() / row["file"]
    return Paper(file.name, file.read_bytes(), fields)


@cache
def _rows(*layers: str) -> tuple[dict[str, Any], ...]:
    lines = (real_input() / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    whole = [
        row
        for row in rows
        if row["ext"] == "pdf"
        and row["text_layer"] in layers
        and not row["digital_signatures"]
        and not row["near_duplicate_group"]
        and all(row[name] for name in _NEEDED)
    ]
    return tuple(sorted(whole, key=lambda row: int(row["bytes"])))


def born_digital(turn: int) -> Paper:
    """A PDF made by a word processor; another one each turn, the smallest first."""
    return _paper(_rows("yes")[turn])


def scan(turn: int) -> Paper:
    """A PDF without any words in it."""
    return _paper(_rows("none")[turn])


def letter(number: int, subject: str) -> bytes:
    """A letter as a word processor writes it, with fields that a machine can read."""
    return text_pdf(
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "    XÃ TÂN HÒA                       Độc lập - Tự do - Hạnh phúc\n"
        f"    Số: {number}/UBND-VP            Tân Hòa, ngày 16 tháng 11 năm 2026\n"
        f"V/v {subject}\n\n          Kính gửi: Sở Nội vụ\n\nNội dung công văn."
    )


def marked() -> bytes:
    """What must never be taken in: a letter with the marking TỐI MẬT where Decree 30 puts it."""
    return text_pdf("ỦY BAN NHÂN DÂN\nTỈNH MẪU\n\nTỐI MẬT\n\nSố: 12/BC-UBND\n\nBÁO CÁO\nVề việc thử nghiệm")
