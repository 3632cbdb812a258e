"""For every test of the house. The database comes from the plugin `congso.launcher.testing` (see pyproject.toml)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import settings

# A busy machine is no failure of the code: no example has a time limit.
settings.register_profile("congso", deadline=None, print_blob=True)
settings.load_profile("congso")


@pytest.fixture(autouse=True)
def no_jobs_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take away the jobs of a test that commits: the flush after it spares Procrastinate's tables, their rows point nowhere."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    if not (commits or {"transactional_db", "live_server"} & set(request.fixturenames)):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
