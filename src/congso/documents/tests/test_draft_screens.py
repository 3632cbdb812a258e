"""The screens of drafts through the browser's door: pages, saves by themselves, sheets, refusals."""

import json
from datetime import datetime

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congso.documents import draft_word
from congso.documents import testing_draft as t
from congso.documents import testing_incoming as ti
from congso.documents import testing_records as tr
from congso.documents.actions.edit_draft import save_version
from congso.documents.actions.load_templates import load_templates
from congso.documents.actions.submit_draft import return_draft
from congso.documents.forms_recipients import expanded, list_lines
from congso.documents.models import Draft, DraftTemplate, Recipient, SlipStep
from congso.documents.queries.lines import draft_line
from congso.documents.rules_draft import RecipientLine
from congso.files import api as files
from congso.files.testing import scan_pdf, text_pdf, word
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, make_unit, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _rail(settings):
    settings.CONGSO_COUNTS_SECONDS = 5  # as in production: counted beside the page


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(draft_word, "office", lambda: None)
    with clock.frozen(NOW):
        yield


@pytest.fixture
def house():
    return t.make_house()


def url(name, *args):
    return reverse(f"documents:{name}", args=args)


def page(client, actor, address, **headers):
    answer = sign_in(client, actor).get(address, **headers)
    return answer, answer.content.decode()


def form(draft_id, **changes):
    now = t.row(draft_id)
    values = {
        "kind": now.kind, "body_id": now.body_id, "subject": now.subject, "addressees": "\n".join(now.addressees),
        "urgency": now.urgency, "symbol": now.symbol, "archive_line": now.archive_line, "due_on": "",
        "version": now.revision,
    }  # fmt: skip
    return values | changes


def autosave(client, draft_id, **sent):
    body = {"version": t.row(draft_id).revision} | sent
    return client.post(url("draft_save", draft_id), json.dumps(body), content_type="application/json")


def test_the_list_shows_own_drafts_first_and_what_one_may_see(client, house, django_assert_max_num_queries):
    t.make_draft(house, subject="Báo cáo của tôi")
    t.make_submitted(house, drafter=house.head, stage="form", subject="Báo cáo của trưởng phòng")
    sign_in(client, house.drafter)
    client.get(url("drafts"))  # the working calendar is read once a minute
    with django_assert_max_num_queries(12):
        mine = client.get(url("drafts")).content.decode()
    assert "Báo cáo của tôi" in mine
    assert "Báo cáo của trưởng phòng" not in mine
    _, everything = page(client, house.leader, url("drafts") + "?cua=tat-ca")
    assert "Báo cáo của tôi" in everything
    assert "Báo cáo của trưởng phòng" in everything
    _, filtered = page(client, house.leader, url("drafts") + "?cua=tat-ca&trang_thai=form&loai=bao_cao")
    assert "Báo cáo của tôi" not in filtered
    _, nothing = page(client, house.leader, url("drafts") + "?cua=tat-ca&q=khong+co+tu+nay")
    assert "Không có dự thảo nào khớp" in nothing
    _, strange = page(client, house.leader, url("drafts") + "?cua=tat-ca&q=%3F%3F&trang_thai=x")
    assert "Không có dự thảo nào khớp" in strange
    _, foreign = page(client, t.make_house("Sở Tài chính").leader, url("drafts") + "?cua=tat-ca")
    assert "Báo cáo của" not in foreign


def test_returned_and_finished_drafts_have_their_places(client, house):
    draft_id = t.make_submitted(house, subject="Bị trả")
    return_draft(actor=house.head, draft_id=draft_id, remarks="Sửa")
    _, shown = page(client, house.drafter, url("drafts") + "?trang_thai=returned")
    assert "Bị trả lại" in shown
    client.post(url("draft_withdraw", draft_id), {"reason": "Thôi"})
    _, done = page(client, house.drafter, url("drafts") + "?cua=xong")
    assert "Bị trả" in done
    answer = client.post(url("draft_reopen", draft_id))
    assert answer.url == url("draft", draft_id)


def test_a_draft_is_made_in_three_steps(client, house):
    load_templates()
    arrival = ti.make_incoming(house.clerk)
    _, kinds = page(client, house.leader, url("draft_new") + f"?tra-loi={arrival.pk}&tra-loi=x")
    assert "3411/UBND-NC" in kinds
    assert url("draft_template", "quyet_dinh") + f"?tra-loi={arrival.pk}" in kinds
    _, texts = page(client, house.leader, url("draft_template", "cong_van") + f"?tra-loi={arrival.pk}")
    assert "Công văn trả lời" in texts
    template = DraftTemplate.objects.unscoped(reason="test").get(name="Công văn trả lời")
    given = {"mau": template.pk, "khoa": "k", "tra-loi": arrival.pk}
    first, second = (client.post(url("draft_template", "cong_van"), given) for _ in range(2))
    assert first.url == second.url
    draft = Draft.objects.unscoped(reason="test").get()
    assert first.url == url("draft", draft.pk)
    _, again = page(client, house.leader, url("draft_new"))
    assert "Dùng gần đây" in again
    assert client.get(url("draft_template", "sao_y")).status_code == 404
    admin = make_actor(house.agency, Role.ADMIN)
    assert page(client, admin, url("draft_new"))[0].status_code == 403


def test_the_editor_for_its_holder_and_the_page_for_others(client, house, django_assert_max_num_queries):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    client.get(url("draft", draft_id))
    with django_assert_max_num_queries(12):
        answer = client.get(url("draft", draft_id))
    text = answer.content.decode()
    assert "data-editor" in text
    assert "Vũ Đình Khoát" in text
    assert "<script>" not in text
    _, read = page(client, house.leader, url("draft", draft_id))
    assert "data-editor" not in read
    assert "draft-print" in read
    colleague = make_actor(house.agency, Role.OFFICER, unit=make_unit(house.agency, "Khác"))
    for stranger in (colleague, t.make_house("Sở Tài chính").leader):
        assert page(client, stranger, url("draft", draft_id))[0].status_code == 404
    assert page(client, house.leader, url("draft_page", draft_id))[0].status_code == 200


def test_the_page_of_a_reader_costs_a_fixed_number_of_queries(client, house, django_assert_max_num_queries):
    draft_id = t.make_submitted(house, stage="sign")
    sign_in(client, house.clerk)
    client.get(url("draft", draft_id))
    with django_assert_max_num_queries(12):
        client.get(url("draft", draft_id))


def test_the_editor_saves_by_itself(client, house):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    body = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Mới"}]}]}
    fields = {
        name: str(value)
        for name, value in form(draft_id, subject="Trích yếu mới").items()
        if name != "version"
    }
    answer = autosave(client, draft_id, body=body, fields=fields)
    now = t.row(draft_id)
    assert answer.json() == {"version": now.revision}
    assert (now.subject, now.content["content"][0]["content"][0]["text"]) == ("Trích yếu mới", "Mới")
    stale = autosave(client, draft_id, body={}, version=1)
    assert stale.status_code == 409
    assert "Bùi Khánh Ly vừa lưu bản này lúc 08:30" in stale.json()["message"]
    wrong = autosave(client, draft_id, fields=fields | {"due_on": "hôm nào"})
    assert wrong.status_code == 422
    assert "due_on" in wrong.json()["errors"]
    past = autosave(client, draft_id, fields=fields | {"due_on": "01/01/2026"})
    assert (past.status_code, past.json()["field"]) == (422, "due_on")
    marked = autosave(client, draft_id, fields=fields | {"subject": "TUYỆT MẬT"})
    assert marked.status_code == 422
    assert "/bao-ve/" in marked.json()["refusal_url"]
    assert t.row(draft_id).revision == now.revision


@pytest.mark.parametrize("sent", [b"{", b"[]", b'{"version": "x"}', b"null", b"[" * 200_000])
def test_what_is_no_save_is_refused_plainly(client, house, sent):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    answer = client.post(url("draft_save", draft_id), sent, content_type="application/json")
    assert answer.status_code == 400
    assert "Bản đã lưu còn nguyên" in answer.json()["message"]


def test_an_autosave_by_who_may_not_write_is_refused(client, house):
    draft_id = t.make_submitted(house)
    sign_in(client, house.drafter)
    answer = autosave(client, draft_id, body={})
    assert answer.status_code == 409
    assert "Rút lại để sửa tiếp" in answer.json()["message"]
    sign_in(client, t.make_house("Sở Tài chính").drafter)
    assert autosave(client, draft_id, body={}, fields={}).status_code == 404


def test_the_form_saves_without_script(client, house):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    answer = client.post(
        url("draft_save", draft_id), form(draft_id, subject="Không có script", content="Dòng một\nDòng hai")
    )
    assert answer.url == url("draft", draft_id)
    assert t.row(draft_id).content["content"][1]["content"][0]["text"] == "Dòng hai"
    wrong = client.post(url("draft_save", draft_id), form(draft_id, kind="x"))
    assert wrong.status_code == 422
    stale = client.post(url("draft_save", draft_id), form(draft_id, subject="Muộn", version=1))
    assert stale.status_code == 422
    assert "vừa lưu bản này" in stale.content.decode()
    broken = client.post(url("draft_save", draft_id), form(draft_id, content="{"))
    assert broken.status_code == 422
    past = client.post(url("draft_save", draft_id), form(draft_id, due_on="01/01/2026"))
    assert "Hạn trình đã qua" in past.content.decode()
    marked = client.post(url("draft_save", draft_id), form(draft_id, subject="TỐI MẬT"))
    assert "Vì sao không nhận" in marked.content.decode()


def test_the_print_as_pages_pictures_and_file(client, house):
    draft_id = t.make_draft(house)
    _, part = page(client, house.drafter, url("draft_preview", draft_id), **HTMX)
    assert "<html" not in part
    assert url("draft_picture", draft_id, 1) in part
    assert 'class="low"' in part
    _, whole = page(client, house.drafter, url("draft_preview", draft_id))
    assert "<html" in whole
    picture = client.get(url("draft_picture", draft_id, 1) + "?w=800")
    assert (picture["Content-Type"], picture.content[8:12]) == ("image/webp", b"WEBP")
    assert client.get(url("draft_picture", draft_id, 9)).status_code == 404
    pdf = client.get(url("draft_pdf", draft_id) + "?tai=1")
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]
    sign_in(client, t.make_house("Sở Tài chính").leader)
    for name, args in (("draft_pdf", ()), ("draft_picture", (1,)), ("draft_preview", ())):
        assert client.get(url(name, draft_id, *args)).status_code == 404


def test_a_pdf_source_shows_its_own_pages(client, house):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    upload = SimpleUploadedFile("Báo cáo.pdf", text_pdf("Số:      /BC\nVũ Đình Khoát"))
    answer = client.post(url("draft_source", draft_id), {"file": upload, "version": t.row(draft_id).revision})
    assert answer.url == url("draft", draft_id)
    _, part = page(client, house.drafter, url("draft_preview", draft_id), **HTMX)
    assert "/tep/draft/" in part
    _, editor = page(client, house.drafter, url("draft", draft_id))
    assert "Nội dung là tệp đã soạn ở nơi khác" in editor
    client.post(url("draft_drop_source", draft_id), {"version": t.row(draft_id).revision})
    assert t.row(draft_id).source_file_id is None
    docx = SimpleUploadedFile("a.docx", word("Từ Word"))
    client.post(url("draft_source", draft_id), {"file": docx})
    _, said = page(client, house.drafter, url("draft", draft_id))
    assert "LibreOffice" in said
    scan = SimpleUploadedFile("a.pdf", scan_pdf())
    client.post(url("draft_source", draft_id), {"file": scan})
    assert "chưa được xác nhận" in page(client, house.drafter, url("draft", draft_id))[1]
    assert client.post(url("draft_source", draft_id)).status_code == 422


def test_files_are_added_and_taken_out(client, house):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    json_call = {"HTTP_ACCEPT": "application/json"}
    good = client.post(
        url("draft_attach", draft_id),
        {"files": SimpleUploadedFile("Phụ lục.pdf", text_pdf("x"))},
        **json_call,
    )
    assert good.json() == {"message": "Đã thêm tệp"}
    marked = client.post(
        url("draft_attach", draft_id),
        {"files": SimpleUploadedFile("m.pdf", text_pdf("TUYỆT MẬT"))},
        **json_call,
    )
    assert marked.status_code == 422
    assert "/bao-ve/" in marked.json()["url"]
    plain = client.post(
        url("draft_attach", draft_id), {"files": SimpleUploadedFile("b.pdf", b""), "role": "appendix"}
    )
    assert plain.status_code == 302
    assert client.post(url("draft_attach", draft_id)).status_code == 422
    _, shown = page(client, house.drafter, url("draft", draft_id))
    assert "Phụ lục.pdf" in shown

    (held,) = files.files_of(SubjectRef("draft", draft_id))
    assert client.get(reverse("files:original", args=["draft", draft_id, held.id])).status_code == 200
    client.post(url("draft_detach", draft_id, held.id))
    assert files.files_of(SubjectRef("draft", draft_id)) == []
    sign_in(client, t.make_house("Sở Tài chính").leader)
    assert client.get(reverse("files:original", args=["draft", draft_id, held.id])).status_code == 404


def test_recipients_are_picked_and_saved_at_the_end(client, house):
    finance = make_agency("Sở Tài chính", search="so tai chinh")
    communes = [make_agency(f"UBND xã {n}", kind="commune") for n in range(3)]
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    address = url("draft_recipients", draft_id)
    shown = client.get(address, **HTMX).content.decode()
    assert "Sở Tài chính" in shown
    assert "Ủy ban nhân dân các xã, phường (3)" in shown
    line = '["none","Giám đốc",null,"","",1,[]]'
    found = client.post(address, {"tim": "tai chinh", "dong": line}, **HTMX).content.decode()
    assert f'value="a:{finance.id}"' in found
    grown = client.post(address, {"dong": line, "muc_dich": "để b/c", "them": f"a:{finance.id}"}, **HTMX)
    assert grown.content.decode().count('name="dong"') == 2
    assert Recipient.objects.unscoped(reason="test").filter(draft_id=draft_id).count() == 1, (
        "nothing is saved yet"
    )
    lines = [
        json.dumps(["internal", finance.name, finance.id, "", "", 1, []]),
        json.dumps(["internal", "nhóm", None, "", "Ủy ban nhân dân các xã, phường", 1, [one.id for one in communes]]),
        json.dumps(["email", "bao@mau.vn", None, "bao@mau.vn", "", 1, []]),
        "hỏng", "[]",
    ]  # fmt: skip
    saved = client.post(
        address, {"dong": lines, "muc_dich": ["", "", "để đăng tải"], "nhu_tren": ["0"], "ghi": "1",
                  "version": t.row(draft_id).revision},
    )  # fmt: skip
    assert saved.url == url("draft", draft_id)
    rows = Recipient.objects.unscoped(reason="test").filter(draft_id=draft_id)
    assert [(row.channel, row.group, row.purpose) for row in rows] == [
        ("internal", "Như trên", ""),
        *[("internal", "Ủy ban nhân dân các xã, phường", "")] * 3,
        ("email", "", "để đăng tải"),
    ]
    again = client.get(address).content.decode()
    assert again.count('name="dong"') == 3
    refused = client.post(address, {"dong": '["email","a",null,"x","",1,[]]', "ghi": "1"}, **HTMX)
    assert refused.status_code == 422
    assert "không đúng" in refused.content.decode()


def test_lines_of_the_picker_are_added_moved_and_taken_out(client, house):
    make_agency("UBND xã 1", kind="commune")
    make_agency("UBND xã 2", kind="commune")
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    address = url("draft_recipients", draft_id)
    two = ['["none","A",null,"","",1,[]]', '["none","B",null,"","",1,[]]']

    def names(**pressed):
        answer = client.post(address, {"dong": two} | pressed, **HTMX)
        return [line.line.name for line, _channel in answer.context["lines"]]

    assert names(len="1") == ["B", "A"]
    assert names(bo="0") == ["B"]
    assert names(bo="9") == ["A", "B"]
    assert names(them="t", ten="C", kenh="paper", dia_chi="12 Lê Lợi") == ["A", "B", "C"]
    assert names(them="t", ten="", kenh="email", dia_chi="a@b.vn") == ["A", "B", "a@b.vn"]
    assert names(them="t", ten="C", kenh="internal") == ["A", "B"]
    assert names(them="g:commune") == ["A", "B", "Ủy ban nhân dân các xã, phường"]
    assert names(them="g:khac") == names(them="a:x") == names(them="a:99999999") == ["A", "B"]


def test_the_signer_is_chosen_from_a_sheet(client, house):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    address = url("draft_signer", draft_id)
    shown = client.get(address, **HTMX).content.decode()
    assert "KT. GIÁM ĐỐC" in shown
    saved = client.post(
        address, {"nguoi": f"{house.deputy.appointment_id}|KT", "version": t.row(draft_id).revision}
    )
    assert saved.url == url("draft", draft_id)
    assert t.row(draft_id).signer_id == house.deputy.appointment_id
    for wrong in ("", "x|KT", f"{house.drafter.appointment_id}|HEAD"):
        assert client.post(address, {"nguoi": wrong}, **HTMX).status_code == 422
    assert client.get(address).status_code == 200
    sign_in(client, house.leader)
    assert client.get(address).status_code == 409


def test_submitting_through_its_sheet(client, house):
    draft_id = t.make_draft(house)
    sign_in(client, house.drafter)
    address = url("draft_submit", draft_id)
    sheet = client.get(address, **HTMX).content.decode()
    assert all(name in sheet for name in ("Phạm Huy Tường", "Nguyễn Thị Thắm", "Vũ Đình Khoát"))
    Recipient.objects.unscoped(reason="test").filter(draft_id=draft_id).delete()
    missing = client.post(address, {"version": t.row(draft_id).revision}, **HTMX)
    assert missing.status_code == 422
    assert "Chưa có nơi nhận" in missing.content.decode()
    Recipient.objects.create(draft_id=draft_id, channel="none", name="Sở Tài chính")
    stale = client.post(address, {"version": 1}, **HTMX)
    assert "vừa lưu bản này" in stale.content.decode()
    done = client.post(address, {"version": t.row(draft_id).revision, "note": "Kính trình"})
    assert done.url == url("drafts")
    again = client.post(address, {"version": t.row(draft_id).revision})
    assert again.status_code == 409, "the back button and a second press"
    assert client.get(address).status_code == 409
    back = client.post(url("draft_take_back", draft_id))
    assert back.url == url("draft", draft_id)
    assert t.row(draft_id).state == "drafting"


def test_signs_without_a_letter_are_said_before_submitting(client, house):
    draft_id = t.make_draft(house, subject="Biên chế 漢")
    _, sheet = page(client, house.drafter, url("draft_submit", draft_id), **HTMX)
    assert "漢" in sheet


def test_what_waits_is_approved_and_returned(client, house, django_assert_max_num_queries):
    first = t.make_submitted(house, subject="Duyệt cái này")
    second = t.make_submitted(house, subject="Trả cái này")
    sign_in(client, house.head)
    client.get(url("signing") + f"?xem={second}")
    with django_assert_max_num_queries(12):
        shown = client.get(url("signing") + f"?xem={second}").content.decode()
    assert "Duyệt cái này" in shown
    assert "Trả cái này" in shown
    assert SlipStep.objects.unscoped(reason="test").get(draft_id=second, result="open").seen_at is not None
    assert SlipStep.objects.unscoped(reason="test").get(draft_id=first, result="open").seen_at is None
    sheet = client.get(url("draft_return", second), **HTMX).content.decode()
    assert "Rà soát lại căn cứ pháp lý." in sheet
    empty = client.post(url("draft_return", second), {"remarks": " "}, **HTMX)
    assert empty.status_code == 422
    returned = client.post(
        url("draft_return", second), {"remarks": "Sửa căn cứ", "version": t.row(second).revision}
    )
    assert returned.url == url("signing")
    assert client.get(url("draft_return", second)).status_code == 409
    approved = client.post(url("draft_approve", first), {"version": t.row(first).revision})
    assert approved.url == url("signing")
    assert client.post(url("draft_approve", first)).status_code == 409
    _, empty_list = page(client, house.head, url("signing"))
    assert "Không còn văn bản nào chờ bạn" in empty_list
    _, done = page(client, house.head, url("signing") + "?phan=da-duyet")
    assert "Duyệt cái này" in done
    _, back = page(client, house.head, url("signing") + "?phan=da-tra-lai")
    assert "Sửa căn cứ" in back
    _, reader = page(client, house.drafter, url("draft", second))
    assert "Phạm Huy Tường trả lại" in reader


def test_the_signer_sees_what_waits_and_nobody_else(client, house):
    draft_id = t.make_submitted(house, stage="sign")
    _, shown = page(client, house.leader, url("signing"))
    assert f'name="ids" value="{draft_id}"' in shown
    assert url("sign") in shown
    assert page(client, house.leader, url("draft", draft_id))[0].status_code == 200
    for other in (house.deputy, house.drafter, t.make_house("Sở Tài chính").leader):
        assert f'value="{draft_id}"' not in page(client, other, url("signing"))[1]


def test_the_slip_and_versions_as_panels(client, house):
    draft_id = t.make_submitted(house)
    _, slip = page(client, house.drafter, url("draft_slip", draft_id))
    assert "Duyệt nội dung" in slip
    _, part = page(client, house.drafter, url("draft_versions", draft_id), **HTMX)
    assert "Bản 1" in part
    assert "<html" in page(client, house.drafter, url("draft_versions", draft_id))[1]
    empty = t.make_draft(house)
    assert "Chưa trình" in page(client, house.drafter, url("draft_slip", empty))[1]


def test_the_slip_is_printed(client, house):
    draft_id = t.make_submitted(house, stage="sign")
    return_draft(actor=house.leader, draft_id=draft_id, remarks="Sửa căn cứ")
    sign_in(client, house.drafter)
    answer = client.get(url("draft_slip_pdf", draft_id))
    assert answer.content.startswith(b"%PDF")
    document = pypdfium2.PdfDocument(answer.content)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    for words in ("PHIẾU TRÌNH", "Phạm Huy Tường", "Đồng ý.", "Sửa căn cứ", "Vũ Đình Khoát"):
        assert words in text
    assert client.get(url("draft_slip_pdf", t.make_draft(house))).status_code == 200
    assert (
        page(client, t.make_house("Sở Tài chính").leader, url("draft_slip_pdf", draft_id))[0].status_code
        == 404
    )


def test_versions_side_by_side(client, house):
    draft_id = t.make_draft(house)
    _, nothing = page(client, house.drafter, url("draft_compare", draft_id))
    assert "Chưa có phiên bản để so sánh" in nothing
    client.post(url("draft_keep_version", draft_id), {"note": "Đầu"})
    t.edit(
        house.drafter,
        draft_id,
        subject="Tình hình mới",
        content=t.draft_content.from_markup("Có 7 xã.\nThêm <b>đoạn</b>."),
    )
    _, now = page(client, house.drafter, url("draft_compare", draft_id))
    assert "<ins>" in now
    assert "&lt;b&gt;" in now
    assert "Trích yếu" in now
    save_version(actor=house.drafter, draft_id=draft_id)
    _, two = page(client, house.drafter, url("draft_compare", draft_id) + "?a=1&b=2")
    assert "<del>" in two
    _, before = page(client, house.drafter, url("draft_compare", draft_id) + "?b=2")
    assert "<del>" in before
    for wrong in ("?a=9", "?a=1&b=9"):
        assert client.get(url("draft_compare", draft_id) + wrong).status_code == 404
    stranger = t.make_house("Sở Tài chính").leader
    assert page(client, stranger, url("draft_compare", draft_id) + "?a=1&b=2")[0].status_code == 404
    assert page(client, stranger, url("draft_versions", draft_id))[0].status_code == 404


def test_arrivals_to_answer_are_chosen_from_a_sheet(client, house):
    arrival = ti.make_incoming(house.clerk)
    other = ti.make_incoming(house.clerk, number="78", subject="Văn bản khác")
    draft_id = t.make_draft(house, drafter=house.leader)
    sign_in(client, house.leader)
    address = url("draft_answers", draft_id)
    assert "3411/UBND-NC" in client.get(address, **HTMX).content.decode()
    found = client.get(address + "?tim=78", HTTP_HX_TARGET="answer-hits", **HTMX).content.decode()
    assert "Văn bản khác" in found
    assert "3411/UBND-NC" not in found
    client.post(address, {"van-ban": [arrival.pk, other.pk], "dong": [other.pk]})
    assert dict(t.row(draft_id).answers.values_list("incoming_id", "closes")) == {
        arrival.pk: False,
        other.pk: True,
    }
    _, shown = page(client, house.leader, url("draft", draft_id))
    assert "Có liên quan, không đóng" in shown


def test_counts_and_entries_of_the_navigation(client, house):
    t.make_submitted(house)
    _, shown = page(client, house.head, url("drafts"))
    assert "Trình ký" in shown
    admin = make_actor(house.agency, Role.ADMIN)
    assert url("drafts") not in page(client, admin, "/ui/phim/")[1]


def test_a_line_for_the_notices(house):

    draft_id = t.make_submitted(house)
    line = draft_line(actor=house.head, draft_id=draft_id)
    assert (line.url, line.holder_person_id) == (url("draft_page", draft_id), house.head.person_id)


def test_recipients_of_a_group_keep_their_names_when_gone(house):

    stored = [RecipientLine("internal", "UBND xã A", agency_id=1, group="Các xã"), RecipientLine("none", "B")]
    lines = list_lines(stored, "Như trên")
    assert [one.name for one in expanded(lines, {})] == ["Các xã", "B"]
    assert [one.name for one in expanded(lines, {1: "UBND xã A"})] == ["UBND xã A", "B"]


def test_the_work_file_is_chosen_beside_the_text(client, house):
    own = tr.make_file(house.drafter)
    draft_id = t.make_draft(house)
    _, editor = page(client, house.drafter, url("draft", draft_id))
    assert url("draft_work_file", draft_id) in editor
    assert "TCBC.01" not in editor
    assert f'value="{own.pk}"' in client.get(url("draft_work_file", draft_id)).content.decode()
    assert autosave(client, draft_id, fields=form(draft_id, work_file_id=own.pk)).status_code == 200
    assert t.row(draft_id).work_file_id == own.pk
    assert "TCBC.01 · Biên chế cấp xã 2026" in client.get(url("draft", draft_id)).content.decode()
    refused = autosave(client, draft_id, fields=form(draft_id, work_file_id=10**6))
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["work_file_id"])
    assert page(client, house.leader, url("draft_work_file", draft_id))[0].status_code == 409
    assert (
        page(client, t.make_house("Sở Tài chính").drafter, url("draft_work_file", draft_id))[0].status_code
        == 404
    )


def test_a_receiver_typed_and_not_added_is_not_lost(client, house):
    draft_id = t.make_draft(house, recipients=())
    sign_in(client, house.drafter)
    finance = make_agency("Sở Tài chính")
    typed = {"ten": "Công ty Mẫu", "kenh": "email", "dia_chi": "vp@mau.example"}
    pressed = {"version": t.row(draft_id).revision, "them": f"a:{finance.id}", **typed}
    shown = client.post(url("draft_recipients", draft_id), pressed).content.decode()
    assert 'value="Công ty Mẫu"' in shown
    assert 'value="vp@mau.example"' in shown
    assert '<option value="email" selected>' in shown
    saved = {"version": t.row(draft_id).revision, "ghi": "1", **typed}
    assert client.post(url("draft_recipients", draft_id), saved).status_code == 302
    row = Recipient.objects.unscoped(reason="test").get(draft_id=draft_id)
    assert (row.name, row.channel, row.address) == ("Công ty Mẫu", "email", "vp@mau.example")
