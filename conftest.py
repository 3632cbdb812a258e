"""For every test of the house. The database comes from the plugin `congso.launcher.testing` (see pyproject.toml)."""

from hypothesis import settings

# A busy machine is no failure of the code: no example has a time limit.
settings.register_profile("congso", deadline=None, print_blob=True)
settings.load_profile("congso")
