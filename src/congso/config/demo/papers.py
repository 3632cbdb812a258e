"""What becomes of a paper that is written here: from the first line to the states that come back from its receivers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from congso.config.demo.outside import content
from congso.config.demo.stage import Crew, Room, Stage, Story, table
from congso.config.demo.texts import BY_KEY, Letter
from congso.documents import api as documents
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people

ANSWER = (
    "{agency} nhận được văn bản nêu trên. Sau khi nghiên cứu, {agency} có ý kiến như sau:",
    "1. Cơ bản thống nhất với nội dung đề nghị; các số liệu tại biểu kèm theo đã được rà soát, đối chiếu với hồ sơ quản lý.",
    "2. Đề nghị làm rõ thêm nguồn kinh phí và thời gian thực hiện để bảo đảm tính khả thi.",
    "3. {agency} cử đầu mối phối hợp trong quá trình triển khai; thông tin trao đổi qua văn thư cơ quan.",
    "Trên đây là ý kiến của {agency}, đề nghị quý cơ quan nghiên cứu, tổng hợp./.",
)
REMARKS = (
    "Bổ sung số liệu so sánh với cùng kỳ và căn cứ pháp lý ở đoạn mở đầu.",
    "Trích yếu chưa khái quát nội dung; phần nơi nhận thiếu đơn vị phối hợp.",
    "Đề nghị rút gọn mục 2, nêu rõ thời hạn gửi báo cáo.",
)
COMMUNES = ("H99.21", "H99.22", "H99.23", "H99.24", "H99.25", "H99.26")
DEPARTMENTS = ("H99.01", "H99.02", "H99.03", "H99.04")
GROUPS = {"communes": "Ủy ban nhân dân các xã, phường", "departments": "Các sở"}
# ends in the order of the way; "returned_*" go back to the drafter from that stage
STAGE_OF_END = {
    "content": "content",
    "form": "form",
    "signing": "sign",
    "returned_content": "content",
    "returned_form": "form",
    "returned_sign": "sign",
}
React = Callable[[Stage, str, int, datetime], Iterator[datetime]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the script. `end`: drafting, withdrawn, content, form, signing, returned_content, returned_form,
    returned_sign, signed, issued, cancelled, recalled. `to`: codes of agencies, "communes", "departments", "outside".
    `signer`: "head", a deputy's place ("0", "1"), "TL" (the chief of the office), "TUQ" (the head of the room).
    """

    house: str
    letter: str
    day: int
    hour: int
    end: str
    to: tuple[str, ...] = ()
    room: int = 0
    turn: int = 0
    signer: str = "head"
    urgency: int = 0
    minute: int = 10
    answers: int | None = None
    react: React | None = None
    reserved: int | None = None


def paper(stage: Stage, line: Paper, starting: datetime | None = None) -> Story:
    crew = stage.crews[line.house]
    room = crew.room(line.room)
    drafter = room.officers[line.turn % len(room.officers)]
    moment = starting or stage.at(line.day, line.hour, line.minute)
    yield moment
    draft_id = _write(stage, crew, room, drafter, line)
    if line.end == "drafting":
        return
    if line.end == "withdrawn":
        yield stage.later(moment, 60)
        documents.withdraw_draft(actor=drafter, draft_id=draft_id, reason="Lồng ghép vào báo cáo tháng.")
        return
    moment = stage.later(moment, 50)
    yield moment
    reached = documents.submit_draft(actor=drafter, draft_id=draft_id)
    reviewers = {"content": room.head, "form": crew.chief, "sign": _signer(crew, room, line)}
    wanted = STAGE_OF_END.get(line.end, "")
    while reached != "sign" and reached != wanted:
        moment = stage.later(moment, 45)
        yield moment
        documents.open_draft(actor=reviewers[reached], draft_id=draft_id)
        reached = documents.approve_step(actor=reviewers[reached], draft_id=draft_id)
    if line.end.startswith("returned"):
        yield stage.later(moment, 60)
        documents.return_draft(actor=reviewers[reached], draft_id=draft_id, remarks=stage.rng.choice(REMARKS))
        return
    if not wanted:
        yield from _signed(stage, crew, draft_id, line, moment, reviewers["sign"])


def _signer(crew: Crew, room: Room, line: Paper) -> Actor:
    if line.signer.isdecimal():
        return crew.deputies[int(line.signer)]
    return {"head": crew.head, "TL": crew.chief, "TUQ": room.head}[line.signer]


def _write(stage: Stage, crew: Crew, room: Room, drafter: Actor, line: Paper) -> int:
    """The draft with fields, words, signer and receivers."""
    answers = [line.answers] if line.answers is not None else []
    letter = BY_KEY[line.letter] if line.letter else None
    draft_id = documents.create_draft(
        actor=drafter, kind=letter.kind if letter else "cong_van", body_id=crew.body_id, answers=answers
    )
    row = table("documents", "Draft").get(pk=draft_id)
    paragraphs = (
        letter.paragraphs(clock.today()) if letter else tuple(one.format(agency=crew.name) for one in ANSWER)
    )
    addressees = tuple(row.addressees) or tuple(dict.fromkeys(_addressee(stage, code) for code in line.to))
    documents.edit_draft(
        actor=drafter,
        draft_id=draft_id,
        expected_revision=row.revision,
        fields=documents.DraftFields(
            kind=row.kind,
            body_id=crew.body_id,
            subject=_subject(letter, line.turn) if letter else row.subject,
            symbol=row.symbol,
            urgency=line.urgency,
            addressees=addressees if row.kind in {"cong_van", "to_trinh", "giay_moi"} else (),
            archive_line=f"VT, {room.symbol}",
        ),
        content=content(paragraphs),
    )
    _choose_signer(crew, room, drafter, draft_id, line)
    documents.set_recipients(actor=drafter, draft_id=draft_id, lines=_recipients(stage, crew, line, draft_id))
    return draft_id


def _subject(letter: Letter, turn: int) -> str:
    """An official letter goes on after "V/v"; under the name of any other kind the subject begins a line."""
    words = letter.subject(turn, clock.today())
    return words if letter.kind == "cong_van" else words[0].upper() + words[1:]


def _choose_signer(crew: Crew, room: Room, drafter: Actor, draft_id: int, line: Paper) -> None:
    signer = _signer(crew, room, line)
    wanted = {"head": "HEAD", "TL": "TL", "TUQ": "TUQ"}.get(line.signer, "KT")
    options = people.signature_options(signer, crew.body_id, clock.today())
    key = next(one.key for one in options if one.key.partition(":")[0] == wanted)
    documents.choose_signer(
        actor=drafter, draft_id=draft_id, appointment_id=signer.appointment_id or 0, key=key
    )


def _addressee(stage: Stage, code: str) -> str:
    return GROUPS.get(code) or (
        stage.crews[code].name if code in stage.crews else "Các cơ quan, đơn vị liên quan"
    )


def _recipients(stage: Stage, crew: Crew, line: Paper, draft_id: int) -> list[documents.RecipientLine]:
    rows = table("documents", "Recipient").filter(draft_id=draft_id)
    lines = [
        documents.RecipientLine(one.channel, one.name, agency_id=one.agency_id, group=one.group)
        for one in rows
    ]
    for code in line.to:
        group = {"communes": COMMUNES, "departments": DEPARTMENTS}.get(code, (code,))
        if code == "outside":
            lines.append(documents.RecipientLine("email", "Báo Mẫu", address="toasoan@baomau.example.vn"))
            lines.append(
                documents.RecipientLine(
                    "paper", "Hội Khuyến học tỉnh Mẫu", address="Số 9 đường Học Lạc, tỉnh Mẫu", copies=2
                )
            )
            continue
        lines += [
            documents.RecipientLine(
                "internal",
                stage.crews[one].name,
                agency_id=stage.crews[one].agency_id,
                group=GROUPS.get(code, ""),
            )
            for one in group
            if one != crew.code
        ]
    lines.append(documents.RecipientLine("none", "Lãnh đạo cơ quan", purpose="để b/c"))
    return lines


def _signed(stage: Stage, crew: Crew, draft_id: int, line: Paper, moment: datetime, signer: Actor) -> Story:
    moment = stage.later(moment, 90)
    yield moment
    documents.prepare_signing(actor=signer, draft_id=draft_id)
    revision = table("documents", "Draft").get(pk=draft_id).revision
    documents.see_draft(actor=signer, draft_id=draft_id, revision=revision)
    outgoing_id = documents.sign_draft(actor=signer, draft_id=draft_id, seen_revision=revision)
    if line.end == "signed":
        return
    moment = stage.later(moment, 30)
    yield moment
    documents.issue_outgoing(actor=crew.clerk, outgoing_id=outgoing_id, reserved=line.reserved)
    if line.end == "cancelled":
        # Before the seal, in the same minute: the number stays with its reason.
        documents.cancel_outgoing(
            actor=crew.clerk, outgoing_id=outgoing_id, reason="Sai trích yếu, phải trình ký lại."
        )
        return
    yield moment
    yield from _after(stage, crew, outgoing_id, line, moment)


def _after(stage: Stage, crew: Crew, outgoing_id: int, line: Paper, moment: datetime) -> Story:
    """Receivers react; the clerk hands over what no machine reports on."""
    for code, incoming_id in arrived(stage, outgoing_id):
        if line.react is not None:
            stage.begin(line.react(stage, code, incoming_id, moment))  # type: ignore[arg-type]
    by_hand = table("documents", "Recipient").filter(outgoing_id=outgoing_id, channel__in=("email", "paper"))
    for one in by_hand:
        moment = stage.later(moment, 40)
        yield moment
        documents.mark_recipient(actor=crew.clerk, outgoing_id=outgoing_id, recipient_id=one.pk, state="sent")
    if line.end == "recalled":
        moment = stage.later(moment, 240)
        yield moment
        documents.recall_outgoing(
            actor=crew.clerk, outgoing_id=outgoing_id, reason="Có sai sót về số liệu tại mục 2."
        )


def arrived(stage: Stage, outgoing_id: int) -> list[tuple[str, int]]:
    """(code of the receiver, its own record) of everything this document became elsewhere."""
    codes = {agency_id: code for code, agency_id in stage.made.agencies.items()}
    rows: Any = table("exchange", "Delivery").filter(
        envelope__subject_kind="outgoing", envelope__subject_id=outgoing_id, arrived_id__isnull=False
    )
    return [(codes[row.receiver_id], int(row.arrived_id)) for row in rows.order_by("id")]
