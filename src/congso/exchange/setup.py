"""Start-up of exchange."""

from congso.exchange import jobs, messages  # noqa: F401
