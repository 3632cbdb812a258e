from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from congso.audit import api as audit
from congso.guard import api
from congso.guard.models import Incident, SecretStub
from congso.guard.rows import Hit
from congso.guard.testing import refuse
from congso.kernel import clock, wording
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import UnscopedQuery
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db
SHA = "ab" * 32


def check(actor: Actor, sha256: str = SHA) -> None:
    api.check_file(actor=actor, pages=["MẬT\nSố: 1/BC"], entrance="original", ending=".pdf", sha256=sha256)


def stub(**more: Any) -> api.StubFields:
    return api.StubFields(**{"arrived_on": clock.today(), "level": "secret"} | more)


def test_clean_pages_leave_no_trace(clerk: Actor) -> None:
    api.check_file(actor=clerk, pages=["Kính gửi"], entrance="original", ending=".pdf", sha256=SHA)
    api.check_fields(
        actor=clerk, values={"subject": "Về việc nghỉ lễ", "pages": 3, "note": None}, entrance="incoming"
    )
    assert not Incident.objects.unscoped(reason="test").exists()


def test_field_is_named_and_its_text_is_not_kept(clerk: Actor) -> None:
    with pytest.raises(api.SecretMarking) as caught:
        api.check_fields(
            actor=clerk, values={"note": "x", "subject": "[TỐI MẬT] Phương án Z"}, entrance="incoming"
        )
    refusal = caught.value
    assert (refusal.code, refusal.field, refusal.params["level"]) == (
        "guard.secret_marking",
        "subject",
        "TỐI MẬT",
    )
    row = api.incident(clerk, refusal.incident_id)
    assert (row.entrance, row.level, row.page, row.ending) == ("incoming.subject", "high", 0, "")
    kept = str(vars(Incident.objects.for_actor(clerk).get())) + str(
        audit.trail([SubjectRef("incident", row.id)])
    )
    assert "Phương án" not in kept


def test_refusal_inside_a_transaction_leaves_a_line_in_the_log(
    clerk: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(api.SecretMarking), transaction.atomic():
        check(clerk)
    assert not Incident.objects.for_actor(clerk).exists()
    assert f"secret at original, agency {clerk.agency_id}" in caplog.text
    assert "BC" not in caplog.text


def test_sentence_names_the_level_and_the_way_on(clerk: Actor) -> None:
    with pytest.raises(api.SecretMarking) as caught:
        check(clerk)
    sentence = wording.explain(caught.value)
    assert "MẬT" in sentence
    assert "mẩu đăng ký" in sentence
    assert api.refusal_url(caught.value) == f"/bao-ve/tu-choi/{caught.value.incident_id}/"


def test_stub_in_place_of_a_file(clerk: Actor) -> None:
    incident = refuse(clerk)
    row = api.register_stub(
        actor=clerk,
        incident_id=incident,
        fields=stub(number="01/BC-CAT", issued_on=date(2026, 1, 5), sender="Công an tỉnh", book_number="07"),
    )
    assert (row.number, row.sender, row.book_number, row.complete) == (
        "01/BC-CAT",
        "Công an tỉnh",
        "07",
        True,
    )
    assert api.incident(clerk, incident).stub_id == row.id
    again = api.register_stub(actor=clerk, incident_id=incident, fields=stub(book_number="08"))
    assert (again.id, again.book_number) == (row.id, "08")


def test_stub_of_a_paper_that_never_came_near(clerk: Actor) -> None:
    row = api.register_stub(actor=clerk, fields=stub(level="top"))
    assert [found.id for found in api.stubs(clerk)] == [row.id]
    assert row.level_label == "TUYỆT MẬT"


def test_stub_has_no_place_for_a_subject() -> None:
    columns = {field.name for field in SecretStub._meta.get_fields()}
    assert not columns & {"subject", "content", "title", "summary", "file", "name"}


def test_stub_made_by_itself_is_completed_by_the_clerk(clerk: Actor, officer: Actor) -> None:
    made = api.found_late(
        actor=Actor.system(clerk.agency_id),
        hit=Hit("secret", "leaks.alone", 62),
        entrance="original",
        ending=".pdf",
        person_id=officer.person_id,
    )
    assert (made.complete, made.incident_id is not None) == (False, True)
    assert made.incident_id
    assert api.incident(officer, made.incident_id).stub_id is None
    done = api.register_stub(actor=clerk, fields=stub(), incident_id=made.incident_id)
    assert (done.id, done.complete) == (made.id, True)


def test_stated_secret_leaves_a_stub(clerk: Actor) -> None:
    made = api.stated_secret(actor=clerk, entrance="original", ending=".png")
    assert made.incident_id
    assert api.incident(clerk, made.incident_id).rule == "guard.stated"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"arrived_on": date(2100, 1, 1)}, "arrived_on"), ({"issued_on": date(2100, 1, 1)}, "issued_on")],
)
def test_days_that_cannot_be(clerk: Actor, fields: dict[str, date], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        api.register_stub(actor=clerk, fields=stub(**fields))
    assert (caught.value.code, caught.value.field) == ("guard.dates", field)


def test_only_a_clerk_writes_stubs(officer: Actor, admin: Actor) -> None:
    for who in (officer, admin, Actor.system()):
        with pytest.raises(Forbidden) as caught:
            api.register_stub(actor=who, fields=stub())
        assert caught.value.code == "guard.clerk_only"


def test_stranger_sees_and_touches_nothing(clerk: Actor, stranger: Actor) -> None:
    incident = refuse(clerk)
    api.contest(actor=clerk, incident_id=incident)
    api.register_stub(actor=clerk, fields=stub())
    for act in (
        lambda: api.incident(stranger, incident),
        lambda: api.register_stub(actor=stranger, fields=stub(), incident_id=incident),
        lambda: api.contest(actor=stranger, incident_id=incident),
        lambda: api.release(actor=stranger, incident_id=incident, released=True),
    ):
        with pytest.raises(NotFound) as caught:
            act()
        assert caught.value.code == "guard.unknown"
    assert api.stubs(stranger) == []
    assert api.contested(stranger) == []


def test_colleagues_do_not_see_each_others_refusals(clerk: Actor, officer: Actor, admin: Actor) -> None:
    incident = refuse(officer)
    with pytest.raises(NotFound):
        api.incident(clerk, incident)
    assert api.incident(admin, incident).id == incident
    mine = api.stated_secret(actor=officer, entrance="original", ending="")
    assert mine is not None
    assert [row.id for row in api.stubs(officer)] == []
    assert [row.id for row in api.stubs(clerk)] == [mine.id]
    assert mine.incident_id
    assert api.incident(clerk, mine.incident_id).rule == "guard.stated"


def test_what_nobodys_register_could_hold_leaves_no_stub(clerk: Actor) -> None:
    nobody = Actor(kind=clerk.kind, name="Quản trị hệ thống", person_id=clerk.person_id)
    assert api.stated_secret(actor=nobody, entrance="original", ending="") is None
    with pytest.raises(api.SecretMarking):
        check(nobody)


def test_queries_refuse_to_run_unscoped(db: None) -> None:
    for ask in (lambda: list(Incident.objects.all()), lambda: SecretStub.objects.count()):
        with pytest.raises(UnscopedQuery):
            ask()


def test_misread_file_passes_once(clerk: Actor, admin: Actor, officer: Actor) -> None:
    incident = refuse(clerk, sha256=SHA)
    api.contest(actor=clerk, incident_id=incident)
    api.contest(actor=clerk, incident_id=incident)
    assert [row.id for row in api.contested(admin)] == [incident]
    assert api.release(actor=admin, incident_id=incident, released=True).released
    assert api.contested(admin) == []
    for who, sha256 in ((clerk, "cd" * 32), (officer, SHA)):
        with pytest.raises(api.SecretMarking):
            check(who, sha256)
    check(clerk)
    with pytest.raises(api.SecretMarking):
        check(clerk)
    verbs = [line.verb for line in audit.trail([SubjectRef("incident", incident)])]
    assert verbs == ["guard.refused", "guard.contested", "guard.decided"]


def test_release_lasts_a_day(clerk: Actor, admin: Actor) -> None:
    incident = refuse(clerk, sha256=SHA)
    api.release(actor=admin, incident_id=incident, released=True)
    with clock.frozen(clock.now() + timedelta(hours=25)), pytest.raises(api.SecretMarking):
        check(clerk)


def test_refusal_upheld(clerk: Actor, admin: Actor) -> None:
    incident = refuse(clerk, sha256=SHA)
    api.release(actor=admin, incident_id=incident, released=False)
    with pytest.raises(api.SecretMarking):
        check(clerk)
    for act in (
        lambda: api.release(actor=admin, incident_id=incident, released=True),
        lambda: api.contest(actor=clerk, incident_id=incident),
    ):
        with pytest.raises(Conflict) as caught:
            act()
        assert caught.value.code == "guard.decided"


def test_who_decides(clerk: Actor, admin: Actor, agency: Any) -> None:
    incident = refuse(clerk)
    with pytest.raises(Forbidden) as caught:
        api.release(actor=clerk, incident_id=incident, released=True)
    assert caught.value.code == "guard.admin_only"
    own = refuse(admin)
    with pytest.raises(Forbidden) as caught:
        api.release(actor=admin, incident_id=own, released=True)
    assert caught.value.code == "guard.own_case"
    api.release(actor=make_actor(agency, Role.ADMIN), incident_id=own, released=True)


def test_where_there_is_one_administrator_a_leader_decides(clerk: Actor, admin: Actor, agency: Any) -> None:
    own = refuse(admin, sha256=SHA)
    api.contest(actor=admin, incident_id=own)
    leader = make_actor(agency, Role.LEADER)
    assert [row.id for row in api.contested(leader)] == [own]
    assert api.release(actor=leader, incident_id=own, released=True).released
    check(admin)
    of_leader = refuse(leader)
    with pytest.raises(Forbidden, match="own_case"):
        api.release(actor=leader, incident_id=of_leader, released=True)
    assert not api.release(actor=admin, incident_id=of_leader, released=False).released
    elsewhere = make_actor(make_agency("Sở Y tế"), Role.LEADER)
    with pytest.raises(NotFound):
        api.release(actor=elsewhere, incident_id=refuse(clerk), released=True)


def test_a_contest_is_announced_once(clerk: Actor, agency: Any) -> None:
    incident = refuse(clerk)
    for _ in range(2):
        api.contest(actor=clerk, incident_id=incident)
    (event,) = Event.objects.filter(name="guard.RefusalContested")
    assert event.data["incident_id"] == incident


def test_contest_is_ones_own(admin: Actor, clerk: Actor) -> None:
    incident = refuse(clerk)
    with pytest.raises(NotFound):
        api.contest(actor=admin, incident_id=incident)


def test_fingerprint_needs_the_key_of_the_house(clerk: Actor, settings: Any) -> None:
    refuse(clerk, sha256=SHA)
    kept = Incident.objects.for_actor(clerk).get().fingerprint
    assert SHA not in kept
    settings.SECRET_KEY = "another"
    refuse(clerk, sha256=SHA)
    assert Incident.objects.for_actor(clerk).exclude(fingerprint=kept).count() == 1
