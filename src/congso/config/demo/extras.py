"""What stands around the papers: powers to sign, stock phrases, a day off of one agency, series, numbers kept."""

from datetime import timedelta

from congso.config.demo.stage import Crew, Stage, Story, table
from congso.documents import api as documents
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people import api as people

PHRASES = {
    "H99": (
        "Giao Văn phòng chủ trì, tham mưu Chủ tịch trả lời.",
        "Chuyển Phòng Tổng hợp xử lý, báo cáo trước khi trình ký.",
        "Đồng ý. Phó Chủ tịch phụ trách lĩnh vực chỉ đạo thực hiện.",
    ),
    "H99.01": (
        "Giao Phòng Tổ chức - Biên chế chủ trì, trả lời đúng hạn.",
        "Phòng Cải cách hành chính nghiên cứu, đề xuất.",
        "Văn phòng Sở lưu, theo dõi.",
    ),
}
# agency, code within the symbol of the room, title, retention; the papers whose subject holds one of the words lie in it
FILES = (
    ("H99.01", 0, "Giao và quản lý biên chế công chức", "20 năm", ("biên chế", "vị trí việc làm")),
    (
        "H99.01",
        1,
        "Đào tạo, bồi dưỡng, thi đua, khen thưởng",
        "10 năm",
        ("bồi dưỡng", "khen thưởng", "Bằng khen"),
    ),
    ("H99.01", 2, "Cải cách hành chính", "10 năm", ("cải cách", "thủ tục", "chuyển đổi số")),
    ("H99.01", 2, "Chấn chỉnh công tác văn thư, lưu trữ", "5 năm", ("thể thức", "hồ sơ")),
    ("H99", 2, "Phòng, chống thiên tai", "Vĩnh viễn", ("mưa", "bão", "hồ, đập")),
    ("H99", 2, "Đầu tư công", "Vĩnh viễn", ("đầu tư công", "giải ngân")),
    ("H99", 0, "Chuyển đổi số", "20 năm", ("chuyển đổi số", "số hóa", "an toàn thông tin")),
)
RULES = "Quy chế làm việc ban hành kèm theo Quyết định số 12/QĐ-UBND"


def set_up(stage: Stage) -> None:
    """Before the first day of the story."""
    documents.load_templates()
    with clock.frozen(stage.at(10, 7, 40)):
        _delegate(stage)
        _phrases(stage)
        _calendar(stage)
        _series(stage)


def _delegate(stage: Stage) -> None:
    """The chief of the province's office signs by order (TL.); a head of unit of Sở Nội vụ by authorisation (TUQ.)."""
    on = stage.days[-1]
    province, home = stage.crews["H99"], stage.crews["H99.01"]
    _grant(province, "TL", province.chief, since=on, authority=RULES)
    _grant(
        home,
        "TUQ",
        home.rooms[0].head,
        since=on,
        until=on + timedelta(days=90),
        content="Ký công văn đề nghị cung cấp số liệu về biên chế",
        authority="Giấy ủy quyền số 03/GUQ-SNV",
    )


def _grant(crew: Crew, form: str, taker: Actor, **more: object) -> None:
    data = people.DelegationData(
        body_id=crew.body_id,
        form=form,
        giver_post_id=crew.head.post_id or 0,
        taker_post_id=taker.post_id or 0,
        **more,  # type: ignore[arg-type]
    )
    people.grant_delegation(actor=crew.head, data=data)


def _phrases(stage: Stage) -> None:
    for code, texts in PHRASES.items():
        crew = stage.crews[code]
        for uses, text in enumerate(texts):
            table("documents", "StockPhrase").create(
                agency_id=crew.agency_id, person_id=crew.head.person_id, text=text, uses=len(texts) - uses
            )


def _calendar(stage: Stage) -> None:
    """A half-day of one commune, some weeks ahead, so that the calendar shows one."""
    day = stage.now.date() + timedelta(days=21)
    while day.weekday() > 4:
        day += timedelta(days=1)
    people.set_day(
        actor=Actor.system(),
        agency_id=stage.crews["H99.26"].agency_id,
        day=day,
        kind="morning",
        label="Ngày hội Văn hóa các dân tộc",
    )


def _series(stage: Stage) -> None:
    """Decisions of the province are numbered apart, everything else together."""
    province = stage.crews["H99"]
    documents.open_series(
        actor=province.clerk, body_id=province.body_id, name="Quyết định", kinds=("quyet_dinh",)
    )
    for crew in stage.crews.values():
        documents.register_for(
            agency_id=crew.agency_id, direction="outgoing", year=clock.today().year, body_id=crew.body_id
        )


def numbers_kept(stage: Stage) -> Story:
    """A number kept for a paper on its way, one that was kept and is given up again."""
    home = stage.crews["H99.01"]
    yield stage.at(3, 16, 10)
    register = documents.register_for(
        agency_id=home.agency_id, direction="outgoing", year=clock.today().year, body_id=home.body_id
    )
    documents.reserve_number(
        actor=home.clerk,
        register_id=register.pk,
        reason="Giữ cho công văn liên tịch với Liên đoàn Lao động tỉnh",
    )
    given_up = documents.reserve_number(
        actor=home.clerk, register_id=register.pk, reason="Giữ cho giấy mời họp giao ban"
    )
    yield stage.at(2, 9, 30)
    documents.cancel_reserved(
        actor=home.clerk,
        register_id=register.pk,
        number=given_up,
        reason="Cuộc họp chuyển sang trực tuyến, không ra giấy mời",
    )


def work_files(stage: Stage) -> Story:
    """Files of the yearly list, opened on the first day; papers are laid into them on the last."""
    yield stage.at(10, 8, 30)
    opened: list[tuple[Crew, int, tuple[str, ...]]] = []
    for order, (code, place, title, retention, words) in enumerate(FILES, 1):
        crew = stage.crews[code]
        room = crew.rooms[place]
        work_file_id = documents.create_work_file(
            actor=crew.clerk,
            fields=documents.FileFields(
                year=clock.today().year,
                code=f"{room.symbol}.{order:02d}",
                title=title,
                retention=retention,
                keeper_id=room.officers[0].person_id,
                unit_id=room.unit_id,
                started_on=clock.today(),
            ),
        )
        opened.append((crew, work_file_id, words))
    yield stage.at(0, 16, 30)
    for crew, work_file_id, words in opened:
        for subject in _about(crew, words):
            documents.file_into(actor=crew.clerk, work_file_id=work_file_id, subject=subject)
    _, done, _ = opened[3]
    documents.close_work_file(actor=stage.crews["H99.01"].clerk, work_file_id=done)


def _about(crew: Crew, words: tuple[str, ...]) -> list[SubjectRef]:
    """Registered arrivals and issued papers of the agency whose subject speaks of it."""
    found = []
    for kind, model in (("incoming", "IncomingDocument"), ("outgoing", "OutgoingDocument")):
        rows = (
            table("documents", model).filter(agency_id=crew.agency_id, register__isnull=False).order_by("id")
        )
        found += [SubjectRef(kind, row.pk) for row in rows if any(word in row.subject for word in words)]
    return found[:25]
