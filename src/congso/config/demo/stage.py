"""Who plays, on which days, and the order of everything: stories are generators that yield the moment they go on."""

import heapq
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.apps import apps

from congso.config.demo.people import Made
from congso.config.demo.province import HOUSES, House, Office
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.jobs import run_pending
from congso.people import api as people
from congso.pure.workdays import WorkCalendar

SEED = 26
WORKDAYS = 11
Story = Generator[datetime, None, None]

_OPENS, _CLOSES = time(7, 30), time(17, 0)
_AT_LEAST = timedelta(minutes=60)  # of a day already worked, for anything to have happened on it


@dataclass(frozen=True, slots=True)
class Room:
    """A unit that does the work: its head and its officers (where there are none, the head works alone)."""

    unit_id: int
    symbol: str
    head: Actor
    officers: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of one agency by what they do."""

    code: str
    agency_id: int
    name: str
    body_id: int
    head: Actor
    deputies: tuple[Actor, ...]
    chief: Actor
    clerk: Actor
    rooms: tuple[Room, ...]

    def room(self, turn: int) -> Room:
        return self.rooms[turn % len(self.rooms)]


@dataclass(slots=True)
class Stage:
    made: Made
    now: datetime
    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - believable, not secret
    days: list[date] = field(default_factory=list)
    crews: dict[str, Crew] = field(default_factory=dict)
    waiting: list[tuple[datetime, int, Story]] = field(default_factory=list)
    begun: int = 0

    def __post_init__(self) -> None:
        self.now = self.now.astimezone(clock.VIETNAM)
        self.days = working_days(self.now)
        self.crews = {house.code: _crew(house, self.made) for house in HOUSES}

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """So many working days ago (0 the last one worked), in office hours; the last day is pressed into what is over of it."""
        on = self.days[min(day, len(self.days) - 1)]
        wanted = datetime.combine(on, time(hour, minute), clock.VIETNAM)
        opens, closes = (datetime.combine(on, edge, clock.VIETNAM) for edge in (_OPENS, _CLOSES))
        if closes <= self.now:
            return wanted
        share = (wanted - opens) / (closes - opens)
        return opens + (self.now - timedelta(minutes=1) - opens) * share

    def later(self, moment: datetime, minutes: int) -> datetime:
        """Some working minutes after, give or take a third."""
        spread = self.rng.randint(-minutes // 3, minutes // 3)
        return _CALENDAR.add_working_minutes(moment, max(minutes + spread, 1))

    def begin(self, story: Story) -> None:
        """Put a story on the stage, from its first moment on."""
        moment = next(story, None)
        if moment is not None:
            self._wait(moment, story)

    def _wait(self, moment: datetime, story: Story) -> None:
        if moment <= self.now:
            heapq.heappush(self.waiting, (moment, self.begun, story))
            self.begun += 1

    def play(self) -> int:
        """Everything in the order of time, the jobs of each step right behind it. Returns how many steps there were."""
        steps = 0
        while self.waiting:
            moment, _, story = heapq.heappop(self.waiting)
            with clock.frozen(moment):
                following = next(story, None)
                run_pending()
            steps += 1
            if following is not None:
                self._wait(max(following, moment), story)
        return steps


_CALENDAR = WorkCalendar()


def working_days(now: datetime) -> list[date]:
    """The last days worked, the newest first; a day counts once an hour of it is over."""
    today = now.date()
    opened = datetime.combine(today, _OPENS, clock.VIETNAM)
    begun = _CALENDAR.is_workday(today) and now - opened >= _AT_LEAST
    newest = today if begun else _CALENDAR.add_workdays(today, -1)
    found = [newest]
    while len(found) < WORKDAYS:
        found.append(_CALENDAR.add_workdays(found[-1], -1))
    return found


def table(app: str, model: str) -> Any:
    """Rows that no face gives, for the loader alone: what has arrived where, how many stand in which state."""
    manager = apps.get_model(app, model)._default_manager
    return (
        manager.unscoped(reason="the loader of the demo") if hasattr(manager, "unscoped") else manager.all()
    )


def play_all(stage: Stage, stories: Iterable[Story]) -> int:
    for story in stories:
        stage.begin(story)
    return stage.play()


def _crew(house: House, made: Made) -> Crew:
    def actor(name: str) -> Actor:
        row = people.appointment(made.seats[name])
        return people.actor_for(row.person_id, row.id)

    def holder(*roles: Role) -> Actor:
        seats = (seat for office in house.offices for seat in office.seats if seat.roles & set(roles))
        return actor(next(seats).name)

    def room(office: Office) -> Room:
        workers = [
            seat for seat in office.seats if Role.CLERK not in seat.roles and Role.ADMIN not in seat.roles
        ]
        head, *rest = (actor(seat.name) for seat in workers)
        officers = tuple(one for one in rest if one.has(Role.OFFICER)) or (head,)
        return Room(made.units[f"{house.code}/{office.symbol}"], office.symbol, head, officers)

    # The office handles papers only where there is nobody else.
    offices = house.offices[1:] or house.offices
    return Crew(
        code=house.code,
        agency_id=made.agencies[house.code],
        name=house.name,
        body_id=made.bodies[f"{house.code}/{house.bodies[0].symbol}"],
        head=actor(house.leaders[0].name),
        deputies=tuple(actor(seat.name) for seat in house.leaders[1:]),
        chief=holder(Role.OFFICE),
        clerk=holder(Role.CLERK),
        rooms=tuple(room(office) for office in offices),
    )
