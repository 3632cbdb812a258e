"""Reads of files. The callers hold the files and have decided who may see them; `views` decides for browsers."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, BinaryIO, cast

from django.db.models import QuerySet
from django.urls import reverse

from congso.files import storage
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad
from congso.files.models import Blob, File, FileUse, PageText, Rendition, Scan
from congso.files.rows import FileRow, PageImage, ScanRow, UseRow
from congso.files.rules import PAGE_WIDTHS, PDF, SHOWN_AS_PAGES, WORDED, height_for
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef

_HOLDER = "asked by a holder, whose policy has decided"


def _files() -> QuerySet[File]:
    return File.objects.unscoped(reason=_HOLDER).select_related("blob")


def known(file_id: int, *, lock: bool = False) -> File:
    """The file with its blob. Raises NotFound files.unknown."""
    files = _files().select_for_update(of=("self",)) if lock else _files()
    file = files.filter(pk=file_id).first()
    if file is None:
        raise NotFound("files.unknown")
    return file


def to_row(file: File) -> FileRow:
    blob = file.blob
    return FileRow(
        id=file.pk,
        name=file.name,
        mime=blob.mime,
        size=blob.size,
        sha256=blob.sha256,
        pages=blob.pages,
        state=file.state,
        text_state=file.text_state,
        agency_id=file.agency_id,
        uploader_id=file.uploader_id,
        locked=blob.locked,
    )


def row(file_id: int) -> FileRow:
    """Raises NotFound files.unknown."""
    return to_row(known(file_id))


def rows(file_ids: Iterable[int]) -> list[FileRow]:
    """In the order asked; unknown ids are left out."""
    wanted = list(file_ids)
    found = {file.pk: to_row(file) for file in _files().filter(pk__in=set(wanted))}
    return [found[i] for i in wanted if i in found]


def uploads_of(actor: Actor, file_ids: Iterable[int]) -> list[FileRow]:
    """Of these ids, the files this person brought for this agency: what a posted form may name."""
    if actor.agency_id is None or actor.person_id is None:
        return []
    mine = _files().filter(uploader_id=actor.person_id, agency_id=actor.agency_id)
    wanted = list(file_ids)
    found = {file.pk: to_row(file) for file in mine.filter(pk__in=set(wanted))}
    return [found[i] for i in wanted if i in found]


def open_file(file_id: int) -> BinaryIO:
    """The original as a readable stream; the caller closes it. Raises NotFound files.unknown, files.purged."""
    return open_blob(live_blob(known(file_id)))


def live_blob(file: File) -> Blob:
    """Raises NotFound files.purged when the content was removed."""
    if file.state == File.State.PURGED or file.blob.purged_at is not None:
        raise NotFound("files.purged")
    return file.blob


def open_blob(blob: Blob) -> BinaryIO:
    return cast(BinaryIO, storage.originals().open(blob.storage_key, "rb"))


def read(file_id: int) -> bytes:
    """The original's bytes. Raises NotFound files.unknown, files.purged."""
    with open_file(file_id) as file:
        return file.read()


def rendition_blob(file_id: int, kind: str, page: int | None = None) -> Blob | None:
    found = Rendition.objects.filter(file_id=file_id, kind=kind, page=page).select_related("blob").first()
    return found.blob if found else None


def worded_blob(file_id: int) -> Blob | None:
    """The twin of a scan that carries the words which were read off its pages, page over page; None without one."""
    found = Rendition.objects.filter(file_id=file_id, kind__in=WORDED, blob__mime=PDF, page=None)
    row = found.select_related("blob").first()
    return row.blob if row else None


def rendition(file_id: int, kind: str) -> bytes | None:
    """The bytes of a rendition, None when there is none."""
    blob = rendition_blob(file_id, kind)
    if blob is None:
        return None
    with open_blob(blob) as file:
        return file.read()


def text(file_id: int) -> list[str]:
    """Words by page, from page 1; a page without words is "". Empty for a scan, and until it was read."""
    file = known(file_id)
    if file.state == File.State.PURGED:
        return []
    words = dict(PageText.objects.filter(blob_id=file.blob_id).values_list("page", "text"))
    return [words.get(number, "") for number in range(1, max(words, default=0) + 1)]


def texts(file_ids: Iterable[int], *, pages: int = 40) -> dict[int, list[str]]:
    """The words of the first pages of many files that may be shown, in one query; ids without words are left out."""
    rows = PageText.objects.filter(
        blob__files__in=set(file_ids), blob__files__state=File.State.READY, page__lte=pages
    )
    words: dict[int, dict[int, str]] = {}
    for file_id, page, text in rows.values_list("blob__files", "page", "text"):
        words.setdefault(file_id, {})[page] = text
    return {
        file_id: [found.get(number, "") for number in range(1, max(found) + 1)]
        for file_id, found in words.items()
    }


def scan_of(file_id: int) -> ScanRow | None:
    """How far the reading by eye is; None for a file whose pages have words of their own."""
    scan = Scan.objects.filter(blob__files=file_id).first()
    if scan is None:
        return None
    return ScanRow(scan.state, scan.reason, scan.layer, scan.total - len(scan.pages), scan.total)


def scanned_pages(file_id: int) -> dict[int, dict[str, Any]]:
    """What was read by eye of the pages so far, by page from 1 (`pure.reading.scans.records`)."""
    rows = PageText.objects.filter(blob__files=file_id, read__isnull=False)
    return {page: read for page, read in rows.values_list("page", "read") if read is not None}


def own_fields(file_id: int) -> dict[str, Any]:
    """The fields that the file's own text gives, as `pure.reading.Reading.to_json`. {} for what cannot be read.

    Raises NotFound files.unknown, files.purged.
    """
    blob = live_blob(known(file_id))
    try:
        with storage.local_path(blob) as path:
            return inspector.fields(path)
    except Bad:
        return {}


def page_count(file_id: int) -> int | None:
    """None for formats without fixed pages."""
    return known(file_id).blob.pages


def _uses(subjects: Sequence[SubjectRef]) -> QuerySet[FileUse]:
    kinds = {subject.kind for subject in subjects}
    return (
        FileUse.objects.filter(subject_kind__in=kinds, subject_id__in={subject.id for subject in subjects})
        .select_related("file__blob")
        .order_by("order", "id")
    )


def uses_of(subjects: Sequence[SubjectRef]) -> dict[SubjectRef, list[UseRow]]:
    """The files of many things in one query, ordered; every subject has an entry."""
    found: dict[SubjectRef, list[UseRow]] = {subject: [] for subject in subjects}
    for use in _uses(subjects):
        subject = SubjectRef(use.subject_kind, use.subject_id)
        if subject in found:
            found[subject].append(UseRow(to_row(use.file), use.role, use.order))
    return found


def files_of(subject: SubjectRef, role: str | None = None) -> list[FileRow]:
    """Files of a thing, ordered; with `role`, only those in it."""
    return [use.file for use in uses_of([subject])[subject] if role is None or use.role == role]


def holders_of(file_id: int) -> list[SubjectRef]:
    """Things that hold the file, each once."""
    uses = FileUse.objects.filter(file_id=file_id).order_by("id").values_list("subject_kind", "subject_id")
    return [SubjectRef(kind, subject_id) for kind, subject_id in dict.fromkeys(uses)]


def same_bytes(sha256: str, agency_id: int) -> list[SubjectRef]:
    """Things of the agency that hold the same bytes already, oldest first."""
    uses = FileUse.objects.filter(file__blob__sha256=sha256, file__agency_id=agency_id).order_by("id")
    return list(dict.fromkeys(SubjectRef(use.subject_kind, use.subject_id) for use in uses))


def same_bytes_of(hashes: Collection[str], agency_id: int) -> dict[str, list[SubjectRef]]:
    """`same_bytes` of many contents in one query; every hash has an entry."""
    found: dict[str, list[SubjectRef]] = {sha256: [] for sha256 in hashes}
    uses = FileUse.objects.filter(file__blob__sha256__in=list(found), file__agency_id=agency_id).order_by(
        "id"
    )
    for sha256, kind, subject_id in uses.values_list("file__blob__sha256", "subject_kind", "subject_id"):
        found[sha256].append(SubjectRef(kind, subject_id))
    return found


def viewer_pages(subject: SubjectRef, file_id: int, rendition: str | None = None) -> list[PageImage]:
    """Pages to show for a file of a thing; empty for formats without pages and for purged files."""
    file = known(file_id)
    blob = rendition_blob(file_id, rendition) if rendition else file.blob
    if blob is None or file.state == File.State.PURGED or blob.mime not in SHOWN_AS_PAGES:
        return []
    suffix = f"&ban={rendition}" if rendition else ""
    narrow, wide = PAGE_WIDTHS
    pages = []
    for number, size in enumerate(blob.page_sizes, 1):
        url = reverse("files:page", args=[subject.kind, subject.id, file_id, number])
        pages.append(
            PageImage(
                url=f"{url}?w={narrow}{suffix}",
                width=narrow,
                height=height_for(narrow, tuple(size)),
                number=number,
                url_wide=f"{url}?w={wide}{suffix}",
                points=(size[0], size[1]),
            )
        )
    return pages
