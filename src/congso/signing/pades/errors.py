"""Why a file was not signed: codes here, sentences in `congso.signing.messages`."""

from typing import Final

from congso.kernel.errors import Refusal


class SignatureRefused(Refusal):
    """Nothing was signed. `detail` is English, for the log, and carries no personal data."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail=detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


NOT_A_PDF: Final = "signing.not_a_pdf"
ENCRYPTED: Final = "signing.encrypted"
FIELD_MISSING: Final = "signing.field_missing"
FIELD_EXISTS: Final = "signing.field_exists"
FIELD_SIGNED: Final = "signing.field_signed"
NUMBER_MISSING: Final = "signing.number_missing"
PAGE_MISSING: Final = "signing.page_missing"
BOX_EMPTY: Final = "signing.box_empty"
LOCKED: Final = "signing.locked"
NOT_SIGNED: Final = "signing.not_signed"
ALREADY_SIGNED: Final = "signing.already_signed"
CHARACTER_MISSING: Final = "signing.character_missing"
TEXT_TOO_WIDE: Final = "signing.text_too_wide"
IMAGE_UNREADABLE: Final = "signing.image_unreadable"
KEY_UNREADABLE: Final = "signing.key_unreadable"
TSA_SILENT: Final = "signing.tsa_silent"
REVOCATION_SILENT: Final = "signing.revocation_silent"
CERTIFICATE_EXPIRED: Final = "signing.certificate_expired"
CERTIFICATE_NOT_YET_VALID: Final = "signing.certificate_not_yet_valid"
