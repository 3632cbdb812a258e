"""Error answers in plain words: what happened, what is kept, what to do. HTMX and JSON readers get a short form."""

import re
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congso.ui.htmx import is_htmx

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """`what` happened, what is `kept`, what `todo`; an empty part falls back to the words of the status."""

    what: Text = ""
    kept: Text = ""
    todo: Text = ""
    code: str = ""


STANDARD: Final[dict[int, Words]] = {
    400: Words(
        _("Máy chủ không đọc được yêu cầu này"),
        _("Chưa có gì thay đổi."),
        _("Quay lại trang trước, tải lại trang rồi làm lại."),
    ),
    403: Words(
        _("Bạn không có quyền làm việc này với chức vụ đang dùng"),
        _("Chưa có gì thay đổi."),
        _(
            "Nếu bạn giữ nhiều chức vụ, đổi chức vụ ở góc trên bên trái; nếu không, hỏi người quản trị của cơ quan."
        ),
    ),
    404: Words(
        _("Không có trang hoặc văn bản này, hoặc bạn không được xem"),
        _("Địa chỉ có thể đã đổi, hoặc văn bản thuộc cơ quan khác."),
        _("Tìm theo số, ký hiệu hoặc trích yếu ở mục Tra cứu."),
    ),
    409: Words(
        _("Có người vừa sửa phần này trước bạn"),
        _("Thay đổi của bạn chưa được lưu; bản của người kia còn nguyên."),
        _("Tải lại trang để xem bản mới rồi làm lại."),
    ),
    413: Words(
        _("Tệp hoặc dữ liệu gửi lên lớn hơn mức cho phép"),
        _("Không có phần nào được lưu."),
        _("Tách tệp, quét ở 200–300 dpi đen trắng, hoặc gửi từng tệp."),
    ),
    422: Words(
        _("Việc này chưa làm được"),
        _("Chưa có gì thay đổi."),
        _("Xem lại các ô đã nhập rồi làm lại."),
    ),
    500: Words(
        _("Máy chủ gặp lỗi khi làm việc này"),
        _("Những gì đã lưu trước đó còn nguyên; thao tác vừa rồi có thể chưa được ghi."),
        _(
            "Tải lại trang để xem trạng thái đúng, rồi làm lại. Nếu vẫn lỗi, báo người quản trị kèm giờ xảy ra."
        ),
    ),
}
CSRF: Final = Words(
    _("Trang này đã mở quá lâu hoặc bạn đã đăng nhập lại ở thẻ khác"),
    _("Dữ liệu vừa gửi chưa được lưu."),
    _("Quay lại, tải lại trang rồi gửi lại."),
)


# The end of a sentence; not the point of "KT. CHỦ TỊCH" or of "01. 02".
_END: Final = re.compile(r"(?<=[^\WA-ZĐ\d])\.\s+(?=\S)")


def _in_parts(words: Words) -> Words:
    """A refusal comes as one text: its first sentence is the heading, the others follow it."""
    what, *others = _END.split(str(words.what), maxsplit=1)
    if not others or words.kept or words.todo:
        return words
    return Words(what, others[0], "", words.code)


def respond(request: HttpRequest, status: int, words: Words | None = None) -> HttpResponse:
    """An error answer. Statuses without words of their own read as 500."""
    given = _in_parts(words or Words())
    standard = STANDARD.get(status, STANDARD[500])
    said = Words(
        given.what or standard.what,
        given.kept or standard.kept,
        given.todo or ("" if given.what else standard.todo),
        given.code,
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        message = str(words.what if words and words.what else said.what)
        return JsonResponse({"code": said.code or str(status), "message": message}, status=status)
    template = "ui/_error.html" if is_htmx(request) else "ui/error.html"
    return render(request, template, {"status": status, "said": said}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return respond(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return respond(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return respond(request, 404)


def server_error(request: HttpRequest) -> HttpResponseBase:
    return respond(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    return respond(request, 403, CSRF)
