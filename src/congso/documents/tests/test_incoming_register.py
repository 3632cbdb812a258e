"""Registering an arrival."""

import threading
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection

from congso.documents import testing_incoming as t
from congso.documents.actions.cancel_registration import cancel_registration
from congso.documents.actions.edit_incoming import edit_incoming
from congso.documents.actions.register_incoming import register_incoming
from congso.documents.models import Hold, RegisterNumber, SearchEntry
from congso.documents.queries.incoming import next_number
from congso.documents.support_incoming import WrongFields
from congso.files import api as files
from congso.files.testing import scan_pdf, text_pdf, word
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def office():
    return t.make_office()


def events(name):
    return list(Event.objects.filter(name=f"documents.{name}").values_list("data", flat=True))


def test_registering_gives_the_number_and_passes_it_to_the_leader(office):
    incoming = t.receive(office.clerk)
    done = t.register(office.clerk, incoming)
    now = t.row(incoming.pk)
    assert (done.number, done.leader_name, done.repeated) == (1, "Vũ Đình Khoát", False)
    assert (now.state, now.arrival_number, now.arrival_date) == ("registered", 1, NOW.date())
    assert now.code_key == "3411 ubnd nc"
    hold = Hold.objects.unscoped(reason="test").get(subject_id=incoming.pk, until=None)
    assert (hold.holder_name, hold.stage, hold.person_id) == (
        "Vũ Đình Khoát",
        "direct",
        office.leader.person_id,
    )
    assert events("IncomingRegistered") == [{"incoming_id": incoming.pk, "agency_id": office.agency.id}]


def test_numbers_follow_each_other_from_one_each_year(office):
    numbers = [
        t.register(office.clerk, t.receive(office.clerk, text_pdf(f"Văn bản {n}")), number=str(n)).number
        for n in (1, 2)
    ]
    with clock.frozen(datetime(2027, 1, 4, 8, tzinfo=clock.VIETNAM)):
        later = t.receive(office.clerk, text_pdf("Văn bản năm sau"))
        numbers.append(t.register(office.clerk, later, number="3").number)
    assert numbers == [1, 2, 1]
    assert next_number(office.agency.id) == 3


def test_the_stamp_lies_on_a_rendition_and_the_original_stays(office):
    content = text_pdf("Số: 3411/UBND-NC")
    incoming = t.receive(office.clerk, content)
    t.register(office.clerk, incoming)
    t.run_jobs()
    now = t.row(incoming.pk)
    assert now.stamped_file
    assert now.stamp_error == ""
    assert files.rendition(now.main_file_id, "stamped").startswith(b"%PDF")
    assert files.read(now.main_file_id) == content


def test_a_file_that_is_no_pdf_is_registered_without_a_stamp(office):
    incoming = t.receive(office.clerk, word("Kính gửi Sở Nội vụ"), "Công văn.docx")
    t.register(office.clerk, incoming)
    t.run_jobs()
    now = t.row(incoming.pk)
    assert (now.state, now.stamped_file, now.stamp_error) == ("registered", False, "not_pdf")


def test_it_is_found_by_its_words_after_registering(office):
    incoming = t.receive(office.clerk)
    t.register(office.clerk, incoming)
    t.run_jobs()
    entry = SearchEntry.objects.unscoped(reason="test").get(subject_kind="incoming", subject_id=incoming.pk)
    assert (entry.number_key, entry.code_key) == ("1", "3411 ubnd nc")


def test_the_second_clerk_reads_who_was_first(office):
    other = make_actor(office.agency, Role.CLERK, name="Lê Thị Hai")
    incoming = t.receive(office.clerk)
    t.register(office.clerk, incoming)
    with pytest.raises(Conflict) as refused:
        t.register(other, incoming)
    assert refused.value.code == "documents.incoming_registered_already"
    assert refused.value.params == {"number": 1, "who": "Đặng Thu Ngà", "when": "17/11/2026 08:30"}
    assert RegisterNumber.objects.unscoped(reason="test").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_give_one_number(office):
    other = make_actor(office.agency, Role.CLERK, name="Lê Thị Hai")
    incoming = t.receive(office.clerk)
    start, results = threading.Barrier(2), []

    def press(clerk):
        try:
            with clock.frozen(NOW):
                start.wait()
                results.append(t.register(clerk, incoming).number)
        except Conflict as conflict:
            results.append(conflict.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(clerk,)) for clerk in (office.clerk, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == ["1", "documents.incoming_registered_already"]
    assert RegisterNumber.objects.unscoped(reason="test").count() == 1


def test_the_same_form_sent_twice_gives_one_number(office):
    incoming = t.receive(office.clerk)
    first, second = t.register(office.clerk, incoming), t.register(office.clerk, incoming)
    assert (second.number, second.repeated, second.leader_name) == (first.number, True, "Vũ Đình Khoát")
    assert RegisterNumber.objects.unscoped(reason="test").count() == 1
    assert len(events("IncomingRegistered")) == 1


def test_a_form_made_before_somebody_saved_is_refused(office):
    incoming = t.receive(office.clerk)
    edit_incoming(actor=office.clerk, incoming_id=incoming.pk, fields=replace(t.FIELDS, subject="Bản khác"))
    with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
        t.register(office.clerk, incoming)
    assert t.row(incoming.pk).state == "waiting"


def test_every_wrong_field_is_named_and_nothing_is_taken(office):
    incoming = t.receive(office.clerk)
    with pytest.raises(WrongFields) as refused:
        t.register(office.clerk, incoming, subject=" ", due_on=date(2026, 11, 1))
    assert [problem.field for problem in refused.value.problems] == ["subject", "due_on"]
    assert RegisterNumber.objects.unscoped(reason="test").count() == 0
    assert t.row(incoming.pk).state == "waiting"


def test_a_deadline_in_the_past_is_kept_when_the_clerk_says_so(office):
    incoming = t.receive(office.clerk)
    t.register(office.clerk, incoming, due_on=date(2026, 11, 1), past_due_confirmed=True)
    assert t.row(incoming.pk).due_at.astimezone(clock.VIETNAM).date() == date(2026, 11, 1)


def test_a_secrecy_marking_in_a_field_is_refused(office):
    incoming = t.receive(office.clerk)
    with pytest.raises(SecretMarking) as refused:
        t.register(office.clerk, incoming, subject="TỐI MẬT")
    assert refused.value.field == "subject"
    assert t.row(incoming.pk).subject == ""


def test_a_held_scan_waits_for_the_marking(office):
    incoming = t.receive(office.clerk, scan_pdf())
    with pytest.raises(Conflict, match=r"documents\.file_held"):
        t.register(office.clerk, incoming)
    files.state_marking(actor=office.clerk, file_id=incoming.main_file_id, marked=False)
    assert t.register(office.clerk, incoming).number == 1


def test_only_a_leader_of_the_agency_gets_it(office):
    stranger = t.make_office("Sở Tài chính").leader
    second = make_actor(office.agency, Role.LEADER, title="Phó Giám đốc", name="Hoàng Thế Quyền")
    incoming = t.receive(office.clerk)
    call = {"actor": office.clerk, "incoming_id": incoming.pk, "fields": t.FIELDS, "expected_version": 1}
    with pytest.raises(Invalid, match=r"documents\.leader_wrong"):
        register_incoming(**call, leader_appointment_id=stranger.appointment_id)
    done = register_incoming(**call, leader_appointment_id=second.appointment_id)
    assert done.leader_name == "Hoàng Thế Quyền"


def test_without_a_leader_the_clerks_keep_it():
    agency = t.make_agency("Hội Mẫu")
    clerk = make_actor(agency, Role.CLERK)
    incoming = t.receive(clerk)
    assert t.register(clerk, incoming).leader_name == ""
    assert (
        Hold.objects.unscoped(reason="test").get(subject_id=incoming.pk, until=None).holder_name == "Văn thư"
    )


@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICE])
def test_a_post_without_the_right_is_refused(office, role):
    incoming = t.receive(office.clerk)
    with pytest.raises(Forbidden, match=r"documents\.forbidden"):
        t.register(make_actor(office.agency, role), incoming)


def test_an_officer_and_another_agency_do_not_see_it(office):
    incoming = t.receive(office.clerk)
    for stranger in (make_actor(office.agency), t.make_office("Sở Tài chính").clerk):
        with pytest.raises(NotFound, match=r"documents\.not_found"):
            t.register(stranger, incoming)


def test_a_returned_one_cannot_be_registered(office):
    incoming = t.receive(office.clerk)
    t.IncomingDocument.objects.for_actor(office.clerk).update(state="refused")
    with pytest.raises(Conflict, match=r"documents\.incoming_refused_already"):
        t.register(office.clerk, incoming)


def test_registered_fields_are_corrected_under_the_same_rules(office):
    incoming = t.make_incoming(office.clerk)
    call = {"actor": office.clerk, "incoming_id": incoming.pk}
    assert edit_incoming(
        **call, fields=replace(t.FIELDS, subject="Sửa"), expected_version=incoming.version
    ) == ["subject"]
    assert edit_incoming(**call, fields=replace(t.FIELDS, subject="Sửa")) == []
    with pytest.raises(WrongFields, match=r"documents\.issuer_missing"):
        edit_incoming(**call, fields=replace(t.FIELDS, issuer_name=""))
    with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
        edit_incoming(**call, fields=t.FIELDS, expected_version=incoming.version)
    with pytest.raises(Forbidden):
        edit_incoming(actor=office.leader, incoming_id=incoming.pk, fields=t.FIELDS)


def test_a_cancelled_number_stays_with_its_reason(office):
    incoming = t.make_incoming(office.clerk)
    assert cancel_registration(actor=office.clerk, incoming_id=incoming.pk, reason="Nhầm văn bản") is None
    number = RegisterNumber.objects.unscoped(reason="test").get(number=1)
    assert (number.state, number.reason) == ("cancelled", "Nhầm văn bản")
    now = t.row(incoming.pk)
    assert (now.state, now.arrival_number, now.cancel_reason) == ("cancelled", 1, "Nhầm văn bản")
    assert not Hold.objects.unscoped(reason="test").filter(subject_id=incoming.pk, until=None).exists()
    assert t.make_incoming(office.clerk, number="9").arrival_number == 2
    assert events("IncomingCancelled")[0]["incoming_id"] == incoming.pk


def test_a_cancelled_arrival_can_wait_again_with_its_files(office):
    incoming = t.make_incoming(office.clerk)
    again = cancel_registration(
        actor=office.clerk, incoming_id=incoming.pk, reason="Nhầm trích yếu", again=True
    )
    new = t.row(again)
    assert (new.state, new.subject, new.arrival_number) == ("waiting", incoming.subject, None)
    assert [file.id for file in files.files_of(SubjectRef("incoming", again))] == [incoming.main_file_id]
    assert t.register(office.clerk, new).number == 2


def test_cancelling_needs_a_reason_a_right_and_a_number(office):
    incoming = t.make_incoming(office.clerk)
    with pytest.raises(Invalid, match=r"documents\.reason_missing"):
        cancel_registration(actor=office.clerk, incoming_id=incoming.pk, reason=" ")
    with pytest.raises(Forbidden):
        cancel_registration(actor=office.leader, incoming_id=incoming.pk, reason="Nhầm")
    waiting = t.receive(office.clerk, text_pdf("Khác"))
    with pytest.raises(Conflict, match=r"documents\.incoming_not_registered"):
        cancel_registration(actor=office.clerk, incoming_id=waiting.pk, reason="Nhầm")
