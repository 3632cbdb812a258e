"""The evidence behind "2 chữ ký hợp lệ": one click from the document."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from congso.files import api as files
from congso.files.api import FileRow
from congso.kernel.refs import SubjectRef
from congso.people.api import SignedInRequest, signed_in
from congso.signing import checks
from congso.signing import rules_checks as rules
from congso.signing.checking import words
from congso.signing.checking.report import SignatureReport, Trust, Verdict
from congso.ui.api import render_screen


@dataclass(frozen=True, slots=True)
class ShownSignature:
    report: SignatureReport
    tone: str
    icon: str
    headline: str
    sentences: list[str]
    at: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    file: FileRow
    signatures: list[ShownSignature]
    why: str
    check: checks.CheckRow


def shown_signature(report: SignatureReport) -> ShownSignature:
    if not report.holds:
        tone, icon = "no", "alert-triangle"
    elif report.trust is Trust.TRUSTED:
        tone, icon = "ok", "rosette-discount-check"
    elif report.trust in {Trust.UNTRUSTED, Trust.NOT_CHECKED}:
        tone, icon = "", "rosette-discount-check"
    else:
        tone, icon = "no", "alert-triangle"
    if report.verdict is Verdict.UNREADABLE:
        icon = "question-mark"
    at = words.moment(report.at)
    return ShownSignature(report, tone, icon, words.headline(report), words.sentences(report), at)


@require_safe
@signed_in
def evidence(request: SignedInRequest, kind: str, subject_id: int) -> HttpResponseBase:
    """Every PDF of a thing with all its signatures. Whoever may read the files reads this; 404 for everybody else."""
    subject = SubjectRef(kind, subject_id)
    rows = [row for row in files.readable_rows(request.actor, subject) if row.mime == checks.PDF]
    known = checks.checks_for(request.actor, [row.id for row in rows])
    shown = [_shown(row, known.get(row.id) or _fresh(row)) for row in rows if row.state != "purged"]
    return render_screen(request, "signing/evidence.html", {"files": shown, "subject": subject})


def _fresh(row: FileRow) -> checks.CheckRow:
    """A file made here, or one whose job has not come yet: looked at now, without asking anybody, and not kept."""
    why, reports = checks.look(files.read(row.id), online=False)
    return checks.CheckRow(row.id, rules.UNKNOWN if why else rules.state_of(reports), tuple(reports), why)


def _shown(row: FileRow, check: checks.CheckRow) -> ShownFile:
    why = check.why or ("" if check.reports else "unsigned")
    return ShownFile(
        row,
        [shown_signature(report) for report in check.reports],
        str(words.FILES[why]) if why else "",
        check,
    )
