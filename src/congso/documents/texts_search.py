"""Words of search: fields to narrow by, columns to show, ways to order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from congso.documents.queries.search_filters import BEST, NEWEST, OLDEST

PLACES: Final[Mapping[str, Promise]] = {
    "incoming": _("Văn bản đến"),
    "outgoing": _("Văn bản đi"),
    "draft": _("Dự thảo"),
    "work_file": _("Hồ sơ"),
}
SORTS: Final[Mapping[str, Promise]] = {NEWEST: _("Mới nhất"), OLDEST: _("Cũ nhất"), BEST: _("Khớp nhất")}


@dataclass(frozen=True, slots=True)
class Field:
    """A field to narrow by: `name` in the address, `filter` of SearchFilters, `typed`: also by words typed under this name."""

    name: str
    filter: str
    label: Promise
    typed: str = ""
    open: bool = False


FIELDS: Final = (
    Field("o", "places", _("Nằm ở"), open=True),
    Field("loai", "kinds", _("Loại"), open=True),
    Field("gui", "issuers", _("Cơ quan ban hành"), typed="gui_co", open=True),
    Field("tt", "states", _("Trạng thái")),
    Field("ky", "signers", _("Người ký"), typed="ky_co"),
    Field("soan", "drafters", _("Người soạn"), typed="soan_co"),
    Field("nhan", "recipients", _("Nơi nhận"), typed="nhan_co"),
    Field("khan", "urgencies", _("Độ khẩn")),
    Field("so", "registers", pgettext_lazy("book", "Sổ")),
    Field("hs", "work_files", _("Hồ sơ")),
)
TYPED: Final[Mapping[str, str]] = {
    "gui_co": "issuer",
    "ky_co": "signer",
    "soan_co": "drafter",
    "nhan_co": "recipient",
    "ty": "subject",
}
# Column: words, relative width, alignment in print.
COLUMNS: Final[Mapping[str, tuple[Promise, float, str]]] = {
    "place": (_("Nằm ở"), 1.5, "left"),
    "number": (_("Số đến, số đi"), 1.1, "center"),
    "code": (_("Số, ký hiệu"), 2.2, "left"),
    "date": (_("Ngày văn bản"), 1.6, "center"),
    "kind": (_("Loại"), 1.6, "left"),
    "subject": (_("Trích yếu"), 6, "left"),
    "issuer": (_("Cơ quan ban hành"), 3, "left"),
    "signer": (_("Người ký"), 2, "left"),
    "state": (_("Trạng thái"), 1.8, "left"),
    "urgency": (_("Độ khẩn"), 1.3, "left"),
    "arrived": (_("Ngày đến"), 1.6, "center"),
    "due": (_("Hạn"), 1.6, "center"),
    "drafter": (_("Người soạn"), 2, "left"),
    "recipients": (_("Nơi nhận"), 3, "left"),
    "register": (pgettext_lazy("book", "Sổ"), 2, "left"),
    "work_file": (_("Hồ sơ"), 1.6, "left"),
}
USUAL: Final = ("number", "code", "date", "subject", "issuer", "signer", "state")
