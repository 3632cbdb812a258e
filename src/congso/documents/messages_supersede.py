"""Sentences about updating and replacing what was sent."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.replacement_unknown": _(
            "Không có văn bản đã phát hành nào của cơ quan mang số %(document)s. Chưa có gì thay đổi. Kiểm tra số, ký hiệu của văn bản thay thế."
        ),
        "documents.nobody_to_update": _(
            "Chưa nơi nhận nào có bản điện tử của văn bản này. Chưa gửi gì. Sửa nơi nhận rồi gửi như thường."
        ),
    }
)
