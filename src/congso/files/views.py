"""Files for browsers. Each address names the thing that holds the file, and its policy is asked each time."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from congso.files import fixity_report
from congso.files.actions.opening import opened, taken
from congso.files.actions.renditions import page_image, word_places
from congso.files.policies import readable
from congso.files.queries import live_blob, rendition_blob, text, worded_blob
from congso.files.rules import page_width
from congso.files.serving import serve
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import render_screen


def _serve_original(
    request: SignedInRequest, subject: SubjectRef, file_id: int, *, verb: str, inline: bool
) -> HttpResponseBase:
    file = readable(request.actor, subject, file_id)
    blob = live_blob(file)
    if verb == "document.opened":
        opened(actor=request.actor, subject=subject, file_id=file_id)
    elif _is_first_part(request):
        taken(actor=request.actor, subject=subject, file_id=file_id, verb=verb)
    return serve(request, blob, name=file.name, inline=inline)


def _is_first_part(request: HttpRequest) -> bool:
    """A download resumed in parts is journalled with its first part only."""
    return request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-")


@require_safe
@signed_in
def fixity(request: SignedInRequest) -> HttpResponseBase:
    """The state of the originals: the agency's for its administrator, all of them for the installation's."""
    return render_screen(request, "files/fixity.html", {"report": fixity_report.report(request.actor)})


@require_safe
@signed_in
def original(request: SignedInRequest, kind: str, subject_id: int, file_id: int) -> HttpResponseBase:
    """The bytes that arrived: to keep, or with ?xem=1 to show inside a viewer."""
    inline = request.GET.get("xem") == "1"
    verb = "document.opened" if inline else "file.downloaded"
    return _serve_original(request, SubjectRef(kind, subject_id), file_id, verb=verb, inline=inline)


@require_safe
@signed_in
def printed(request: SignedInRequest, kind: str, subject_id: int, file_id: int) -> HttpResponseBase:
    """The bytes for the browser's own print dialogue."""
    return _serve_original(request, SubjectRef(kind, subject_id), file_id, verb="file.printed", inline=True)


@require_safe
@signed_in
def rendition(
    request: SignedInRequest, kind: str, subject_id: int, file_id: int, rendition: str
) -> HttpResponseBase:
    """Something made from the file, e.g. the stamped copy; ?tai=1 keeps it."""
    subject = SubjectRef(kind, subject_id)
    file = readable(request.actor, subject, file_id)
    live_blob(file)
    blob = rendition_blob(file_id, rendition)
    if blob is None:
        raise NotFound("files.unknown")
    keep = request.GET.get("tai") == "1"
    if keep and _is_first_part(request):
        taken(actor=request.actor, subject=subject, file_id=file_id, verb="file.downloaded")
    elif not keep:
        opened(actor=request.actor, subject=subject, file_id=file_id)
    return serve(request, blob, name=file.name, inline=not keep)


@require_safe
@signed_in
def words(request: SignedInRequest, kind: str, subject_id: int, file_id: int) -> HttpResponseBase:
    """The words of the file, one page after another, for readers and for copying."""
    subject = SubjectRef(kind, subject_id)
    live_blob(readable(request.actor, subject, file_id))
    opened(actor=request.actor, subject=subject, file_id=file_id)
    response = HttpResponse("\n\f\n".join(text(file_id)), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@signed_in
def places(request: SignedInRequest, kind: str, subject_id: int, file_id: int) -> HttpResponseBase:
    """Where the words of ?q= stand on the pages, for the viewer to light them; nothing for what has no words."""
    subject = SubjectRef(kind, subject_id)
    file = readable(request.actor, subject, file_id)
    blob = live_blob(file)
    found = word_places(worded_blob(file.pk) or blob, request.GET.get("q", "")[:300])
    opened(actor=request.actor, subject=subject, file_id=file_id)
    response = JsonResponse({"places": found})
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@signed_in
def page(request: SignedInRequest, kind: str, subject_id: int, file_id: int, page: int) -> HttpResponseBase:
    """One page as an image, of the original or with ?ban=stamped of a rendition; ?w= is 800 or 1600."""
    subject = SubjectRef(kind, subject_id)
    file = readable(request.actor, subject, file_id)
    live_blob(file)
    made = request.GET.get("ban", "")
    blob = rendition_blob(file_id, made) if made else file.blob
    if blob is None:
        raise NotFound("files.unknown")
    image = page_image(blob, page, page_width(request.GET.get("w", "")))
    opened(actor=request.actor, subject=subject, file_id=file_id)
    return serve(request, image, name=f"{page}.webp", inline=True, revalidate=True)
