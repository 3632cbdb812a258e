"""Work files: the yearly list, documents in and out, the flow, closing, paper."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congso.audit.api import trail
from congso.documents import api, involve
from congso.documents import testing_incoming as t
from congso.documents import testing_outgoing as to
from congso.documents import testing_records as tr
from congso.documents.actions.close_work_file import close_work_file, reopen_work_file
from congso.documents.actions.file_into import file_into, file_issued, take_out
from congso.documents.actions.save_work_file import create_work_file, edit_work_file, import_work_files
from congso.documents.jobs_records import remind_work_files
from congso.documents.models import Answer, Draft, IncomingDocument, Involvement, WorkFile
from congso.documents.policies_records import keeps, may, may_open_file
from congso.documents.queries import work_files as q
from congso.documents.rules_work_files import FileFields, next_code, problem, tidy
from congso.documents.support_work_files import change
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import actor as an_actor
from congso.notices import api as notices
from congso.people.testing import make_actor, make_agency, make_unit, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


@pytest.fixture
def unit(office):
    return make_unit(office.agency, "Phòng Tổ chức, biên chế", symbol="TCBC")


@pytest.fixture
def officer(office, unit):
    return make_actor(office.agency, unit=unit, name="Bùi Khánh Ly")


@pytest.fixture
def arrival(office, officer):
    """An arrival that the officer leads."""
    made = t.make_incoming(office.clerk)
    involve.involve(ref(made), agency_id=office.agency.id, why="lead", person_id=officer.person_id)
    return made


def ref(incoming):
    return SubjectRef("incoming", incoming.pk)


def url(name, *args):
    return reverse(f"documents:{name}", args=args)


FIELDS = FileFields(year=2026, code="TCBC.01", title="Biên chế cấp xã", retention="10 năm")


# Rules and rights


def test_fields_are_tidied_and_checked():
    given = tidy(FileFields(year=2026, code="  TCBC.01 ", title="a " * 400, retention="10  năm"))
    assert (given.code, given.retention, len(given.title)) == ("TCBC.01", "10 năm", 500)
    assert problem(given, 2026) == ("", "")
    assert problem(FileFields(year=2026, code="A", title="B"), 2026) == (
        "retention", "documents.work_file_field_missing",
    )  # fmt: skip
    assert problem(FileFields(year=2028, code="A", title="B", retention="C"), 2026)[0] == "year"


def test_the_next_code():
    assert next_code("TCBC", {"TCBC.01", "TCBC.03"}) == "TCBC.02"


def test_rights_on_files():
    work_file = WorkFile(agency_id=1, keeper_id=7, unit_id=5)
    assert keeps(an_actor(Role.OFFICER, person_id=7), work_file)
    assert not keeps(an_actor(Role.OFFICER, person_id=8), work_file)
    assert keeps(an_actor(Role.CLERK, person_id=8), work_file)
    assert keeps(an_actor(Role.UNIT_HEAD, person_id=8, unit_id=5), work_file)
    assert not keeps(an_actor(Role.UNIT_HEAD, person_id=8, unit_id=6), work_file)
    assert not keeps(an_actor(Role.CLERK, agency_id=2), work_file)
    assert not keeps(an_actor(Role.CLERK, agency_id=None), work_file)
    assert keeps(Actor.system(1), work_file)
    assert not keeps(Actor.system(2), work_file)
    reader = an_actor(Role.LEADER, person_id=8)
    assert may(reader, "add", work_file).allowed
    assert may(reader, "close", work_file).code == "documents.forbidden"
    keeper = an_actor(Role.OFFICER, person_id=7)
    assert may(keeper, "reopen", work_file).code == "documents.work_file_open_already"
    work_file.state = "closed"
    assert may(keeper, "add", work_file).code == "documents.work_file_closed"
    assert may(keeper, "reopen", work_file).allowed
    assert not may_open_file(an_actor(Role.ADMIN)).allowed


# The list


def test_an_officer_opens_a_file_of_their_own(office, officer, unit):
    made = tr.make_file(officer)
    assert (made.keeper_id, made.unit_id, made.started_on) == (officer.person_id, unit.id, date(2026, 11, 17))
    head = make_actor(office.agency, Role.UNIT_HEAD, unit=unit)
    for one in (officer, head, office.clerk, office.leader):
        assert [row.code for row in q.work_files(one, q.FileFilters()).rows] == ["TCBC.01"]
    for stranger in (make_actor(office.agency, unit=unit), t.make_office("Sở Y tế").clerk):
        assert q.work_files(stranger, q.FileFilters()).rows == []
        with pytest.raises(NotFound):
            q.work_file(stranger, made.pk)
    assert trail([SubjectRef("work_file", made.pk)])[0].verb == "work_file.opened"


def test_refusals_of_opening(office, officer, unit):
    tr.make_file(officer)
    colleague = make_actor(office.agency)
    elsewhere = make_actor(make_agency("Sở Y tế"))
    with pytest.raises(Conflict, match="code_taken"):
        create_work_file(actor=office.clerk, fields=FIELDS)
    with pytest.raises(Forbidden):
        create_work_file(actor=make_actor(office.agency, Role.ADMIN), fields=FIELDS)
    with pytest.raises(Invalid, match="field_missing"):
        create_work_file(actor=officer, fields=FileFields(year=2026, code="X"))
    other = FileFields(year=2026, code="X", title="Y", retention="5 năm", keeper_id=colleague.person_id)
    with pytest.raises(Forbidden):
        create_work_file(actor=officer, fields=other)
    assert create_work_file(actor=office.clerk, fields=other)
    wrong = FileFields(year=2026, code="Z", title="Y", retention="5 năm", keeper_id=elsewhere.person_id)
    with pytest.raises(Invalid, match="keeper_wrong"):
        create_work_file(actor=office.clerk, fields=wrong)
    foreign = make_unit(make_agency("Sở Tài chính"))
    with pytest.raises(Invalid, match="unit_wrong"):
        create_work_file(
            actor=officer,
            fields=FileFields(year=2026, code="Z", title="Y", retention="5 năm", unit_id=foreign.id),
        )
    with pytest.raises(SecretMarking):
        create_work_file(
            actor=officer, fields=FileFields(year=2026, code="Z", title="TUYỆT MẬT", retention="5 năm")
        )


def test_a_new_keeper_sees_it_the_former_no_more(office, officer):
    made = tr.make_file(officer)
    colleague = make_actor(office.agency)
    changed = FileFields(
        year=2026, code="TCBC.02", title="Mới", retention="20 năm", keeper_id=colleague.person_id
    )
    with pytest.raises(NotFound):
        edit_work_file(actor=colleague, work_file_id=made.pk, fields=changed)
    edit_work_file(actor=office.clerk, work_file_id=made.pk, fields=changed)
    assert q.work_file(colleague, made.pk).row.title == "Mới"
    with pytest.raises(NotFound):
        q.work_file(officer, made.pk)
    tr.make_file(office.clerk, "TCBC.03")
    with pytest.raises(Conflict, match="code_taken"):
        edit_work_file(
            actor=office.clerk, work_file_id=made.pk,
            fields=FileFields(year=2026, code="TCBC.03", title="Mới", retention="20 năm"),
        )  # fmt: skip
    with pytest.raises(Forbidden):
        edit_work_file(actor=office.leader, work_file_id=made.pk, fields=FIELDS)


CSV = "Ký hiệu;Tiêu đề;Thời hạn;Người lập;Đơn vị\nTCBC.01;Biên chế;10 năm;Bùi Khánh Ly;TCBC\nVP.01;Hội nghị;5 năm;;\n"


def test_the_list_of_a_year_from_a_table(office, officer):
    assert import_work_files(actor=office.clerk, year=2027, name="danh-muc.csv", content=CSV.encode()) == 2
    again = CSV.replace("Biên chế;10", "Biên chế mới;20")
    import_work_files(actor=office.clerk, year=2027, name="danh-muc.csv", content=again.encode())
    rows = q.every_file(office.clerk, 2027)
    assert [(row.code, row.title, row.keeper) for row in rows] == [
        ("TCBC.01", "Biên chế mới", "Bùi Khánh Ly"), ("VP.01", "Hội nghị", ""),
    ]  # fmt: skip
    assert [row.code for row in q.work_files(officer, q.FileFilters(year=2027)).rows] == ["TCBC.01"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (CSV + "X;;;;\n", "tiêu đề"),
        (CSV + "X;Y;5 năm;Ai đó;\n", "người lập"),
        (CSV + "X;Y;5 năm;;Phòng lạ\n", "đơn vị"),
        (CSV + "X;=1+1;5 năm;;\n", "công thức"),
    ],
)
def test_one_wrong_row_and_nothing_is_taken(office, officer, wrong, why):
    with pytest.raises(Invalid, match="work_file_import") as refused:
        import_work_files(actor=office.clerk, year=2027, name="a.csv", content=wrong.encode())
    assert refused.value.params["row"] == 4
    assert why in refused.value.params["why"]
    assert q.every_file(office.clerk, 2027) == []
    with pytest.raises(Forbidden):
        import_work_files(actor=officer, year=2027, name="a.csv", content=CSV.encode())


# Documents in and out


def test_one_document_lies_in_many_files_without_a_copy(office, officer, arrival):
    first, second = tr.make_file(officer), tr.make_file(officer, "TCBC.02")
    other = t.make_incoming(office.clerk, number="9")
    assert file_into(actor=officer, work_file_id=first.pk, subject=ref(arrival)) == 1
    assert file_into(actor=office.clerk, work_file_id=first.pk, subject=ref(other)) == 2
    assert file_into(actor=officer, work_file_id=first.pk, subject=ref(arrival)) == 1
    assert file_into(actor=officer, work_file_id=second.pk, subject=ref(arrival)) == 1
    shown = q.work_file(officer, first.pk)
    assert [(line.ordinal, line.hidden, line.code) for line in shown.lines] == [
        (1, False, "3411/UBND-NC"), (2, True, ""),
    ]  # fmt: skip
    assert [row[1] for row in q.panel(officer, ref(arrival)).files] == ["TCBC.01", "TCBC.02"]
    take_out(actor=officer, work_file_id=first.pk, subject=ref(arrival))
    assert [line.ordinal for line in q.work_file(officer, first.pk).lines] == [2]
    with pytest.raises(NotFound, match="moved"):
        take_out(actor=officer, work_file_id=first.pk, subject=ref(arrival))


def test_refusals_of_filing(office, officer, arrival):
    made = tr.make_file(officer)
    unseen = t.make_incoming(office.clerk, number="9")
    with pytest.raises(NotFound, match="not_found"):
        file_into(actor=officer, work_file_id=made.pk, subject=ref(unseen))
    with pytest.raises(NotFound, match="not_found"):
        file_into(actor=officer, work_file_id=made.pk, subject=SubjectRef("task", 1))
    with pytest.raises(NotFound, match="work_file_unknown"):
        file_into(actor=officer, work_file_id=0, subject=ref(arrival))
    file_into(actor=officer, work_file_id=made.pk, subject=ref(arrival))
    with pytest.raises(Forbidden):
        take_out(actor=office.leader, work_file_id=made.pk, subject=ref(arrival))
    close_work_file(actor=officer, work_file_id=made.pk)
    for act in (file_into, take_out):
        with pytest.raises(Conflict, match="work_file_closed"):
            act(actor=officer, work_file_id=made.pk, subject=ref(arrival))
    with pytest.raises(NotFound, match="not_found"):
        q.panel(make_actor(office.agency), ref(arrival))


# Closing


def test_a_file_ends_and_is_taken_up_again(office, officer):
    made = tr.make_file(officer)
    with pytest.raises(Invalid, match="days_wrong"):
        close_work_file(actor=officer, work_file_id=made.pk, on=date(2026, 11, 1))
    close_work_file(actor=officer, work_file_id=made.pk)
    assert tr.work_file(made.pk).ended_on == date(2026, 11, 17)
    with pytest.raises(Conflict, match="closed"):
        close_work_file(actor=officer, work_file_id=made.pk)
    with pytest.raises(Forbidden):
        reopen_work_file(actor=office.leader, work_file_id=made.pk)
    reopen_work_file(actor=officer, work_file_id=made.pk)
    assert tr.work_file(made.pk).ended_on is None
    with pytest.raises(Conflict, match="open_already"):
        reopen_work_file(actor=officer, work_file_id=made.pk)
    with pytest.raises(NotFound):
        close_work_file(actor=t.make_office("Sở Y tế").clerk, work_file_id=made.pk)


def test_a_lost_race_is_said(officer):
    made = tr.make_file(officer)
    WorkFile.objects.unscoped(reason="test").filter(pk=made.pk).update(state="closed")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        change(made, title="Muộn")


def test_files_whose_documents_are_settled_are_named(office, officer, arrival):
    made, empty = tr.make_file(officer), tr.make_file(officer, "TCBC.02", "Chưa có gì")
    file_into(actor=officer, work_file_id=made.pk, subject=ref(arrival))
    assert q.settled_count(officer) == 0
    assert q.work_files(officer, q.FileFilters(view="xong")).rows == []
    api.close_incoming(actor=office.clerk, incoming_id=arrival.pk, kind="filed", reason="Để biết")
    assert [row.id for row in q.work_files(officer, q.FileFilters(view="xong")).rows] == [made.pk]
    assert q.settled_count(officer) == 1
    assert not q.work_file(officer, empty.pk).row.settled
    remind_work_files()
    (notice,) = notices.notices_of(officer).rows
    assert notice.kind == "documents.work_files_settled"
    assert notice.params == {"count": 1, "title": "Biên chế cấp xã 2026"}


# The flow


@pytest.fixture
def house():
    with clock.frozen(to.DAY + timedelta(hours=1)):
        yield to.make_house()


def answered(house, draft):
    """An arrival of the house that the draft answers."""
    made = t.make_incoming(house.clerk)
    Answer.objects.create(incoming=made, draft=draft)
    return made


def lines(house, work_file):
    return [str(line.subject) for line in q.work_file(house.clerk, work_file.pk).lines]


def test_what_is_issued_goes_into_the_file_of_its_draft_with_the_arrivals(house):
    work_file = tr.make_file(house.officer)
    draft = to.on_the_table(house, work_file_id=work_file.pk)
    incoming = answered(house, draft)
    made = to.numbered(house, draft)
    system = Actor.system(house.agency.id)
    assert file_issued(actor=system, outgoing_id=made.pk) == [work_file.pk]
    assert file_issued(actor=system, outgoing_id=made.pk) == [work_file.pk]
    assert lines(house, work_file) == [f"incoming:{incoming.pk}", f"outgoing:{made.pk}"]
    with pytest.raises(NotFound):
        file_issued(actor=Actor.system(house.agency.id + 1000), outgoing_id=made.pk)


def test_the_place_of_a_draft_becomes_that_of_its_document(house):
    work_file = tr.make_file(house.officer)
    draft = to.on_the_table(house)
    file_into(actor=house.officer, work_file_id=work_file.pk, subject=SubjectRef("draft", draft.pk))
    assert [line.kind for line in q.work_file(house.officer, work_file.pk).lines] == ["Báo cáo"]
    assert q.work_files(house.officer, q.FileFilters(view="xong")).rows == []
    made = to.numbered(house, draft)
    file_issued(actor=Actor.system(house.agency.id), outgoing_id=made.pk)
    assert lines(house, work_file) == [f"outgoing:{made.pk}"]
    (line,) = q.work_file(house.officer, work_file.pk).lines
    assert (line.code, line.author) == ("01/BC-SNV", "Sở Nội vụ")


def test_an_answer_follows_the_arrival_it_answers(house):
    work_file, closed = tr.make_file(house.clerk), tr.make_file(house.clerk, "TCBC.02")
    draft = to.on_the_table(house, work_file_id=closed.pk)
    incoming = answered(house, draft)
    file_into(actor=house.clerk, work_file_id=work_file.pk, subject=ref(incoming))
    close_work_file(actor=house.clerk, work_file_id=closed.pk)
    made = to.numbered(house, draft)
    assert file_issued(actor=Actor.system(house.agency.id), outgoing_id=made.pk) == [work_file.pk]


def test_two_files_of_the_arrivals_decide_nothing(house):
    draft = to.on_the_table(house)
    incoming = answered(house, draft)
    for code in ("A.01", "A.02"):
        file_into(actor=house.clerk, work_file_id=tr.make_file(house.clerk, code).pk, subject=ref(incoming))
    assert file_issued(actor=Actor.system(house.agency.id), outgoing_id=to.numbered(house, draft).pk) == []


# Screens and paper


def test_screens(client, office, officer, arrival, settings, django_assert_max_num_queries):
    settings.CONGSO_COUNTS_SECONDS = 60
    made = tr.make_file(officer)
    file_into(actor=officer, work_file_id=made.pk, subject=ref(arrival))
    sign_in(client, officer).get(url("work_files"))
    for address, words in (
        (url("work_files"), "Biên chế cấp xã 2026"),
        (url("work_files") + "?xem=ket-thuc", "Chưa có hồ sơ nào"),
        (url("work_files") + "?xem=xong&nam=2026", "Chưa có hồ sơ nào xong việc"),
        (url("work_files") + "?xem=cua-toi", "TCBC.01"),
        (url("work_files") + "?q=khong-co", "Không có hồ sơ nào khớp"),
        (url("work_file", made.pk), "3411/UBND-NC"),
        (url("work_file_new"), "TCBC.02"),
        (url("work_file_edit", made.pk), "Sửa hồ sơ"),
        (url("work_files_of_incoming", arrival.pk), "TCBC.01"),
    ):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert words in answer.content.decode(), address


def test_forms(client, office, officer):
    sign_in(client, officer)
    typed = {"code": "TCBC.07", "title": "Biên chế", "retention": "10 năm", "year": "2026"}
    assert client.post(url("work_file_new"), {**typed, "year": "x"}).status_code == 422
    assert client.post(url("work_file_new"), {**typed, "title": ""}).status_code == 422
    made = WorkFile.objects.unscoped(reason="test")
    assert client.post(url("work_file_new"), typed).status_code == 302
    pk = made.get(code="TCBC.07").pk
    assert client.post(url("work_file_edit", pk), {**typed, "title": "Biên chế 2"}).status_code == 302
    assert client.post(url("work_file_edit", pk), {**typed, "title": ""}).status_code == 422
    assert client.post(url("work_file_edit", pk), {**typed, "year": ""}).status_code == 422
    assert client.post(url("work_file_close", pk), {"on": "17/11/2026"}).status_code == 302
    assert client.get(url("work_file_edit", pk)).status_code == 403
    assert client.post(url("work_file_reopen", pk)).status_code == 302
    assert made.get(pk=pk).title == "Biên chế 2"
    sign_in(client, make_actor(office.agency, Role.ADMIN))
    assert client.get(url("work_file_new")).status_code == 403


def test_import_from_the_screen(client, office, officer):
    sign_in(client, office.clerk)
    file = SimpleUploadedFile("danh-muc.csv", CSV.encode())
    assert client.post(url("work_files_import"), {"nam": "2027", "file": file}).status_code == 302
    assert client.post(url("work_files_import"), {"nam": "2027"}).status_code == 422
    pdf = client.get(url("work_files_pdf", 2027))
    assert pdf.content.startswith(b"%PDF")


def test_the_panel_of_a_document(client, officer, arrival):
    made = tr.make_file(officer)
    sign_in(client, officer)
    subject = str(ref(arrival))
    answer = client.post(
        url("work_file_add"), {"work_file": made.pk, "subject": subject}, HTTP_HX_REQUEST="true"
    )
    assert "TCBC.01" in answer.content.decode()
    assert client.post(url("work_file_add"), {"work_file": made.pk, "subject": subject}).status_code == 302
    assert client.post(url("work_file_add"), {"work_file": made.pk, "subject": "task:1"}).status_code == 422
    gone = {"subject": subject, "tu": "panel"}
    answer = client.post(url("work_file_remove", made.pk), gone, HTTP_HX_REQUEST="true")
    assert "Chưa nằm trong hồ sơ nào" in answer.content.decode()
    file_into(actor=officer, work_file_id=made.pk, subject=ref(arrival))
    assert client.post(url("work_file_remove", made.pk), {"subject": subject}).status_code == 302


def test_contents_on_paper_and_in_xml(client, office, officer, arrival):
    made = tr.make_file(officer)
    late = t.make_incoming(office.clerk, number="1", document_date=date(2026, 1, 5))
    for one in (arrival, late):
        file_into(actor=office.clerk, work_file_id=made.pk, subject=ref(one))
    IncomingDocument.objects.unscoped(reason="test").update(pages=3)
    sign_in(client, office.clerk)
    assert client.get(url("work_file_pdf", made.pk)).content.startswith(b"%PDF")
    root = ElementTree.fromstring(client.get(url("work_file_xml", made.pk)).content)
    assert root.findtext("FileCode/FileNotation") == "TCBC.01"
    assert root.findtext("PageTotal") == "6"
    assert [one.text for one in root.iter("DocOrdinal")] == ["2", "1"]
    sign_in(client, officer)
    root = ElementTree.fromstring(client.get(url("work_file_xml", made.pk)).content)
    assert [one.text for one in root.iter("DocOrdinal")] == ["1"]
    assert client.get(url("work_file_pdf", made.pk)).status_code == 200


def test_keepers_take_part(officer, unit):
    made = tr.make_file(officer)
    rows = Involvement.objects.unscoped(reason="test").filter(subject_kind="work_file", subject_id=made.pk)
    assert {(row.person_id, row.unit_id, row.why) for row in rows} == {
        (officer.person_id, None, "keeper"), (None, unit.id, "keeper"),
    }  # fmt: skip
    assert q.search_words(0) is None
    assert Draft.objects.for_actor(officer).count() == 0
