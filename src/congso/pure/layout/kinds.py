"""The 29 kinds of administrative document (Decree 30/2020, art. 7 and annex III) as the layout needs them."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Kind:
    """`code` is the abbreviation of annex III; công văn and thư công have none and get CV and ThC here."""

    ordinal: int
    code: str
    name: str
    abbreviation: str
    titled: bool = True


_NAMES = (
    "Nghị quyết:NQ,Quyết định:QĐ,Chỉ thị:CT,Quy chế:QC,Quy định:QyĐ,Thông cáo:TC,Thông báo:TB,Hướng dẫn:HD,"
    "Chương trình:CTr,Kế hoạch:KH,Phương án:PA,Đề án:ĐA,Dự án:DA,Báo cáo:BC,Biên bản:BB,Tờ trình:TTr,"
    "Hợp đồng:HĐ,Công văn:,Công điện:CĐ,Bản ghi nhớ:BGN,Bản thỏa thuận:BTT,Giấy ủy quyền:GUQ,Giấy mời:GM,"
    "Giấy giới thiệu:GGT,Giấy nghỉ phép:GNP,Phiếu gửi:PG,Phiếu chuyển:PC,Phiếu báo:PB,Thư công:"
)
_OWN_CODES = {"Công văn": "CV", "Thư công": "ThC"}


def _kind(ordinal: int, entry: str) -> Kind:
    name, _, abbreviation = entry.partition(":")
    return Kind(ordinal, abbreviation or _OWN_CODES[name], name, abbreviation, titled=name != "Công văn")


KINDS: tuple[Kind, ...] = tuple(_kind(i, entry) for i, entry in enumerate(_NAMES.split(","), start=1))
KIND_BY_CODE: dict[str, Kind] = {kind.code: kind for kind in KINDS}
OFFICIAL_LETTER = KIND_BY_CODE["CV"]
