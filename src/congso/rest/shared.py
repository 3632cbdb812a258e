"""What the endpoints share."""

from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query

from congso.files import api as files
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.rest.schemas import ErrorOut, FileOut

# What is searched, as typed.
Words = Annotated[str, Query(max_length=200)]


def actor_of(request: HttpRequest) -> Actor:
    """Whom the call acts for; authentication has put it there."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def errors(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys(statuses, ErrorOut)


def file_out(subject: SubjectRef, row: files.FileRow) -> FileOut:
    url = f"/api/v1/files/{subject.kind}/{subject.id}/{row.id}"
    return FileOut(id=row.id, name=row.name, mime=row.mime, size=row.size, sha256=row.sha256, url=url)
