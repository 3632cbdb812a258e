"""Groups of the province and what is said in them: a directive on its way down, a question, a team with a last day."""

from datetime import timedelta

from congso.config.demo.stage import Crew, Stage, Story, table
from congso.groups import api as groups
from congso.kernel.actor import Actor

HOME = "H99.01"
COMMUNES = ("H99.21", "H99.22", "H99.23", "H99.24", "H99.25", "H99.26")
DEPARTMENTS = (HOME, "H99.02", "H99.03", "H99.04")
DIRECTIVE = (
    "Các cơ quan kiểm tra tài khoản ký số, đổi mật khẩu ứng dụng và không gửi ảnh văn bản lên mạng xã hội. "
    "Đầu mối từng cơ quan báo lại khi xong."
)
# Who says what in the group of all clerks: agency, minutes after the one before, words; the last answers the first.
_CLERKS = (
    (
        "H99.21",
        0,
        "Xã em có 2 người vừa chuyển vị trí, chứng thư số chưa đổi tên. Có phải xin cấp lại không ạ?",
    ),
    (
        HOME,
        14,
        "Đổi vị trí trong cùng cơ quan thì không cần cấp lại, chỉ gửi quyết định để cập nhật chức danh.",
    ),
    ("H99.24", 6, "Phường đã đổi xong 21/21 tài khoản ạ."),
    ("H99.02", 35, "Mẫu báo cáo quý IV dùng mẫu nào, các anh chị cho em xin với."),
    (
        HOME,
        11,
        "Mẫu 02 kèm công văn tuần trước. Báo cáo gửi trước ngày 25, gửi qua trục, không gửi thư điện tử.",
    ),
    ("H99.26", 50, "Em cảm ơn, em gửi trong sáng nay."),
)


def talk(stage: Stage) -> Story:
    """From the ninth working day before to the last one."""
    province, home = stage.crews["H99"], stage.crews[HOME]
    yield stage.at(9, 7, 50)
    top = groups.create_group(
        actor=province.chief,
        data=groups.GroupData(
            name="Lãnh đạo các cơ quan",
            purpose="Chỉ đạo, điều hành của tỉnh tới người đứng đầu sở, ngành, xã, phường.",
            by_post=(groups.ByPost(groups.BELOW, role="leader"),),
        ),
    )
    clerks = groups.create_group(
        actor=province.chief,
        data=groups.GroupData(
            name="Văn thư các cơ quan",
            purpose="Hỏi đáp nghiệp vụ văn thư, lưu trữ.",
            by_post=(groups.ByPost(groups.ALL, role="clerk"),),
        ),
    )
    below = {code: _own_group(stage.crews[code], top, passes_on=code != HOME) for code in DEPARTMENTS}
    below |= {code: _own_group(stage.crews[code], top, passes_on=code in COMMUNES[:3]) for code in COMMUNES}
    rooms = [_room_group(home, turn, below[HOME]) for turn in range(len(home.rooms))]
    for code in ("H99.02", "H99.21", "H99.24"):
        crew = stage.crews[code]
        for turn in range(len(crew.rooms)):
            _room_group(crew, turn, below[code])
    yield from _clerks_talk(stage, clerks)
    yield from _directive(stage, top)
    yield from _team(stage, home, rooms[0])
    yield from _sport(stage, home)


def _own_group(crew: Crew, parent: int, *, passes_on: bool) -> int:
    return groups.create_group(
        actor=crew.head,
        data=groups.GroupData(
            name=crew.name, parent_id=parent, passes_on=passes_on, by_post=(groups.ByPost(groups.OWN),)
        ),
    )


def _room_group(crew: Crew, turn: int, parent: int) -> int:
    room = crew.rooms[turn]
    named = table("people", "Unit").get(pk=room.unit_id).name
    return groups.create_group(
        actor=room.head,
        data=groups.GroupData(
            name=named, parent_id=parent, by_post=(groups.ByPost(groups.OWN, unit_id=room.unit_id),)
        ),
    )


def _clerks_talk(stage: Stage, room: int) -> Story:
    moment, asked = stage.at(3, 8, 5), 0
    for code, minutes, words in _CLERKS:
        # No chance in it: the other stories draw from the stage's.
        moment += timedelta(minutes=minutes)
        yield moment
        clerk = stage.crews[code].clerk
        message = groups.Message(words, reply_to=asked if minutes == 14 else None)
        asked = groups.post_message(actor=clerk, group_id=room, message=message)
    for code in ("H99", "H99.02", "H99.22", "H99.24", "H99.31"):
        _read(stage.crews[code].clerk, room)


def _directive(stage: Stage, top: int) -> Story:
    province, home = stage.crews["H99"], stage.crews[HOME]
    yield stage.at(1, 7, 40)
    made = groups.post_message(
        actor=province.chief,
        group_id=top,
        message=groups.Message(
            DIRECTIVE, directive=True, must_ack=True, ack_by=stage.now.date() + timedelta(days=1)
        ),
    )
    yield stage.at(1, 8, 1)
    for code in (HOME, "H99.02", "H99.22", "H99.24"):
        head = stage.crews[code].head
        groups.acknowledge(actor=head, placement_id=made)
        _read_all(head)
    own = next(node for node in groups.tree(province.chief, made).nodes if node.name == home.name)
    groups.pass_on(
        actor=home.head, placement_id=own.placement_id, line="Các phòng báo Văn phòng Sở trước 15:00 hôm nay."
    )
    yield stage.at(1, 9, 20)
    for room in home.rooms:
        for actor in (room.head, *room.officers[:1]):
            for row in groups.my_groups(actor):
                _sign_owed(actor, row)
                _read(actor, row.id)


def _team(stage: Stage, home: Crew, room: int) -> Story:
    yield stage.at(5, 9, 0)
    head, *others = [one for place in home.rooms for one in (place.head, *place.officers)]
    team = groups.create_group(
        actor=head,
        data=groups.GroupData(
            name="Tổ rà soát biên chế",
            purpose="Rà soát biên chế các cơ quan, xong trong quý.",
            ends_on=stage.now.date() + timedelta(days=39),
        ),
    )
    groups.add_members(actor=head, group_id=team, person_ids=[one.person_id or 0 for one in others[:5]])
    for actor, words in (
        (
            head,
            "Mời cả tổ họp lúc 8:00 sáng mai, phòng họp tầng 2. Mỗi người mang danh sách cơ quan mình phụ trách.",
        ),
        (others[0], "Em đã tổng hợp xong 6 xã, phường. Còn hai xã lệch một biên chế, em kiểm tra lại."),
        (head, "Tốt. Ghi rõ căn cứ từng chỗ lệch để báo cáo Giám đốc."),
    ):
        groups.post_message(actor=actor, group_id=team, message=groups.Message(words))
    for actor in others[:3]:
        _read(actor, team)
    yield stage.at(2, 10, 0)
    groups.post_message(
        actor=home.rooms[0].head,
        group_id=room,
        message=groups.Message("Chiều nay phòng họp 15 phút về lịch trực tuần tới."),
    )


def _sport(stage: Stage, home: Crew) -> Story:
    yield stage.at(4, 16, 30)
    sport = groups.create_group(
        actor=home.chief,
        data=groups.GroupData(
            name="Hội thao ngành 2026",
            kind=groups.SOCIAL,
            receipts=False,
            by_post=(groups.ByPost(groups.OWN),),
        ),
    )
    groups.post_message(
        actor=home.chief,
        group_id=sport,
        message=groups.Message("Đăng ký môn thi đấu với Văn phòng trước thứ Sáu nhé."),
    )
    yield stage.at(0, 8, 0)
    done = groups.create_group(
        actor=home.chief, data=groups.GroupData(name="Tổ chuẩn bị hội nghị cải cách hành chính")
    )
    groups.post_message(
        actor=home.chief,
        group_id=done,
        message=groups.Message("Hội nghị đã xong, cảm ơn cả tổ. Nhóm lưu trữ từ hôm nay."),
    )
    groups.archive_group(actor=home.chief, group_id=done)


def _read(actor: Actor, group_id: int) -> None:
    groups.mark_read(actor=actor, group_id=group_id, seq=10**9)


def _read_all(actor: Actor) -> None:
    for row in groups.my_groups(actor):
        _read(actor, row.id)


def _sign_owed(actor: Actor, row: groups.GroupRow) -> None:
    for message in groups.conversation(actor, row.id).waiting:
        groups.acknowledge(actor=actor, placement_id=message.id)
