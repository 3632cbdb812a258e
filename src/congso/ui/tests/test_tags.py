from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from congso.kernel.pagination import Page
from congso.kernel.testing import actor
from congso.ui.forms import DateField
from congso.ui.registry import Panel, Registry, register_panel
from congso.ui.values import Deadline, Hand, Mark, Step, ViewerPage, hands_bar

NOW = datetime(2026, 11, 17, 9, 14, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def draw(text: str, /, **context: Any) -> str:
    with translation.override("vi"):
        return Template("{% load ui %}" + text).render(Context(context))


def test_an_icon_points_into_the_sprite() -> None:
    html = draw('{% icon "inbox" %}{% icon "route" label="Qua trục" %}')
    assert "vendor/sprite.svg#inbox" in html
    assert 'aria-hidden="true"' in html
    assert 'role="img" aria-label="Qua trục"' in html


def test_an_unknown_icon_fails_loudly() -> None:
    with pytest.raises(TemplateSyntaxError, match=r'there is no icon "nbox"'):
        draw('{% icon "nbox" %}')


@pytest.mark.parametrize(
    ("level", "cls", "text"),
    [
        ("urgent", "u3", "Khẩn"),
        (1, "u3", "Khẩn"),
        (2, "u2", "Thượng khẩn"),
        ("express", "u1", "Hỏa tốc"),
        (4, "u1", "Hỏa tốc hẹn giờ"),
    ],
)
def test_urgency_is_an_icon_and_a_word(level: object, cls: str, text: str) -> None:
    html = draw("{% urgency level %}", level=level)
    assert f'class="u {cls}"' in html
    assert text in html
    assert "<svg" in html


def test_an_ordinary_document_has_no_badge_and_an_unknown_grade_is_an_error() -> None:
    assert [draw("{% urgency level %}", level=level) for level in ("normal", 0, None, "")] == ["", "", "", ""]
    with pytest.raises(ValueError, match="no such grade"):
        draw('{% urgency "soonish" %}')


def test_a_deadline_has_words_and_the_full_date() -> None:
    html = draw("{% due value %}", value=Deadline(NOW, "late", 540))
    assert "quá 1 ngày 1 giờ" in html
    assert 'title="09:14 17/11/2026"' in html
    assert "late" in html
    assert 'class="due"' in draw("{% due value %}", value=Deadline(NOW, "later"))
    assert draw("{% due value %}", value=None) == ""


def test_a_state_has_an_icon_even_when_its_kind_is_new() -> None:
    assert "sprite.svg#check" in draw('{% state "ok" "Xong" %}')
    assert "sprite.svg#circle" in draw('{% state "other" "Khác" %}')
    assert "sprite.svg#eye-off" in draw('{% state "" "Chưa mở" "eye-off" %}')


def test_words_given_by_people_are_escaped() -> None:
    assert "<b>" not in draw('{% state "ok" given %}{% avatar given %}', given="<b>x</b>")


class Sample(forms.Form):
    number = forms.CharField(label="Số", help_text="Như trên văn bản")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    paper = forms.BooleanField(label="Bản giấy", required=False, help_text="Lưu ở văn thư")
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    pages = forms.IntegerField(
        label="Số trang", required=False, widget=forms.NumberInput(attrs={"class": "narrow"})
    )
    due = DateField(label="Hạn", required=False)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    html = draw("{% field form.number %}", form=Sample({"number": ""}))
    assert 'for="id_number"' in html
    assert 'aria-describedby="id_number_help id_number_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_number_error"' in html


def test_a_field_takes_options_and_attributes() -> None:
    html = draw(
        '{% field form.pages label="Trang" cls="span2" data_key="p" class="wide" hide_label=1 %}',
        form=Sample(),
    )
    assert '<label for="id_pages" class="vh">Trang' in html
    assert 'class="in num narrow wide"' in html
    assert 'data-key="p"' in html
    assert 'class="field span2"' in html
    assert "(không bắt buộc)" in html


def test_a_field_drawn_twice_takes_an_id_of_its_own() -> None:
    html = draw('{% field form.number id="again" %}', form=Sample({"number": ""}))
    assert 'for="again"' in html
    assert 'aria-describedby="again_help again_error"' in html
    assert 'id="again_error"' in html


def test_boxes_choices_and_hidden_fields_have_their_own_layout() -> None:
    form = Sample({"number": "1", "kind": "zz"})
    assert 'class="checkline' in draw("{% field form.paper %}", form=form)
    choices = draw("{% field form.kind %}", form=form)
    assert "<fieldset" in choices
    assert 'id="id_kind_error"' in choices
    hidden = draw("{% field form.token %}", form=form)
    assert 'type="hidden"' in hidden
    assert "<label" not in hidden


def test_a_whole_form_is_drawn_the_same_way() -> None:
    form = Sample({"number": "1"})
    form.add_error(None, "Trùng số")
    html = str(form)
    assert "Trùng số" in html
    assert 'class="checkline' in html
    assert "Chưa lưu" in draw('{% include "ui/_form_errors.html" %}', form=Sample({}))


@pytest.mark.parametrize("text", ["17/11/2026", "17-11-2026", "17.11.2026", "17112026", "2026-11-17"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    form = Sample({"number": "1", "due": text})
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2026, 11, 17)


def test_days_are_shown_the_vietnamese_way_in_every_language() -> None:
    with translation.override("en"):
        html = str(Sample(initial={"due": date(2026, 11, 5)})["due"])
    assert 'value="05/11/2026"' in html


def test_panels_load_themselves(own_urls: None, empty_registry: Registry, rf: RequestFactory) -> None:
    register_panel("incoming", Panel("tasks", "Phân công", "panel", 10))
    request = rf.get("/")
    request.actor = actor()  # type: ignore[attr-defined]
    html = draw('{% panels "incoming" 7 %}', request=request)
    assert 'hx-get="/panel/7/"' in html
    assert "Phân công" in html
    assert draw('{% panels "incoming" 7 %}', request=rf.get("/")) == ""


def test_places_in_svg_have_decimal_points_in_vietnamese() -> None:
    html = draw(
        "{% hands hands 75 '13/11' %}{% bar 1 3 'một phần ba' late=0.5 %}{% bar 1 0 %}",
        hands=[Hand("A", 50, False), Hand("B", 50, True)],
    )
    assert 'x="50.00%"' in html
    assert 'x1="75.00%"' in html
    assert 'width="33.33%"' in html
    assert 'class="l"' in html
    assert 'width="0.00%"' in html
    assert "Chờ lâu nhất" in html
    ready = draw("{% hands bar %}", bar=hands_bar([Hand("A", 60, True)]))
    assert "Chờ lâu nhất" not in ready


def test_the_pager_keeps_the_other_parameters(rf: RequestFactory) -> None:
    request = rf.get("/", {"state": "late", "older": "x"})
    html = draw("{% pager page 8914 %}", request=request, page=Page(rows=(), newer="n", older="o"))
    assert 'href="?state=late&amp;newer=n"' in html
    assert 'href="?state=late&amp;older=o"' in html
    assert "8.914" in html
    assert "<nav" not in draw("{% pager page %}", request=request, page=Page(rows=()))
    assert "<a" in draw("{% pager page %}", request=request, page=Page(rows=(), older="o"))


def test_the_same_address_with_changes(rf: RequestFactory) -> None:
    request = rf.get("/", {"state": "late", "page": "2"})
    assert draw('{% here state="new" page="" %}', request=request) == "?state=new"


def test_filters() -> None:
    html = draw(
        "{{ at|day }} · {{ at|ngay }} · {{ at|when }} · {{ 60|span }} · {{ 60|hours }} · {{ 8914|number }} · {{ map|get:key }}",
        at=datetime(2025, 11, 18, 9, 0, tzinfo=NOW.tzinfo),
        map={"a": 1},
        key="a",
    )
    assert html == "Thứ Ba 18/11/2025 · 18/11/2025 · 18/11/2025 09:00 · 1 giờ · 1 giờ · 8.914 · 1"
    assert draw("{{ x|day }}{{ x|ngay }}{{ x|when }}{{ x|span }}{{ x|hours }}{{ x|number }}", x=None) == ""


def test_the_viewer_works_as_images_without_script() -> None:
    pages = [
        ViewerPage(1, "/tep/1/1.webp", marks=(Mark(1.5, 2, 3, 4, "on", "due"),)),
        ViewerPage(2, "/tep/1/2.webp"),
    ]
    html = draw(
        '{% include "ui/_viewer.html" with name="a.pdf" pdf_url="/tep/1" download_url="/tep/1?tai" %}',
        pages=pages,
    )
    assert html.count("<img") == 2
    assert html.count('loading="lazy"') == 1
    assert 'viewBox="0 0 595.28 841.89"' in html
    assert 'x="1.50"' in html
    assert 'alt="Trang 2 trên 2"' in html


def test_the_trace_shows_who_and_since_when() -> None:
    html = draw(
        '{% include "ui/_timeline.html" %}',
        steps=[Step("Khoát", "bút phê", "04/11 10:30", "wait", "x", "Giao TCBC")],
    )
    assert "04/11 10:30" in html
    assert "“Giao TCBC”" in html


def test_skeletons_are_hidden_from_readers_of_the_screen() -> None:
    assert draw("{% skeleton 3 %}").count('aria-hidden="true"') == 3
