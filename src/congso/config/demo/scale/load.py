"""Fill a stage that is set up and not played yet with the papers of a whole province."""

from random import Random

from django.db import connection

from congso.audit import api as audit
from congso.config.demo.scale.agencies import more_agencies
from congso.config.demo.scale.papers import sheets
from congso.config.demo.scale.rows import write_all
from congso.config.demo.stage import SEED, Stage
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef


def load_scale(stage: Stage) -> int:
    """Before the two weeks are played: numbers of the registers go on from what is written here. Returns the rows."""
    rng = Random(SEED)  # noqa: S311 - believable, not secret
    with clock.frozen(stage.at(10, 7, 35)):
        desks = more_agencies(stage, rng)
        made = sheets(stage, desks, rng)
        count = write_all(made)
        for desk in desks:
            audit.record(
                Actor.system(desk.agency_id),
                "agency.filled",
                SubjectRef("agency", desk.agency_id),
                papers=len(made),
            )
    return count


def refresh_statistics() -> None:
    """The planner must know of the new rows at once; outside of any transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
