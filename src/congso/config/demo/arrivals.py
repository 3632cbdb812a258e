"""What becomes of an arrival: from the clerk's table to its end, as far as its story goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from congso.config.demo.outside import ISSUERS, NUMBERS, OutsidePaper, outside_paper, scanned
from congso.config.demo.papers import Paper, paper
from congso.config.demo.stage import Crew, Stage, Story, table
from congso.config.demo.texts import BY_KEY
from congso.documents import api as documents
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.tasks import api as tasks

DIRECTIVES = (
    "Giao {room} chủ trì, tham mưu văn bản trả lời đúng hạn.",
    "{room} nghiên cứu, đề xuất; Văn phòng theo dõi, đôn đốc.",
    "Chuyển {room} xử lý theo thẩm quyền, báo cáo kết quả.",
    "Đồng ý. {room} triển khai, phối hợp với các đơn vị liên quan.",
)
# What follows registration; each includes those before it on the same line.
DIRECTED = frozenset(
    {"assigned", "seen", "working", "passed", "late", "returned", "informed", "answering", "answered"}
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line of the script. `outcome`: waiting, held, refused, twin, registered, proposed, one of DIRECTED, filed,
    information, cancelled, again."""

    house: str
    letter: str
    day: int
    hour: int
    outcome: str
    issuer: int = 0
    urgency: int = 0
    minute: int = 5
    turn: int = 0


def arrival(stage: Stage, line: Arrival) -> Story:
    """A paper from beyond the province, brought in by the clerk."""
    crew = stage.crews[line.house]
    moment = stage.at(line.day, line.hour, line.minute)
    yield moment
    made = _from_outside(stage, crew, line, moment)
    pdf = scanned(made.pdf) if line.outcome == "held" else made.pdf
    name = f"{made.number}-{made.symbol}.pdf"
    (received,) = documents.receive_upload(
        actor=crew.clerk, files=[(name, pdf)], paper=line.outcome == "held"
    )
    if received.incoming_id is None:
        raise RuntimeError(f"{line}: {received.refusal}")
    if line.outcome == "twin":
        yield from _again(stage, crew, received.incoming_id, made, moment)
        return
    if line.outcome not in {"waiting", "held"}:
        yield from handled(stage, crew, received.incoming_id, line, moment, made)


def _from_outside(stage: Stage, crew: Crew, line: Arrival, moment: datetime) -> OutsidePaper:
    issuer = ISSUERS[line.issuer % len(ISSUERS)]
    written = moment.date() - timedelta(days=stage.rng.randint(0, 3))
    return outside_paper(
        issuer,
        BY_KEY[line.letter],
        number=(stage.rng.randint(*NUMBERS), written),
        to=crew.name,
        turn=line.turn,
        urgency=line.urgency,
    )


def _due(crew: Crew, moment: datetime, days: int | None) -> date | None:
    return people.calendar_of(crew.agency_id).add_workdays(moment.date(), days) if days else None


def _fields_of_paper(made: OutsidePaper, due_on: date | None) -> documents.Fields:
    return documents.Fields(
        number=made.number,
        symbol=made.symbol,
        document_date=made.on,
        kind=made.kind_name,
        issuer_name=made.issuer.name,
        subject=made.subject[0].upper() + made.subject[1:],
        signer_name=made.issuer.signer,
        signer_title=made.issuer.title,
        urgency=made.urgency,
        due_on=due_on,
        pages=made.pages,
    )


def _again(stage: Stage, crew: Crew, first_id: int, made: OutsidePaper, moment: datetime) -> Story:
    """Registered, and then the same paper comes once more: the clerk is warned."""
    yield from _register(stage, crew, first_id, moment, made, due_days=5)
    yield stage.at(0, 15, 20)
    documents.receive_upload(actor=crew.clerk, files=[(f"ban-giay-{made.number}.pdf", made.pdf)], paper=True)


def row_of(incoming_id: int) -> Any:
    return table("documents", "IncomingDocument").get(pk=incoming_id)


def handled(
    stage: Stage,
    crew: Crew,
    incoming_id: int,
    line: Arrival,
    moment: datetime,
    made: OutsidePaper | None = None,
) -> Story:
    """From the clerk's table onward. `made` is missing for what another agency of the province sent."""
    if line.outcome == "refused":
        yield stage.later(moment, 30)
        documents.refuse_incoming(
            actor=crew.clerk,
            incoming_id=incoming_id,
            reason="Văn bản không đúng nơi nhận, đề nghị gửi lại đúng cơ quan.",
        )
        return
    due = (
        2 if line.outcome == "late" else (None if line.outcome in {"information", "filed"} else 5 + line.turn)
    )
    yield from _register(stage, crew, incoming_id, moment, made, due_days=due)
    moment = stage.later(stage.later(moment, 30), 90)
    if line.outcome in {"cancelled", "again"}:
        yield moment
        documents.cancel_registration(
            actor=crew.clerk, incoming_id=incoming_id, reason="Đăng ký nhầm sổ", again=line.outcome == "again"
        )
    elif line.outcome == "proposed":
        yield moment
        _propose(stage, crew, incoming_id, line)
    elif line.outcome in {"information", "filed"}:
        yield moment
        documents.close_incoming(
            actor=crew.head,
            incoming_id=incoming_id,
            kind=line.outcome,
            reason="Lãnh đạo đã xem, không phải trả lời.",
        )
    elif line.outcome in DIRECTED:
        yield from _directed(stage, crew, incoming_id, line, moment)


def _register(
    stage: Stage,
    crew: Crew,
    incoming_id: int,
    moment: datetime,
    made: OutsidePaper | None,
    *,
    due_days: int | None,
) -> Story:
    yield stage.later(moment, 25)
    row = row_of(incoming_id)
    due_on = _due(crew, moment, due_days)
    given = _fields_of_paper(made, due_on) if made else _fields_of_delivery(row, due_on)
    documents.register_incoming(
        actor=crew.clerk, incoming_id=incoming_id, fields=given, expected_version=row.version
    )


def _fields_of_delivery(row: Any, due_on: date | None) -> documents.Fields:
    """What the envelope brought, with the day the clerk adds."""
    names = (
        "number",
        "symbol",
        "document_date",
        "kind",
        "issuer_name",
        "issuer_agency_id",
        "subject",
        "signer_name",
    )
    kept = {name: getattr(row, name) for name in (*names, "signer_title", "urgency", "pages")}
    return documents.Fields(**kept, due_on=due_on)


def _lines(stage: Stage, crew: Crew, line: Arrival, due_at: datetime | None) -> tuple[str, list[tasks.Line]]:
    room = crew.room(line.turn + line.issuer)
    others = [one for one in crew.rooms if one != room]
    lines = [tasks.Line(part=tasks.LEAD, unit_id=room.unit_id, due_at=due_at)]
    if others and line.turn % 2 == 0:
        lines.append(tasks.Line(part=tasks.SUPPORT, unit_id=others[0].unit_id, due_at=due_at))
    if crew.deputies and line.issuer % 3 == 0:
        lines.append(tasks.Line(part=tasks.INFORM, appointment_id=crew.deputies[0].appointment_id))
    name = people.unit(room.unit_id).name
    return stage.rng.choice(DIRECTIVES).format(room=name), lines


def _propose(stage: Stage, crew: Crew, incoming_id: int, line: Arrival) -> None:
    text, lines = _lines(stage, crew, line, row_of(incoming_id).due_at)
    documents.propose_handling(actor=crew.chief, incoming_id=incoming_id, text=text, lines=lines)


def _directed(stage: Stage, crew: Crew, incoming_id: int, line: Arrival, moment: datetime) -> Story:
    """The office proposes, the leader confirms; or the leader writes at once. Then the unit works."""
    yield moment
    due_at = row_of(incoming_id).due_at
    if line.issuer % 2:
        _propose(stage, crew, incoming_id, line)
        moment = stage.later(moment, 60)
        yield moment
        documents.open_incoming(actor=crew.head, incoming_id=incoming_id)
        given = documents.confirm_proposal(actor=crew.head, incoming_id=incoming_id)
    else:
        documents.open_incoming(actor=crew.head, incoming_id=incoming_id)
        text, lines = _lines(stage, crew, line, due_at)
        given = documents.direct_incoming(actor=crew.head, incoming_id=incoming_id, text=text, lines=lines)
    room, lead = crew.room(line.turn + line.issuer), given.assignment_ids[0]
    if line.outcome == "assigned":
        return
    moment = stage.later(moment, 80)
    yield moment
    documents.open_incoming(actor=room.head, incoming_id=incoming_id)
    tasks.see(actor=room.head, assignment_id=lead)
    if line.outcome == "returned":
        tasks.return_(
            actor=room.head,
            assignment_id=lead,
            reason="Nội dung thuộc nhiệm vụ của phòng khác, đề nghị giao lại.",
        )
    elif line.outcome == "informed":
        tasks.finish(actor=room.head, assignment_id=lead, note="Đã phổ biến trong phòng.")
        yield stage.later(moment, 40)
        documents.close_incoming(
            actor=crew.head, incoming_id=incoming_id, kind="information", reason="Đã phổ biến, lưu theo dõi."
        )
    elif line.outcome != "seen":
        yield from _worked(stage, crew, incoming_id, line, moment, lead)


def _worked(stage: Stage, crew: Crew, incoming_id: int, line: Arrival, moment: datetime, lead: int) -> Story:
    room = crew.room(line.turn + line.issuer)
    officer = room.officers[line.turn % len(room.officers)]
    if officer != room.head:
        due_at = row_of(incoming_id).due_at
        inside = [tasks.Line(part=tasks.LEAD, appointment_id=officer.appointment_id, due_at=due_at)]
        documents.pass_on_incoming(
            actor=room.head,
            incoming_id=incoming_id,
            assignment_id=lead,
            text="Đồng chí nghiên cứu, dự thảo văn bản.",
            lines=inside,
        )
        moment = stage.later(moment, 45)
        yield moment
        documents.open_incoming(actor=officer, incoming_id=incoming_id)
    if line.outcome == "passed":
        return
    tasks.start_own(actor=officer, subject=SubjectRef("incoming", incoming_id))
    if line.outcome in {"answering", "answered"}:
        moment = stage.later(moment, 120)
        end = (
            "issued"
            if line.outcome == "answered"
            else ("drafting", "content", "form", "signing")[line.turn % 4]
        )
        wanted = Paper(
            line.house,
            "",
            line.day,
            line.hour,
            end,
            room=crew.rooms.index(room),
            turn=line.turn,
            answers=incoming_id,
        )
        yield from paper(stage, wanted, starting=moment)
