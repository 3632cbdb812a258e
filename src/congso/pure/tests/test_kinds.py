"""The lists of the decree."""

import pytest

from congso.pure import kinds
from congso.pure.kinds import Heading, Urgency


def test_the_29_kinds_of_the_decree():
    assert [kind.ordinal for kind in kinds.KINDS] == list(range(1, 30))
    assert len({kind.code for kind in kinds.KINDS + kinds.COPIES}) == 32
    assert kinds.KINDS[1] == kinds.Kind("quyet_dinh", "Quyết định", "QĐ", 2, Heading.TITLE)
    assert [kind.name for kind in kinds.KINDS if not kind.abbreviation] == ["Công văn", "Thư công"]


def test_abbreviations_differ_by_marks_alone_at_most():
    abbreviations = [kind.abbreviation for kind in kinds.KINDS + kinds.COPIES if kind.abbreviation]
    assert len({short.upper() for short in abbreviations}) == len(abbreviations)


def test_only_the_official_letter_has_its_subject_under_the_number():
    assert [kind.code for kind in kinds.KINDS if kind.heading is Heading.ABOUT] == [kinds.OFFICIAL_LETTER]


def test_lookup_by_code():
    assert kinds.kind_of("to_trinh").abbreviation == "TTr"
    assert kinds.kind_of("sao_y").abbreviation == "SY"
    assert kinds.kind_of("luat") is None


@pytest.mark.parametrize("name", ["Quyết định", "QUYẾT ĐỊNH", " quyết  định ", "Quyê\u0301t định"])
def test_lookup_by_name(name):
    assert kinds.kind_named(name).code == "quyet_dinh"


def test_tone_placement_does_not_hide_a_kind():
    assert kinds.kind_named("Giấy uỷ quyền") is kinds.kind_of("giay_uy_quyen")


def test_the_list_is_open():
    kind = kinds.kind_named("Chương  trình phối hợp")
    assert kind == kinds.Kind("chuong_trinh_phoi_hop", "Chương trình phối hợp")
    assert kind.ordinal == 0


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("QĐ-UBND", "quyet_dinh"),
        ("ttr-bxd", "to_trinh"),
        ("HD-SNV", "huong_dan"),
        ("HĐ-SNV", "hop_dong"),
        ("SY-UBND", "sao_y"),
        ("QyĐ - UBND", "quy_dinh"),
    ],
)
def test_kind_of_symbol(symbol, code):
    assert kinds.kind_of_symbol(symbol).code == code


@pytest.mark.parametrize("symbol", ["UBND-VP", "", "SYT"])
def test_symbol_without_kind(symbol):
    assert kinds.kind_of_symbol(symbol) is None


def test_urgency():
    assert [level.value for level in Urgency] == [0, 1, 2, 3, 4]
    assert Urgency(3).label == "Hỏa tốc"
    assert Urgency.EXPRESS.stamp == "HỎA TỐC"
    assert Urgency.NORMAL.label == "Thường"
    assert Urgency.NORMAL.stamp == ""


def test_statuses():
    assert [status.code for status in kinds.STATUSES] == [
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "13",
        "15",
        "16",
    ]
    assert [status.code for status in kinds.STATUSES if status.sent_by == "sender"] == ["13"]
    assert kinds.status_of("03").label == "Đã tiếp nhận"
    assert kinds.status_of("3") is None
