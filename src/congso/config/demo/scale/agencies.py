"""862 more agencies with their people, all invented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, product
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from congso.config.demo.people import PASSWORD, SINCE, Made
from congso.config.demo.scale import bulk
from congso.config.demo.scale.bulk import Words
from congso.config.demo.stage import Stage
from congso.pure.vietnamese import fold, fold_marks, sort_key

AGENCIES = 875
_DEPARTMENTS = (
    "Sở Công Thương|SCT", "Sở Giáo dục và Đào tạo|SGDĐT", "Sở Khoa học và Công nghệ|SKHCN", "Sở Tư pháp|STP",
    "Sở Văn hóa, Thể thao và Du lịch|SVHTTDL", "Sở Y tế|SYT", "Sở Dân tộc và Tôn giáo|SDTTG", "Thanh tra|TTr",
    "Ban Quản lý các khu công nghiệp|BQLKCN", "Ban Quản lý dự án đầu tư xây dựng|BQLDA", "Trường Chính trị|TCT",
    "Đài Truyền thanh - Truyền hình|ĐTTTH", "Quỹ Đầu tư phát triển|QĐTPT", "Trung tâm Xúc tiến đầu tư|TTXT",
    "Ban Quản lý Khu du lịch|BQLKDL", "Trung tâm Lưu trữ lịch sử|TTLT",
)  # fmt: skip
_FIRST = [
    "An",
    "Bản",
    "Bắc",
    "Cẩm",
    "Đại",
    "Đồng",
    "Gia",
    "Hòa",
    "Hưng",
    "Khánh",
    "Lâm",
    "Minh",
    "Nam",
    "Phong",
    "Phú",
    "Quang",
    "Sơn",
    "Tân",
    "Thanh",
    "Xuân",
]
_SECOND = [
    "Bình",
    "Châu",
    "Dương",
    "Hà",
    "Hiệp",
    "Khê",
    "Lộc",
    "Long",
    "Lương",
    "Mỹ",
    "Nghĩa",
    "Ninh",
    "Phúc",
    "Sơn",
    "Tâm",
    "Thạch",
    "Thịnh",
    "Trung",
    "Vinh",
    "Yên",
]
_THIRD = (
    "Trường Tiểu học|TH", "Trường Trung học cơ sở|THCS", "Trường Mầm non|MN", "Trạm Y tế|TYT",
    "Trung tâm Phục vụ hành chính công|TTHCC", "Trung tâm Dịch vụ sự nghiệp công|TTDV",
)  # fmt: skip
_SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Lò",
    "Hà",
    "Vi",
    "Nông",
]
_MIDDLES = [
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Thu",
    "Ngọc",
    "Quang",
    "Hữu",
    "Thanh",
    "Xuân",
    "Hải",
    "Khánh",
    "Bá",
    "Công",
    "Mỹ",
]
_GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Khôi",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Thảo",
    "Trang",
    "Tuấn",
    "Vân",
    "Việt",
    "Yến",
]
# title, roles, rank, signature, in the unit (0 none, 1 office, 2 the other)
_SEATS = (
    ("Thủ trưởng", ("leader",), 1, "THỦ TRƯỞNG", 0),
    ("Chánh Văn phòng", ("office", "unit_head"), 3, "CHÁNH VĂN PHÒNG", 1),
    ("Văn thư", ("clerk",), 5, "", 1),
    ("Chuyên viên", ("officer",), 5, "", 1),
    ("Trưởng phòng", ("unit_head",), 3, "TRƯỞNG PHÒNG", 2),
    ("Chuyên viên", ("officer",), 5, "", 2),
    ("Chuyên viên", ("officer",), 5, "", 2),
)
_FIRST_CODE = {"department": 40, "commune": 100}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where papers lie in one agency: ids and names for the rows to come."""

    agency_id: int
    name: str
    body_id: int
    symbol: str
    level: str
    head: tuple[int, int, str]  # appointment, person, name
    clerk: tuple[int, str]  # person, name
    rooms: tuple[
        tuple[int, str, int, int], ...
    ]  # unit, its name, appointment and person of whoever works there


@dataclass(frozen=True, slots=True)
class _New:
    id: int
    parent_id: int
    name: str
    short: str
    kind: str
    level: int
    code: str
    place: str
    symbol: str


def more_agencies(stage: Stage, rng: Random) -> list[Desk]:
    """Write them; returns the desks of all agencies, the small demo's first."""
    news = list(_news(stage.made))
    bulk.write("people", "Agency", (_agency(one) for one in news))
    bulk.write("people", "OrganCode", ({"agency_id": n.id, "form": "new", "code": n.code} for n in news))
    bodies, units = bulk.next_id("people", "IssuingBody"), bulk.next_id("people", "Unit")
    bulk.write("people", "IssuingBody", (_body(bodies + i, one) for i, one in enumerate(news)))
    bulk.write("people", "Unit", (row for i, one in enumerate(news) for row in _units(units + 2 * i, one)))
    posts, persons, desks = _people(news, bodies, units, rng)
    bulk.write("people", "Person", persons)
    bulk.write("people", "Post", posts)
    seats = (
        {"id": p["id"] + 0, "person_id": q["id"], "post_id": p["id"], "since": SINCE}
        for p, q in zip(posts, persons, strict=True)
    )
    first = bulk.next_id("people", "Appointment")
    bulk.write("people", "Appointment", ({**row, "id": first + i} for i, row in enumerate(seats)))
    return [*_known(stage), *desks]


def _news(made: Made) -> Iterator[_New]:
    """Departments, communes under the province, then schools and the like under the communes, until there are AGENCIES."""
    ids = count(bulk.next_id("people", "Agency"))
    top = made.agencies["H99"]
    departments = list(_departments(ids, top))
    communes = list(_communes(ids, top))
    yield from departments
    yield from communes
    wanted = AGENCIES - len(made.agencies) - len(departments) - len(communes)
    yield from islice(_third_level(ids, communes), wanted)


def _departments(ids: Iterator[int], top: int) -> Iterator[_New]:
    for order, row in enumerate(_DEPARTMENTS):
        name, symbol = row.split("|")
        code = f"H99.{_FIRST_CODE['department'] + order}"
        yield _New(next(ids), top, f"{name} tỉnh Mẫu", name, "department", 2, code, "Mẫu", symbol)


def _communes(ids: Iterator[int], top: int) -> Iterator[_New]:
    for order, (one, two) in enumerate(list(product(_FIRST, _SECOND))[::3][:120]):
        place = f"{one} {two}"
        name, code = f"Ủy ban nhân dân xã {place}", f"H99.{_FIRST_CODE['commune'] + order}"
        yield _New(next(ids), top, name, f"UBND xã {place}", "commune", 2, code, place, "UBND")


def _third_level(ids: Iterator[int], communes: list[_New]) -> Iterator[_New]:
    for above, (sort, order) in product(communes, zip(_THIRD, range(10, 90), strict=False)):
        name, symbol = sort.split("|")
        yield _below(next(ids), above, name, symbol, order)
    for above in communes:
        yield _below(next(ids), above, "Trường Tiểu học số 2", "TH2", 90)


def _below(number: int, above: _New, name: str, symbol: str, order: int) -> _New:
    code = f"{above.code}.{order}"
    return _New(number, above.id, f"{name} {above.place}", name, "other", 3, code, above.place, symbol)


def _agency(one: _New) -> bulk.Row:
    words = f"{one.name} {one.short} {one.code}"
    return {
        "id": one.id, "parent_id": one.parent_id, "name": one.name, "short_name": one.short[:60], "kind": one.kind,
        "level": one.level, "code": one.code, "place": one.place, "search": f"{fold_marks(words)} {fold(words)}",
    }  # fmt: skip


def _body(body_id: int, one: _New) -> bulk.Row:
    collective = "ỦY BAN NHÂN DÂN" if one.kind == "commune" else ""
    return {
        "id": body_id, "agency_id": one.id, "kind": "ubnd" if collective else "department", "name": one.name,
        "name_line": one.name.removesuffix(" tỉnh Mẫu").upper(), "symbol": one.symbol, "collective": collective,
        "head_title": "CHỦ TỊCH" if collective else "THỦ TRƯỞNG", "parent_line": "" if collective else "ỦY BAN NHÂN DÂN\nTỈNH MẪU",
    }  # fmt: skip


def _units(unit_id: int, one: _New) -> tuple[bulk.Row, bulk.Row]:
    common: dict[str, Any] = {"agency_id": one.id}
    return (
        {**common, "id": unit_id, "name": "Văn phòng", "symbol": "VP", "order": 0},
        {**common, "id": unit_id + 1, "name": "Phòng Chuyên môn", "symbol": "CM", "order": 1},
    )


def _people(
    news: Sequence[_New], bodies: int, units: int, rng: Random
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Desk]]:
    posts: list[dict[str, Any]] = []
    persons: list[dict[str, Any]] = []
    desks: list[Desk] = []
    post, person, seat = (bulk.next_id("people", name) for name in ("Post", "Person", "Appointment"))
    password = make_password(PASSWORD)
    for place, one in enumerate(news):
        here: list[tuple[int, int, str]] = []
        for number, (title, roles, rank, signature, unit) in enumerate(
            _SEATS if one.level < 3 else _SEATS[:4]
        ):
            name = f"{rng.choice(_SURNAMES)} {rng.choice(_MIDDLES)} {rng.choice(_GIVEN)}"
            here.append((seat, person, name))
            posts.append({
                "id": post, "agency_id": one.id, "unit_id": units + 2 * place + unit - 1 if unit else None, "title": title,
                "roles": Words(roles), "rank": rank, "signature_title": signature, "fields_of_work": Words(),
            })  # fmt: skip
            account = f"cq{place + 1}.{number + 1}"
            persons.append({
                "id": person, "password": password, "username": account, "full_name": name, "sort_key": sort_key(name),
                "search": f"{fold_marks(name)} {account} {fold(name)} {account}",
            })  # fmt: skip
            post, person, seat = post + 1, person + 1, seat + 1
        office, other = units + 2 * place, units + 2 * place + 1
        rooms = (
            [(office, "Văn phòng", *here[3][:2])]
            if one.level == 3
            else [(other, "Phòng Chuyên môn", *here[5][:2])]
        )
        desks.append(
            Desk(one.id, one.name, bodies + place, one.symbol, one.kind, here[0], here[2][1:], tuple(rooms))
        )
    return posts, persons, desks


def _known(stage: Stage) -> list[Desk]:
    """The small demo's agencies, as `more_agencies` describes the new ones."""
    found = []
    for code, crew in stage.crews.items():
        rooms = tuple(
            (room.unit_id, room.symbol, room.officers[0].appointment_id or 0, room.officers[0].person_id or 0)
            for room in crew.rooms
        )
        head = (crew.head.appointment_id or 0, crew.head.person_id or 0, crew.head.name)
        level = {"H99": "committee", "H99.01": "first"}.get(
            code, "department" if code < "H99.2" else "commune"
        )
        symbol = next(key.partition("/")[2] for key in stage.made.bodies if key.startswith(f"{code}/"))
        found.append(
            Desk(
                crew.agency_id,
                crew.name,
                crew.body_id,
                symbol,
                level,
                head,
                (crew.clerk.person_id or 0, crew.clerk.name),
                rooms,
            )
        )
    return found
