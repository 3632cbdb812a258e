"""What was read off the pages, for the form that is open: as it comes in, and again when it failed."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from congso.documents.actions.read_incoming import read_incoming_again
from congso.documents.forms_incoming import RegisterForm
from congso.documents.queries import incoming_document as dq
from congso.documents.queries.incoming_reading import Reading, plain, reading_of
from congso.documents.rules_reading import to_check
from congso.documents.texts_reading import LEVELS, why
from congso.kernel.errors import NotFound
from congso.people.api import SignedInRequest, signed_in

_WIDE: Final = frozenset({"issuer_name", "subject", "signer_title"})


def said_of(name: str, reading: Reading) -> Mapping[str, str]:
    """{"cls", "words"} of a field that holds a proposal: colour and words, never colour alone."""
    level = reading.fields[name].level
    wide = "span2 " if name in _WIDE else ""
    return {"cls": f"{wide}read-{level}", "words": str(LEVELS[level])}


def note_of(reading: Reading, used: frozenset[str]) -> dict[str, Any]:
    """The line above the form: how far the reading is, what to look at first, or why there is nothing."""
    labels = {name: str(field.label) for name, field in RegisterForm.base_fields.items()}
    check = [(name, labels[name]) for name in to_check(reading.fields, used)]
    return {
        "state": reading.state,
        "words": words_of(reading, len(used)),
        "done": reading.done,
        "total": reading.total,
        "check": check,
    }


def words_of(reading: Reading, used: int) -> str:
    if reading.state == "failed":
        return str(why(reading.reason))
    if reading.state == "reading":
        if not reading.total:
            return _("Đang đọc bản quét…")
        return _("Đang đọc bản quét: %(done)s / %(total)s trang") % {
            "done": reading.done,
            "total": reading.total,
        }
    return ngettext("Máy đã điền %(n)s ô.", "Máy đã điền %(n)s ô.", used) % {"n": used} if used else ""


@require_safe
@signed_in
def reading(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """The proposals as they stand now, for a form that is open."""
    shown = dq.document(request.actor, incoming_id)
    if not shown.may["register"]:
        raise NotFound("documents.not_found")
    found = reading_of(incoming_id)
    fields = {
        name: {**plain(name, one), "words": str(LEVELS[one.level])} for name, one in found.fields.items()
    }
    body = {
        "state": found.state,
        "words": words_of(found, len(fields)),
        "done": found.done,
        "total": found.total,
        "held": shown.held,
        "fields": fields,
    }
    answer = JsonResponse(body)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@signed_in
def again(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Read a scan again whose reading failed."""
    read_incoming_again(actor=request.actor, incoming_id=incoming_id)
    return redirect("documents:incoming_register", incoming_id)
