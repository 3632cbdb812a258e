"""Words of the trade that the rules know: kinds with their abbreviations, heads of bodies' names, titles, surnames.

Nothing here names a particular body or person; the lists are open, and a rule that meets an unknown word lowers its
confidence instead of refusing.
"""

import re
from typing import Final

from congso.pure.kinds import KINDS
from congso.pure.reading.text import compact

# Normative, party and customary kinds beside the 29 of the decree. An empty abbreviation is not read off symbols.
_OTHER_KINDS: Final = (
    ("Hiến pháp", ""),
    ("Bộ luật", ""),
    ("Luật", "L"),
    ("Pháp lệnh", "PL"),
    ("Lệnh", "L"),
    ("Nghị định", "NĐ"),
    ("Nghị quyết liên tịch", "NQLT"),
    ("Thông tư", "TT"),
    ("Thông tư liên tịch", "TTLT"),
    ("Văn bản hợp nhất", "VBHN"),
    ("Kết luận", "KL"),
    ("Quy trình", ""),
    ("Quy ước", ""),
    ("Nội quy", ""),
    ("Điều lệ", ""),
    ("Chiến lược", ""),
    ("Tuyên bố", ""),
    ("Thông tri", "TT"),
    ("Lời kêu gọi", ""),
    ("Công bố", ""),
    ("Công hàm", "CH"),
    ("Thư mời", "TM"),
    ("Thư ngỏ", ""),
    ("Đề cương", ""),
    ("Đơn", ""),
    ("Giấy chứng nhận", "GCN"),
    ("Giấy xác nhận", "GXN"),
    ("Giấy phép", "GP"),
    ("Giấy đi đường", "GĐĐ"),
    ("Giấy biên nhận", ""),
    ("Giấy biên nhận hồ sơ", ""),
    ("Giấy triệu tập", "GTT"),
    ("Giấy đề nghị", ""),
    ("Phiếu trình", "PTr"),
    ("Phiếu đề nghị", ""),
    ("Phiếu lấy ý kiến", ""),
    ("Phiếu xin ý kiến", ""),
    ("Phiếu khảo sát", ""),
    ("Phiếu yêu cầu", ""),
    ("Phiếu tiếp nhận", ""),
    ("Báo cáo tóm tắt", ""),
    ("Báo cáo nhanh", ""),
    ("Báo cáo thẩm tra", ""),
    ("Báo cáo thẩm định", ""),
    ("Báo cáo thuyết minh", ""),
    ("Báo cáo giải trình", ""),
    ("Tờ trình tóm tắt", ""),
    ("Chương trình phối hợp", "CTPH"),
    ("Chương trình hành động", "CTHĐ"),
    ("Chương trình công tác", ""),
    ("Kế hoạch phối hợp", "KHPH"),
    ("Kế hoạch liên tịch", "KHLT"),
    ("Kế hoạch liên ngành", "KHLN"),
    ("Hướng dẫn liên ngành", "HDLN"),
    ("Hướng dẫn liên tịch", "HDLT"),
    ("Công văn liên tịch", "CVLT"),
    ("Quy chế phối hợp", "QCPH"),
    ("Biên bản ghi nhớ", ""),
    ("Biên bản làm việc", ""),
    ("Biên bản cuộc họp", ""),
    ("Biên bản bàn giao", ""),
    ("Biên bản nghiệm thu", ""),
    ("Thông cáo báo chí", "TCBC"),
    ("Thỏa thuận", ""),
    ("Lịch công tác", ""),
    ("Bản cam kết", ""),
    ("Bản đánh giá", ""),
    ("Bản giải trình", ""),
    ("Bản kiểm điểm", ""),
    ("Bản nhận xét", ""),
    ("Bản so sánh", ""),
    ("Bản thuyết minh", ""),
    ("Bản tiếp thu", ""),
    ("Bản tổng hợp", ""),
    ("Bản tường trình", ""),
    ("Bảng so sánh", ""),
    ("Bảng tổng hợp", ""),
    ("Bảng kê", ""),
    ("Bảng phân công", ""),
    ("Danh mục", "DM"),
    ("Danh sách", "DS"),
    ("Dự toán", ""),
    ("Thuyết minh", ""),
    ("Sao y", "SY"),
    ("Sao lục", "SL"),
    ("Trích sao", "TrS"),
)

KIND_NAMES: Final = tuple(dict.fromkeys([kind.name for kind in KINDS] + [name for name, _ in _OTHER_KINDS]))
# Longest first, so that "Báo cáo tóm tắt" is not read as "Báo cáo".
KINDS_BY_LENGTH: Final = tuple(
    sorted(((compact(name), name) for name in KIND_NAMES), key=lambda pair: -len(pair[0]))
)
_SYMBOL_KINDS: Final = {
    **{short.upper(): name for name, short in reversed(_OTHER_KINDS) if short},
    **{kind.abbreviation.upper(): kind.name for kind in KINDS if kind.abbreviation},
    # Official letters carry no abbreviation in the decree; mass organisations and companies write CV.
    "CV": "Công văn",
    "QYD": "Quy định",
    "QĐ": "Quyết định",
    "QD": "Quyết định",
    "NĐ": "Nghị định",
    "ND": "Nghị định",
    "TT": "Thông tư",
    "TTR": "Tờ trình",
    "CTR": "Chương trình",
    "CTRPH": "Chương trình phối hợp",
}


def kind_of_symbol(symbol: str) -> str | None:
    """The kind whose abbreviation opens the symbol, after the year: ``QĐ-UBND``, ``2024/NĐ-CP``, ``HD/TWĐTN-VP``."""
    parts = [part.strip() for part in re.split(r"[/-]", symbol) if part.strip()]
    if parts and re.fullmatch(r"(19|20)\d\d", parts[0]):
        parts = parts[1:]
    if not parts:
        return None
    if re.fullmatch(r"QH\d{1,2}", parts[0]):
        return "Luật"
    return _SYMBOL_KINDS.get(parts[0].upper()) if len(parts) > 1 else None


# First words of bodies' names, folded. A row of the letterhead that begins with none of them goes on with the name.
BODY_HEADS: Final = re.compile(
    r"(?:uy ban|ubnd|ubmt\w*|ub |hdnd|hoi dong|bo(?! phan\b)|so(?! huu| ket)|cuc|tong(?! hop| ket)|vu(?! khi)|vien(?! chuc)|truong"
    r"|phong(?![ ,]*(?:chay|chong|ho|khong|thu|thuong mai))"
    r"|ban(?! hanh)|chi cuc|trung tam|dang bo|dang uy|tinh uy|thanh uy|huyen uy|quan uy|thi uy|xa uy|phuong uy|chi bo"
    r"|lien doan|cong doan|hoi(?! nhap)|doan(?! vien| the\b)|bch|van phong|vpubnd|toa an|tand|vien kiem sat|vksnd|kho bac|cong an"
    r"|cong ty|tap doan|benh vien|tram|chinh phu|quoc hoi|thu tuong|chu tich|thanh tra|bao hiem|ngan hang|hoc vien|dai hoc"
    r"|doi(?! moi| ngoai)|to cong tac|dai(?! bieu| doan)|bao(?! ve| ton| tro| dam| chi)|tap chi|nha xuat ban|quy(?! hoach)"
    r"|khoa(?! hoc)|mat tran|ttuong|lien minh|hiep hoi|hop tac xa|kiem toan|tieu ban|thuong truc"
    r"|co quan|bo chi huy|bo tu lenh|quan khu|su doan|trung doan|lu doan|hat|ty|nha(?! nuoc)|doanh nghiep|xi nghiep|chi nhanh|khu)\b"
)
# Rows that never open a name: places and joints.
BODY_TAILS: Final = re.compile(
    r"(?:tinh|thanh pho|tp\b|quan|huyen|thi xa|thi tran|phuong|xa|dac khu|va|cua|khu vuc|viet nam|trung uong|[-&(,])(?!\s*uy\b)(?=\W|$)"
)
# Who issues, printed between the subject and the grounds of a decision.
AUTHORITIES: Final = re.compile(
    r"(?:chu tich|thu tuong|chinh phu|quoc hoi|uy ban|hoi dong|bo truong|giam doc|tong giam doc|hieu truong|cuc truong"
    r"|chi cuc truong|vien truong|truong|chanh|tong cuc truong|tong|thong doc|chu nhiem|bo\b|ban\b|thanh tra|uy vien|thuong truc"
    r"|bi thu|chu nhiem|vu truong|can cu)"
)
FORM: Final = re.compile(r"(TUQ|TM|KT|TL|T/M|K/T|T/L|Q)\s*([.,:;/]|\s(?=[A-ZĐÂĂÊÔƠƯ]{2}))\s*")
# Titles as they open a line of the signature block, folded.
TITLES: Final = re.compile(
    r"(?:q\.? ?)?(?:pho |thu |quyen )?(?:tong |dong )?(?:pho )?"
    r"(?:chu tich|giam doc|bo truong|thu truong|thu tuong|tong thanh tra|chanh|cuc truong|vu truong|vien truong|truong\b|hieu"
    r"|chi cuc|doi truong|bi thu|chu nhiem|thu ky|uy vien|tu lenh|chinh uy|chi huy|dai dien|thuong truc|ke toan|thong doc"
    r"|kiem toan|bien tap|tham phan|tram truong|chu tri|quyen|ban\b|lanh dao|nguoi|nha truong|dai bieu|hat truong|chanh an|chu toa)"
)
RANKS: Final = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|Chuẩn\s+đô\s+đốc|Luật\s+sư|Kỹ\s+sư|Bác\s+sĩ|Tiến\s+sĩ|Thạc\s+sĩ|"
    r"(?:PGS|GS|TSKH|TS|ThS|BS|BSCK\s*[I1]+|CN|KS|Ths|Ts|Ls|LS|DS|NGƯT"
    r"|NGND|TTƯT|TTND|NSND|NSƯT|PGs|Gs|Dr|CKI+|BSCKI+|CVCC|CVC)\b\.?)[\s,.:–-]*",
    re.IGNORECASE,
)
# The commonest first, in folded form; Kinh and others.
SURNAMES: Final = frozenset(
    [
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
        "ly",
        "dao",
        "doan",
        "vuong",
        "trinh",
        "truong",
        "dinh",
        "lam",
        "phung",
        "mai",
        "to",
        "ha",
        "tang",
        "ta",
        "cao",
        "luong",
        "luu",
        "thai",
        "chau",
        "chu",
        "quach",
        "tong",
        "la",
        "kieu",
        "quan",
        "khuc",
        "nghiem",
        "tu",
        "lac",
        "mac",
        "ngac",
        "dam",
        "cu",
        "luc",
        "giang",
        "van",
        "khong",
        "on",
        "bach",
        "au",
        "nong",
        "trieu",
        "hua",
        "ma",
        "be",
        "sam",
        "lo",
        "quang",
        "cam",
        "vi",
        "ca",
        "sung",
        "giang",
        "vang",
        "thao",
        "ho",
        "ly",
        "ban",
        "trang",
        "mua",
        "cu",
        "y",
        "h'",
        "niê",
        "nie",
        "rcom",
        "siu",
        "kpa",
        "ksor",
        "dieu",
        "danh",
        "thach",
        "son",
        "kim",
        "lieu",
        "dong",
        "mau",
        "tieu",
        "an",
        "bo",
        "uong",
        "viem",
        "ninh",
        "doi",
        "than",
        "chung",
        "hau",
        "tan",
        "khau",
        "ung",
        "phi",
        "luyen",
        "bien",
        "canh",
        "cung",
        "diep",
        "dan",
        "du",
        "dai",
        "hy",
        "khieu",
        "lai",
        "long",
        "luan",
        "mang",
        "nguy",
        "nhu",
        "nhan",
        "nham",
        "ong",
        "tien",
        "toan",
        "tho",
        "tat",
        "tho",
        "ton",
        "thanh",
        "thi",
        "thieu",
        "tri",
        "truc",
        "tuan",
        "tuong",
        "vien",
        "xa",
        "yen",
        "phu",
        "hang",
        "hung",
        "huyen",
        "tham",
        "thien",
        "thang",
        "sai",
        "dau",
        "khoa",
        "sy",
        "ro",
        "a",
        "k'",
        "ro'",
    ]
)
URGENCIES: Final = ("Hỏa tốc hẹn giờ", "Hỏa tốc", "Thượng khẩn", "Khẩn")
SECRECIES: Final = ("Tuyệt mật", "Tối mật", "Mật")
# Marks that stand beside the heading and belong to no field.
MARKS: Final = re.compile(
    r"(?:du thao|ban du thao|du thao lan|ban sao|sao y|trich sao|sao luc|hoa toc|thuong khan|khan|tuyet mat|toi mat|mat"
    r"|xem xong tra lai|luu hanh noi bo|cong van den|van ban den|den)\b[ .:\d/()-]*$"
)
