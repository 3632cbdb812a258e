"""From a reading to proposals, and which of them a person looks at first."""

from datetime import date

import pytest

from congso.documents import rules_reading as rules
from congso.documents.rules_incoming import Fields
from congso.documents.rules_reading import Proposal

READ = {
    "number": "12", "symbol": "QĐ-SYT", "date": "2026-11-16", "kind": "Quyết định", "issuing_body": "SỞ Y TẾ",
    "subject": "VỀ VIỆC CÔNG NHẬN", "signer_name": "Lê Hoàng Anh", "signer_title": "GIÁM ĐỐC", "urgency": "HỎA TỐC",
    "confidence": {"number": 0.4, "symbol": 0.9, "date": 0.7}, "boxes": {"number": {"page": 1, "x0": 59.5, "y0": 84.2, "x1": 119.0, "y1": 92.62}},
}  # fmt: skip


def test_a_reading_becomes_proposals_with_places_as_shares_of_the_page() -> None:
    made = rules.proposals(READ, {1: (595.0, 842.0)})
    assert made["number"] == Proposal("12", 0.4, (1, 0.1, 0.1, 0.2, 0.11))
    assert made["document_date"].value == "2026-11-16"
    assert made["issuer_name"].value == "Sở Y tế"
    assert made["subject"].value == "Về việc công nhận"
    assert made["signer_title"].value == "Giám đốc"
    assert made["urgency"].value == "3"
    assert made["kind"].box is None
    assert [made[name].level for name in ("number", "document_date", "symbol")] == ["check", "fair", "sure"]


def test_what_the_page_does_not_show_is_not_proposed() -> None:
    read = {**dict.fromkeys(rules.NAMES), "confidence": {}, "boxes": {}}
    assert rules.proposals(read, {}) == {}


@pytest.mark.parametrize("sizes", [{}, {1: (0.0, 842.0)}])
def test_a_place_on_an_unknown_page_is_no_place(sizes: dict[int, tuple[float, float]]) -> None:
    assert rules.proposals(READ, sizes)["number"].box is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("KHẨN", "1"), ("Thượng khẩn", "2"), ("Hỏa tốc hẹn giờ", "4"), ("thường", ""), ("", "")],
)
def test_urgencies_by_name(text: str, said: str) -> None:
    assert rules.urgency_of(text) == said


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("SỞ Y TẾ", "Sở Y tế"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("UBND TỈNH KIÊN GIANG", "UBND tỉnh Kiên Giang"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ", "Ủy ban nhân dân thành phố Cần Thơ"),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
        ("Ủy ban nhân dân xã Mẫu", "Ủy ban nhân dân xã Mẫu"),
    ],
)
def test_names_of_bodies_as_registers_write_them(printed: str, written: str) -> None:
    assert rules.body_name(printed) == written


def test_short_words_in_capitals_stay() -> None:
    assert rules.lowered("ABC") == "ABC"
    assert rules.lowered("Về việc A") == "Về việc A"


def test_a_proposal_never_overwrites_what_stands_in_the_record() -> None:
    proposed = {"number": Proposal("12", 0.4), "subject": Proposal("Đọc được", 0.9)}
    made = rules.merged(Fields(subject="Đã gõ"), proposed)
    assert (made.fields.number, made.fields.subject) == ("12", "Đã gõ")
    assert made.used == {"number"}


def test_dates_and_urgency_are_typed_and_nonsense_is_left_out() -> None:
    proposed = {"document_date": Proposal("2026-11-16", 1), "urgency": Proposal("3", 1)}
    made = rules.merged(Fields(), proposed)
    assert (made.fields.document_date, made.fields.urgency) == (date(2026, 11, 16), 3)
    assert rules.merged(Fields(), {"document_date": Proposal("2026-02-30", 1)}).used == frozenset()


def test_the_least_certain_field_is_asked_for_first() -> None:
    proposed = {
        "number": Proposal("1", 0.5),
        "document_date": Proposal("2026-11-16", 0.3),
        "kind": Proposal("A", 0.9),
    }
    assert rules.to_check(proposed, frozenset(proposed)) == ["document_date", "number"]
    assert rules.to_check(proposed, frozenset({"number"})) == ["number"]


def test_dates_are_shown_the_vietnamese_way() -> None:
    assert rules.shown("document_date", "2026-11-16") == "16/11/2026"
    assert rules.shown("document_date", "x") == "x"
    assert rules.shown("subject", "2026-11-16") == "2026-11-16"
