"""Start-up of tasks."""

from congso.tasks import messages  # noqa: F401
