import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest

from congso.pure.layout import OfficialDocument, SignatureBlock, text_paragraph

SENTENCE = (
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh về công tác văn thư, lưu trữ, Sở Nội vụ đề nghị các cơ quan, đơn vị, "
    "địa phương rà soát, cập nhật quy trình và báo cáo kết quả thực hiện về Sở để tổng hợp theo quy định."
)

DECISION = OfficialDocument(
    kind_code="QĐ",
    parent_body=("Tỉnh ủy Mẫu",),
    issuing_body=("Ủy ban nhân dân", "tỉnh Mẫu"),
    symbol="QĐ-UBND",
    place="Mẫu",
    subject="Về việc ban hành Quy chế làm việc",
    body=(text_paragraph(SENTENCE), text_paragraph(SENTENCE)),
    signature_blocks=(SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Trần Văn Bình"),),
    number="05",
    date=datetime.date(2026, 2, 3),
    recipients=("Như Điều 3;", "- Bộ Nội vụ (b/c)."),
)


@pytest.fixture
def decision() -> Callable[..., OfficialDocument]:
    def make(**changes: Any) -> OfficialDocument:
        return dataclasses.replace(DECISION, **changes)

    return make


@pytest.fixture
def moment() -> datetime.datetime:
    return datetime.datetime(2026, 11, 22, 8, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
