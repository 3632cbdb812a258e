from django.utils.translation import gettext_lazy as _

from congso.kernel.wording import register

register({"notices.none": _("Không có thông báo này trong danh sách của bạn. Mở lại danh sách thông báo.")})
