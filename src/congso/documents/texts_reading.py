"""Words about what was read off the pages."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEVELS: Final[Mapping[str, Promise]] = {
    "sure": _("Máy đọc rõ"),
    "fair": _("Máy đọc khá rõ"),
    "check": _("Máy đọc không chắc: xem lại"),
}
_REASONS: Final[Mapping[str, Promise]] = {
    "ocr_missing": _("Máy chủ chưa cài phần đọc bản quét nên các ô để trống. Tệp còn nguyên, vào sổ bằng tay như thường."),
    "ocr_timeout": _("Đọc bản quét quá lâu nên đã dừng. Tệp còn nguyên, vào sổ bằng tay như thường hoặc đọc lại."),
    "files.too_complex": _("Bản quét quá nặng nên máy không đọc. Tệp còn nguyên, vào sổ bằng tay như thường."),
}  # fmt: skip
_OTHER = _("Không đọc được bản quét. Tệp còn nguyên, vào sổ bằng tay như thường hoặc đọc lại.")


def why(reason: str) -> Promise:
    """One sentence: what happened, what is kept, what to do."""
    return _REASONS.get(reason, _OTHER)
