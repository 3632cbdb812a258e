"""One screen for every plain form: it shows, calls one action, and words a refusal at its field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from congso.kernel import wording
from congso.kernel.errors import Conflict, Invalid, Refusal
from congso.ui.htmx import redirect_to, render_screen


@dataclass(frozen=True, slots=True)
class FormScreen:
    """Words and ways of a form's page. `submit` says the act; `done` is said after it; `back` is an address.

    `about`: whose form it is, beside the title; `note`: what to know before it, above the fields.
    """

    title: str
    submit: str
    back: str
    done: str = ""
    about: str = ""
    note: str = ""


def put_refusal(form: Form, refusal: Refusal) -> None:
    """A refusal beside the field it is about, else above the form."""
    field = getattr(refusal, "field", "")
    form.add_error(field if field in form.fields else None, wording.explain(refusal))


def run_form(
    request: HttpRequest, form: Form, act: Callable[[Any], str | HttpResponse], screen: FormScreen
) -> HttpResponse:
    """Show the form, or act and go to the address that `act(form)` returns, or answer with the page it returns.

    Invalid and Conflict stay on the page (422).
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = act(form)
            except (Invalid, Conflict) as refusal:
                put_refusal(form, refusal)
            else:
                return redirect_to(request, done, toast=screen.done) if isinstance(done, str) else done
    return render_screen(request, "ui/form_screen.html", {"form": form, "screen": screen}, status=status)
