"""One screen for every form: it shows, calls one action, and words a refusal at its field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from congso.kernel import clock, wording
from congso.kernel.errors import Conflict, Invalid
from congso.ui.api import redirect_to, render_screen
from congso.ui.forms import DateField


@dataclass(frozen=True, slots=True)
class FormScreen:
    """Words and ways of a form's page. `submit` says the act; `done` is said after it; `back` is an address."""

    title: str
    submit: str
    back: str
    done: str
    intro: str = ""


def run_form(request: HttpRequest, form: Form, act: Callable[[Any], str], screen: FormScreen) -> HttpResponse:
    """Show the form, or act and go to the address `act(form)` returns. Invalid and Conflict stay on the page (422)."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                to = act(form)
            except (Invalid, Conflict) as refusal:
                field = getattr(refusal, "field", "")
                form.add_error(field if field in form.fields else None, wording.explain(refusal))
            else:
                return redirect_to(request, to, toast=screen.done)
    return render_screen(request, "people/form.html", {"form": form, "screen": screen}, status=status)


def day_of(request: HttpRequest) -> date:
    """The day the page is asked for (`?ngay=17/11/2026` or 2026-11-17), today when none or not a day."""
    try:
        return DateField().clean(request.GET.get("ngay", "")) or clock.today()
    except ValidationError:
        return clock.today()


def form_data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
