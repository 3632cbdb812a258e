from datetime import date

import pytest

from congso.guard import api, rules
from congso.guard.rows import Hit

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("text", "level"),
    [("MẬT\nSố: 1/BC-SNV", "secret"), ("TỐI MẬT\nSố: 1/BC-SNV", "high"), ("TUYỆT MẬT\nSố: 1/BC-SNV", "top")],
)
def test_levels(text: str, level: str) -> None:
    hit = rules.find(["trang sạch", text])
    assert hit is not None
    assert (hit.level, hit.page) == (level, 2)


@pytest.mark.parametrize(
    "text",
    ["Giữ bí mật đời tư của công dân", "Công tác bảo mật", "", "Luật Bảo vệ bí mật nhà nước quy định độ mật"],
)
def test_the_word_in_a_sentence_passes(text: str) -> None:
    assert rules.find([text]) is None
    assert api.check_text(text) is None
    assert rules.find_in_field(text) is None


def test_field_that_only_says_a_level() -> None:
    assert rules.find_in_field("Mật") == Hit(level="secret", rule="leaks.field")


def test_text_with_form_feeds_has_pages() -> None:
    hit = api.check_text("trang một\fMẬT\nSố: 1/BC-SNV")
    assert hit is not None
    assert hit.page == 2
    assert api.check_text(["trang một", "trang hai"]) is None


@pytest.mark.parametrize(
    ("arrived", "issued", "problem"),
    [
        (TODAY, None, ""),
        (TODAY, TODAY, ""),
        (date(2026, 11, 18), None, "arrived_on"),
        (TODAY, date(2026, 11, 18), "issued_on"),
    ],
)
def test_days_of_a_stub(arrived: date, issued: date | None, problem: str) -> None:
    assert rules.date_problem(arrived, issued, TODAY) == problem
