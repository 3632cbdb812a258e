"""Sentences about the check of form: what happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.mend_unknown": _(
            "Lỗi này không sửa bằng một lần bấm được. Dự thảo còn nguyên. Sửa trong nội dung."
        ),
        "documents.mend_elsewhere": _(
            "Nội dung là tệp soạn ở nơi khác nên không sửa tại đây được. Tệp còn nguyên. Sửa trong tệp gốc rồi thay tệp."
        ),
        "documents.mend_nothing": _(
            "Không còn chỗ nào để sửa lỗi này. Dự thảo còn nguyên. Xem lại thể thức, phần còn lại sửa bằng tay."
        ),
    }
)
