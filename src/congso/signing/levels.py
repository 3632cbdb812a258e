"""How long the signatures of this installation last: `CONGSO_PADES_LEVEL` and `CONGSO_TSA_URL`."""

from typing import Final

from django.conf import settings

from congso.signing.adapters.csc.line import Silent, post
from congso.signing.checking.asking import Network
from congso.signing.pades.lasting import Lasting, Level
from congso.signing.trust import trust_roots

SECONDS: Final = 15
QUERY: Final = {"Content-Type": "application/timestamp-query"}


def lasting() -> Lasting | None:
    """None for the plain level."""
    level = Level(settings.CONGSO_PADES_LEVEL)
    return None if level is Level.B else Lasting(level, ask_authority, Network(), trust_roots())


def ask_authority(request: bytes) -> bytes | None:
    """A time stamp's answer; None when nobody answers. Over http too: the answer is signed."""
    if not settings.CONGSO_TSA_URL:
        return None
    try:
        status, answer = post(settings.CONGSO_TSA_URL, QUERY, request, SECONDS)
    except Silent:
        return None
    return answer if status == 200 else None
