"""The address of the public check page: as the QR code on the page carries it, and read back from a signed page."""

from typing import Final

from django.conf import settings
from django.urls import reverse

from congso.documents.models import OutgoingDocument
from congso.documents.support_outgoing import new_token
from congso.signing import api as signing

_ADDRESS: Final = r"/kiem-tra/([\w-]{20,32})/$"


def check_url(token: str) -> str:
    """The whole address, as the QR code carries it."""
    return f"{settings.CONGSO_PUBLIC_URL.rstrip('/')}{reverse('documents:check', args=[token])}"


def coded(pdf: bytes, token: str = "") -> bytes:
    """The page with the code of its check page, a new one without `token`; a signed file stays as it is."""
    return signing.with_code(pdf, check_url(token or new_token()))


def token_for(pdf: bytes) -> str:
    """The token that the signed page carries; a new one for a page without a code, or when it leads to another document
    already (the same page signed again after the first was cancelled)."""
    token = signing.code_of(pdf, _ADDRESS)
    taken = OutgoingDocument.objects.unscoped(reason="tokens are unique over all agencies")
    if not token or taken.filter(check_token=token).exists():
        return new_token()
    return token
