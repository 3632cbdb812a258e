"""Forms of groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.groups.actions.groups import ByPost, GroupData
from congso.groups.rows import GroupRow
from congso.groups.rules import ALL, BELOW, LINE_LIMIT, OFFICIAL, OWN, SOCIAL
from congso.kernel.actor import Role
from congso.ui.api import DateField

_ROLES = (
    ("", _("Mọi vai trò")),
    (Role.LEADER.value, _("Lãnh đạo cơ quan")),
    (Role.OFFICE.value, _("Văn phòng")),
    (Role.UNIT_HEAD.value, _("Lãnh đạo đơn vị")),
    (Role.CLERK.value, _("Văn thư")),
    (Role.OFFICER.value, _("Chuyên viên")),
)
_REACHES = (
    ("", _("Không, tôi tự thêm người")),
    (OWN, _("Trong cơ quan tôi")),
    (BELOW, _("Ở các cơ quan cấp dưới")),
    (ALL, _("Trong cơ quan tôi và các cơ quan cấp dưới")),
)


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Tên nhóm"), max_length=120)
    purpose = forms.CharField(
        label=_("Mục đích"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(
        label=_("Loại nhóm"),
        choices=((OFFICIAL, _("Nhóm công vụ: luôn hiện ai đã đọc")), (SOCIAL, _("Nhóm sinh hoạt"))),
    )
    receipts = forms.BooleanField(
        label=_("Hiện lượt đọc"), required=False, initial=True, help_text=_("Nhóm công vụ không tắt được.")
    )
    reach = forms.ChoiceField(
        label=_("Tự đưa người vào theo vị trí"),
        choices=_REACHES,
        required=False,
        help_text=_("Người nhận hoặc thôi vị trí thì tự vào, tự ra khỏi nhóm trong ngày đó."),
    )
    title = forms.CharField(
        label=_("Chức danh"),
        max_length=120,
        required=False,
        help_text=_("Đúng như ghi ở danh sách vị trí, ví dụ: Chánh Văn phòng."),
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=_ROLES, required=False)
    parent_id = forms.TypedChoiceField(
        label=_("Nhận chỉ đạo từ nhóm"), required=False, coerce=int, empty_value=None
    )
    passes_on = forms.BooleanField(
        label=_("Tự chuyển chỉ đạo xuống nhóm cấp dưới"),
        required=False,
        help_text=_("Không chọn: trưởng nhóm xem, thêm dòng rồi mới chuyển."),
    )
    ends_on = DateField(
        label=_("Ngày kết thúc"),
        required=False,
        help_text=_("Sau ngày này nhóm chỉ đọc. Bỏ trống nếu lâu dài."),
    )

    def __init__(self, *args: Any, parents: list[GroupRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Không nhận từ nhóm nào")), *((row.id, row.name) for row in parents)]
        field = self.fields["parent_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
        field.choices = choices
        if not parents:
            del self.fields["parent_id"]

    def data_of(self) -> GroupData:
        given = self.cleaned_data
        by_post: tuple[ByPost, ...] = ()
        if given["reach"]:
            by_post = (ByPost(reach=given["reach"], title=given["title"], role=given["role"]),)
        return GroupData(
            name=given["name"],
            kind=given["kind"],
            purpose=given["purpose"],
            parent_id=given.get("parent_id"),
            passes_on=given["passes_on"],
            receipts=given["receipts"] or given["kind"] == OFFICIAL,
            ends_on=given["ends_on"],
            by_post=by_post,
        )


class LineForm(forms.Form):
    line = forms.CharField(
        label=_("Dòng thêm của bạn"),
        required=False,
        max_length=LINE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đứng dưới chỉ đạo ở nhóm này và các nhóm cấp dưới. Có thể bỏ trống."),
    )


class TextForm(forms.Form):
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 8}), required=False)
