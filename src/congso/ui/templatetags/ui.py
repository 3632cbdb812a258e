"""Components as tags and filters: `{% load ui %}`. Each is shown on the style page and described in ui/README.md."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.kernel import once
from congso.ui import fields, words
from congso.ui.icons import ICONS
from congso.ui.registry import panels_for
from congso.ui.values import Deadline, Hand, HandsBar, hands_bar

register = template.Library()

# Grades of Decree 30; every spelling that domains store leads to the same badge.
URGENCY: Final[dict[str, tuple[str, str, Promise]]] = {
    "urgent": ("u3", "chevron-up", lazy("Khẩn")),
    "very_urgent": ("u2", "chevrons-up", lazy("Thượng khẩn")),
    "express": ("u1", "flame", lazy("Hỏa tốc")),
    "express_timed": ("u1", "flame", lazy("Hỏa tốc hẹn giờ")),
}
_ALIASES: Final = {
    "1": "urgent",
    "2": "very_urgent",
    "3": "express",
    "4": "express_timed",
    "immediate": "express",
    "flash": "express",
}
_CALM: Final = {"", "0", "normal", "none"}
STATES: Final = {"": "circle", "ok": "check", "run": "progress", "wait": "clock-pause", "no": "alert-circle"}


@register.simple_tag
def icon(name: str, cls: str = "", label: str = "") -> SafeString:
    """A line icon of the sprite; decoration unless it has a `label`. An unknown name is a programming error."""
    return _drawn(name, cls, str(label))


# A list of forty rows shows a hundred of a few dozen icons: drawing each anew was a tenth of the page.
@lru_cache(maxsize=2048)
def _drawn(name: str, cls: str, label: str) -> SafeString:
    if name not in ICONS:
        raise template.TemplateSyntaxError(f'there is no icon "{name}"; the list is ui/icons.txt')
    href = f"{static('vendor/sprite.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="ic {}" role="img" aria-label="{}"><use href="{}"/></svg>', cls, label, href
        )
    return format_html('<svg class="ic {}" aria-hidden="true"><use href="{}"/></svg>', cls, href)


@register.simple_tag(name="once")
def once_field() -> SafeString:
    """The hidden field by which a form that is sent twice is known; see `congso.kernel.once`."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, once.new_key())


@register.simple_tag
def urgency(level: Any) -> SafeString | str:
    """The badge of a grade of urgency; nothing for an ordinary document. Codes or 0 to 4; others raise ValueError."""
    code = str(level if level is not None else "")
    code = _ALIASES.get(code, code)
    if code in _CALM:
        return ""
    if code not in URGENCY:
        raise ValueError(f"no such grade of urgency: {code!r}")
    cls, icon_name, text = URGENCY[code]
    return _badge(f"u {cls}", icon_name, str(text), "")


# States and grades of a list are a handful of badges, drawn again on every row.
@lru_cache(maxsize=1024)
def _badge(cls: str, icon_name: str, text: str, title: str) -> SafeString:
    named = format_html(' title="{}"', title) if title else ""
    return format_html('<span class="{}"{}>{}{}</span>', cls, named, _drawn(icon_name, "", ""), text)


@register.simple_tag
def due(value: Deadline | None, cls: str = "") -> SafeString | str:
    """A deadline in words, coloured by its grade; the full date in the title."""
    if value is None:
        return ""
    full = words.local(value.at)
    title = full.strftime("%H:%M %d/%m/%Y")
    grade = value.state if value.state in {"late", "today", "soon"} else ""
    shown = " ".join(part for part in ("due", grade, cls) if part)
    return format_html('<span class="{}" title="{}">{}</span>', shown, title, words.deadline_words(value))


@register.simple_tag
def state(kind: str, text: Any, icon_name: str = "", title: str = "") -> SafeString:
    """A state: icon and words. `kind`: "ok" finished, "run" being worked on, "wait", "no" refused, "" anything else."""
    return _badge(f"st {kind}".strip(), icon_name or STATES.get(kind, STATES[""]), str(text), str(title))


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Two initials in a circle; `size`: "s", "" or "l". Decoration: the name stands beside it."""
    return format_html('<span class="av {}" aria-hidden="true">{}</span>', size, words.initials(name))


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """A form field: label, control, help, error. Options: label, help, cls, hide_label, and any attribute of the control.

    Attribute names are written with _ for - (`data_key="x"`, `hx_post="…"`).
    """
    return fields.render_field(bound, options)


@register.simple_tag(takes_context=True)
def panels(context: Context, subject_kind: str, subject_id: int) -> SafeString:
    """Places for the panels that other apps registered for this kind of subject; each loads itself by HTMX."""
    actor = getattr(context.get("request"), "actor", None)
    rows = (
        (panel.key, panel.key, reverse(panel.url_name, args=[subject_id]), panel.title, _("Đang tải…"))
        for panel in panels_for(subject_kind, actor)
    )
    return format_html_join(
        "\n",
        '<section class="panel" id="panel-{}" data-panel="{}" hx-get="{}" hx-trigger="load" hx-swap="innerHTML">'
        '<div class="block stack-2"><h2 class="hx2">{}</h2><span class="sk w80"></span><span class="sk w60"></span>'
        '<span class="vh">{}</span></div></section>',
        rows,
    )


@register.inclusion_tag("ui/_hands.html")
def hands(
    given: Sequence[Hand] | HandsBar, deadline_minutes: int | None = None, deadline_label: str = ""
) -> dict[str, Any]:
    """The why-late bar over hands with working minutes; `deadline_minutes` counts from the first hand."""
    bar = given if isinstance(given, HandsBar) else hands_bar(given, deadline_minutes)
    longest = next((segment.hand for segment in bar.segments if segment.longest), None)
    return {"bar": bar, "longest": longest, "deadline_label": deadline_label}


@register.simple_tag
def bar(done: float, whole: float, label: str = "", late: float = 0) -> SafeString:
    """A bar of a share. Places are attributes of SVG with a decimal point, whatever the reader's language."""
    share = min(max(100 * done / whole, 0), 100) if whole else 0
    behind = min(max(100 * late / whole, 0), share) if whole else 0
    tail = format_html(
        '<rect class="l" x="{}%" width="{}%" height="100%"/>', f"{share - behind:.2f}", f"{behind:.2f}"
    )
    return format_html(
        '<svg class="bar" {}><rect class="w" width="{}%" height="100%"/>{}</svg>',
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"'),
        f"{share:.2f}",
        tail if behind else "",
    )


@register.inclusion_tag("ui/_skeleton.html")
def skeleton(rows: int = 5) -> dict[str, Iterable[int]]:
    """Rows in grey while a part loads."""
    return {"rows": range(rows)}


@register.inclusion_tag("ui/_pager.html", takes_context=True)
def pager(context: Context, page: Any, total: Any = "") -> dict[str, Any]:
    """Newer and older pages of a `kernel.pagination.Page`; keeps the other parameters of the address."""
    request = context["request"]
    links: dict[str, Any] = {"total": total}
    for name, other in (("newer", "older"), ("older", "newer")):
        cursor = getattr(page, name, "")
        query = request.GET.copy()
        query.pop(other, None)
        query[name] = cursor
        links[name] = f"?{query.urlencode()}" if cursor else ""
    return links


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: Any) -> str:
    """This address with parameters changed: `{% here state="late" page="" %}`; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def day(value: datetime | date | None) -> str:
    """Thứ Sáu 20/11."""
    return words.day_words(value) if value else ""


@register.filter
def ngay(value: datetime | date | None) -> str:
    """17/11/2026."""
    return words.date_words(value) if value else ""


@register.filter
def when(value: datetime | None) -> str:
    """09:14 today, 16/11 08:00 this year."""
    return words.when_words(value) if value else ""


@register.filter
def span(minutes: int | None) -> str:
    """Working minutes in words."""
    return words.span_words(minutes) if minutes is not None else ""


@register.filter
def hours(minutes: int | None) -> str:
    """Working minutes in hours: 57 giờ 30."""
    return words.hours_words(minutes) if minutes is not None else ""


@register.filter
def number(value: float | int | None) -> str:
    """8.914."""
    return words.number_words(value) if value is not None else ""


@register.filter
def agency_short(name: str) -> str:
    """UBND and HĐND as everybody writes them, where a column is narrow; the full name belongs into the title."""
    return name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping by a key that is a variable."""
    return mapping.get(key, "")
