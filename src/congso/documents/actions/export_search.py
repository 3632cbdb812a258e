"""Take the results of a search out as a file: what the screen shows to this reader, no more of it than can be read."""

from django.db import transaction
from django.utils.translation import gettext as _

from congso.audit import api as audit
from congso.documents import search_files
from congso.documents.queries import saved_searches
from congso.documents.queries import search as q
from congso.documents.register_files import Made
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid
from congso.kernel.refs import SubjectRef
from congso.people import api as people


def export_search(*, actor: Actor, filters: q.SearchFilters, output: str) -> Made:
    """The first `EXPORTED` hits with the columns this person chose. Raises Forbidden, Invalid documents.bad_search_output,
    documents.search_empty."""
    if output not in search_files.OUTPUTS:
        raise Invalid("documents.bad_search_output")
    if actor.agency_id is None:
        raise Forbidden("documents.forbidden")
    if not filters.asked:
        raise Invalid("documents.search_empty")
    rows, more = q.every(actor, filters)
    agency = people.agency(actor.agency_id).name
    made = search_files.make(
        rows, saved_searches.columns(actor), output=output, notes=_notes(actor, filters, len(rows), more), agency=agency,
        at=clock.now(),
    )  # fmt: skip
    with transaction.atomic():
        # What left the product is kept (Annex VI, F6.11); what was typed may name people and is not.
        audit.record(
            actor, "search.exported", SubjectRef("agency", actor.agency_id), output=output, lines=len(rows)
        )
    return made


def _notes(actor: Actor, filters: q.SearchFilters, lines: int, more: bool) -> list[str]:
    at = clock.now().astimezone(clock.VIETNAM)
    said = _("Từ khóa: %(text)s") % {"text": filters.text} if filters.text else ""
    count = _("%(lines)s kết quả") % {"lines": lines}
    if more:
        count = _("%(lines)s kết quả đầu; còn nữa, thu hẹp bằng bộ lọc để xuất phần còn lại") % {
            "lines": lines
        }
    who = _("%(name)s xuất từ hệ thống lúc %(time)s, chỉ gồm văn bản người xuất được xem.") % {
        "name": actor.name,
        "time": f"{at:%H:%M %d/%m/%Y}",
    }
    return [one for one in (said, f"{count}.", who) if one]
