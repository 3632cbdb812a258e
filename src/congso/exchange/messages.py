"""Sentences of this domain."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "exchange.unknown_status": _("Mã trạng thái %(status_code)s không có trong quy định. Chưa ghi nhận."),
        "exchange.not_your_delivery": _(
            "Gói tin này không gửi đi từ cơ quan bạn và không gửi đến cơ quan bạn. Chưa có gì thay đổi."
        ),
        "exchange.status_out_of_order": _(
            "Trạng thái %(status_code)s không hợp với trạng thái hiện tại %(state)s. Chưa có gì thay đổi."
        ),
    }
)
