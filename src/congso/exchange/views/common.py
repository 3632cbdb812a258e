"""One screen for every form of this domain."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from congso.kernel import wording
from congso.kernel.errors import Conflict, Invalid
from congso.ui.api import redirect_to, render_screen


@dataclass(frozen=True, slots=True)
class FormScreen:
    """Words and ways of a form's page. `submit` says the act; `done` is said after it; `back` is an address."""

    title: str
    submit: str
    back: str
    done: str
    intro: str = ""


def taken(form: Form, act: Callable[[], None]) -> bool:
    """Whether the form was good and the act done; a refusal is worded at its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except (Invalid, Conflict) as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, wording.explain(refusal))
        return False
    return True


def run_form(request: HttpRequest, form: Form, act: Callable[[], None], screen: FormScreen) -> HttpResponse:
    """Show the form, or act and go back to where it came from. Invalid and Conflict stay on the page (422)."""
    if request.method == "POST" and taken(form, act):
        return redirect_to(request, screen.back, toast=screen.done)
    status = 422 if request.method == "POST" else 200
    return render_screen(request, "exchange/form.html", {"form": form, "screen": screen}, status=status)
