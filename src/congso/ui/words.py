"""Times, spans and numbers in the reader's language, as design § Words has them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.ui.values import WORKING_DAY_MINUTES, Deadline

WEEKDAYS: Final[tuple[Promise, ...]] = (
    lazy("Thứ Hai"),
    lazy("Thứ Ba"),
    lazy("Thứ Tư"),
    lazy("Thứ Năm"),
    lazy("Thứ Sáu"),
    lazy("Thứ Bảy"),
    lazy("Chủ nhật"),
)


def local(value: datetime | date) -> datetime | date:
    """A moment in the zone of the installation; a bare date stays as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day_words(value: datetime | date, today: date | None = None) -> str:
    """ "Thứ Sáu 20/11"; with the year when it is not this year's."""
    when = local(value)
    this_year = (today or timezone.localdate()).year
    form = "%d/%m" if when.year == this_year else "%d/%m/%Y"
    return f"{WEEKDAYS[when.weekday()]} {when.strftime(form)}"


def date_words(value: datetime | date) -> str:
    """ "17/11/2026", as everywhere in the house."""
    when = local(value)
    return _date_words(when.date() if isinstance(when, datetime) else when)


@lru_cache(maxsize=512)
def _date_words(value: date) -> str:
    return value.strftime("%d/%m/%Y")


def when_words(value: datetime, today: date | None = None) -> str:
    """In lists: the hour for today, "16/11 08:00" this year, the full date before."""
    when = local(value)
    today = today or timezone.localdate()
    if not isinstance(when, datetime):
        return when.strftime("%d/%m" if when.year == today.year else "%d/%m/%Y")
    if when.date() == today:
        return when.strftime("%H:%M")
    return when.strftime("%d/%m %H:%M" if when.year == today.year else "%d/%m/%Y %H:%M")


def span_words(minutes: int) -> str:
    """Working time in its two largest parts: "1 ngày 1 giờ", "3 giờ 30 phút", "20 phút"."""
    days, rest = divmod(max(minutes, 0), WORKING_DAY_MINUTES)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days})
    if hours:
        parts.append(ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours})
    if left and not days:
        parts.append(ngettext("%(n)s phút", "%(n)s phút", left) % {"n": left})
    return " ".join(parts) or _("0 phút")


def hours_words(minutes: int) -> str:
    """Working time in hours, as the why-late bar counts: "81 giờ", "57 giờ 30"."""
    hours, left = divmod(max(minutes, 0), 60)
    if not hours:
        return ngettext("%(n)s phút", "%(n)s phút", left) % {"n": left}
    text = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    return f"{text} {left:02d}" if left else text


def deadline_words(due: Deadline, today: date | None = None) -> str:
    """ "quá 1 ngày 1 giờ", "hôm nay 17:00", "Thứ Tư 18/11": always words, never colour alone."""
    when = local(due.at)
    today = today or timezone.localdate()
    clock = when.strftime("%H:%M")
    if due.state == "late":
        return (
            _("quá %(span)s") % {"span": span_words(due.late_minutes)}
            if due.late_minutes
            else _("vừa quá hạn")
        )
    if due.state == "today":
        return _("hôm nay %(clock)s") % {"clock": clock}
    return day_words(when, today)


def number_words(value: int | float) -> str:
    """8.914 in Vietnamese, 8,914 in English; decimals get the other sign."""
    text = f"{value:,}"
    if (get_language() or "vi").startswith("en"):
        return text
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def initials(name: str) -> str:
    """Two letters: the family name's and the given name's ("Vũ Đình Khoát" → "VK")."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
