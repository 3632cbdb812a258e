"""One directive, many placements: how it goes down, what the sender sees, who is reminded."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congso.groups.actions.change_message import delete_message
from congso.groups.actions.groups import archive_group
from congso.groups.actions.mark_read import acknowledge, mark_read
from congso.groups.actions.pass_on import pass_on
from congso.groups.actions.remind import remind_silent, remind_unsigned
from congso.groups.jobs import archive_ended
from congso.groups.jobs import remind_unsigned as morning
from congso.groups.models import Placement, Post, Reminder
from congso.groups.queries import told
from congso.groups.queries.messages import conversation, one
from congso.groups.queries.tree import tree
from congso.groups.testing import make_group, say
from congso.groups.tests.conftest import Cascade
from congso.guard.errors import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import LiveMessage
from congso.kernel.testing import run_pending
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db


def direct(cascade: Cascade, text: str = "Kiểm tra tài khoản ký số", must_ack: bool = True) -> int:
    return say(cascade.sender, cascade.top, text, directive=True, must_ack=must_ack)


def in_group(actor: Actor, group_id: int) -> Placement:
    return Placement.objects.for_actor(actor).select_related("post").get(group_id=group_id)


def told_of(kind: str) -> set[int | None]:
    """Who got a notice of this kind, by what their browsers heard."""
    heard = LiveMessage.objects.filter(kind="notice", payload__about=kind)
    return {int(one.channel.partition(":")[2]) for one in heard}


def test_it_lands_one_level_down_and_on_where_it_passes_by_itself(cascade: Cascade) -> None:
    made = direct(cascade)
    assert Post.objects.for_actor(cascade.sender).count() == 1
    groups = Placement.objects.unscoped(reason="test").order_by("group_id").values_list("group_id", flat=True)
    assert set(groups) == {cascade.top, cascade.passing, cascade.waiting, cascade.below_passing}
    lowest = in_group(cascade.last[0], cascade.below_passing)
    assert lowest.parent == in_group(cascade.heads[0], cascade.passing)
    assert in_group(cascade.heads[0], cascade.passing).parent_id == made
    row = conversation(cascade.last[0], cascade.below_passing).messages[0]
    assert (row.from_above, row.text, row.name) == (
        "UBND tỉnh",
        "Kiểm tra tài khoản ký số",
        "Nguyễn Thục Đoan",
    )
    assert LiveMessage.objects.filter(kind="group_post", channel=f"group:{cascade.below_passing}").exists()


def test_an_ordinary_message_stays_where_it_was_said(cascade: Cascade) -> None:
    say(cascade.sender, cascade.top)
    assert Placement.objects.unscoped(reason="test").count() == 1
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        say(cascade.top_member, cascade.top, directive=True)


def test_a_head_adds_a_line_and_passes_it_on_once(cascade: Cascade) -> None:
    direct(cascade)
    head = cascade.heads[1]
    here = in_group(head, cascade.waiting)
    assert conversation(head, cascade.waiting).messages[0].may_pass
    assert pass_on(actor=head, placement_id=here.pk, line="Thôn báo trước 15:00") == 1
    assert not conversation(head, cascade.waiting).messages[0].may_pass
    below = conversation(cascade.last[1], cascade.below_waiting).messages[0]
    assert below.lines == [{"name": head.name, "text": "Thôn báo trước 15:00"}]
    assert one(head, here.pk).lines == below.lines
    with pytest.raises(Conflict, match=r"groups\.passed_already"):
        pass_on(actor=head, placement_id=here.pk)
    assert Placement.objects.unscoped(reason="test").count() == 5


def test_who_may_not_pass_on_and_what(cascade: Cascade) -> None:
    direct(cascade)
    head = cascade.heads[1]
    here = in_group(head, cascade.waiting)
    with pytest.raises(NotFound, match=r"groups\.no_message"):
        pass_on(actor=cascade.top_member, placement_id=here.pk)
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        pass_on(actor=cascade.last[0], placement_id=in_group(cascade.last[0], cascade.below_passing).pk)
    with pytest.raises(Invalid, match=r"groups\.line_too_long"):
        pass_on(actor=head, placement_id=here.pk, line="a" * 501)
    with pytest.raises(SecretMarking):
        pass_on(actor=head, placement_id=here.pk, line="TỐI MẬT Số: 01/BC-SNV")
    with pytest.raises(Invalid, match=r"groups\.no_directive"):
        pass_on(actor=head, placement_id=say(head, cascade.waiting))
    delete_message(actor=cascade.sender, placement_id=in_group(cascade.sender, cascade.top).pk)
    with pytest.raises(Conflict, match=r"groups\.gone"):
        pass_on(actor=head, placement_id=here.pk)


def test_a_head_below_cannot_take_away_what_came_from_above(cascade: Cascade) -> None:
    direct(cascade)
    here = in_group(cascade.heads[1], cascade.waiting)
    with pytest.raises(Forbidden, match=r"groups\.not_yours"):
        delete_message(actor=cascade.heads[1], placement_id=here.pk)


def test_closed_groups_are_passed_by(cascade: Cascade) -> None:
    archive_group(actor=cascade.heads[0], group_id=cascade.below_passing)
    direct(cascade)
    assert Placement.objects.unscoped(reason="test").count() == 3


def test_the_tree_agrees_with_a_direct_count(cascade: Cascade) -> None:
    made = direct(cascade)
    head, member = cascade.heads[0], cascade.last[0]
    acknowledge(actor=head, placement_id=in_group(head, cascade.passing).pk)
    mark_read(actor=member, group_id=cascade.below_passing, seq=1)
    found = tree(cascade.sender, made)
    rows = {node.group_id: node for node in found.nodes}
    assert [node.level for node in found.nodes] == [1, 2, 3, 2]
    assert [node.state for node in found.nodes] == ["silent", "full", "silent", "stopped"]
    # The top: sender left out; head A signed below, and that counts wherever the head is a member.
    assert (rows[cascade.top].members, rows[cascade.top].read, rows[cascade.top].acknowledged) == (3, 0, 1)
    assert (rows[cascade.passing].members, rows[cascade.passing].acknowledged) == (1, 1)
    assert (rows[cascade.below_passing].members, rows[cascade.below_passing].read) == (2, 1)
    assert rows[cascade.waiting].below == 1
    assert rows[cascade.waiting].heads == cascade.heads[1].name
    # Head A, head B, the member at the top, the member of the lowest group: each counted once.
    assert (found.members, found.read, found.acknowledged, found.silent, found.stopped) == (4, 2, 1, 3, 1)


def test_a_tree_of_more_groups_asks_no_more_queries(cascade: Cascade) -> None:
    def asked() -> int:
        made = direct(cascade)
        with CaptureQueriesContext(connection) as queries:
            tree(cascade.sender, made)
        return len(queries)

    few = asked()
    for number in range(6):
        make_group(cascade.heads[0], name=f"Thôn {number}", parent_id=cascade.passing)
    assert asked() == few
    assert few <= 12


def test_the_tree_is_the_senders_and_the_heads_of_the_first_group(cascade: Cascade) -> None:
    made = direct(cascade, must_ack=False)
    assert tree(cascade.sender, made).silent == 4
    with pytest.raises(Forbidden, match=r"groups\.not_sender"):
        tree(cascade.top_member, made)
    with pytest.raises(Forbidden, match=r"groups\.not_sender"):
        tree(cascade.heads[0], in_group(cascade.heads[0], cascade.passing).pk)
    with pytest.raises(NotFound, match=r"groups\.no_message"):
        tree(make_actor(make_agency()), made)


def test_one_press_reminds_the_silent_and_no_other(cascade: Cascade) -> None:
    made = direct(cascade)
    run_pending()
    assert len(told_of("flows.group_to_sign")) == 4
    acknowledge(actor=cascade.heads[0], placement_id=in_group(cascade.heads[0], cascade.passing).pk)
    with pytest.raises(Forbidden, match=r"groups\.not_sender"):
        remind_silent(actor=cascade.top_member, placement_id=made)
    assert remind_silent(actor=cascade.sender, placement_id=made) == 3
    run_pending()
    assert told_of("flows.group_reminded") == {
        cascade.top_member.person_id,
        cascade.heads[1].person_id,
        cascade.last[0].person_id,
    }
    heard = LiveMessage.objects.filter(channel__startswith="person:")
    assert not any("ký số" in str(one.payload) for one in heard)
    with pytest.raises(Conflict, match=r"groups\.reminded_just_now"):
        remind_silent(actor=cascade.sender, placement_id=made)
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert remind_silent(actor=cascade.sender, placement_id=made) == 3
    assert not Reminder.objects.for_actor(make_actor(make_agency())).exists()


def test_nobody_silent_and_a_post_taken_away(cascade: Cascade) -> None:
    room = make_group(cascade.sender, cascade.top_member)
    made = say(cascade.sender, room)
    mark_read(actor=cascade.top_member, group_id=room, seq=1)
    with pytest.raises(Conflict, match=r"groups\.nobody_silent"):
        remind_silent(actor=cascade.sender, placement_id=made)
    directed = direct(cascade)
    remind_silent(actor=cascade.sender, placement_id=directed)
    delete_message(actor=cascade.sender, placement_id=directed)
    run_pending()
    assert not told_of("flows.group_reminded")
    with pytest.raises(Conflict, match=r"groups\.gone"):
        remind_silent(actor=cascade.sender, placement_id=directed)
    assert not told.mentioned(directed, [1])


def test_each_morning_of_work_until_everybody_signed(cascade: Cascade) -> None:
    friday, saturday, monday = (datetime(2026, 11, day, 8, tzinfo=clock.VIETNAM) for day in (20, 21, 23))
    with clock.frozen(friday - timedelta(hours=20)):
        room = make_group(cascade.sender, cascade.top_member)
        made = say(cascade.sender, room, "Ký nhận", must_ack=True)
    with clock.frozen(friday):
        assert remind_unsigned() == 1
        assert remind_unsigned() == 0
    with clock.frozen(saturday):
        assert remind_unsigned() == 0
    acknowledge(actor=cascade.top_member, placement_id=made)
    with clock.frozen(monday):
        morning()
        archive_ended()
    assert Reminder.objects.for_actor(cascade.sender).count() == 1


def test_under_a_group_hangs_what_one_who_speaks_for_the_agency_makes(cascade: Cascade) -> None:
    with pytest.raises(Forbidden, match=r"groups\.not_for_agency"):
        make_group(cascade.top_member, parent_id=cascade.top)
    outsider = make_actor(make_agency(), Role.LEADER)
    with pytest.raises(Invalid, match=r"groups\.parent_unknown"):
        make_group(outsider, parent_id=cascade.top)
    with pytest.raises(Invalid, match=r"groups\.social_stands_alone"):
        make_group(cascade.heads[0], parent_id=cascade.top, kind="social")
    assert make_group(cascade.heads[0], parent_id=cascade.top)
