"""Sentences about scanned piles: what happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.pile_not_pdf": _("Chồng quét phải là một tệp PDF. Chưa nhận tệp này. Quét ra PDF, hoặc bỏ chọn “Chồng quét có tờ ngăn” để nhận như một văn bản."),
        "documents.pile_unknown": _("Không có chồng quét này, hoặc bạn không được xem. Xem danh sách chờ vào sổ."),
        "documents.sheets_count": _("Mỗi lần in từ 1 đến %(most)s tờ ngăn. Chưa in tờ nào. Sửa số tờ."),
    }
)  # fmt: skip
