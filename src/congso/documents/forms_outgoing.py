"""Forms about outgoing documents. They read what was typed; rules and rights are the actions'."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.documents import rules_outgoing
from congso.documents.actions.bring_ink import InkFields
from congso.documents.actions.make_copy import CopyFields
from congso.documents.queries.outgoing import Filters
from congso.kernel import wording
from congso.pure.kinds import KINDS, Urgency
from congso.ui.api import DateField

KIND_CHOICES: Final = [(kind.code, _(kind.name)) for kind in KINDS]
Choices = Sequence[tuple[int, str]]


def _choose(field: forms.Field, choices: Choices) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class NumberForm(forms.Form):
    """`reserved`: a number kept before, 0 for the next one. `way`: sealed electronically, or printed for the wet seal."""

    on = DateField(label=_("Ngày ghi trên văn bản"), required=False)
    reserved = forms.TypedChoiceField(label=_("Số"), required=False, coerce=int, empty_value=None)
    way = forms.ChoiceField(
        label=_("Cách phát hành"), required=False, widget=forms.RadioSelect,
        choices=[("digital", _("Ký số cơ quan và gửi qua hệ thống")), ("paper", _("In, đóng dấu ướt"))],
    )  # fmt: skip
    restricted = forms.BooleanField(
        label=_("Lưu hành nội bộ"), required=False,
        help_text=_("Trang kiểm tra công khai chỉ cho biết có văn bản này."),
    )  # fmt: skip

    def __init__(self, *args: Any, reserved: Sequence[tuple[int, date, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [(number, f"{number} · {day:%d/%m/%Y} · {reason}") for number, day, reason in reserved]
        _choose(self.fields["reserved"], [(0, str(_("Số tiếp theo"))), *kept])

    def given(self) -> dict[str, Any]:
        """Arguments for `issue_outgoing`; call it after `is_valid`."""
        data = self.cleaned_data
        return {
            "on": data["on"],
            "reserved": data["reserved"] or None,
            "on_paper": data["way"] == "paper",
            "restricted": data["restricted"],
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(required=False, max_length=300)


class RecipientForm(forms.Form):
    CHANNELS = (
        ("internal", _("Cơ quan trong hệ thống")), ("axis", _("Qua trục liên thông")), ("email", _("Thư điện tử")), ("paper", _("Bản giấy")),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Cách gửi"), choices=CHANNELS, initial="internal", widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Nơi nhận"), max_length=200)
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=300)
    copies = forms.IntegerField(label=_("Số bản"), required=False, min_value=1, max_value=999, initial=1)


class LineForm(forms.Form):
    """`state`: what the clerk says of a line."""

    state = forms.CharField(required=False, max_length=10)
    note = forms.CharField(required=False, max_length=300)
    address = forms.CharField(required=False, max_length=300)


class FilterForm(forms.Form):
    """Filters of the issued ones; anything unreadable counts as not given."""

    q = forms.CharField(label=_("Tìm số, trích yếu, người"), required=False, max_length=200)
    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến hết ngày"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *KIND_CHOICES])
    noi = forms.TypedChoiceField(label=_("Nơi ban hành"), required=False, coerce=int, empty_value=None)
    can = forms.BooleanField(label=_("Có nơi nhận cần xử lý"), required=False)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["noi"], [("", str(_("Mọi nơi ban hành"))), *bodies])  # type: ignore[list-item]

    def filters(self) -> Filters:
        self.is_valid()
        data = self.cleaned_data
        return Filters(
            since=data.get("tu"),
            until=data.get("den"),
            kind=data.get("loai") or "",
            body_id=data.get("noi"),
            text=data.get("q") or "",
            act=bool(data.get("can")),
        )

    def chips(self) -> list[tuple[str, str]]:
        """(parameter, words) of every filter in force, so that each can be taken away alone."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "q" and value not in (None, "", False)
        }
        return [(name, self._words(name, value)) for name, value in given.items()]

    def _words(self, name: str, value: object) -> str:
        field = self.fields[name]
        if isinstance(value, date):
            return f"{field.label} {value:%d/%m/%Y}"
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            return next((str(words) for code, words in choices if str(code) == str(value)), str(value))
        return str(field.label)


class ScanForm(forms.Form):
    scan = forms.FileField(label=_("Bản quét (PDF)"), required=False)
    unmarked = forms.BooleanField(label=_("Tôi đã xem bản quét: không có dấu chỉ độ mật"), required=False)


class InkForm(ScanForm):
    """A paper signed by hand."""

    body = forms.TypedChoiceField(label=_("Nơi ban hành"), coerce=int)
    kind = forms.ChoiceField(label=_("Loại"), choices=KIND_CHOICES)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    subject = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    signer_name = forms.CharField(label=_("Người ký"), max_length=50)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=100)
    signed_on = DateField(label=_("Ngày ký"))
    urgency = forms.TypedChoiceField(
        label=_("Độ khẩn"),
        choices=[(level.value, _(level.label)) for level in Urgency],
        coerce=int,
        initial=0,
    )
    unit = forms.TypedChoiceField(label=_("Đơn vị soạn thảo"), required=False, coerce=int, empty_value=None)
    copies = forms.IntegerField(label=_("Số bản"), required=False, min_value=1, max_value=9999, initial=1)
    reserved = forms.IntegerField(label=_("Dùng số đã giữ"), required=False, min_value=1)
    paper_sealed = forms.BooleanField(label=_("Bản giấy đã đóng dấu đỏ"), required=False, initial=True)
    fill_blank = forms.BooleanField(label=_("Bản quét còn trống số, ngày: điền khi đóng dấu"), required=False)
    joint = forms.TypedMultipleChoiceField(
        label=_("Cơ quan cùng ban hành (văn bản liên tịch)"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["body"], bodies)
        _choose(self.fields["unit"], [("", str(_("Không ghi đơn vị"))), *units])  # type: ignore[list-item]
        _choose(self.fields["joint"], bodies)
        if len(bodies) < 2:
            del self.fields["joint"]

    def fields_given(self) -> InkFields:
        data = self.cleaned_data
        return InkFields(
            body_id=data["body"],
            kind=data["kind"],
            symbol=data["symbol"],
            subject=data["subject"],
            signer_name=data["signer_name"],
            signer_title=data["signer_title"],
            signed_on=data["signed_on"],
            urgency=data["urgency"],
            unit_id=data["unit"],
            copies=data["copies"] or 1,
            paper_sealed=data["paper_sealed"],
            fill_blank=data["fill_blank"],
            joint_bodies=tuple(data.get("joint") or ()),
        )


class CopyForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Hình thức sao"), widget=forms.RadioSelect, initial="sao_y",
        choices=[("sao_y", _("Sao y toàn văn")), ("trich_sao", _("Trích sao"))],
    )  # fmt: skip
    pages = forms.CharField(label=_("Các trang trích sao"), required=False, max_length=200)
    way = forms.ChoiceField(
        label=_("Cách làm"), widget=forms.RadioSelect, initial="digital",
        choices=[("digital", _("Điện tử, ký số cơ quan")), ("paper", _("In ra giấy, ký và đóng dấu"))],
    )  # fmt: skip
    body = forms.TypedChoiceField(label=_("Cơ quan sao"), coerce=int)
    signer = forms.TypedChoiceField(
        label=_("Người ký bản sao giấy"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, bodies: Choices, signers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["body"], bodies)
        _choose(self.fields["signer"], signers)

    def clean_pages(self) -> tuple[int, ...]:
        found = rules_outgoing.parse_pages(self.cleaned_data["pages"])
        if found is None:
            raise forms.ValidationError(wording.say("documents.copy_pages_missing"))
        return tuple(found)

    def fields_given(self) -> CopyFields:
        data = self.cleaned_data
        on_paper = data["way"] == "paper"
        return CopyFields(
            data["form"], data["body"], data["pages"], on_paper, data["signer"] if on_paper else None
        )


class SeriesForm(forms.Form):
    """A register and the kinds it numbers. `kinds` empty: all that no other register names."""

    name = forms.CharField(label=_("Tên sổ"), max_length=120)
    kinds = forms.MultipleChoiceField(
        label=_("Các loại đánh số chung trong sổ này"), required=False, choices=KIND_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class NumberReasonForm(ReasonForm):
    number = forms.IntegerField(min_value=1)


class CompareForm(forms.Form):
    """The copy somebody holds, or what the browser computed of it."""

    file = forms.FileField(label=_("Bản bạn đang có"), required=False)
    sha256 = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False)
    name = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not data.get("sha256"):
            self.add_error("file", _("Chọn tệp PDF bạn đang có."))
        return data
