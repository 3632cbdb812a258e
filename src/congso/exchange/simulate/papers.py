"""What the foreign agencies write: documents with a page, statuses."""

from datetime import datetime
from typing import Any, Final, cast

import typst

from congso.exchange.simulate.chance import Chance
from congso.kernel import clock
from congso.pure import edxml

_PLACES: Final = ("Đông", "Tây", "Nam", "Bắc", "Trung", "Thượng", "Hạ", "Tân", "Phú", "An")
_OFFICES: Final = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Ủy ban nhân dân", "Sở Xây dựng")
_KINDS: Final = (("Công văn", 18, ""), ("Báo cáo", 14, "BC"), ("Thông báo", 9, "TB"), ("Kế hoạch", 12, "KH"))
_SUBJECTS: Final = (
    "phối hợp rà soát cơ sở dữ liệu dùng chung", "báo cáo kết quả cải cách hành chính", "kế hoạch kiểm tra công vụ",
    "cung cấp số liệu thống kê năm 2026", "mời dự hội nghị trực tuyến", "góp ý dự thảo nghị quyết",
)  # fmt: skip
_WORDS: Final = {
    "01": "Đã đến", "02": "Không đúng thẩm quyền", "03": "Đã tiếp nhận", "04": "Phân công xử lý", "05": "Đang xử lý",
    "06": "Đã hoàn thành", "13": "Gửi nhầm", "15": "Đồng ý trả lại", "16": "Văn bản đang xử lý",
}  # fmt: skip


def agencies(count: int) -> dict[str, str]:
    """Code → name."""
    return {
        f"X99.{number:02}": f"{_OFFICES[number % len(_OFFICES)]} tỉnh {_PLACES[number // len(_OFFICES) % len(_PLACES)]} Mẫu"
        for number in range(1, count + 1)
    }


def party(code: str, name: str) -> edxml.Party:
    return edxml.Party(code, "", name, "", f"{code.lower().replace('.', '')}@truc.example.vn", "")


def document(chance: Chance, number: int, sender: edxml.Party, receiver: str, at: datetime) -> edxml.Message:
    draw = chance.draw("document", number)
    kind, ordinal, short = draw.choice(_KINDS)
    symbol = f"{short}-SNV" if short else "SNV-VP"
    subject = f"{draw.choice(_SUBJECTS)} ({number})"
    code = edxml.Code(str(number), symbol)
    day = at.astimezone(clock.VIETNAM)
    page = _pdf([sender.name, f"Số: {code}", f"{kind}: {subject}", "Kính gửi: Quý cơ quan."])
    header = edxml.Header(
        sender=sender,
        receivers=(edxml.Party(receiver),),
        document_id=f"{sender.organ_id},{day:%Y/%m/%d},{code}",
        code=code,
        promulgation_date=day.date(),
        document_type=edxml.DocumentType(ordinal, 0, kind),
        subject=subject,
        signer=edxml.Signer("", "Giám đốc", "Nguyễn Văn Mẫu"),
        other=edxml.OtherInfo(priority=draw.randrange(3), page_amount=1),
        steering_type=1,
    )
    return edxml.Message(
        header,
        edxml.Business(0, "Văn bản mới", paper=0),
        traces=(edxml.Trace(sender.organ_id, day.replace(microsecond=0)),),
        attachments=(edxml.Attachment("1", f"{number}-{symbol}.pdf", page),),
    )


def status(sender: edxml.Party, about: edxml.ResponseFor, code: str, at: datetime) -> edxml.Message:
    told = edxml.Status(
        about, code, _WORDS.get(code, ""), at, edxml.Staff(department="Văn phòng", staff="Văn thư")
    )
    return edxml.Message(edxml.Header(sender), status=told)


def _pdf(lines: list[str]) -> bytes:
    body = " #linebreak()\n".join('#"' + line.replace("\\", "").replace('"', "") + '"' for line in lines)
    return bytes(cast(Any, typst).compile(f'#set page(paper: "a4")\n{body}'.encode()))
