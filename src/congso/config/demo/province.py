"""Who is in tỉnh Mẫu. Everybody and every place is invented; codes H99 are given to no province."""

from dataclasses import dataclass, field

from congso.kernel.actor import Role

LEADER = frozenset({Role.LEADER})
CLERK = frozenset({Role.CLERK})
OFFICE = frozenset({Role.OFFICE, Role.UNIT_HEAD})
HEAD = frozenset({Role.UNIT_HEAD})
OFFICER = frozenset({Role.OFFICER})
ADMIN = frozenset({Role.ADMIN, Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Seat:
    """A post and who sits on it. `account`: sign-in name of the ones shown at start; others are built from the name."""

    name: str
    title: str
    roles: frozenset[Role]
    rank: int = 5
    signature: str = ""
    fields: tuple[str, ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    name: str
    symbol: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Body:
    kind: str
    name: str
    name_line: str
    symbol: str
    head_title: str
    parent_line: str = ""
    collective: str = ""


@dataclass(frozen=True, slots=True)
class House:
    name: str
    short_name: str
    kind: str
    code: str
    old_code: str
    place: str
    bodies: tuple[Body, ...]
    leaders: tuple[Seat, ...]
    offices: tuple[Office, ...]
    address: str = ""
    under: str = "H99"
    delegations: tuple[tuple[str, str], ...] = field(default=())


PROVINCE = House(
    name="Ủy ban nhân dân tỉnh Mẫu",
    short_name="UBND tỉnh Mẫu",
    kind="committee",
    code="H99",
    old_code="000.00.00.H99",
    place="Mẫu",
    under="",
    address="Số 1 đường Trung Tâm, phường Trà Giang, tỉnh Mẫu",
    bodies=(
        Body(
            "ubnd",
            "Ủy ban nhân dân tỉnh Mẫu",
            "ỦY BAN NHÂN DÂN\nTỈNH MẪU",
            "UBND",
            "CHỦ TỊCH",
            "",
            "ỦY BAN NHÂN DÂN",
        ),
        Body(
            "office",
            "Văn phòng Ủy ban nhân dân tỉnh Mẫu",
            "VĂN PHÒNG",
            "VP",
            "CHÁNH VĂN PHÒNG",
            "ỦY BAN NHÂN DÂN TỈNH MẪU",
        ),
    ),
    leaders=(
        Seat("Mai Xuân Lộc", "Chủ tịch", LEADER, 1, "CHỦ TỊCH", account="chutich"),
        Seat("Đinh Thị Hồng Vân", "Phó Chủ tịch", LEADER, 2, "PHÓ CHỦ TỊCH", ("văn xã", "nội chính")),
        Seat("Trịnh Quốc Bảo", "Phó Chủ tịch", LEADER, 2, "PHÓ CHỦ TỊCH", ("kinh tế", "nông nghiệp")),
    ),
    offices=(
        Office(
            "Văn phòng",
            "VP",
            (
                Seat("Nguyễn Thục Đoan", "Chánh Văn phòng", OFFICE, 3, "CHÁNH VĂN PHÒNG", account="vanphong"),
                Seat("Phan Anh Tú", "Phó Chánh Văn phòng", OFFICE, 4, "PHÓ CHÁNH VĂN PHÒNG"),
                Seat("Trần Thị Bích Hạnh", "Văn thư", CLERK, account="vanthu.tinh"),
                Seat("Lê Quang Nhật", "Văn thư", CLERK),
                Seat("Vũ Hải Đăng", "Quản trị hệ thống", ADMIN, account="quantri"),
            ),
        ),
        Office(
            "Phòng Tổng hợp",
            "TH",
            (
                Seat("Cao Minh Triết", "Trưởng phòng", HEAD, 3, "TRƯỞNG PHÒNG"),
                Seat("Hồ Thanh Thủy", "Phó Trưởng phòng", HEAD, 4, "PHÓ TRƯỞNG PHÒNG"),
                Seat("Ngô Gia Huy", "Chuyên viên", OFFICER),
                Seat("Đoàn Thị Mỹ Linh", "Chuyên viên", OFFICER),
            ),
        ),
        Office(
            "Phòng Nội chính",
            "NC",
            (
                Seat("Bạch Công Thành", "Trưởng phòng", HEAD, 3, "TRƯỞNG PHÒNG"),
                Seat("Lưu Ngọc Ánh", "Chuyên viên", OFFICER),
                Seat("Kim Văn Sơn", "Chuyên viên", OFFICER),
            ),
        ),
        Office(
            "Phòng Kinh tế",
            "KT",
            (
                Seat("Tống Thị Hòa", "Trưởng phòng", HEAD, 3, "TRƯỞNG PHÒNG"),
                Seat("Phùng Đức Mạnh", "Chuyên viên", OFFICER),
                Seat("Nghiêm Thu Trang", "Chuyên viên", OFFICER),
            ),
        ),
    ),
)


def _department(number: int, name: str, symbol: str, people: str, offices: str) -> House:
    """`people`: director, two deputies, chief of office, clerk, then three a room; `offices`: "Tên|KH; …"."""
    names = [one.strip() for one in people.split(",")]
    rooms = [one.strip().split("|") for one in offices.split(";")]
    line = name.removesuffix(" tỉnh Mẫu").upper()
    staff = names[5:]
    return House(
        name=f"{name} tỉnh Mẫu",
        short_name=name,
        kind="department",
        code=f"H99.{number:02d}",
        old_code=f"000.00.{number:02d}.H99",
        place="Mẫu",
        address=f"Số {number * 2} đường Hành Chính, phường Trà Giang, tỉnh Mẫu",
        bodies=(
            Body("department", f"{name} tỉnh Mẫu", line, symbol, "GIÁM ĐỐC", "ỦY BAN NHÂN DÂN\nTỈNH MẪU"),
        ),
        leaders=(
            Seat(names[0], "Giám đốc", LEADER, 1, "GIÁM ĐỐC", account=f"giamdoc.{symbol.lower()}"),
            Seat(names[1], "Phó Giám đốc", LEADER, 2, "PHÓ GIÁM ĐỐC"),
            Seat(names[2], "Phó Giám đốc", LEADER, 2, "PHÓ GIÁM ĐỐC"),
        ),
        offices=(
            Office(
                "Văn phòng Sở", "VP",
                (
                    Seat(names[3], "Chánh Văn phòng", OFFICE, 3, "CHÁNH VĂN PHÒNG", account=f"vanphong.{symbol.lower()}"),
                    Seat(names[4], "Văn thư", CLERK, account=f"vanthu.{symbol.lower()}"),
                ),
            ),
            *(
                Office(
                    room[0], room[1],
                    (
                        Seat(
                            staff[i * 3], "Trưởng phòng", HEAD, 3, "TRƯỞNG PHÒNG",
                            account=f"truongphong.{symbol.lower()}" if i == 0 else "",
                        ),
                        Seat(
                            staff[i * 3 + 1], "Chuyên viên", OFFICER,
                            account=f"chuyenvien.{symbol.lower()}" if i == 0 else "",
                        ),
                        Seat(staff[i * 3 + 2], "Chuyên viên", OFFICER),
                    ),
                )
                for i, room in enumerate(rooms)
            ),
        ),
    )  # fmt: skip


def _commune(number: int, sort: str, name: str, account: str, people: str) -> House:
    """`people`: chair, deputy, chief of office, clerk, three officers."""
    names = [one.strip() for one in people.split(",")]
    full = f"{sort} {name}"
    return House(
        name=f"Ủy ban nhân dân {sort} {name}",
        short_name=f"UBND {full}",
        kind="commune",
        code=f"H99.{number}",
        old_code=f"000.00.{number}.H99",
        place=name,
        address=f"Trụ sở UBND {full}, tỉnh Mẫu",
        bodies=(
            Body(
                "ubnd", f"Ủy ban nhân dân {full}", f"ỦY BAN NHÂN DÂN\n{full.upper()}", "UBND", "CHỦ TỊCH", "",
                "ỦY BAN NHÂN DÂN",
            ),
        ),
        leaders=(
            Seat(names[0], "Chủ tịch", LEADER, 1, "CHỦ TỊCH", account=f"chutich.{account}"),
            Seat(names[1], "Phó Chủ tịch", LEADER, 2, "PHÓ CHỦ TỊCH"),
        ),
        offices=(
            Office(
                f"Văn phòng HĐND và UBND {sort}", "VP",
                (
                    Seat(names[2], "Chánh Văn phòng", OFFICE, 3, "CHÁNH VĂN PHÒNG"),
                    Seat(names[3], "Văn thư", CLERK, account=f"vanthu.{account}"),
                ),
            ),
            Office(
                "Phòng Văn hóa - Xã hội", "VHXH",
                (
                    Seat(names[4], "Trưởng phòng", HEAD, 3, "TRƯỞNG PHÒNG"),
                    Seat(names[5], "Chuyên viên", OFFICER, account=f"chuyenvien.{account}"),
                    Seat(names[6], "Chuyên viên", OFFICER),
                ),
            ),
        ),
    )  # fmt: skip


def _mass(number: int, name: str, symbol: str, account: str, people: str) -> House:
    names = [one.strip() for one in people.split(",")]
    return House(
        name=f"{name} tỉnh Mẫu",
        short_name=f"{name} tỉnh",
        kind="mass",
        code=f"H99.{number}",
        old_code=f"000.00.{number}.H99",
        place="Mẫu",
        bodies=(
            Body("mass", f"{name} tỉnh Mẫu", f"{name.upper()}\nTỈNH MẪU", symbol, "CHỦ TỊCH", "", "BAN THƯỜNG VỤ"),
        ),
        leaders=(
            Seat(names[0], "Chủ tịch", LEADER, 1, "CHỦ TỊCH"),
            Seat(names[1], "Phó Chủ tịch", LEADER, 2, "PHÓ CHỦ TỊCH"),
        ),
        offices=(
            Office(
                "Văn phòng", "VP",
                (
                    Seat(names[2], "Chánh Văn phòng", OFFICE, 3, "CHÁNH VĂN PHÒNG"),
                    Seat(names[3], "Văn thư", CLERK, account=f"vanthu.{account}"),
                    Seat(names[4], "Chuyên viên", OFFICER),
                ),
            ),
        ),
    )  # fmt: skip


HOUSES: tuple[House, ...] = (
    PROVINCE,
    _department(
        1,
        "Sở Nội vụ",
        "SNV",
        "Vũ Đình Khoát, Lương Mỹ Duyên, Hoàng Thế Quyền, Phan Hữu Tường, Đặng Thu Ngà, Tạ Kim Phượng, Bùi Khánh Ly,"
        " Tạ Minh Nhật, Lò Thị Xuyến, Kiều Anh Dũng, Dương Hải Yến, Đàm Văn Phú, Quách Thị Lan, Mạc Đình Chiến",
        "Phòng Tổ chức - Biên chế|TCBC; Phòng Công chức, viên chức|CCVC; Phòng Cải cách hành chính|CCHC",
    ),
    _department(
        2,
        "Sở Tài chính",
        "STC",
        "Lâm Quang Vinh, Đỗ Thị Thanh Mai, Từ Văn Kiên, Hà Ngọc Bích, Nguyễn Thị Thơm, Trương Công Danh, Lý Thu Hà,"
        " Phạm Nhật Minh, Ông Thị Diễm, Khúc Văn Long, La Thị Hậu",
        "Phòng Quản lý ngân sách|NS; Phòng Giá và công sản|GCS",
    ),
    _department(
        3,
        "Sở Xây dựng",
        "SXD",
        "Chu Mạnh Cường, Bồ Thị Tuyết, Giang Đức Thịnh, Thái Bình Nguyên, Vương Thị Hằng, Đinh Công Tráng, Âu Văn Hiếu,"
        " Từ Thị Nhàn, Lục Văn Bình, Cù Thị Hương, Ninh Thế Anh",
        "Phòng Quy hoạch - Kiến trúc|QHKT; Phòng Hạ tầng kỹ thuật|HTKT",
    ),
    _department(
        4,
        "Sở Nông nghiệp và Môi trường",
        "SNNMT",
        "Hứa Văn Thắng, Tôn Nữ Ngọc Lan, Doãn Quốc Việt, Trà Thị Loan, Lại Thị Xoan, Phí Văn Toàn, Diệp Hồng Nhung,"
        " Tiêu Công Lý, Mẫn Thị Hoài, Viên Đình Hải, Ma Thị Pao",
        "Phòng Trồng trọt|TT; Phòng Môi trường|MT",
    ),
    _commune(
        21,
        "xã",
        "Long Khê",
        "longkhe",
        "Nguyễn Văn Đạt, Lê Thị Sen, Trần Quý Dương, Hoàng Thị Nết, Bùi Văn Khải, Nông Thị Mai, Vi Văn Tâm",
    ),
    _commune(
        22,
        "xã",
        "Tân Hòa",
        "tanhoa",
        "Phạm Đức Thuận, Đào Thị Liễu, Ngô Văn Quyết, Lý Thị Sim, Đỗ Văn Hưng, Hà Thị Dung, Trần Văn Lực",
    ),
    _commune(
        23,
        "xã",
        "Bình An",
        "binhan",
        "Võ Thành Nam, Huỳnh Thị Lý, Đặng Văn Sáu, Phan Thị Cúc, Lê Hữu Phước, Mai Thị Tường Vi, Cao Văn Đức",
    ),
    _commune(
        24,
        "phường",
        "Trà Giang",
        "tragiang",
        "Trương Vĩnh Tường, Nguyễn Thị Kim Oanh, Tô Hoài Nam, Dương Thị Thắm, Hồ Sĩ Tân, Đinh Thị Hoa, Lê Bá Khiêm",
    ),
    _commune(
        25,
        "phường",
        "Đông Hải",
        "donghai",
        "Lê Minh Hoàng, Trịnh Thị Hạnh, Vũ Xuân Trường, Phùng Thị Vân, Nguyễn Bá Lộc, Đào Thị Thu, Bùi Quang Huy",
    ),
    _commune(
        26,
        "xã",
        "Suối Ngọc",
        "suoingoc",
        "Hà Văn Pản, Lò Thị Ín, Quàng Văn Ương, Cầm Thị Ỏn, Lường Văn Ưởng, Tòng Thị Ọt, Bạc Cầm Ửng",
    ),
    _mass(
        31,
        "Liên đoàn Lao động",
        "LĐLĐ",
        "ldld",
        "Nguyễn Hữu Nghĩa, Trần Thị Ái Vân, Lê Tấn Phát, Đoàn Thị Quyên, Võ Nhật Duy",
    ),
    _mass(
        32,
        "Hội Liên hiệp Phụ nữ",
        "HPN",
        "hpn",
        "Phạm Thị Xuân Mai, Bế Thị Nga, Đặng Thị Huệ, Hoàng Thu Cúc, Nguyễn Thị Út",
    ),
)
