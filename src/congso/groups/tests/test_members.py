"""Into groups and out of them by hand; who may make which."""

import pytest

from congso.groups import policies
from congso.groups.actions.groups import GroupData, create_group
from congso.groups.actions.members import add_members, leave, remove_member
from congso.groups.membership import member, members_of
from congso.groups.models import Enrolment, MemberRule
from congso.groups.queries.groups import addable, parents_for, people_in
from congso.groups.testing import ByPost, group, make_group
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.people.models import Agency
from congso.people.testing import make_actor, make_agency, make_unit

pytestmark = pytest.mark.django_db


def test_people_of_the_agency_and_below_come_in_and_no_others() -> None:
    agency = make_agency("Sở Nội vụ")
    below = make_agency("Trung tâm", parent=Agency.objects.get(pk=agency.id))
    head = make_actor(agency)
    near, far = make_actor(agency), make_actor(below)
    room = make_group(head)
    persons = [near.person_id or 0, far.person_id or 0]
    assert add_members(actor=head, group_id=room, person_ids=persons) == 2
    assert add_members(actor=head, group_id=room, person_ids=persons) == 0
    outside = make_actor(make_agency("Sở khác"))
    with pytest.raises(Invalid, match=r"groups\.outside_agency"):
        add_members(actor=head, group_id=room, person_ids=[outside.person_id or 0])
    with pytest.raises(Invalid, match=r"groups\.nobody_chosen"):
        add_members(actor=head, group_id=room, person_ids=[])
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        add_members(actor=near, group_id=room, person_ids=[far.person_id or 0])
    assert len(members_of([room])) == 3


def test_a_member_becomes_head_and_the_last_head_stays() -> None:
    agency = make_agency()
    head, second = make_actor(agency), make_actor(agency)
    room = make_group(head, second)
    with pytest.raises(Conflict, match=r"groups\.last_head"):
        leave(actor=head, group_id=room)
    assert add_members(actor=head, group_id=room, person_ids=[second.person_id or 0], head=True) == 1
    leave(actor=head, group_id=room)
    assert member(head.person_id, room) is None
    with pytest.raises(NotFound):
        leave(actor=head, group_id=room)
    found = member(second.person_id, room)
    assert found is not None
    assert found.head
    # Back again: a new row, the old one keeps when it ended.
    add_members(actor=second, group_id=room, person_ids=[head.person_id or 0])
    assert Enrolment.objects.for_actor(second).filter(person_id=head.person_id).count() == 2


def test_taken_out_by_a_head() -> None:
    agency = make_agency()
    head, one = make_actor(agency), make_actor(agency)
    room = make_group(head, one)
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        remove_member(actor=one, group_id=room, person_id=head.person_id or 0)
    remove_member(actor=head, group_id=room, person_id=one.person_id or 0)
    with pytest.raises(NotFound, match=r"groups\.no_member"):
        remove_member(actor=head, group_id=room, person_id=one.person_id or 0)


def test_who_is_in_by_a_post_leaves_with_it() -> None:
    agency = make_agency()
    head, clerk = make_actor(agency, Role.OFFICE), make_actor(agency, Role.CLERK)
    room = make_group(head, clerk, by_post=(ByPost("own", role="clerk"),))
    with pytest.raises(Conflict, match=r"groups\.member_by_post"):
        remove_member(actor=head, group_id=room, person_id=clerk.person_id or 0)
    assert add_members(actor=head, group_id=room, person_ids=[clerk.person_id or 0], head=True) == 1
    assert {(row.person_id, row.head) for row in members_of([room])} == {
        (head.person_id, True), (clerk.person_id, True),
    }  # fmt: skip


@pytest.mark.parametrize(("role", "may"), [(Role.OFFICER, False), (Role.LEADER, True), (Role.OFFICE, True)])
def test_a_group_of_many_agencies_is_made_by_those_who_speak_for_one(role: Role, may: bool) -> None:
    actor = make_actor(make_agency(), role)
    rule = (ByPost("below", title="Văn thư"),)
    if may:
        assert MemberRule.objects.for_actor(actor).filter(group_id=make_group(actor, by_post=rule)).exists()
        assert not MemberRule.objects.for_actor(make_actor(make_agency())).exists()
    else:
        with pytest.raises(Forbidden, match=r"groups\.not_for_agency"):
            make_group(actor, by_post=rule)
        assert make_group(actor, by_post=(ByPost("own", title="Văn thư"),))


def test_rules_that_name_no_post_or_a_foreign_room_are_refused() -> None:
    actor = make_actor(make_agency(), Role.LEADER)
    with pytest.raises(Invalid, match=r"groups\.names_no_post"):
        make_group(actor, by_post=(ByPost("all"),))
    with pytest.raises(Invalid, match=r"groups\.unknown_reach"):
        make_group(actor, by_post=(ByPost("own", unit_id=make_unit(make_agency()).id),))
    assert policies.may_reach(actor, reach="own", agency_id=0) == "groups.outside_agency"


def test_a_form_sent_twice_makes_one_group() -> None:
    actor = make_actor(make_agency())
    made = {create_group(actor=actor, data=GroupData(name="Một"), key="k") for _ in range(2)}
    assert len(made) == 1
    with pytest.raises(Invalid, match=r"groups\.no_name"):
        create_group(actor=actor, data=GroupData(name="  "))


def test_lists_for_the_members_page() -> None:
    agency = make_agency("Sở Nội vụ")
    below = make_agency("Trung tâm", parent=Agency.objects.get(pk=agency.id))
    head = make_actor(agency, Role.LEADER, name="Trần An")
    one, free = make_actor(agency, name="Lê Bình"), make_actor(below, name="Vũ Chi")
    room = make_group(head, one)
    assert [(row.name, row.head) for row in people_in(one, room)] == [("Trần An", True), ("Lê Bình", False)]
    assert people_in(one, room)[0].post == "Giám đốc, Sở Nội vụ"
    agencies, own = addable(head, room, None)
    assert ([name for _, name in agencies], own) == (["Sở Nội vụ", "Trung tâm"], [])
    assert [row.name for row in addable(head, room, below.id)[1]] == ["Vũ Chi"]
    assert addable(head, room, 0)[1] == []
    with pytest.raises(Forbidden, match=r"groups\.heads_only"):
        addable(one, room, None)
    with pytest.raises(NotFound):
        people_in(free, room)
    assert [row.id for row in parents_for(head)] == [room]
    assert parents_for(one) == []
    assert group(room).agency_id == agency.id


def test_policies_ask_for_the_very_group_and_person() -> None:
    agency = make_agency()
    head, other = make_actor(agency), make_actor(agency)
    room, next_room = make_group(head), make_group(head)
    place = member(head.person_id, next_room)
    assert policies.may(head, "view", group(room), place) == "groups.not_found"
    assert policies.may(other, "view", group(next_room), place) == "groups.not_found"
    assert policies.may(head, "view", group(next_room), place) == ""
    with pytest.raises(NotFound, match=r"groups\.not_found"):
        policies.need(Actor.system(), "post", room)
