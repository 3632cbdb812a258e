"""The living style page (/ui/, only while developing or testing): every component with invented values."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congso.kernel.pagination import Page
from congso.ui.context import Entry
from congso.ui.forms import DateField
from congso.ui.icons import ICONS
from congso.ui.registry import Identity, MenuLink, PostChoice
from congso.ui.values import Deadline, Hand, Mark, Step, ViewerPage

NOW: Final = datetime(2026, 11, 17, 9, 14, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_NAV: Final = (
    ("desk", "Bàn làm việc", "layout-dashboard", 14, True, "Bàn"),
    ("incoming", "Văn bản đến", "inbox", 9, False, "Đến"),
    ("drafts", "Dự thảo", "edit", 3, False, ""),
    ("signing", "Trình ký", "writing-sign", 8, True, "Trình ký"),
    ("outgoing", "Văn bản đi", "send-2", 2, False, "Đi"),
    ("tasks", "Công việc", "checkbox", 21, False, ""),
    ("folders", "Hồ sơ", "folder", 0, False, ""),
    ("search", "Tra cứu", "search", 0, False, ""),
)
HANDS: Final = (
    Hand("Văn thư", 30, True, "0,5 giờ", "Đặng Thu Ngà vào sổ, 0,5 giờ"),
    Hand("Khoát", 600, False, "chờ 10 giờ", "Vũ Đình Khoát chờ bút phê, 10 giờ"),
    Hand("Tường", 210, False, "3,5 giờ", "Phan Hữu Tường chờ giao, 3 giờ 30"),
    Hand("Bùi Khánh Ly", 900, True, "làm 15 giờ", "Bùi Khánh Ly soạn báo cáo, 15 giờ"),
    Hand("Sở Tài chính", 1740, False, "chờ ý kiến 29 giờ", "Chờ Sở Tài chính cho ý kiến, 29 giờ"),
    Hand("Ly", 480, True, "làm 8 giờ", "Bùi Khánh Ly sửa báo cáo, 8 giờ"),
    Hand("Tường", 360, False, "6 giờ", "Phan Hữu Tường chờ duyệt, 6 giờ"),
    Hand("Khoát", 540, False, "chờ ký 9 giờ", "Vũ Đình Khoát chờ ký, 9 giờ"),
)
STEPS: Final = (
    Step(
        "Đang chờ bạn ký",
        "· 9 giờ",
        "từ 16/11 08:00",
        "now",
        "Báo cáo dự thảo 3, 4 trang, đã qua kiểm tra thể thức",
    ),
    Step("Phan Hữu Tường", "duyệt nội dung", "13/11 17:00"),
    Step("Sở Tài chính", "trả lời 1851/STC-NS", "12/11 11:00", "wait", "Chờ 29 giờ, đã nhắc 2 lần"),
    Step(
        "Vũ Đình Khoát",
        "bút phê",
        "04/11 10:30",
        "done",
        "",
        "Giao Phòng TCBC chủ trì, lấy ý kiến Sở Tài chính.",
    ),
)


class SampleForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", initial="3411/UBND-NC", help_text="Như ghi trên văn bản.")
    issued = DateField(label="Ngày văn bản", initial=NOW.date())
    kind = forms.ChoiceField(label="Loại", choices=[("cv", "Công văn"), ("bc", "Báo cáo")])
    subject = forms.CharField(label="Trích yếu", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    urgency = forms.ChoiceField(
        label="Độ khẩn",
        choices=[("", "Thường"), ("u", "Khẩn"), ("e", "Hỏa tốc")],
        widget=forms.RadioSelect,
        required=False,
    )
    paper = forms.BooleanField(label="Có bản giấy", required=False, help_text="Bản giấy lưu ở văn thư.")


class SampleShell:
    """Stands in for the shell, so that the page shows a full rail to anybody."""

    base = "ui/base.html"
    live_url = ""
    search_url = "/ui/"
    signed_in = True

    def __init__(self, theme: str, current: str) -> None:
        self.theme = theme
        self.nav = [
            Entry(key, label, icon, "/ui/", key == current, count, hot, tab)
            for key, label, icon, count, hot, tab in _NAV
        ]
        self.tabs = [entry for entry in self.nav if entry.tab][:4]
        self.own = [Entry("notices", "Thông báo", "bell", "/ui/", False, 12, False, "")]
        self.admin: list[Entry] = []
        self.me = Identity(
            person="Vũ Đình Khoát",
            post="Giám đốc Sở",
            agency="Sở Nội vụ",
            agency_parent="tỉnh Mẫu",
            posts=(
                PostChoice("1", "Giám đốc", "Sở Nội vụ", True),
                PostChoice("2", "Phó Trưởng ban", "Ban Chỉ đạo CCHC"),
            ),
            switch_url="/ui/",
            sign_out_url="/ui/",
            links=(MenuLink("Tài khoản và khóa", "/ui/", "key"),),
        )


def _page_image(number: int) -> str:
    return f"/static/ui/sample/trang-{number}.svg"


def _values(request: HttpRequest, current: str) -> dict[str, Any]:
    marks = (Mark(112, 57, 124, 38), Mark(83, 381, 267, 17, "on", "due"), Mark(388, 648, 91, 19, "low"))
    bad = SampleForm({"number": "", "issued": "31/13/2026", "kind": "cv", "subject": "Rà soát cán bộ"})
    bad.add_error(None, "Chưa vào sổ: còn ô cần sửa bên dưới. Những gì bạn đã nhập còn nguyên.")
    return {
        "shell": SampleShell(request.GET.get("theme", "auto"), current),
        "deadlines": [
            Deadline(NOW - timedelta(days=2), "late", 540),
            Deadline(NOW.replace(hour=17, minute=0), "today"),
            Deadline(NOW + timedelta(days=1), "soon"),
            Deadline(NOW + timedelta(days=3), "later"),
        ],
        "urgencies": ["urgent", "very_urgent", "express"],
        "form": SampleForm(),
        "bad_form": bad,
        "hands": HANDS,
        "steps": STEPS,
        "page": Page(rows=(), older="b", newer="a"),
        "pages": [
            ViewerPage(1, _page_image(1), marks=marks),
            ViewerPage(2, _page_image(2)),
        ],
        "icons": sorted(ICONS),
        "now": NOW,
    }


def style(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/style.html", _values(request, "desk"))
