"""Forms about arrivals. They read what was typed; rules and rights are the actions'."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.documents.queries.incoming import Filters
from congso.documents.rules_incoming import Fields
from congso.documents.texts_incoming import STATES
from congso.kernel import wording
from congso.kernel.errors import Refusal
from congso.pure.kinds import Urgency

URGENCIES: Final = [(level.value, _(level.label)) for level in Urgency]


# Typed as people write them; eight digits are enough on a phone. ISO is what other programs send.
_DAYS: Final = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d")
_HOURS: Final = ("%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H%M")


def _day(label: Any) -> forms.DateField:
    hint = {"placeholder": _("ngày/tháng/năm"), "inputmode": "numeric", "autocomplete": "off"}
    widget = forms.DateInput(format="%d/%m/%Y", attrs=hint)
    return forms.DateField(label=label, required=False, input_formats=_DAYS, widget=widget)


def _hour(label: Any) -> forms.TimeField:
    hint = {"placeholder": _("17:00"), "autocomplete": "off"}
    widget = forms.TimeInput(format="%H:%M", attrs=hint)
    return forms.TimeField(label=label, required=False, input_formats=_HOURS, widget=widget)


class FieldsForm(forms.Form):
    """The fields of an arrival, in the order of the screen."""

    due_on = _day(_("Hạn trả lời"))
    due_time = _hour(_("Giờ"))
    past_due_confirmed = forms.BooleanField(label=_("Văn bản đến muộn, giữ hạn đã qua"), required=False)
    number = forms.CharField(label=_("Số"), required=False, max_length=60)
    symbol = forms.CharField(label=_("Ký hiệu"), required=False, max_length=60)
    document_date = _day(_("Ngày văn bản"))
    kind = forms.CharField(label=_("Loại"), required=False, max_length=100)
    issuer_name = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=200)
    subject = forms.CharField(
        label=_("Trích yếu"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    signer_name = forms.CharField(label=_("Người ký"), required=False, max_length=50)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=100)
    urgency = forms.TypedChoiceField(label=_("Độ khẩn"), choices=URGENCIES, coerce=int, initial=0)
    pages = forms.IntegerField(label=_("Số trang"), required=False, min_value=1, max_value=32000)
    copies = forms.IntegerField(label=_("Số bản"), required=False, min_value=1, max_value=9999, initial=1)
    language = forms.CharField(label=_("Ngôn ngữ"), required=False, max_length=30)
    description = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    paper_original = forms.BooleanField(label=_("Có bản giấy"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def fields_given(self, issuer_agency_id: int | None = None) -> Fields:
        """The typed values; call it after `is_valid`."""
        data = {
            name: value for name, value in self.cleaned_data.items() if name in Fields.__dataclass_fields__
        }
        data["copies"] = data["copies"] or 1
        data["language"] = data["language"] or Fields().language
        return Fields(**data, issuer_agency_id=issuer_agency_id)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the fields it is about, else above the form."""
        problems = getattr(refusal, "problems", None)
        if problems is None:
            field = getattr(refusal, "field", "")
            self.add_error(field if field in self.fields else None, wording.explain(refusal))
            return
        for problem in problems:
            place = problem.field if problem.field in self.fields else None
            self.add_error(place, wording.say(problem.code, problem.params))


class RegisterForm(FieldsForm):
    """The form "Vào sổ". `shown_number` is the number that stood on the button."""

    leader = forms.TypedChoiceField(label=_("Chuyển đến"), required=False, coerce=int, empty_value=None)
    shown_number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, leaders: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaders = list(leaders)
        field = self.fields["leader"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = self.leaders


def initial(given: Fields, *, version: int, leader: int | None, number: int | None) -> dict[str, Any]:
    """What the form shows before anything was typed."""
    values: dict[str, Any] = {name: getattr(given, name) for name in Fields.__dataclass_fields__}
    return values | {"version": version, "leader": leader, "shown_number": number}


class ReasonForm(forms.Form):
    reason = forms.CharField(required=False, max_length=300)
    version = forms.IntegerField(required=False)


class CloseForm(ReasonForm):
    kind = forms.CharField(required=False)


class CancelForm(ReasonForm):
    again = forms.BooleanField(required=False)


class RecallForm(ReasonForm):
    agree = forms.BooleanField(required=False)


class PaperForm(forms.Form):
    place = forms.CharField(required=False, max_length=200)


class MarkingForm(forms.Form):
    marked = forms.TypedChoiceField(
        choices=[("khong", "khong"), ("co", "co")], coerce=lambda value: value == "co"
    )


class TwinForm(forms.Form):
    """`cach`: one of rules_incoming.TWIN_KINDS. The field "kind" of the form around it is the kind of document."""

    cach = forms.CharField(required=False, max_length=20)
    place = forms.CharField(required=False, max_length=200)
    version = forms.IntegerField(required=False)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """`together`: all files are one arrival. `batch` ties the requests of such a set. `pile`: scans parted at cover sheets."""

    together = forms.BooleanField(required=False)
    paper = forms.BooleanField(required=False)
    pile = forms.BooleanField(required=False)
    batch = forms.CharField(required=False, max_length=40)


class FilterForm(forms.Form):
    """Filters of the registered ones; anything unreadable counts as not given."""

    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False,
        choices=[("", _("Mọi trạng thái")), *((code, STATES[code][2]) for code in ("registered", "assigned", "working", "closed", "cancelled"))],
    )  # fmt: skip
    tu = _day(_("Từ ngày đến"))
    den = _day(_("Đến hết ngày"))
    khan = forms.TypedChoiceField(
        label=_("Độ khẩn"), required=False, coerce=int, empty_value=None, choices=[("", _("Mọi độ khẩn")), *URGENCIES]
    )  # fmt: skip
    loai = forms.CharField(label=_("Loại"), required=False, max_length=100)
    don_vi = forms.TypedChoiceField(label=_("Đơn vị tham gia"), required=False, coerce=int, empty_value=None)
    q = forms.CharField(label=_("Tìm số, trích yếu, người"), required=False, max_length=200)
    qua_han = forms.BooleanField(label=_("Chỉ văn bản quá hạn"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["don_vi"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _("Mọi đơn vị")), *units]

    def filters(self) -> Filters:
        self.is_valid()
        data = self.cleaned_data
        return Filters(
            state=data.get("trang_thai") or "",
            since=data.get("tu"),
            until=data.get("den"),
            urgency=data.get("khan"),
            kind=data.get("loai") or "",
            unit_id=data.get("don_vi"),
            text=data.get("q") or "",
            late=bool(data.get("qua_han")),
        )

    def chips(self) -> list[tuple[str, str]]:
        """(parameter, words) of every filter in force, so that each can be taken away alone."""
        found = []
        for name, value in self.cleaned_data.items():
            if value in (None, "", False) or name == "q":
                continue
            found.append((name, self._words(name, value)))
        return found

    def _words(self, name: str, value: object) -> str:
        field = self.fields[name]
        label = str(field.label)
        if isinstance(value, bool):
            return label
        if isinstance(value, date):
            return f"{label} {value:%d/%m/%Y}"
        if isinstance(field, forms.ChoiceField):
            choices = field.widget.choices if isinstance(field.widget, forms.Select) else []
            return next((str(words) for code, words in choices if str(code) == str(value)), str(value))
        return str(value)
