"""Why a key did not sign: codes here, sentences in `congso.signing.messages`."""

from typing import Final

PIN_NEEDED: Final = "signing.pin_needed"
PIN_WRONG: Final = "signing.pin_wrong"
PIN_LOCKED: Final = "signing.pin_locked"
TOKEN_GONE: Final = "signing.token_gone"  # noqa: S105  # a code
TOKEN_BUSY: Final = "signing.token_busy"  # noqa: S105
TOKEN_KEY_MISSING: Final = "signing.token_key_missing"  # noqa: S105
TOKEN_FAILED: Final = "signing.token_failed"  # noqa: S105
TOKEN_UNKNOWN: Final = "signing.token_unknown"  # noqa: S105
REMOTE_NEEDED: Final = "signing.remote_needed"
REMOTE_SILENT: Final = "signing.remote_silent"
REMOTE_REFUSED: Final = "signing.remote_refused"
REMOTE_TIMEOUT: Final = "signing.remote_timeout"
REMOTE_CERTIFICATE: Final = "signing.remote_certificate"
REMOTE_UNKNOWN: Final = "signing.remote_unknown"
SIGNATURE_WRONG: Final = "signing.signature_wrong"
