"""Words for states of outgoing documents and of the lines of their recipients, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.kernel import wording

# state -> (kind of ui's state component, icon, words)
STATES: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "signed": ("wait", "clock-pause", lazy("Chờ cấp số")),
    "numbered": ("run", "progress", lazy("Đã cấp số, đang đóng dấu")),
    "seal_failed": ("no", "alert-circle", lazy("Chưa đóng được dấu")),
    "issued": ("ok", "check", lazy("Đã phát hành")),
    "cancelled": ("no", "circle-x", lazy("Đã hủy")),
    "recalled": ("no", "arrow-back-up", lazy("Đã thu hồi")),
}
PRINTING: Final = ("run", "printer", lazy("Đã cấp số, chờ in và đóng dấu"))
SCANNING: Final = ("wait", "scan", lazy("Đã cấp số, chờ bản quét"))
ORIGINS: Final[Mapping[str, Promise]] = {
    "digital": lazy("Ký số"),
    "ink": lazy("Ký tay, bản quét"),
    "sao_y": lazy("Sao y"),
    "trich_sao": lazy("Trích sao"),
    "import": lazy("Nhập từ sổ của phần mềm khác"),
}
CHANNELS: Final[Mapping[str, tuple[str, Promise]]] = {
    "internal": ("building", lazy("Trong hệ thống")),
    "axis": ("route", lazy("Trục liên thông")),
    "email": ("mail", lazy("Thư điện tử")),
    "paper": ("mailbox", lazy("Bản giấy")),
    "none": ("note", lazy("Chỉ ghi tên")),
}
_LINE: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "waiting": ("wait", "clock-pause", lazy("Chờ phát hành")),
    "sent": ("run", "send-2", lazy("Đang gửi")),
    "01": ("", "inbox", lazy("Đã đến, chưa vào sổ")),
    "02": ("no", "arrow-back-up", lazy("Bị trả lại")),
    "03": ("ok", "check", lazy("Đã vào sổ đến")),
    "04": ("ok", "check", lazy("Đã giao xử lý")),
    "05": ("ok", "progress", lazy("Đang xử lý")),
    "06": ("ok", "checks", lazy("Đã giải quyết xong")),
    "13": ("wait", "arrow-back-up", lazy("Đã xin lấy lại, chờ trả lời")),
    "15": ("ok", "arrow-back-up", lazy("Đã trả lại bản thu hồi")),
    "16": ("no", "hand-stop", lazy("Không đồng ý trả lại")),
    "failed": ("no", "alert-circle", lazy("Không gửi được")),
}
# Lines that a person moves, and those over the axis, read otherwise than those of agencies here.
_OF_CHANNEL: Final[Mapping[str, Mapping[str, tuple[str, str, Promise]]]] = {
    "axis": {
        "waiting": ("wait", "clock-pause", lazy("Chờ gửi lên trục")),
        "sent": ("run", "send-2", lazy("Trục đã nhận, đang chuyển")),
    },
    "email": {
        "waiting": ("wait", "mail", lazy("Chờ gửi thư")),
        "sent": ("ok", "mail-forward", lazy("Đã gửi thư")),
        "06": ("ok", "mail-opened", lazy("Nơi nhận đã báo nhận")),
        "failed": ("no", "mail-x", lazy("Hộp thư từ chối")),
    },
    "paper": {
        "waiting": ("wait", "printer", lazy("Chờ in và gửi")),
        "sent": ("ok", "mailbox", lazy("Đã chuyển bưu điện")),
        "06": ("ok", "signature", lazy("Đã ký nhận")),
        "failed": ("no", "arrow-back-up", lazy("Bưu điện trả lại")),
    },
    "none": {"waiting": ("", "note", lazy("Chỉ ghi tên, không gửi"))},
}


def line_words(channel: str, state: str, note: str, *, issued: bool) -> tuple[str, str, str]:
    """(kind, icon, words) of a recipient line."""
    if state == "waiting" and not issued and channel != "none":
        return "wait", "clock-pause", _("Chờ phát hành")
    if state == "03" and note.isdecimal():
        return "ok", "check", _("Đã vào sổ đến %(number)s") % {"number": note}
    kind, icon, words = _OF_CHANNEL.get(channel, {}).get(state) or _LINE.get(state, _LINE["waiting"])
    return kind, icon, str(words)


def line_note(channel: str, state: str, note: str) -> str:
    """What is said below the state. Of the axis' refusals the code is kept ("no_receiver: …"), worded here."""
    if channel == "axis" and state == "failed":
        code = f"exchange.axis_{note.partition(':')[0]}"
        return wording.say(code) if wording.has(code) else note
    return "" if state == "03" or not note else f"“{note}”"


def hand_choices(channel: str, state: str, *, recalled: bool) -> list[tuple[str, str]]:
    """What the clerk may say of a line next: (state, words of the act)."""
    if recalled:
        return [] if state == "15" else [("15", _("Ghi đã lấy lại"))]
    if channel == "email":
        acts = [("sent", _("Ghi đã gửi thư")), ("06", _("Ghi đã báo nhận")), ("failed", _("Thư bị từ chối"))]
    else:
        acts = [("sent", _("Ghi đã gửi")), ("06", _("Ghi đã ký nhận")), ("failed", _("Ghi bị trả lại"))]
    return [(code, words) for code, words in acts if code != state and not (state == "06" and code == "sent")]


def state_words(state: str, *, on_paper: bool, has_scan: bool) -> tuple[str, str, Promise]:
    if state == "numbered" and on_paper:
        return PRINTING
    if state == "numbered" and not has_scan:
        return SCANNING
    return STATES[state]
