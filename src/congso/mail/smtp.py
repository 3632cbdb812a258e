"""The last yard of a letter: one SMTP conversation with the server of the settings."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Final

from django.conf import settings

_TIMEOUT: Final = 60.0


class NotTaken(Exception):
    """The server did not take it. `permanent`: it refused this letter for good (5yz of RFC 5321)."""

    def __init__(self, words: str, *, permanent: bool = False) -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:250]
        self.permanent = permanent


def ready() -> bool:
    """A server is set; without one e-mail lines are the clerk's, by hand."""
    return bool(settings.CONGSO_SMTP_HOST)


def send(message: EmailMessage, *, sender: str, to: str) -> None:
    """Hand it over; returns when the server took it. Raises NotTaken with the server's words."""
    try:
        with _opened() as server:
            server.send_message(message, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _told(code, words) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotTaken(str(_told(error.smtp_code, error.smtp_error))) from error
    except smtplib.SMTPDataError as error:
        raise _told(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPResponseException as error:
        raise NotTaken(str(_told(error.smtp_code, error.smtp_error))) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error


def _opened() -> smtplib.SMTP:
    host, port, security = settings.CONGSO_SMTP_HOST, settings.CONGSO_SMTP_PORT, settings.CONGSO_SMTP_SECURITY
    context = ssl.create_default_context()
    if security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
    try:
        if security == "starttls":
            server.starttls(context=context)
        if settings.CONGSO_SMTP_USER:
            server.login(settings.CONGSO_SMTP_USER, settings.CONGSO_SMTP_PASSWORD)
    except BaseException:
        server.close()
        raise
    return server


def _told(code: int, words: bytes | str) -> NotTaken:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return NotTaken(f"{code} {text}", permanent=code >= 500)
