"""Who am I, registers, search, files."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest
from ninja import Query, Router

from congso.documents import api as documents
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor, ActorKind
from congso.kernel.errors import Conflict, NotFound
from congso.kernel.refs import SubjectRef
from congso.rest import schemas as s
from congso.rest.shared import actor_of, errors

router = Router(tags=["records"])
Place = Literal["incoming", "outgoing", "draft", "work_file"]


@router.get("/me", response={200: s.MeOut, **errors(401)}, operation_id="me")
def me(request: HttpRequest) -> Any:
    """The person and post this call acts for."""
    actor = actor_of(request)
    return s.MeOut(
        name=actor.name,
        post=actor.post_title,
        agency_id=actor.agency_id,
        unit_id=actor.unit_id,
        roles=sorted(actor.roles),
        service=actor.kind is ActorKind.SERVICE,
    )


@router.get(
    "/registers", response={200: list[s.RegisterOut], **errors(401, 403)}, operation_id="register_list"
)
def register_list(request: HttpRequest, year: int | None = None) -> Any:
    """The books of a year, this year by default."""
    return [_register(row) for row in documents.registers(actor_of(request), year=year or clock.today().year)]


def _register(row: documents.RegisterRow) -> s.RegisterOut:
    return s.RegisterOut(
        id=row.id, name=row.name, direction=row.direction, year=row.year, last=row.last, reserved=row.reserved,
        cancelled=row.cancelled, unexplained=row.unexplained, closed=row.closed_at is not None,
    )  # fmt: skip


@router.get(
    "/registers/{register_id}/numbers",
    response={200: s.NumbersOut, **errors(401, 403, 404)},
    operation_id="register_numbers",
)
def register_numbers(
    request: HttpRequest,
    register_id: int,
    since: date | None = None,
    until: date | None = None,
    form: Literal["so", "theo-doi", "chuyen-giao"] = "so",
    older: str = "",
) -> Any:
    """Numbers of a book, ascending, with the cells of the law's form: register, follow-up, delivery book."""
    actor = actor_of(request)
    book = documents.register(actor, register_id)
    filters = documents.BookFilters(since=since, until=until)
    page = documents.book_page(actor, book, filters, form=form, older=older)
    rows = [
        s.NumberOut(
            number=line.number,
            date=line.date,
            state=line.state,
            subject=str(line.subject or ""),
            cells=list(line.cells),
        )
        for line in page.rows
    ]
    return s.NumbersOut(rows=rows, older=page.older)


@router.get("/search", response={200: s.FoundOut, **errors(401)}, operation_id="search")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=300)],
    place: Place | None = None,
    older: str = "",
) -> Any:
    """Words with or without accents, "phrases" in quotes, numbers and symbols in any form."""
    filters = documents.SearchFilters(text=q, places=(place,) if place else ())
    found = documents.search(actor_of(request), filters, older=older)
    rows = [
        s.HitOut(
            subject=str(row.subject), title=row.plain_title, code=row.code, date=row.date, author=row.author,
            exact=row.exact, url=row.url,
        )
        for row in found.rows
    ]  # fmt: skip
    return s.FoundOut(rows=rows, count=found.count, older=found.older)


@router.get(
    "/files/{kind}/{subject_id}/{file_id}",
    response={**errors(401, 404, 409)},
    operation_id="file",
    include_in_schema=True,
)
def file(
    request: HttpRequest, kind: Literal["incoming", "outgoing", "draft"], subject_id: int, file_id: int
) -> Any:
    """The bytes of a file of a document the caller may see."""
    actor = actor_of(request)
    row = next((one for one in _files(actor, kind, subject_id) if one.id == file_id), None)
    if row is None or (row.state == "held" and row.uploader_id != actor.person_id):
        raise NotFound("files.unknown")
    if row.state == "held":
        raise Conflict("rest.file_held")
    answer = FileResponse(
        files.open_file(file_id), as_attachment=True, filename=row.name, content_type=row.mime
    )
    files.opened(actor=actor, subject=SubjectRef(kind, subject_id), file_id=file_id)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _files(actor: Actor, kind: str, subject_id: int) -> list[files.FileRow]:
    """The files of a thing, once the thing itself was read with the actor's eyes."""
    readers = {
        "incoming": documents.incoming_document,
        "outgoing": documents.outgoing_document,
        "draft": documents.draft_document,
    }
    readers[kind](actor, subject_id)
    return files.files_of(SubjectRef(kind, subject_id))
