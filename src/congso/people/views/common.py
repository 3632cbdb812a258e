"""What the views of people share: the day a page is asked for, the data of a form."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from congso.kernel import clock
from congso.ui.api import DateField


def day_of(request: HttpRequest) -> date:
    """The day the page is asked for (`?ngay=17/11/2026` or 2026-11-17), today when none or not a day."""
    try:
        return DateField().clean(request.GET.get("ngay", "")) or clock.today()
    except ValidationError:
        return clock.today()


def form_data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
