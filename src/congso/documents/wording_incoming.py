"""Texts that are stored or travel to another agency, so they are written in Vietnamese once and for all."""

from typing import Final

from congso.documents.models import IncomingDocument

MARKED_REASON: Final = "Văn bản có dấu chỉ độ mật, không nhận trên hệ thống này"


def resent_reason(twin: IncomingDocument) -> str:
    """What the sender of a repeated document reads."""
    if twin.arrival_number is None:
        return "Văn bản gửi trùng, bản gửi trước đang chờ vào sổ"
    return f"Văn bản gửi trùng, đã vào sổ số {twin.arrival_number} ngày {twin.arrival_date:%d/%m/%Y}"
