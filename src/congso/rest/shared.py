"""What the endpoints share."""

from typing import Any, cast

from django.http import HttpRequest

from congso.files import api as files
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.rest.schemas import ErrorOut, FileOut


def actor_of(request: HttpRequest) -> Actor:
    """Whom the call acts for; authentication has put it there."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def errors(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys(statuses, ErrorOut)


def file_out(subject: SubjectRef, row: files.FileRow) -> FileOut:
    url = f"/api/v1/files/{subject.kind}/{subject.id}/{row.id}"
    return FileOut(id=row.id, name=row.name, mime=row.mime, size=row.size, sha256=row.sha256, url=url)
