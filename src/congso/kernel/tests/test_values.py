"""Actor, clock, ids, references, cursors, refusals and their words."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import gettext_lazy

from congso.kernel import clock, pagination, wording
from congso.kernel.actor import Actor, ActorKind, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from congso.kernel.ids import uuid7
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import actor


def test_actor_has_the_roles_of_the_post() -> None:
    clerk = actor(Role.CLERK, Role.OFFICER)
    assert clerk.has(Role.CLERK)
    assert clerk.has(Role.LEADER, Role.OFFICER)
    assert not clerk.has(Role.LEADER)
    assert not clerk.has()
    assert not clerk.is_system


def test_system_is_nobody_in_person() -> None:
    system = Actor.system(5)
    assert (system.is_system, system.kind, system.person_id, system.agency_id) == (
        True,
        ActorKind.SYSTEM,
        None,
        5,
    )
    assert not system.has(*Role)


def test_now_is_in_vietnam() -> None:
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert clock.today() == clock.now().date()


def test_evening_in_london_is_tomorrow_here() -> None:
    with clock.frozen(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2027, 1, 1)
    with clock.frozen(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 31)


def test_frozen_moments_nest() -> None:
    with clock.frozen(datetime(2026, 1, 1, 8, 0)):  # noqa: DTZ001 - naive means here
        with clock.frozen(datetime(2020, 2, 29)):  # noqa: DTZ001
            assert clock.today() == date(2020, 2, 29)
        assert clock.now() == datetime(2026, 1, 1, 8, 0, tzinfo=clock.VIETNAM)
    assert clock.today() > date(2020, 2, 29)


def test_ids_sort_by_time_and_say_their_version() -> None:
    made = [uuid7() for _ in range(50)]
    assert len(set(made)) == 50
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {uuid.RFC_4122}
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)


def test_reference_goes_to_text_and_back() -> None:
    ref = SubjectRef("work_file", 12)
    assert str(ref) == "work_file:12"
    assert SubjectRef.parse(str(ref)) == ref


@pytest.mark.parametrize("text", ["", "incoming", "incoming:", ":5", "incoming:-1", "incoming:x"])
def test_what_is_no_reference(text: str) -> None:
    with pytest.raises(ValueError, match="not a reference"):
        SubjectRef.parse(text)


def test_cursor_goes_there_and_back() -> None:
    values = ["2026-11-17", 5, None, "Đồng ý"]
    assert pagination.decode(pagination.encode(values)) == values
    assert pagination.decode(pagination.encode([date(2026, 1, 2)])) == ["2026-01-02"]
    assert pagination.Page(rows=[1]).older == ""


@pytest.mark.parametrize("cursor", ["", "!!!", "e30", "Đ", "W1tb", "W" * 2000, "bnVsbA"])
def test_foreign_cursor_is_none_of_ours(cursor: str) -> None:
    assert pagination.decode(cursor) is None


@pytest.mark.parametrize(
    ("kind", "status"), [(Refusal, 422), (Forbidden, 403), (NotFound, 404), (Conflict, 409), (Invalid, 422)]
)
def test_refusals_carry_code_and_values(kind: type[Refusal], status: int) -> None:
    refusal = kind("x.y", number=5)
    assert (refusal.status, refusal.code, refusal.params, str(refusal)) == (
        status,
        "x.y",
        {"number": 5},
        "x.y",
    )


def test_invalid_names_its_field() -> None:
    assert Invalid("x.y", field="due", limit=3).field == "due"
    assert Invalid("x.y").field == ""


@pytest.fixture
def _table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_sentences", {})


@pytest.mark.usefixtures("_table")
def test_words_of_a_code() -> None:
    wording.register({"x.y": gettext_lazy("Số %(number)s đã dùng")})
    wording.register({"x.y": gettext_lazy("Số %(number)s đã dùng")})
    assert wording.has("x.y")
    assert wording.say("x.y", {"number": 5}) == "Số 5 đã dùng"
    assert wording.say("x.y") == "Số … đã dùng"
    assert wording.explain(Refusal("x.y", number=7)) == "Số 7 đã dùng"


@pytest.mark.usefixtures("_table")
def test_unknown_code_shows_itself() -> None:
    assert not wording.has("x.z")
    assert wording.explain(Refusal("x.z")) == "x.z"


@pytest.mark.usefixtures("_table")
def test_one_code_has_one_sentence() -> None:
    wording.register({"x.y": "một"})
    with pytest.raises(ValueError, match="twice"):
        wording.register({"x.y": "hai"})
