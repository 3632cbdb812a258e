"""Import of tables: whole or not at all, whatever is sent."""

import csv
import io
import unicodedata
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congso.audit import api as audit
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Refusal
from congso.kernel.refs import SubjectRef
from congso.people import api
from congso.people.actions import import_people
from congso.people.actions.import_people import ImportRefused, import_table
from congso.people.importing import tables
from congso.people.importing.samples import sample
from congso.people.models import Agency, Appointment, PermissionChange, Person, Post, Unit
from congso.people.testing import (
    AppointmentFactory,
    PersonFactory,
    PostFactory,
    make_actor,
    make_agency,
    make_unit,
    sign_in,
)

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
AGENCY = [
    "Mã định danh",
    "Tên cơ quan",
    "Tên ngắn",
    "Loại",
    "Mã cấp trên",
    "Địa danh",
    "Mã cũ",
    "Thư công vụ",
]
PERSON = [
    "Mã cơ quan",
    "Đơn vị",
    "Chức danh",
    "Cấp",
    "Quyền",
    "Họ và tên",
    "Tên đăng nhập",
    "Thư công vụ",
    "Từ ngày",
]


def _csv(*rows, separator=";", encoding="utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def _xlsx(*rows) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def _windows_1258(char: str) -> bytes:
    """As Windows writes it: the letter whole when the page has it, else the tone after the letter."""
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return (unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")


def _run(kind, content, actor=SYSTEM):
    return import_table(actor=actor, kind=kind, name="tep", content=content)


def _errors(kind, content, actor=SYSTEM):
    with pytest.raises(ImportRefused) as refused:
        _run(kind, content, actor)
    return [(error.row, error.column, error.code) for error in refused.value.errors]


def _code(content, kind="co-quan", actor=SYSTEM) -> str:
    with pytest.raises(Refusal) as refused:
        _run(kind, content, actor)
    return refused.value.code


def _agency(code="H99", name="UBND tỉnh", parent="", old="", kind="UBND tỉnh", email=""):
    return [code, name, name, kind, parent, "Mẫu", old, email]


def _person(**changes):
    row = dict(
        zip(PERSON, ["H99", "", "Chuyên viên", "5", "", "Đỗ Thu Nga", "ngadt", "", "01/07/2025"], strict=True)
    )
    return list((row | changes).values())


@pytest.fixture
def agency():
    return make_agency("UBND tỉnh", code="H99")


class TestAgencies:
    def test_children_may_stand_above_their_parents(self):
        made = _run(
            "co-quan",
            _csv(AGENCY, _agency("H99.12", "Sở Nội vụ", "h99", "000.00.12.H99", "sở, ban, ngành"), _agency()),
        )
        assert made.rows == 2
        row = Agency.objects.get(code="H99.12")
        assert (row.level, row.parent.code, row.kind) == (2, "H99", "department")
        assert api.agency_by_code("000.00.12.H99").id == row.pk
        assert [found.id for found in api.agencies(search="so noi vu")] == [row.pk]
        assert [line.data["rows"] for line in audit.trail([SubjectRef("agency", 0)])] == [2]

    def test_every_wrong_cell_is_named_and_nothing_is_written(self, agency):
        content = _csv(
            AGENCY,
            _agency("H99.1", "A"),
            _agency("H99", "B"),
            _agency("H99.20", "C", "H50"),
            _agency("H99.21", "D", kind="Hội"),
            _agency("H99.22", "", old="H99.9"),
            _agency("H99.23", "E", "H99.24"),
            _agency("H99.24", "F", "H99.23"),
            _agency("H99.20", "G", email="x"),
            _agency("H99.25", "H"),
        )
        assert _errors("co-quan", content) == [
            (2, "Mã định danh", "people.import_code"),
            (3, "Mã định danh", "people.import_code_taken"),
            (4, "Mã cấp trên", "people.import_no_parent"),
            (5, "Loại", "people.import_agency_kind"),
            (6, "Tên cơ quan", "people.import_missing"),
            (6, "Tên ngắn", "people.import_missing"),
            (6, "Mã cũ", "people.import_code"),
            (7, "Mã cấp trên", "people.import_ring"),
            (8, "Mã cấp trên", "people.import_ring"),
            (9, "Mã định danh", "people.import_code_taken"),
            (9, "Thư công vụ", "people.import_email"),
        ]
        assert Agency.objects.count() == 1

    def test_the_tree_ends(self, agency):
        Agency.objects.filter(pk=agency.id).update(level=1)
        rows = [
            _agency(f"H99.{'10.' * n}10", f"A{n}", "H99" if n == 0 else f"H99.{'10.' * (n - 1)}10")
            for n in range(4)
        ]
        assert _errors("co-quan", _csv(AGENCY, *rows)) == [(5, "Mã cấp trên", "people.import_too_deep")]

    def test_only_the_installation(self, agency):
        assert (
            _code(_csv(AGENCY, _agency("H99.9")), actor=make_actor(agency, Role.ADMIN))
            == "people.not_administrator"
        )

    def test_a_race_is_a_conflict(self, agency, monkeypatch):
        monkeypatch.setattr(import_people.plans, "_check_code", lambda *_args: None)
        with pytest.raises(Conflict, match="import_changed"):
            _run("co-quan", _csv(AGENCY, _agency("H99.50", "X"), _agency("H99", "Y")))
        assert Agency.objects.count() == 1


class TestUnits:
    HEADER = ["Mã cơ quan", "Tên đơn vị", "Ký hiệu", "Thuộc đơn vị"]

    def test_units_below_units(self, agency):
        _run("don-vi", _csv(self.HEADER, ["h99", "Tổ", "", "văn phòng"], ["H99", "Văn phòng", "VP", ""]))
        sub = Unit.objects.unscoped(reason="test").get(name="Tổ")
        assert sub.parent.name == "Văn phòng"

    def test_refusals(self, agency):
        make_unit(agency, "Phòng Một")
        content = _csv(
            self.HEADER,
            ["H99", "phòng một", "", ""],
            ["H50", "X", "", ""],
            ["H99", "Hai", "", "Không có"],
            ["H99", "Ba", "", "Phòng Một"],
            ["H99", "Bốn", "", "Ba"],
            ["", "Năm", "", ""],
        )
        assert _errors("don-vi", content) == [
            (2, "Tên đơn vị", "people.import_unit_twice"),
            (3, "Mã cơ quan", "people.import_no_agency"),
            (4, "Thuộc đơn vị", "people.import_no_unit"),
            (6, "Thuộc đơn vị", "people.import_no_unit"),
            (7, "Mã cơ quan", "people.import_missing"),
        ]
        assert Unit.objects.unscoped(reason="test").count() == 1


class TestPeople:
    def test_posts_persons_and_appointments(self, agency):
        unit = make_unit(agency, "Văn phòng")
        known = PersonFactory(username="cu", full_name="Lê Cũ")
        AppointmentFactory(person=known)
        content = _csv(
            PERSON,
            _person(**{"Đơn vị": "văn phòng", "Thư công vụ": "Nga@mau.example"}),
            _person(**{"Đơn vị": "Văn phòng", "Họ và tên": "Trần Văn An", "Tên đăng nhập": "antv"}),
            _person(
                **{
                    "Chức danh": "Chủ tịch",
                    "Cấp": "1",
                    "Họ và tên": "Lê Cũ",
                    "Tên đăng nhập": "CU",
                    "Từ ngày": "2025-07-01",
                }
            ),
            _person(
                **{
                    "Chức danh": "Văn thư",
                    "Quyền": "văn thư, Văn phòng",
                    "Tên đăng nhập": "ngadt",
                    "Từ ngày": "1/8/2025",
                }
            ),
        )
        assert _run("nguoi", content).rows == 4
        nga = Person.objects.get(username="ngadt")
        assert (nga.email, nga.has_usable_password()) == ("nga@mau.example", False)
        held = api.appointments_of(nga.pk)
        assert [(row.post_title, row.main, row.since) for row in held] == [
            ("Chuyên viên", True, date(2025, 7, 1)),
            ("Văn thư", False, date(2025, 8, 1)),
        ]
        assert Post.objects.get(title="Chuyên viên", unit_id=unit.id).appointments.count() == 2
        assert Post.objects.get(title="Chủ tịch").roles == ["leader"]
        assert not Appointment.objects.get(person=known, post__title="Chủ tịch").main
        assert {change.post.title for change in PermissionChange.objects.all()} == {"Chủ tịch", "Văn thư"}

    def test_every_wrong_cell_is_named(self, agency):
        PersonFactory(username="cu", full_name="Lê Cũ", email="cu@mau.example")
        PostFactory(agency=Agency.objects.get(pk=agency.id), title="Văn thư", roles=["clerk"])
        content = _csv(
            PERSON,
            _person(**{"Mã cơ quan": "H50"}),
            _person(**{"Đơn vị": "Không có", "Tên đăng nhập": "n3"}),
            _person(**{"Cấp": "9", "Tên đăng nhập": "n4"}),
            _person(**{"Quyền": "vua", "Tên đăng nhập": "n5"}),
            _person(**{"Tên đăng nhập": "có dấu"}),
            _person(**{"Tên đăng nhập": "cu"}),
            _person(**{"Từ ngày": "31/02/2025", "Tên đăng nhập": "n8"}),
            _person(**{"Thư công vụ": "cu@mau.example", "Tên đăng nhập": "n9"}),
            _person(**{"Thư công vụ": "@@", "Tên đăng nhập": "n10"}),
            _person(**{"Chức danh": "văn thư", "Quyền": "Quản trị", "Tên đăng nhập": "n11"}),
        )
        assert _errors("nguoi", content) == [
            (2, "Mã cơ quan", "people.import_no_agency"),
            (3, "Đơn vị", "people.import_no_unit"),
            (4, "Cấp", "people.import_rank"),
            (5, "Quyền", "people.import_roles"),
            (6, "Tên đăng nhập", "people.import_username"),
            (7, "Họ và tên", "people.import_other_name"),
            (8, "Từ ngày", "people.import_day"),
            (9, "Thư công vụ", "people.import_email_taken"),
            (10, "Thư công vụ", "people.import_formula"),
            (11, "Chức danh", "people.import_post_differs"),
        ]
        assert not Appointment.objects.exists()

    def test_a_name_given_twice_and_a_seat_taken(self, agency):
        head = {"Chức danh": "Chủ tịch", "Cấp": "1"}
        content = _csv(
            PERSON,
            _person(**head),
            _person(**head, **{"Tên đăng nhập": "khac", "Họ và tên": "Khác"}),
            _person(**head),
            _person(**{"Họ và tên": "Tên Khác"}),
        )
        assert _errors("nguoi", content) == [
            (3, "Chức danh", "people.import_post_taken"),
            (4, "Chức danh", "people.import_already_in_post"),
            (4, "Chức danh", "people.import_post_taken"),
            (5, "Họ và tên", "people.import_other_name"),
        ]

    def test_a_seat_free_by_then_may_be_taken(self, agency):
        held = make_actor(agency, Role.LEADER, title="Chủ tịch")
        Appointment.objects.filter(pk=held.appointment_id).update(until=date(2025, 6, 30))
        _run("nguoi", _csv(PERSON, _person(**{"Chức danh": "Chủ tịch", "Cấp": "1"})))
        assert Post.objects.get(title="Chủ tịch").appointments.count() == 2

    def test_an_administrator_fills_the_own_agency_alone(self, agency):
        admin = make_actor(agency, Role.ADMIN)
        make_agency("Sở khác", code="H98")
        _run("nguoi", _csv(PERSON, _person()), admin)
        foreign = _csv(PERSON, _person(**{"Mã cơ quan": "H98", "Tên đăng nhập": "khac"}))
        assert _errors("nguoi", foreign, admin) == [(2, "Mã cơ quan", "people.import_not_yours")]
        assert _code(_csv(PERSON, _person()), "nguoi", make_actor(agency)) == "people.not_administrator"


class TestFiles:
    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_csv_in_every_dress(self, separator, encoding):
        _run(
            "co-quan",
            _csv(AGENCY, _agency(name="Ủy ban nhân dân tỉnh Mẫu"), separator=separator, encoding=encoding),
        )
        assert Agency.objects.get().name == "Ủy ban nhân dân tỉnh Mẫu"

    def test_csv_of_windows_1258(self):
        header = ["Mã định danh", "Tên cơ quan", "Tên ngắn", "Loại", "Địa danh"]
        rows = _csv(header, ["H99", "Sở Nội vụ", "SNV", "Khác", "Mẫu"]).decode()
        _run("co-quan", b"".join(map(_windows_1258, rows)))
        assert Agency.objects.get().name == "Sở Nội vụ"

    def test_xlsx_with_numbers_and_dates(self, agency):
        _run(
            "nguoi",
            _xlsx(
                PERSON,
                # A spreadsheet's cell knows no zone.
                _person(**{"Cấp": 5, "Từ ngày": datetime(2025, 7, 1), "Họ và tên": " Đỗ  Thu Nga "}),  # noqa: DTZ001
            ),
        )
        assert Appointment.objects.get().since == date(2025, 7, 1)
        assert Person.objects.get().full_name == "Đỗ Thu Nga"
        other = _person(**{"Cấp": 5.0, "Tên đăng nhập": "khac", "Chức danh": 2.5})
        _run("nguoi", _xlsx(PERSON, other))
        assert Post.objects.filter(title="2.5").exists()

    @pytest.mark.parametrize("cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(1)"])
    def test_formulas_are_refused(self, cell):
        assert _errors("co-quan", _csv(AGENCY, _agency(name=cell)))[0] == (
            2,
            "Tên cơ quan",
            "people.import_formula",
        )
        assert _errors("co-quan", _xlsx(AGENCY, _agency(name=cell)))[0] == (
            2,
            "Tên cơ quan",
            "people.import_formula",
        )

    def test_columns(self):
        assert _code(_csv(["Tên cơ quan"], ["x"])) == "people.import_missing_columns"
        assert _code(_csv([*AGENCY, "Lương"], [*_agency(), "1"])) == "people.import_unknown_column"
        assert _code(_csv([*AGENCY, "=A1"], [*_agency(), "1"])) == "people.import_unknown_column"
        assert _code(_csv([*AGENCY, "loai *"], [*_agency(), "1"])) == "people.import_twice_column"
        assert _code(_csv(AGENCY, _agency()), kind="x") == "people.import_kind"
        _run("co-quan", _csv([*AGENCY, ""], [*_agency(), "bỏ qua"]))

    def test_short_rows_and_long_cells(self):
        assert (2, "Địa danh", "people.import_missing") in _errors(
            "co-quan", _csv(AGENCY, ["H99", "A", "A", "Khác"])
        )
        assert _errors("co-quan", _csv(AGENCY, _agency(name="x" * 201)))[0] == (
            2,
            "Tên cơ quan",
            "people.import_too_long",
        )

    def test_empty_files(self):
        for content in (b"", b"\n\n", _csv(AGENCY), _xlsx(), _xlsx(AGENCY)):
            assert _code(content) == "people.import_empty"

    def test_too_big(self, monkeypatch):
        monkeypatch.setattr(tables, "MAX_BYTES", 10)
        assert _code(_csv(AGENCY, _agency())) == "people.import_too_big"

    @pytest.mark.parametrize("make", [_csv, _xlsx])
    def test_ten_thousand_rows_are_refused_before_they_are_checked(self, make):
        assert _code(make(AGENCY, *([_agency()] * 10_000))) == "people.import_too_many_rows"

    def test_not_tables(self):
        broken = _xlsx(AGENCY, _agency())
        pages = io.BytesIO()
        with zipfile.ZipFile(pages, "w") as archive:
            archive.writestr("x.txt", "x")
        for content in (
            b"PK\x03\x04 rubbish",
            broken[: len(broken) // 2],
            pages.getvalue(),
            b"\xff\xfe\x00",
            b'"a;b\n',
            b"a\x00b;c\n1;2",
        ):
            assert _code(content) == "people.import_unreadable"

    def test_zip_bombs_are_not_opened(self):
        big = io.BytesIO()
        with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MAX_UNPACKED + 1))
        many = io.BytesIO()
        with zipfile.ZipFile(many, "w") as archive:
            for number in range(tables.MAX_PARTS + 1):
                archive.writestr(str(number), b"")
        assert _code(big.getvalue()) == "people.import_bomb"
        assert _code(many.getvalue()) == "people.import_bomb"

    def test_a_false_size_and_entities_in_xlsx(self):
        source = zipfile.ZipFile(io.BytesIO(_xlsx(AGENCY, _agency())))
        for old, new, code in (
            (b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', None),
            (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', "people.import_unreadable"),
        ):
            target = io.BytesIO()
            with zipfile.ZipFile(target, "w") as archive:
                for name in source.namelist():
                    data = source.read(name)
                    archive.writestr(name, data.replace(old, new, 1) if name.endswith("sheet1.xml") else data)
            if code is None:
                assert _run("co-quan", target.getvalue()).rows == 1
            else:
                assert _code(target.getvalue()) == code

    @pytest.mark.parametrize("kind", ["co-quan", "don-vi", "nguoi"])
    @pytest.mark.parametrize("extension", ["csv", "xlsx"])
    def test_samples_have_the_right_columns(self, kind, extension):
        content, _type = sample(kind, extension)
        with pytest.raises(ImportRefused) as refused:
            _run(kind, content)
        assert {error.code for error in refused.value.errors} <= {
            "people.import_no_agency",
            "people.import_no_parent",
        }

    def test_no_other_samples(self):
        for kind, extension in (("x", "csv"), ("nguoi", "pdf")):
            with pytest.raises(Refusal, match="no_sample"):
                sample(kind, extension)


URL = "/nguoi/nhap/"


def _file(content, name="nguoi.csv"):
    return SimpleUploadedFile(name, content)


def test_the_screen_imports_or_lists_what_is_wrong(client, agency):
    sign_in(client, make_actor(agency, Role.ADMIN))
    assert "Tệp mẫu" in client.get(URL).text
    wrong = client.post(URL, {"kind": "nguoi", "file": _file(_csv(PERSON, _person(**{"Cấp": "9"})))})
    assert wrong.status_code == 422
    assert "Chưa nhập dòng nào: có 1 chỗ cần sửa" in wrong.text
    assert "Cấp là số từ 1 đến 5." in wrong.text
    bad = client.post(URL, {"kind": "nguoi", "file": _file(b"PK\x03\x04")})
    assert "Không đọc được tệp này" in bad.text
    assert client.post(URL, {"kind": "nguoi"}).status_code == 422
    done = client.post(URL, {"kind": "nguoi", "file": _file(_csv(PERSON, _person()))}, follow=True)
    assert "Đỗ Thu Nga" in done.text
    assert client.post(URL, {"kind": "co-quan", "file": _file(_csv(AGENCY, _agency()))}).status_code == 403


def test_the_screen_is_for_administrators(client, agency):
    sign_in(client, make_actor(agency))
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"kind": "nguoi", "file": _file(b"x")}).status_code == 403


def test_samples_are_downloaded(client, agency):
    sign_in(client, make_actor(agency, Role.ADMIN))
    response = client.get(reverse("people:import_sample", args=["nguoi", "xlsx"]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="mau-nguoi.xlsx"'
    assert client.get(reverse("people:import_sample", args=["nguoi", "exe"])).status_code == 404
