"""What is said: to members alone, once, with the limits, files and markings of every entrance."""

from datetime import timedelta

import pytest

from congso.audit.models import Entry
from congso.files.testing import text_pdf
from congso.groups import policies
from congso.groups.actions.change_message import delete_message, edit_message
from congso.groups.actions.groups import archive_ended, archive_group
from congso.groups.actions.mark_read import acknowledge, mark_read
from congso.groups.actions.members import leave
from congso.groups.actions.post_message import Message, Upload, post_message
from congso.groups.models import Ack, Group, Placement, Post, PostVersion, ReadMark
from congso.groups.queries import messages as q
from congso.groups.queries.groups import my_groups, unread_groups
from congso.groups.testing import group, make_group, placed, say
from congso.guard.errors import SecretMarking
from congso.guard.models import Incident
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import LiveMessage
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people import api as people
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> AgencyRow:
    return make_agency()


@pytest.fixture
def head(agency: AgencyRow) -> Actor:
    return make_actor(agency, Role.UNIT_HEAD, name="Lương Mỹ Duyên")


@pytest.fixture
def member(agency: AgencyRow) -> Actor:
    return make_actor(agency, name="Triệu Ngọc Giao")


@pytest.fixture
def room(head: Actor, member: Actor) -> int:
    return make_group(head, member)


def test_a_message_is_stored_once_numbered_and_told(room: int, head: Actor, member: Actor) -> None:
    first, second = say(head, room, "Mời họp lúc 8 giờ"), say(member, room, "Rõ ạ")
    assert [placed(one).seq for one in (first, second)] == [1, 2]
    assert group(room).last_seq == 2
    events = LiveMessage.objects.filter(channel=f"group:{room}").order_by("seq")
    assert [(one.kind, one.payload["seq"], one.payload["text"]) for one in events] == [
        ("group_post", 1, "Mời họp lúc 8 giờ"),
        ("group_post", 2, "Rõ ạ"),
    ]
    shown = q.conversation(member, room).messages
    assert [(one.name, one.text, one.own) for one in shown] == [
        ("Lương Mỹ Duyên", "Mời họp lúc 8 giờ", False),
        ("Triệu Ngọc Giao", "Rõ ạ", True),
    ]


def test_the_same_form_twice_says_it_once(room: int, head: Actor, member: Actor) -> None:
    made = [post_message(actor=head, group_id=room, message=Message("Một lần"), key="k1") for _ in range(2)]
    other = post_message(actor=member, group_id=room, message=Message("Một lần"), key="k1")
    assert made[0] == made[1] != other
    assert group(room).last_seq == 2


def test_a_stranger_and_one_who_left_say_nothing(room: int, member: Actor, agency: AgencyRow) -> None:
    stranger = make_actor(agency)
    with pytest.raises(NotFound, match=r"groups\.not_found"):
        say(stranger, room)
    say(member, room)
    leave(actor=member, group_id=room)
    with pytest.raises(NotFound, match=r"groups\.not_found"):
        say(member, room)
    assert group(room).last_seq == 1


def test_a_group_put_away_or_ended_is_read_and_not_written(room: int, head: Actor, member: Actor) -> None:
    kept = say(head, room)
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        archive_group(actor=member, group_id=room)
    archive_group(actor=head, group_id=room)
    for act in (
        lambda: say(member, room),
        lambda: edit_message(actor=head, placement_id=kept, text="khác"),
        lambda: archive_group(actor=head, group_id=room),
    ):
        with pytest.raises(Conflict, match=r"groups\.closed"):
            act()
    assert len(q.conversation(member, room).messages) == 1
    assert not my_groups(member)
    assert my_groups(member, closed=True)[0].closed


def test_the_last_day_is_inside_and_the_night_puts_it_away(head: Actor) -> None:
    room = make_group(head, ends_on=clock.today())
    assert say(head, room)
    assert archive_ended() == 0
    Group.objects.unscoped(reason="test").filter(pk=room).update(ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(Conflict, match=r"groups\.closed"):
        say(head, room)
    assert archive_ended() == 1
    assert group(room).archived_at is not None
    assert archive_ended() == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "groups.nothing_said"),
        ("a" * 10_000, "groups.too_long"),
        (" ".join(f"@nguoi{n}" for n in range(800)), "groups.too_many_mentions"),
    ],
)
def test_what_is_too_much_is_refused_and_a_little_less_is_not(
    room: int, head: Actor, text: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        say(head, room, text)
    assert group(room).last_seq == 0
    assert say(head, room, text[:400] or "a")


def test_four_thousand_mentions_are_too_long(room: int, head: Actor) -> None:
    with pytest.raises(Invalid, match=r"groups\.too_long"):
        say(head, room, "@nguoi " * 4000)


def test_a_marking_in_words_line_or_name_is_refused(room: int, head: Actor) -> None:
    with pytest.raises(SecretMarking):
        say(head, room, "TỐI MẬT\nSố: 01/BC-SNV")
    with pytest.raises(SecretMarking):
        make_group(head, name="Nhóm xử lý văn bản", purpose="TUYỆT MẬT\nSố: 2/BC-UBND")
    kept = say(head, room, "Bình thường")
    with pytest.raises(SecretMarking):
        edit_message(actor=head, placement_id=kept, text="TỐI MẬT\nSố: 01/BC-SNV")
    assert Incident.objects.unscoped(reason="test").count() == 3
    assert placed(kept).post.text == "Bình thường"


def test_files_are_read_by_members_until_the_post_is_taken_away(
    room: int, head: Actor, member: Actor, agency: AgencyRow
) -> None:
    made = say(head, room, "", files=(Upload("mau.pdf", text_pdf("Kế hoạch tập huấn")),))
    row = q.conversation(member, room).messages[0]
    assert [one.name for one in row.files] == ["mau.pdf"]
    subject = SubjectRef("post", placed(made).post_id)
    assert q.may_read_file(member, subject)
    assert not q.may_read_file(make_actor(agency), subject)
    delete_message(actor=head, placement_id=made)
    assert not q.may_read_file(member, subject)


def test_a_marked_file_is_refused_and_nothing_is_said(room: int, head: Actor) -> None:
    with pytest.raises(SecretMarking):
        say(head, room, "xem tệp", files=(Upload("a.pdf", text_pdf("TỐI MẬT", "Số: 01/BC-SNV")),))
    assert group(room).last_seq == 0


def test_a_reply_quotes_a_post_of_this_group_only(room: int, head: Actor, member: Actor) -> None:
    asked = say(head, room, "Ai đi họp?")
    say(member, room, "Em ạ", reply_to=asked)
    quote = q.conversation(head, room).messages[1].quote
    assert quote is not None
    assert (quote.name, quote.text) == ("Lương Mỹ Duyên", "Ai đi họp?")
    elsewhere = say(head, make_group(head), "Việc khác")
    with pytest.raises(NotFound, match=r"groups\.no_message"):
        say(member, room, "Em ạ", reply_to=elsewhere)


def test_members_called_by_name_hear_it_and_strangers_do_not(
    room: int, head: Actor, member: Actor, agency: AgencyRow
) -> None:
    outside = make_actor(agency)
    names = {one: _username(one) for one in (head, member, outside)}
    say(head, room, f"@{names[member]} @{names[outside]} @{names[head]} @khongco xem giúp")
    run_pending()
    told = LiveMessage.objects.filter(kind="notice", payload__about="flows.group_mentioned")
    assert [one.channel for one in told] == [f"person:{member.person_id}"]
    assert told[0].payload["url"] == f"/nhom/{room}/#t1"
    assert "xem giúp" not in str(told[0].payload)


def _username(actor: Actor) -> str:
    return people.person(actor.person_id or 0).username


def test_edit_keeps_what_stood_there(room: int, head: Actor, member: Actor) -> None:
    made = say(head, room, "Họp lúc 8 giờ")
    with pytest.raises(Forbidden, match=r"groups\.not_yours"):
        edit_message(actor=member, placement_id=made, text="Họp lúc 9 giờ")
    edit_message(actor=head, placement_id=made, text="Họp lúc 9 giờ")
    edit_message(actor=head, placement_id=made, text="Họp lúc 9 giờ")  # nothing changed: no second version
    versions = PostVersion.objects.for_actor(member)
    assert [one.text for one in versions] == ["Họp lúc 8 giờ"]
    row = q.conversation(member, room).messages[0]
    assert (row.text, row.edited) == ("Họp lúc 9 giờ", True)
    assert [one.text for one in q.search(member, room, "9 gio")] == ["Họp lúc 9 giờ"]
    assert not q.search(member, room, "8 gio")
    with pytest.raises(Invalid, match=r"groups\.nothing_said"):
        edit_message(actor=head, placement_id=made, text=" ")


def test_delete_by_the_author_or_a_head_leaves_a_trace(room: int, head: Actor, member: Actor) -> None:
    own, heads = say(member, room, "Nhầm nhóm"), say(head, room, "Của trưởng nhóm")
    with pytest.raises(Forbidden, match=r"groups\.not_yours"):
        delete_message(actor=member, placement_id=heads)
    delete_message(actor=head, placement_id=own)
    row = q.one(member, own)
    assert (row.text, row.deleted_by) == ("", "Lương Mỹ Duyên")
    assert PostVersion.objects.for_actor(head).get().text == "Nhầm nhóm"
    assert Entry.objects.filter(verb="post.deleted").get().data == {"own": False}
    for act in (
        lambda: delete_message(actor=member, placement_id=own),
        lambda: edit_message(actor=member, placement_id=own, text="lại"),
    ):
        with pytest.raises(Conflict, match=r"groups\.gone"):
            act()
    assert not q.search(head, room, "nham nhom")


def test_one_mark_a_member_that_never_goes_back(room: int, head: Actor, member: Actor) -> None:
    for _ in range(3):
        say(head, room)
    assert my_groups(member)[0].unread == 3
    assert unread_groups(member) == 1
    assert mark_read(actor=member, group_id=room, seq=2) == 2
    assert mark_read(actor=member, group_id=room, seq=1) == 2
    assert mark_read(actor=member, group_id=room, seq=10**15) == 3
    assert mark_read(actor=member, group_id=room, seq=-5) == 3
    assert unread_groups(member) == 0
    assert ReadMark.objects.for_actor(head).count() == 2  # the head's own came with the posts
    with pytest.raises(NotFound):
        mark_read(actor=make_actor(make_agency()), group_id=room, seq=1)


def test_readers_are_counted_without_the_author(room: int, head: Actor, member: Actor) -> None:
    made = say(head, room)
    assert (q.one(head, made).readers, q.one(head, made).members) == (0, 1)
    mark_read(actor=member, group_id=room, seq=1)
    _, read, missing, _ = q.names(head, made)
    assert ([one.name for one in read], missing) == (["Triệu Ngọc Giao"], [])
    assert q.counts(head, room, [1]) == {1: (1, 1)}
    assert q.counts(member, room, [1]) == {}  # one's own posts alone


def test_a_social_group_may_hide_who_has_read(head: Actor, member: Actor) -> None:
    room = make_group(head, member, kind="social", receipts=False)
    made = say(head, room)
    assert q.one(head, made).readers is None
    assert q.counts(head, room, [1]) == {}
    with pytest.raises(Forbidden, match=r"groups\.no_receipts"):
        q.names(head, made)
    with pytest.raises(Invalid, match=r"groups\.receipts_stay"):
        make_group(head, receipts=False)


def test_what_must_be_signed_is_signed_once_by_name(room: int, head: Actor, member: Actor) -> None:
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        say(member, room, "Ký nhận nhé", must_ack=True)
    made = say(head, room, "Ký nhận nhé", must_ack=True, ack_by=clock.today())
    assert my_groups(member)[0].to_sign == 1
    assert [one.id for one in q.conversation(member, room).waiting] == [made]
    assert acknowledge(actor=member, placement_id=made)
    assert not acknowledge(actor=member, placement_id=made)
    assert [one.person_id for one in Ack.objects.for_actor(head)] == [member.person_id]
    assert my_groups(member)[0].to_sign == 0
    assert q.one(head, made).acks == 1
    with pytest.raises(Conflict, match=r"groups\.signed_already"):
        edit_message(actor=head, placement_id=made, text="Nội dung khác")
    with pytest.raises(Invalid, match=r"groups\.own_post"):
        acknowledge(actor=head, placement_id=made)
    with pytest.raises(NotFound, match=r"groups\.no_message"):
        acknowledge(actor=make_actor(make_agency()), placement_id=made)
    delete_message(actor=head, placement_id=made)
    with pytest.raises(Conflict, match=r"groups\.gone"):
        acknowledge(actor=member, placement_id=made)
    with pytest.raises(Invalid, match=r"groups\.nothing_to_sign"):
        acknowledge(actor=member, placement_id=say(head, room))


def test_an_old_post_to_sign_stays_in_the_banner(room: int, head: Actor, member: Actor) -> None:
    made = say(head, room, "Ký nhận nhé", must_ack=True)
    for _ in range(51):
        say(head, room, "chuyện khác")
    page = q.conversation(member, room)
    assert len(page.messages) == 50
    assert made not in {one.id for one in page.messages}
    assert [one.id for one in page.waiting] == [made]
    older = q.conversation(member, room, before=page.older)
    assert [one.seq for one in older.messages] == [1, 2]
    assert (older.older, older.waiting[0].id) == (0, made)


def test_search_without_accents_in_one_group(room: int, head: Actor, member: Actor) -> None:
    say(head, room, "Đã hoàn thành báo cáo tổng hợp")
    say(head, room, "Báo cáo riêng")
    say(head, make_group(head), "Báo cáo tổng hợp ở nhóm khác")
    assert [one.seq for one in q.search(member, room, "BAO CAO")] == [2, 1]
    assert [one.seq for one in q.search(member, room, "báo cáo tong hop")] == [1]
    assert not q.search(member, room, "'; drop --")
    assert not q.search(member, room, " ")
    with pytest.raises(NotFound):
        q.search(make_actor(make_agency()), room, "bao cao")


def test_what_came_after_a_number(room: int, head: Actor, member: Actor) -> None:
    for _ in range(3):
        say(head, room)
    assert [one.seq for one in q.since(member, room, 1)] == [2, 3]
    assert not q.since(member, room, 3)


def test_strangers_see_no_row_of_any_kind(room: int, head: Actor, member: Actor) -> None:
    made = say(head, room, "Ký nhận nhé", must_ack=True)
    acknowledge(actor=member, placement_id=made)
    edit = say(head, room, "a")
    edit_message(actor=head, placement_id=edit, text="b")
    stranger = make_actor(make_agency())
    nobody = Actor(kind=head.kind, name="Không ai")
    for model in (Group, Post, Placement, PostVersion, ReadMark, Ack):
        rows = model.objects
        assert rows.for_actor(member).exists(), model
        assert not rows.for_actor(stranger).exists(), model
        assert not rows.for_actor(nobody).exists(), model
        assert rows.for_actor(Actor.system()).exists(), model
    assert Group.objects.for_actor(Actor.system(head.agency_id)).exists()
    assert not Group.objects.for_actor(Actor.system(stranger.agency_id)).exists()
    for read in (
        lambda: q.conversation(stranger, room),
        lambda: q.one(stranger, made),
        lambda: q.group_of(stranger, made),
    ):
        with pytest.raises(NotFound):
            read()
    with pytest.raises(NotFound):
        q.conversation(Actor.system(), room)
    assert policies.may(Actor.system(), "archive", group(room), None) == ""
    assert unread_groups(nobody) == 0
