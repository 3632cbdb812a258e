from datetime import datetime, timedelta

import pytest

from congso.kernel.clock import VIETNAM
from congso.tasks import rules
from congso.tasks.rules import INFORM, LEAD, SUPPORT, Line, fault_of_lines, may_step

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=VIETNAM)
LATER = NOW + timedelta(days=2)


def fault(*lines: Line, text: str = "", not_after: datetime | None = None) -> str:
    return fault_of_lines(lines, text=text, now=NOW, not_after=not_after)


class TestLines:
    def test_one_lead_with_support_and_information(self) -> None:
        lines = (
            Line(LEAD, unit_id=1, due_at=LATER),
            Line(SUPPORT, unit_id=2),
            Line(INFORM, appointment_id=1),
        )
        assert fault(*lines) == ""

    def test_words_alone_are_a_directive(self) -> None:
        assert fault(text="Đã xem") == ""

    @pytest.mark.parametrize(
        ("lines", "code"),
        [
            ((), "tasks.nothing_said"),
            ((Line(LEAD, unit_id=1), Line(LEAD, unit_id=2)), "tasks.two_leads"),
            ((Line(SUPPORT, unit_id=1),), "tasks.no_lead"),
            ((Line(LEAD, unit_id=1), Line(INFORM, unit_id=1)), "tasks.named_twice"),
            ((Line("boss", unit_id=1),), "tasks.unknown_part"),
            ((Line(LEAD),), "tasks.one_holder"),
            ((Line(LEAD, unit_id=1, appointment_id=2),), "tasks.one_holder"),
            ((Line(LEAD, unit_id=1, due_at=NOW - timedelta(minutes=1)),), "tasks.deadline_past"),
        ],
    )
    def test_faults(self, lines: tuple[Line, ...], code: str) -> None:
        assert fault(*lines) == code

    def test_inside_a_unit_no_later_than_the_unit(self) -> None:
        line = Line(LEAD, appointment_id=1, due_at=LATER)
        assert fault(line, not_after=LATER) == ""
        assert fault(line, not_after=LATER - timedelta(hours=1)) == "tasks.deadline_after_unit"


@pytest.mark.parametrize(
    ("act", "state", "allowed"),
    [
        ("start", rules.SENT, True),
        ("start", rules.WORKING, False),
        ("finish", rules.WORKING, True),
        ("finish", rules.TAKEN_BACK, False),
        ("return", rules.DONE, False),
        ("resume", rules.DONE, True),
    ],
)
def test_steps(act: str, state: str, allowed: bool) -> None:
    assert may_step(act, state) is allowed
