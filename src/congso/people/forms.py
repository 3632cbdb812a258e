"""Forms of the screens; `data()` gives what an action takes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Role
from congso.people import words
from congso.people.inputs import AgencyData, BodyData, DelegationData, PersonData, PostData, UnitData
from congso.people.queries import agencies as q
from congso.people.queries import pages
from congso.ui.api import DateField

_EMPTY = [("", "—")]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for part in text.splitlines() for line in part.split(";") if line.strip())


def _number(value: str) -> int | None:
    return int(value) if value else None


class AgencyForm(forms.Form):
    name = forms.CharField(label=_("Tên cơ quan"), max_length=200)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=60)
    kind = forms.ChoiceField(label=_("Loại"), choices=list(words.AGENCY_KINDS.items()))
    parent_id = forms.ChoiceField(label=_("Cơ quan cấp trên"), required=False)
    code = forms.CharField(
        label=_("Mã định danh"), max_length=35, help_text=_("Theo QĐ 20/2020, ví dụ H36.12.05")
    )
    place = forms.CharField(
        label=_("Địa danh"), max_length=60, help_text=_("Như ghi trên văn bản, trước ngày tháng")
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    email = forms.EmailField(label=_("Thư công vụ"), required=False)
    active = forms.BooleanField(label=_("Đang hoạt động"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = q.agencies()
        field = self.fields["parent_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = _EMPTY + [(str(row.id), f"{row.code} · {row.name}") for row in rows]

    def data_of(self) -> AgencyData:
        values = {name: value for name, value in self.cleaned_data.items() if name != "active"}
        return AgencyData(**values | {"parent_id": _number(values["parent_id"])})


class BodyForm(forms.Form):
    name = forms.CharField(label=_("Tên chủ thể ban hành"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=list(words.BODY_KINDS.items()))
    parent_line = forms.CharField(
        label=_("Dòng cơ quan chủ quản"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    name_line = forms.CharField(
        label=_("Dòng tên cơ quan ban hành"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=30, help_text=_("Phần sau số văn bản, ví dụ UBND, SNV")
    )
    collective = forms.CharField(
        label=_("Tập thể ký thay mặt"),
        max_length=100,
        required=False,
        help_text=_("Sau TM., ví dụ ỦY BAN NHÂN DÂN; để trống nếu làm việc theo chế độ thủ trưởng"),
    )
    head_title = forms.CharField(
        label=_("Chức vụ người đứng đầu"), max_length=100, help_text=_("CHỦ TỊCH, GIÁM ĐỐC")
    )
    head_post_id = forms.ChoiceField(label=_("Vị trí đứng đầu"), required=False)
    order = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999, initial=0)

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "head_post_id", pages.post_choices(agency_id))

    def data_of(self) -> BodyData:
        values = dict(self.cleaned_data)
        return BodyData(**values | {"head_post_id": _number(values["head_post_id"])})


class UnitForm(forms.Form):
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=30, required=False, help_text=_("VP, TCBC"))
    parent_id = forms.ChoiceField(label=_("Thuộc đơn vị"), required=False)
    order = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999, initial=0)
    active = forms.BooleanField(label=_("Đang hoạt động"), required=False, initial=True)

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = [(row.id, row.name) for row in q.units_of(agency_id) if row.parent_id is None]
        _set_choices(self, "parent_id", tops)

    def data_of(self) -> UnitData:
        values = dict(self.cleaned_data)
        return UnitData(**values | {"parent_id": _number(values["parent_id"])})


class PostForm(forms.Form):
    title = forms.CharField(label=_("Chức danh"), max_length=120)
    unit_id = forms.ChoiceField(label=_("Đơn vị"), required=False)
    rank = forms.TypedChoiceField(label=_("Cấp"), coerce=int, choices=list(words.RANKS.items()), initial=5)
    roles = forms.MultipleChoiceField(
        label=_("Quyền theo vị trí"),
        choices=[(role.value, label) for role, label in words.ROLES.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Role.OFFICER.value],
        help_text=_("Quyền mới có hiệu lực ngay và được cảnh báo cho đến khi người có thẩm quyền xác nhận."),
    )
    signature_title = forms.CharField(
        label=_("Chức vụ ghi khi ký"),
        max_length=120,
        required=False,
        help_text=_("Để trống: chức danh viết hoa"),
    )
    fields_of_work = forms.CharField(
        label=_("Lĩnh vực phụ trách"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một lĩnh vực; để trống nếu không phân chia"),
    )
    order = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999, initial=0)
    active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "unit_id", [(row.id, row.name) for row in q.units_of(agency_id)])

    def data_of(self) -> PostData:
        values = dict(self.cleaned_data)
        values["unit_id"] = _number(values["unit_id"])
        values["roles"] = frozenset(Role(role) for role in values["roles"])
        values["fields_of_work"] = _lines(values["fields_of_work"])
        return PostData(**values)


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=100)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ không dấu, số, dấu chấm, gạch nối: ngadt.snv"),
    )
    email = forms.EmailField(label=_("Thư công vụ"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)

    def data_of(self) -> PersonData:
        return PersonData(
            **{name: self.cleaned_data[name] for name in ("username", "full_name", "email", "phone")}
        )


class NewPersonForm(PersonForm):
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Đổi ở lần đăng nhập đầu. Để trống: chưa đăng nhập được cho đến khi đặt mật khẩu"),
    )


class EditPersonForm(PersonForm):
    active = forms.BooleanField(label=_("Được đăng nhập"), required=False, initial=True)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Mọi phiên đăng nhập của người này kết thúc; lần đăng nhập sau phải đổi mật khẩu."),
    )


class AppointForm(forms.Form):
    person = forms.CharField(
        label=_("Người được bổ nhiệm"),
        max_length=100,
        help_text=_("Tên đăng nhập"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "nguoi"}),
    )
    since = DateField(label=_("Từ ngày"))
    until = DateField(label=_("Đến hết ngày"), required=False)
    main = forms.BooleanField(label=_("Là vị trí chính"), required=False, initial=True)
    decision = forms.CharField(label=_("Quyết định số"), max_length=120, required=False)


class EndForm(forms.Form):
    until = DateField(label=_("Ngày cuối cùng ở vị trí"))
    decision = forms.CharField(label=_("Quyết định số"), max_length=120, required=False)


class MoveForm(forms.Form):
    post_id = forms.ChoiceField(label=_("Vị trí mới"))
    on = DateField(label=_("Từ ngày"))
    decision = forms.CharField(label=_("Quyết định số"), max_length=120, required=False)

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "post_id", pages.post_choices(agency_id))


class DelegationForm(forms.Form):
    body_id = forms.ChoiceField(label=_("Chủ thể ban hành"))
    form = forms.ChoiceField(label=_("Hình thức ký"), choices=list(words.FORMS.items()))
    giver_post_id = forms.ChoiceField(label=_("Người giao"))
    taker_post_id = forms.ChoiceField(label=_("Người được giao"))
    authority = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        required=False,
        help_text=_("Số văn bản ủy quyền (TUQ.), quy chế làm việc (TL.), quyết định (Q.)"),
    )
    content = forms.CharField(
        label=_("Nội dung được ký"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    fields_of_work = forms.CharField(
        label=_("Lĩnh vực"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một lĩnh vực; để trống là mọi lĩnh vực"),
    )
    since = DateField(label=_("Từ ngày"))
    until = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Bắt buộc với TUQ."))

    def __init__(self, *args: Any, agency_id: int, takers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "body_id", [(row.id, row.name) for row in q.bodies_of(agency_id)])
        _set_choices(self, "giver_post_id", pages.post_choices(agency_id))
        _set_choices(self, "taker_post_id", takers)

    def data_of(self) -> DelegationData:
        values = dict(self.cleaned_data)
        for name in ("body_id", "giver_post_id", "taker_post_id"):
            values[name] = int(values[name])
        return DelegationData(**values | {"fields_of_work": _lines(values["fields_of_work"])})


class DayChoice(forms.Form):
    ngay = DateField(label=_("Ngày"))


class DayForm(forms.Form):
    day = DateField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Là ngày"), choices=list(words.DAY_KINDS.items()))
    label = forms.CharField(label=_("Lý do"), max_length=100)


class ImportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Nội dung tệp"),
        choices=[("co-quan", _("Cơ quan")), ("don-vi", _("Đơn vị")), ("nguoi", _("Vị trí và người"))],
    )
    file = forms.FileField(label=_("Tệp CSV hoặc XLSX"))


def _set_choices(form: forms.Form, name: str, choices: list[tuple[int, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    rows = [(str(value), label) for value, label in choices]
    field.choices = rows if field.required else _EMPTY + rows
