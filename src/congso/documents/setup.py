"""What this app hands to others at start-up. Each area has its `setup_<area>.py`, imported here."""

from congso.documents import messages  # noqa: F401
