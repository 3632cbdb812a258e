"""Who is in a group: by hand, by the post held; both ends of the question give one answer."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congso.groups.membership import group_ids_of, groups_of, member, members_of
from congso.groups.models import Enrolment, Group, MemberRule
from congso.groups.testing import ByPost, make_group
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.people import api as people
from congso.people.models import Agency, Person, Post
from congso.people.testing import make_actor, make_agency, make_unit

pytestmark = pytest.mark.django_db


def inside(group_id: int) -> set[int]:
    return {row.person_id for row in members_of([group_id])}


def test_everybody_in_the_post_below_and_nobody_else() -> None:
    province = make_agency("UBND tỉnh")
    head = make_actor(province, Role.LEADER)
    own_chief = make_actor(province, title="Chánh Văn phòng")
    commune = make_agency("UBND xã A", parent=Agency.objects.get(pk=province.id))
    far = make_agency("Trạm", parent=Agency.objects.get(pk=commune.id))
    stranger = make_actor(make_agency("UBND tỉnh khác"), title="Chánh Văn phòng")
    chiefs = [make_actor(one, title="Chánh Văn phòng") for one in (commune, far)]
    other = make_actor(commune, title="Văn thư")
    below = make_group(head, by_post=(ByPost("below", title="Chánh Văn phòng"),))
    both = make_group(head, by_post=(ByPost("all", title="Chánh Văn phòng"),))
    at_home = make_group(head, by_post=(ByPost("own", title="Chánh Văn phòng"),))
    wanted = {one.person_id for one in chiefs}
    assert inside(below) == wanted | {head.person_id}
    assert inside(both) == wanted | {head.person_id, own_chief.person_id}
    assert inside(at_home) == {head.person_id, own_chief.person_id}
    assert not {stranger.person_id, other.person_id} & inside(both)


def test_by_role_and_by_unit() -> None:
    agency = make_agency()
    room, next_room = make_unit(agency, "Phòng 1"), make_unit(agency, "Phòng 2")
    head = make_actor(agency, Role.UNIT_HEAD, unit=room)
    clerk = make_actor(agency, Role.CLERK, unit=room)
    elsewhere = make_actor(agency, unit=next_room)
    office = make_group(head, by_post=(ByPost("own", unit_id=room.id),))
    clerks = make_group(head, by_post=(ByPost("own", role="clerk", head=True),))
    assert inside(office) == {head.person_id, clerk.person_id}
    assert elsewhere.person_id not in inside(office)
    found = member(clerk.person_id, clerks)
    assert found is not None
    assert (found.head, found.by_hand, found.by_post) == (True, False, True)


def test_who_moves_changes_groups_in_that_minute() -> None:
    agency = make_agency()
    head = make_actor(agency, Role.LEADER)
    mover = make_actor(agency, title="Chánh Văn phòng")
    group = make_group(head, by_post=(ByPost("own", title="Chánh Văn phòng"),))
    assert mover.person_id in inside(group)
    post = Post.objects.create(agency_id=agency.id, title="Chuyên viên", roles=["officer"])
    people.move(
        actor=Actor.system(), appointment_id=mover.appointment_id or 0, post_id=post.pk, on=clock.today()
    )
    assert mover.person_id not in inside(group)
    assert member(mover.person_id, group) is None
    successor = people.appoint(
        actor=Actor.system(), person_id=head.person_id or 0, post_id=mover.post_id or 0, since=clock.today()
    )
    assert successor
    assert members_of([group])[0].by_post


def test_a_post_of_tomorrow_opens_the_group_tomorrow() -> None:
    agency = make_agency()
    head = make_actor(agency, Role.LEADER)
    mover = make_actor(agency, title="Chánh Văn phòng")
    group = make_group(head, by_post=(ByPost("own", title="Chánh Văn phòng"),))
    people.end_appointment(
        actor=Actor.system(), appointment_id=mover.appointment_id or 0, until=clock.today()
    )
    tomorrow = clock.today() + timedelta(days=1)
    assert mover.person_id in inside(group)
    assert mover.person_id not in {row.person_id for row in members_of([group], on=tomorrow)}
    assert group not in {row.group_id for row in groups_of(mover.person_id or 0, on=tomorrow)}


def test_switched_off_person_post_and_agency_are_out() -> None:
    agency = make_agency()
    head = make_actor(agency, Role.LEADER)
    made = [make_actor(agency, title="Văn thư") for _ in range(2)]
    group = make_group(head, by_post=(ByPost("own", title="Văn thư"),))
    Person.objects.filter(pk=made[0].person_id).update(is_active=False)
    assert inside(group) == {head.person_id, made[1].person_id}
    Post.objects.filter(pk=made[1].post_id).update(active=False)
    assert inside(group) == {head.person_id}
    assert member(made[1].person_id, group) is None


def test_both_ends_agree_on_random_provinces() -> None:
    rng = random.Random(6)
    agencies = [make_agency("Gốc", body=False)]
    for number in range(14):
        parent = Agency.objects.get(pk=rng.choice(agencies).id)
        agencies.append(make_agency(f"Cơ quan {number}", parent=parent, body=False))
    titles, roles = ["Văn thư", "Chuyên viên", "Chánh Văn phòng"], [Role.OFFICER, Role.CLERK, Role.LEADER]
    actors = [
        make_actor(rng.choice(agencies), rng.choice(roles), title=rng.choice(titles)) for _ in range(40)
    ]
    now = clock.now()
    groups = Group.objects.bulk_create(
        Group(name="N", search="n", kind="official", agency_id=agencies[0].id, last_at=now, made_at=now)
        for _ in range(30)
    )
    for group in groups:
        for _ in range(rng.randint(0, 2)):
            reach = rng.choice(["own", "below", "all"])
            MemberRule.objects.create(
                group=group, agency_id=rng.choice(agencies).id, reach=reach, title=rng.choice([*titles, "Khác"]),
                role=rng.choice(["", "leader"]), head=rng.random() < 0.3,
            )  # fmt: skip
        for actor in rng.sample(actors, 2):
            Enrolment.objects.create(group=group, person_id=actor.person_id, since=now)
    from_groups = set(members_of([group.pk for group in groups]))
    from_people = {row for actor in actors for row in groups_of(actor.person_id or 0)}
    assert from_groups == from_people
    assert len(from_groups) > 70


def test_a_ring_of_agencies_ends() -> None:
    upper = make_agency("A")
    lower = make_agency("B", parent=Agency.objects.get(pk=upper.id))
    Agency.objects.filter(pk=upper.id).update(parent_id=lower.id)
    head = make_actor(upper, Role.LEADER)
    group = make_group(head, by_post=(ByPost("below", role="leader"),))
    assert [row.group_id for row in groups_of(head.person_id or 0)] == [group]


def test_one_query_each_and_nobody_in_person_has_none() -> None:
    agency = make_agency()
    head = make_actor(agency, Role.LEADER)
    made = [make_group(head) for _ in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(members_of(made)) == 3
        assert len(groups_of(head.person_id or 0)) == 3
        found = Group.objects.unscoped(reason="test").filter(pk__in=group_ids_of(head.person_id or 0))
        assert found.count() == 3
    assert len(queries) == 3
    assert member(None, made[0]) is None
