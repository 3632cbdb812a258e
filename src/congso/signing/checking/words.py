"""What a report says, in plain sentences: what was found, and what to do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.kernel.clock import VIETNAM
from congso.signing.checking.report import Cause, Revocation, SignatureReport, Trust, Verdict

FILES: Final[Mapping[str, Promise]] = {
    "missing": lazy("Không mở được tệp này. Xem lại tên và quyền đọc tệp."),
    "not_pdf": lazy("Tệp không phải PDF nên không có chữ ký số để kiểm tra. Chọn tệp PDF đã ký."),
    "password": lazy(
        "Tệp PDF đặt mật khẩu nên chưa kiểm tra được chữ ký. Xin tệp không mật khẩu từ nơi gửi."
    ),
    "damaged": lazy("Tệp PDF hỏng, không đọc được. Xin lại tệp gốc từ nơi gửi."),
    "unsigned": lazy("Tệp PDF này không có chữ ký số."),
}
CAUSES: Final[Mapping[Cause, Promise]] = {
    Cause.REWRITTEN: lazy(
        "Tệp đã bị ghi lại sau khi ký (nén dung lượng, tách, gộp trang hoặc in ra PDF mới) nên chữ ký không còn ứng với tệp. Xin tệp gốc từ nơi gửi."
    ),
    Cause.BYTES: lazy(
        "Nội dung trong phần đã ký không còn như lúc ký: tệp bị sửa hoặc hỏng khi truyền. Xin tệp gốc từ nơi gửi."
    ),
    Cause.FORGED: lazy(
        "Chữ ký không do khóa của chứng thư đi kèm tạo ra. Không dùng văn bản này; hỏi lại nơi gửi."
    ),
    Cause.RANGE: lazy(
        "Chữ ký bỏ ngoài một phần tệp có thể chứa nội dung khác, dấu hiệu của chữ ký bị ghép. Không dùng văn bản này; hỏi lại nơi gửi."
    ),
    Cause.EMPTY: lazy("Ô ký không chứa chữ ký đọc được. Xin tệp gốc từ nơi gửi."),
    Cause.PAGES: lazy(
        "Sau khi ký, trang hoặc cấu trúc của tệp đã bị thêm, ẩn hoặc thay. Nội dung đang thấy không phải nội dung được ký. Xin tệp gốc từ nơi gửi."
    ),
    Cause.ANNOTATIONS: lazy(
        "Sau khi ký, tệp bị thêm, sửa hoặc xóa ghi chú trên trang mà không ai ký lại. Xin tệp gốc từ nơi gửi."
    ),
    Cause.FORM: lazy(
        "Sau khi ký, tệp bị điền hoặc sửa ô biểu mẫu mà không ai ký lại. Xin tệp gốc từ nơi gửi."
    ),
    Cause.STRAY: lazy("Sau phần đã ký còn dữ liệu lạ không thuộc bản nào của tệp. Xin tệp gốc từ nơi gửi."),
    Cause.DAMAGED: lazy("Tệp có chữ ký nhưng hỏng, không kiểm tra được. Xin lại tệp gốc từ nơi gửi."),
    Cause.KIND: lazy("Loại chữ ký này không kiểm tra được ở đây. Hỏi nơi gửi ký lại theo chuẩn PDF."),
}
TRUSTS: Final[Mapping[Trust, Promise]] = {
    Trust.TRUSTED: lazy("Chứng thư do nơi cấp được tin cậy cấp."),
    Trust.UNTRUSTED: lazy(
        "Chứng thư không dẫn đến nơi cấp nào được tin cậy ở đây nên chưa rõ người ký là ai."
    ),
    Trust.EXPIRED: lazy("Chứng thư đã hết hạn lúc ký."),
    Trust.NOT_YET_VALID: lazy("Chứng thư chưa có hiệu lực lúc ký."),
    Trust.REVOKED: lazy("Chứng thư đã bị thu hồi trước lúc ký."),
    Trust.REVOKED_LATER: lazy(
        "Chứng thư bị thu hồi sau thời điểm người ký khai; không có dấu thời gian chứng minh đã ký trước đó."
    ),
    Trust.WRONG_USAGE: lazy("Chứng thư không được cấp để ký văn bản."),
    Trust.NOT_CHECKED: lazy("Chưa khai báo nơi cấp nào được tin cậy nên chưa xét được người ký là ai."),
}
REVOCATIONS: Final[Mapping[Revocation, Promise]] = {
    Revocation.GOOD: lazy("Nơi cấp xác nhận chứng thư không bị thu hồi."),
    Revocation.REVOKED: lazy("Nơi cấp báo chứng thư bị thu hồi."),
    Revocation.UNKNOWN: lazy(
        "Chưa hỏi được nơi cấp chứng thư có bị thu hồi không. Đây không phải lỗi của chữ ký."
    ),
    Revocation.NOT_OFFERED: lazy("Chứng thư không ghi nơi hỏi việc thu hồi."),
    Revocation.NOT_CHECKED: lazy("Chưa hỏi việc thu hồi."),
}


_OURS: Final[Mapping[str, Promise]] = {
    "so": lazy("số"),
    "ngay": lazy("ngày"),
    "thang": lazy("tháng"),
    "nam": lazy("năm"),
}


def moment(at: datetime | None) -> str:
    """Vietnam's time; "" for none."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S") if at else ""


def headline(report: SignatureReport) -> str:
    """One line of the whole."""
    if report.verdict is Verdict.VALID:
        return _whole(report.trust)
    if report.verdict is Verdict.CHANGED_AFTER:
        return _("Tệp bị thay đổi sau khi ký")
    if report.verdict is Verdict.BROKEN:
        return _("Không còn đúng")
    return _("Không kiểm tra được")


def _whole(trust: Trust) -> str:
    if trust is Trust.TRUSTED:
        return _("Hợp lệ")
    if trust in {Trust.NOT_CHECKED, Trust.UNTRUSTED}:
        return _("Còn nguyên vẹn, chưa rõ nơi cấp")
    return _("Còn nguyên vẹn, nhưng chứng thư không dùng được")


def sentences(report: SignatureReport) -> list[str]:
    """Everything that a reader should know beyond names: reasons first, remarks after."""
    said = []
    if report.cause is not Cause.NONE:
        said.append(str(CAUSES[report.cause]))
    if report.trust is not Trust.NOT_CHECKED or report.holds:
        said.append(str(TRUSTS[report.trust]))
    if report.revocation is not Revocation.NOT_CHECKED:
        said.append(_revocation(report))
    if report.holds and report.filled_after:
        names = ", ".join(_field_names(report.filled_after))
        said.append(_("Sau khi ký có điền ô biểu mẫu, người ký cho phép: %(names)s.") % {"names": names})
    if report.field_added_late:
        said.append(_("Ô ký của người sau được thêm sau chữ ký này; trang không đổi."))
    if report.holds and report.weak_digest:
        said.append(_("Chữ ký dùng %(digest)s, loại cũ đã yếu.") % {"digest": report.digest.upper()})
    if report.holds and report.proven_at is None and report.signed_at is not None:
        said.append(_("Thời điểm ký do người ký khai, không có dấu thời gian được tin cậy chứng minh."))
    return said


def _field_names(names: Sequence[str]) -> list[str]:
    """Ours in the order in which they stand on the page and by their words, then others as they are called."""
    ours = [str(title) for name, title in _OURS.items() if name in names]
    return ours + [name for name in names if name not in _OURS]


def _revocation(report: SignatureReport) -> str:
    text = str(REVOCATIONS[report.revocation])
    if report.revoked_at is None:
        return text
    if report.trust is Trust.TRUSTED:
        text = _("Chứng thư bị thu hồi về sau; dấu thời gian chứng minh đã ký trước đó.")
    return _("%(text)s Lúc thu hồi: %(at)s.") % {"text": text, "at": moment(report.revoked_at)}
