"""Forms about drafts. They read what was typed; rules and rights are the actions'."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from congso.documents import draft_content
from congso.documents.queries.drafts import Filters
from congso.documents.rules_draft import DraftFields
from congso.documents.texts_draft import STATES
from congso.kernel import wording
from congso.kernel.errors import Invalid, Refusal
from congso.pure.kinds import KINDS, Urgency
from congso.ui.api import DateField

URGENCIES: Final = [(level.value, _(level.label)) for level in Urgency]
KIND_CHOICES: Final = [
    (
        kind.code,
        format_lazy("{} ({})", _(kind.name), kind.abbreviation) if kind.abbreviation else _(kind.name),
    )
    for kind in KINDS
]
Choices = Sequence[tuple[int, str]]


class DraftForm(forms.Form):
    """The fields beside the text. `version` is the revision they were read at."""

    kind = forms.ChoiceField(label=_("Loại"), choices=KIND_CHOICES)
    body_id = forms.TypedChoiceField(label=_("Nơi ban hành"), coerce=int)
    subject = forms.CharField(
        label=_("Trích yếu"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    addressees = forms.CharField(
        label=_("Kính gửi"), required=False, max_length=4000, help_text=_("Mỗi nơi một dòng."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    urgency = forms.TypedChoiceField(label=_("Độ khẩn"), choices=URGENCIES, coerce=int, initial=0)
    due_on = DateField(label=_("Hạn trình"), required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), required=False, max_length=60)
    archive_line = forms.CharField(label=_("Lưu"), required=False, max_length=60)
    work_file_id = forms.TypedChoiceField(
        label=_("Hồ sơ công việc"), required=False, coerce=int, empty_value=None,
        help_text=_("Phát hành xong, văn bản và văn bản đến được trả lời vào hồ sơ này."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, bodies: Choices, work_files: Choices, kept: DraftFields, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        offered: dict[str, list[tuple[Any, Any]]] = {
            "body_id": list(bodies),
            "work_file_id": [("", _("Không chọn")), *work_files],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.TypedChoiceField):
                field.choices = choices

    def fields_given(self) -> DraftFields:
        """The typed values; call it after `is_valid`."""
        data = {name: value for name, value in self.cleaned_data.items() if name in DraftFields.__slots__}
        data["addressees"] = tuple(data["addressees"].splitlines())
        return replace(self.kept, **data)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the fields it is about, else above the form."""
        for field, code in getattr(refusal, "problems", ()):
            self.add_error(field if field in self.fields else None, wording.say(code))
        if not hasattr(refusal, "problems"):
            field = getattr(refusal, "field", "")
            self.add_error(field if field in self.fields else None, wording.explain(refusal))


def initial(given: DraftFields, version: int) -> dict[str, Any]:
    values = {name: getattr(given, name) for name in DraftFields.__slots__}
    return values | {"addressees": "\n".join(given.addressees), "version": version}


def content_given(text: str) -> object:
    """The editor's JSON; plain lines where there is no script. Raises Invalid documents.text_unreadable."""
    if not text.lstrip().startswith("{"):
        return draft_content.document(draft_content.paragraph(line) for line in text.splitlines())
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid("documents.text_unreadable", field="content") from error


class FilterForm(forms.Form):
    """Filters of the list; anything unreadable counts as not given."""

    cua = forms.ChoiceField(required=False, choices=[("", ""), ("tat-ca", ""), ("xong", "")])
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Mọi trạng thái")), *((code, row[2]) for code, row in STATES.items())]
    )  # fmt: skip
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *KIND_CHOICES])
    q = forms.CharField(label=_("Tìm trích yếu, ký hiệu, người soạn"), required=False, max_length=200)

    def filters(self) -> Filters:
        self.is_valid()
        data = self.cleaned_data
        whose = {"tat-ca": "all", "xong": "done"}.get(data.get("cua", ""), "mine")
        return Filters(whose, data.get("trang_thai", ""), data.get("loai", ""), data.get("q", ""))


class RemarksForm(forms.Form):
    remarks = forms.CharField(required=False, max_length=2000)
    version = forms.IntegerField(required=False)


class SubmitForm(forms.Form):
    note = forms.CharField(required=False, max_length=300)
    version = forms.IntegerField(required=False)


class JointForm(forms.Form):
    """A further body of a joint document and who signs for it (`nguoi` as in `SignerForm`), or one to take out (`bo`)."""

    noi = forms.IntegerField(required=False)
    nguoi = forms.CharField(required=False, max_length=60)
    bo = forms.IntegerField(required=False)
    version = forms.IntegerField(required=False)


def signer_chosen(text: str, code: str) -> tuple[int, str]:
    """ "appointment|key" as it was offered. Raises Invalid with the code."""
    appointment, _bar, key = text.partition("|")
    if not (appointment.isdecimal() and len(appointment) < 18 and key):
        raise Invalid(code, field="signer")
    return int(appointment), key


class SignerForm(forms.Form):
    """`nguoi` is "appointment|key" of a signature option; `kiem_tra` who checks the form, empty for the office."""

    nguoi = forms.CharField(max_length=60)
    kiem_tra = forms.IntegerField(required=False)
    linh_vuc = forms.CharField(required=False, max_length=60)
    version = forms.IntegerField(required=False)

    def chosen(self) -> tuple[int, str]:
        """Raises Invalid documents.signer_missing."""
        return signer_chosen(self.cleaned_data.get("nguoi", ""), "documents.signer_missing")
