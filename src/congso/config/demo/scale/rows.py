"""The rows of the big demo, table by table, as the actions would have left them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import connection

from congso.config.demo.scale import bulk
from congso.config.demo.scale.papers import Sheet, code_key, message_id, sent, token
from congso.config.demo.stage import table
from congso.documents import search_index
from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.pure.numbering import format_number, full_code
from congso.pure.search import vectors

_STATE_OF = {"closed": "06", "working": "05", "assigned": "04", "registered": "03"}
_ASSIGNED = {"closed": "done", "working": "working", "assigned": "sent"}
_DIRECTIVE = "Giao đơn vị chủ trì xử lý, báo cáo kết quả đúng hạn."


def write_all(made: Sequence[Sheet]) -> int:
    """Everything of the sheets; returns the number of rows."""
    registers = _registers(made)
    count = _files(made)
    count += bulk.write("documents", "OutgoingDocument", _outgoing(made, registers))
    deliveries = bulk.next_id("exchange", "Delivery")
    count += bulk.write("exchange", "Envelope", _envelopes(made, bulk.next_id("exchange", "Envelope")))
    count += bulk.write("exchange", "Delivery", _deliveries(made, deliveries))
    count += bulk.write("documents", "Recipient", _recipients(made, deliveries))
    count += bulk.write("documents", "IncomingDocument", _incoming(made, registers, deliveries))
    count += bulk.write("documents", "RegisterNumber", _numbers(made, registers))
    count += bulk.write("documents", "Hold", _holds(made))
    count += bulk.write("documents", "Involvement", _involved(made))
    count += _assignments(made)
    return count + _search(made, registers)


def _registers(made: Sequence[Sheet]) -> dict[tuple[str, int, int], int]:
    """Registers of each agency and year with the last number given; those that are there already go on."""
    last: dict[tuple[str, int, int], Sheet] = {}
    bodies: dict[int, int] = {}
    for one in made:
        last[("incoming", one.receiver.agency_id, one.at.year)] = one
        if one.sender:
            last[("outgoing", one.sender.agency_id, one.at.year)] = one
            bodies[one.sender.agency_id] = one.sender.body_id
    found = {}
    for (direction, agency_id, year), one in last.items():
        label = "Văn bản đến" if direction == "incoming" else "Văn bản đi"
        row, _ = table("documents", "Register").update_or_create(
            agency_id=agency_id,
            body_id=bodies[agency_id] if direction == "outgoing" else None,
            direction=direction,
            year=year,
            series="chung",
            defaults={
                "name": f"{label} {year}",
                "last": one.arrival if direction == "incoming" else one.number,
                "last_date": one.at.date(),
            },
        )
        found[(direction, agency_id, year)] = row.pk
    return found


def _files(made: Sequence[Sheet]) -> int:
    def rows() -> Iterator[bulk.Row]:
        for one in made:
            common = {
                "blob_id": one.text.blob_id,
                "text_state": "read",
                "at": one.at,
                "name": f"{one.number}-{one.symbol.replace('/', '-')}.pdf",
            }
            yield {**common, "id": one.in_file, "agency_id": one.receiver.agency_id, "purpose": "incoming"}
            if one.sender:
                yield {**common, "id": one.out_file, "agency_id": one.sender.agency_id, "purpose": "issued"}

    def uses() -> Iterator[bulk.Row]:
        for one in made:
            yield {"file_id": one.in_file, "subject_kind": "incoming", "subject_id": one.incoming_id}
            if one.sender:
                yield {"file_id": one.out_file, "subject_kind": "outgoing", "subject_id": one.outgoing_id}

    return bulk.write("files", "File", rows()) + bulk.write("files", "FileUse", uses())


def _outgoing(made: Sequence[Sheet], registers: dict[tuple[str, int, int], int]) -> Iterator[bulk.Row]:
    for one, desk in sent(made):
        yield {
            "id": one.outgoing_id, "agency_id": desk.agency_id, "body_id": desk.body_id, "state": "issued", "kind": one.text.kind,
            "symbol": one.symbol, "subject": one.text.subject, "urgency": one.urgency, "signer_id": desk.head[0],
            "signer_name": desk.head[2], "signer_title": "THỦ TRƯỞNG", "signature_lines": ["THỦ TRƯỞNG"], "signed_at": one.at,
            "register_id": registers[("outgoing", desk.agency_id, one.at.year)], "number": one.number, "code_key": code_key(one),
            "issued_date": one.at.date(), "numbered_at": one.at, "issued_at": one.at, "issued_by_name": desk.clerk[1],
            "file_id": one.out_file, "signed_file_id": one.out_file, "pages": one.text.pages, "check_token": token(one),
        }  # fmt: skip


def _fields(one: Sheet, agency_id: int) -> dict[str, Any]:
    return {
        "number": format_number(one.number), "symbol": one.symbol, "kind": one.text.kind_name, "subject": one.text.subject,
        "issuer": one.issuer_name, "issuer_agency_id": agency_id, "date": one.at.date().isoformat(), "signer_name": one.signer[0],
        "signer_title": one.signer[1], "urgency": one.urgency, "due": "", "pages": one.text.pages, "answers": [],
    }  # fmt: skip


def _envelopes(made: Sequence[Sheet], first: int) -> Iterator[bulk.Row]:
    for number, (one, desk) in enumerate(sent(made), first):
        yield {
            "id": number, "message_id": message_id(one), "sender_id": desk.agency_id, "subject_kind": "outgoing",
            "document_id": f"{desk.agency_id},{one.at:%Y/%m/%d},{format_number(one.number)}/{one.symbol}",
            "subject_id": one.outgoing_id, "fields": _fields(one, desk.agency_id), "at": one.at,
            "files": [{"file_id": one.out_file, "name": "van-ban.pdf", "sha256": one.text.sha256, "role": "main"}],
        }  # fmt: skip


def _deliveries(made: Sequence[Sheet], first: int) -> Iterator[bulk.Row]:
    envelopes = bulk.next_id("exchange", "Envelope") - sum(1 for _ in sent(made))
    for number, (one, _desk) in enumerate(sent(made)):
        yield {
            "id": first + number, "envelope_id": envelopes + number, "receiver_id": one.receiver.agency_id,
            "state": _STATE_OF[one.open], "state_at": one.registered_at, "arrived_kind": "incoming", "arrived_id": one.incoming_id,
        }  # fmt: skip


def _recipients(made: Sequence[Sheet], deliveries: int) -> Iterator[bulk.Row]:
    for number, (one, _desk) in enumerate(sent(made), deliveries):
        yield {
            "outgoing_id": one.outgoing_id, "channel": "internal", "agency_id": one.receiver.agency_id, "name": one.receiver.name,
            "delivery_id": number, "state": _STATE_OF[one.open], "state_at": one.registered_at,
        }  # fmt: skip


def _incoming(
    made: Sequence[Sheet], registers: dict[tuple[str, int, int], int], deliveries: int
) -> Iterator[bulk.Row]:
    delivery = deliveries
    for one in made:
        desk, closed = one.receiver, one.open == "closed"
        yield {
            "id": one.incoming_id, "agency_id": desk.agency_id, "state": one.open, "channel": "internal" if one.sender else "upload",
            "received_at": one.at, "delivery_id": delivery if one.sender else None,
            "register_id": registers[("incoming", desk.agency_id, one.at.year)], "arrival_number": one.arrival,
            "arrival_date": one.at.date(), "registered_at": one.registered_at, "registered_by_id": desk.clerk[0],
            "registered_by_name": desk.clerk[1], "issuer_name": one.issuer_name,
            "issuer_agency_id": one.sender.agency_id if one.sender else None, "number": format_number(one.number),
            "symbol": one.symbol, "code_key": code_key(one), "document_date": one.at.date(), "kind": one.text.kind_name,
            "subject": one.text.subject, "signer_name": one.signer[0], "signer_title": one.signer[1], "urgency": one.urgency,
            "due_at": _due(one), "pages": one.text.pages, "main_file_id": one.in_file, "leader_id": desk.head[0],
            "signatures": {"state": "none", "signatures": []}, "closed_at": one.registered_at + timedelta(days=2) if closed else None,
            "close_kind": "filed" if closed else "", "close_reason": "Đã giải quyết xong, lưu hồ sơ." if closed else "",
        }  # fmt: skip
        delivery += one.sender is not None


def _due(one: Sheet) -> Any:
    return (one.at + timedelta(days=10)).replace(hour=17, minute=0) if one.order % 2 else None


def _numbers(made: Sequence[Sheet], registers: dict[tuple[str, int, int], int]) -> Iterator[bulk.Row]:
    for one in made:
        common = {"date": one.at.date(), "state": "used", "at": one.registered_at}
        yield {
            **common, "register_id": registers[("incoming", one.receiver.agency_id, one.at.year)], "number": one.arrival,
            "subject_kind": "incoming", "subject_id": one.incoming_id, "by_name": one.receiver.clerk[1],
        }  # fmt: skip
        if one.sender:
            yield {
                **common, "register_id": registers[("outgoing", one.sender.agency_id, one.at.year)], "number": one.number,
                "subject_kind": "outgoing", "subject_id": one.outgoing_id, "by_name": one.sender.clerk[1],
            }  # fmt: skip


def _holds(made: Sequence[Sheet]) -> Iterator[bulk.Row]:
    for one in made:
        desk, at = one.receiver, one.registered_at
        unit, name, _, _ = desk.rooms[one.room]
        end = at + timedelta(days=2) if one.open == "closed" else None
        directed = at + timedelta(hours=1) if one.open != "registered" else None
        common = {"subject_kind": "incoming", "subject_id": one.incoming_id, "agency_id": desk.agency_id}
        yield {
            **common,
            "unit_id": None,
            "person_id": None,
            "holder_name": "Văn thư",
            "stage": "register",
            "since": one.at,
            "working_since": one.at,
            "until": at,
        }
        yield {
            **common,
            "unit_id": None,
            "person_id": desk.head[1],
            "holder_name": desk.head[2],
            "stage": "direct",
            "since": at,
            "working_since": directed,
            "until": directed,
        }
        if directed:
            working = directed + timedelta(hours=3) if one.open != "assigned" else None
            yield {
                **common,
                "unit_id": unit,
                "person_id": None,
                "holder_name": name,
                "stage": "handle",
                "since": directed,
                "working_since": working,
                "until": end,
            }


def _involved(made: Sequence[Sheet]) -> Iterator[bulk.Row]:
    for one in made:
        unit, _, _, person = one.receiver.rooms[one.room]
        if one.open != "registered":
            common = {
                "subject_kind": "incoming",
                "subject_id": one.incoming_id,
                "agency_id": one.receiver.agency_id,
                "why": "lead",
                "at": one.registered_at,
            }
            yield {**common, "unit_id": unit, "person_id": None}
            yield {**common, "unit_id": None, "person_id": person}
        if one.sender:
            # Whoever drafted it: its first room.
            common = {
                "subject_kind": "outgoing",
                "subject_id": one.outgoing_id,
                "agency_id": one.sender.agency_id,
                "why": "drafter",
                "at": one.at,
            }
            yield {**common, "unit_id": None, "person_id": one.sender.rooms[0][3]}


def _assignments(made: Sequence[Sheet]) -> int:
    directive, assignment = bulk.next_id("tasks", "Directive"), bulk.next_id("tasks", "Assignment")
    directed = [one for one in made if one.open != "registered"]

    def directives() -> Iterator[bulk.Row]:
        for number, one in enumerate(directed, directive):
            yield {
                "id": number, "subject_kind": "incoming", "subject_id": one.incoming_id, "agency_id": one.receiver.agency_id,
                "text": _DIRECTIVE, "by_id": one.receiver.head[0], "by_name": one.receiver.head[2], "at": one.registered_at + timedelta(hours=1),
            }  # fmt: skip

    def assignments() -> Iterator[bulk.Row]:
        for number, one in enumerate(directed):
            at = one.registered_at + timedelta(hours=1)
            started = at + timedelta(hours=3) if one.open != "assigned" else None
            common = {
                "directive_id": directive + number, "subject_kind": "incoming", "subject_id": one.incoming_id,
                "agency_id": one.receiver.agency_id, "part": "lead", "due_at": _due(one), "urgency": one.urgency,
                "title": one.text.subject, "source": f"{one.issuer_name} · {full_code(one.number, one.symbol)}"[:300],
                "state": _ASSIGNED[one.open], "at": at, "seen_at": started, "working_at": started,
                "ended_at": one.registered_at + timedelta(days=2) if one.open == "closed" else None,
            }  # fmt: skip
            unit, _, seat, _ = one.receiver.rooms[one.room]
            yield {
                **common,
                "id": assignment + 2 * number,
                "unit_id": unit,
                "appointment_id": None,
                "parent_id": None,
            }
            yield {
                **common,
                "id": assignment + 2 * number + 1,
                "unit_id": None,
                "appointment_id": seat,
                "parent_id": assignment + 2 * number,
            }

    return bulk.write("tasks", "Directive", directives()) + bulk.write("tasks", "Assignment", assignments())


def _search(made: Sequence[Sheet], registers: dict[tuple[str, int, int], int]) -> int:
    """Vectors of the shared words are made once a text; the heads of each paper are put before them."""
    columns = search_index.COLUMNS
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE demo_text (id int PRIMARY KEY, exact tsvector, folded tsvector) ON COMMIT DROP"
        )
        cursor.execute("CREATE TEMP TABLE demo_head (LIKE documents_searchentry, words int) ON COMMIT DROP")
        cursor.execute("ALTER TABLE demo_head ALTER id DROP NOT NULL")
        for blob, text in {one.text.blob_id: one.text for one in made}.items():
            cursor.execute(
                "INSERT INTO demo_text VALUES (%s, %s::tsvector, %s::tsvector)",
                [blob, *vectors([], text.words)],
            )
        with cursor.copy(f"COPY demo_head ({', '.join(columns)}, words) FROM STDIN") as copy:
            for row in _heads(made, registers):
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO documents_searchentry ({', '.join(columns)}) "  # noqa: S608
            f"SELECT {', '.join(f'h.{name}' for name in columns[:-2])}, h.exact || t.exact, h.folded || t.folded "
            "FROM demo_head h JOIN demo_text t ON t.id = h.words"
        )
        return int(cursor.rowcount)


def _heads(made: Sequence[Sheet], registers: dict[tuple[str, int, int], int]) -> Iterator[list[Any]]:
    for one in made:
        desk, (unit, _, _, person) = one.receiver, one.receiver.rooms[one.room]
        parts: list[tuple[int | None, int | None]] = []
        if one.open != "registered":
            parts = [(None, unit), (person, None)]
        subject = SubjectRef("incoming", one.incoming_id)
        book = registers[("incoming", desk.agency_id, one.at.year)]
        words = replace(_words(one, desk.agency_id, str(one.arrival)), register_id=book)
        yield [*search_index.row(subject, words, search_index.part_facets(parts)), one.text.blob_id]
        if one.sender:
            subject = SubjectRef("outgoing", one.outgoing_id)
            words = replace(
                _words(one, one.sender.agency_id, str(one.number)),
                recipients=(one.receiver.name,),
                register_id=registers[("outgoing", one.sender.agency_id, one.at.year)],
            )
            parts = [(one.sender.rooms[0][3], None)]
            yield [*search_index.row(subject, words, search_index.part_facets(parts)), one.text.blob_id]


def _words(one: Sheet, agency_id: int, number: str) -> search_index.Words:
    code = full_code(one.number, one.symbol)
    fields = (one.text.subject, code, one.issuer_name, *one.signer, one.text.kind_name, one.receiver.name)
    return search_index.Words(
        agency_id=agency_id, title=one.text.subject, fields=fields, code_key=code_key(one), number_key=number,
        kind=one.text.kind, date=one.at.astimezone(clock.VIETNAM).date(), issuer=one.issuer_name, signer=one.signer[0],
        urgency=one.urgency,
    )  # fmt: skip
