"""Start-up of mail."""

from congso.mail import jobs, messages  # noqa: F401
