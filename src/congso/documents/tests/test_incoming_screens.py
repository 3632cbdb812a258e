"""Screens of arrivals through the browser's door."""

import re
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congso.audit.api import trail
from congso.documents import involve
from congso.documents import testing_incoming as t
from congso.documents.actions.withdraw_incoming import ask_recall
from congso.documents.models import Hold, IncomingDocument, RegisterNumber
from congso.files import api as files
from congso.files.testing import locked_pdf, scan_pdf, text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, make_unit, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
JSON = {"HTTP_ACCEPT": "application/json"}
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


@pytest.fixture
def clerk(client, office):
    return sign_in(client, office.clerk)


def url(name, *args):
    return reverse(f"documents:incoming{name}", args=args)


def typed(incoming, **changes):
    """What the browser posts from the form."""
    return {
        "number": "3411", "symbol": "UBND-NC", "document_date": "2026-11-16", "kind": "Công văn",
        "issuer_name": "UBND tỉnh Mẫu", "subject": "Rà soát cán bộ", "urgency": "2", "copies": "1",
        "version": str(incoming.version), "shown_number": "1", **changes,
    }  # fmt: skip


def page(client, address, **more):
    answer = client.get(address, **more)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def toasts(answer):
    return [str(message) for message in answer.wsgi_request._messages][-1:]


# Lists


def test_the_clerk_starts_with_what_waits_most_urgent_first(clerk, office):
    for number, urgency in ((1, 0), (2, 3), (3, 0)):
        row = t.receive(office.clerk, text_pdf(f"Văn bản {number}"), f"Văn bản {number}.pdf")
        IncomingDocument.objects.for_actor(office.clerk).filter(pk=row.pk).update(urgency=urgency)
    html = page(clerk, url(""))
    assert re.findall(r"Văn bản (\d)\.pdf", html) == ["2", "1", "3"]
    assert "Hỏa tốc" in html


def test_empty_lists_say_what_will_come(clerk):
    assert "Không còn văn bản nào chờ vào sổ" in page(clerk, url("_waiting"))
    assert "Chưa trả lại văn bản nào" in page(clerk, url("_returned"))
    assert "Chưa có văn bản đến nào bạn được xem" in page(clerk, url("_registered"))
    assert "Không có văn bản nào khớp" in page(clerk, url("_registered") + "?q=khong+co")


def test_others_start_with_the_register(client, office):
    t.make_incoming(office.clerk)
    html = page(sign_in(client, office.leader), url(""))
    assert "3411/UBND-NC" in html
    assert "Chờ bút phê" in html
    assert "Thêm tệp" not in html


def test_a_returned_one_stands_with_its_reason(clerk, office):
    incoming = t.receive(office.clerk)
    clerk.post(url("_refuse", incoming.pk), {"reason": "Gửi nhầm", "version": "1"})
    assert "Gửi nhầm" in page(clerk, url("_returned"))
    assert "Gửi nhầm" in page(clerk, url("_document", incoming.pk))


@pytest.fixture
def three(office):
    made = [t.make_incoming(office.clerk, number=str(n), subject=f"Việc số {n}") for n in (1, 2, 3)]
    rows = IncomingDocument.objects.for_actor(office.clerk)
    rows.filter(pk=made[0].pk).update(
        state="working", due_at=datetime(2026, 11, 13, 17, tzinfo=clock.VIETNAM), kind="Báo cáo"
    )
    rows.filter(pk=made[1].pk).update(urgency=2, arrival_date=date(2026, 11, 2))
    t.run_jobs()
    return made


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {1, 2, 3}),
        ("trang_thai=working", {1}),
        ("tu=2026-11-10", {1, 3}),
        ("den=2026-11-10", {2}),
        ("khan=2", {2}),
        ("loai=Báo cáo", {1}),
        ("qua_han=1", {1}),
        ("q=viec so", {1, 2, 3}),
        ("q=2/UBND-NC", {2}),
        ("q=3", {3}),
        ("q=%3F%21", set()),
        ("trang_thai=nonsense&tu=32/13&older=zzz", {1, 2, 3}),
        ("q=so&trang_thai=working", {1}),
    ],
)
def test_filters_of_the_register(clerk, three, query, seen):
    html = page(clerk, f"{url('_registered')}?{query}")
    assert {int(n) for n in re.findall(r"data-row-link[^>]*>Việc số (\d)", html)} == seen


def test_the_register_of_one_unit(clerk, office, three):
    unit = make_unit(office.agency, "Phòng Nội vụ")
    involve.involve(
        SubjectRef("incoming", three[1].pk), agency_id=office.agency.id, why="lead", unit_id=unit.id
    )
    html = page(clerk, f"{url('_registered')}?don_vi={unit.id}")
    assert re.findall(r"data-row-link[^>]*>Việc số (\d)", html) == ["2"]
    assert "Phòng Nội vụ" in html


def test_pages_of_the_register_lead_on_and_back(clerk, three, monkeypatch):
    monkeypatch.setattr("congso.documents.queries.incoming.REGISTERED_SIZE", 2)
    first = page(clerk, url("_registered"))
    assert re.findall(r"data-row-link[^>]*>Việc số (\d)", first) == ["3", "1"]
    older = re.search(r'href="(\?older=[^"]+)"', first).group(1)
    second = page(clerk, url("_registered") + older)
    assert re.findall(r"data-row-link[^>]*>Việc số (\d)", second) == ["2"]
    newer = re.search(r'href="(\?newer=[^"]+)"', second).group(1)
    assert re.findall(r"data-row-link[^>]*>Việc số (\d)", page(clerk, url("_registered") + newer)) == [
        "3",
        "1",
    ]


def test_only_the_rows_for_a_part(clerk, three):
    assert "<html" not in page(clerk, url("_registered"), **HTMX)


# Uploads


def pdf(name="Công văn.pdf", words="Kính gửi"):
    return SimpleUploadedFile(name, text_pdf(words), "application/pdf")


def test_one_file_opens_its_form(clerk, office):
    answer = clerk.post(url("_upload"), {"files": [pdf()]})
    incoming = IncomingDocument.objects.for_actor(office.clerk).get()
    assert answer["Location"] == url("_register", incoming.pk)


def test_several_files_each_with_its_own_answer(clerk, office):
    bad = SimpleUploadedFile("Hỏng.pdf", b"%PDF-1.7 cut")
    answer = clerk.post(url("_upload"), {"files": [pdf("Một.pdf", "Một"), bad, pdf("Hai.pdf", "Hai")]})
    assert answer["Location"] == url("_waiting")
    assert IncomingDocument.objects.for_actor(office.clerk).count() == 2
    assert toasts(answer) == ["Đã nhận 2 tệp."]
    assert "Hỏng.pdf: " in page(clerk, url("_waiting"))


def test_files_of_one_document(clerk, office):
    clerk.post(
        url("_upload"),
        {"files": [pdf("Một.pdf", "Một"), pdf("Hai.pdf", "Hai")], "together": "1", "paper": "1"},
    )
    incoming = IncomingDocument.objects.for_actor(office.clerk).get()
    assert incoming.channel == "paper"
    assert "Hai.pdf" in page(clerk, url("_register", incoming.pk))


def test_the_script_gets_one_answer_a_file(clerk, office):
    good = clerk.post(url("_upload"), {"files": [pdf()]}, **JSON, HTTP_X_UPLOAD_ID="u1").json()
    again = clerk.post(url("_upload"), {"files": [pdf()]}, **JSON, HTTP_X_UPLOAD_ID="u1").json()
    assert good["url"] == again["url"]
    held = clerk.post(url("_upload"), {"files": [SimpleUploadedFile("Quét.pdf", scan_pdf())]}, **JSON).json()
    assert held["message"] == "Đã nhận, chờ xác nhận dấu mật"
    bad = clerk.post(url("_upload"), {"files": [SimpleUploadedFile("x.pdf", b"no")]}, **JSON)
    assert bad.status_code == 422
    assert bad.json()["code"].startswith("files.")


def test_a_marked_file_is_refused_and_the_rule_named(clerk, office):
    answer = clerk.post(url("_upload"), {"files": [pdf("a.pdf", "MẬT\n\nSố: 01/BC-UBND")]}, **JSON)
    assert answer.status_code == 422
    assert answer.json()["code"] == "guard.secret_marking"
    assert not IncomingDocument.objects.for_actor(office.clerk).exists()


def test_too_large_a_file_is_refused_in_words(clerk, settings):
    settings.CONGSO_UPLOAD_LIMIT = 100
    answer = clerk.post(url("_upload"), {"files": [pdf()]}, **JSON)
    assert answer.json()["code"] == "files.too_large"


def test_no_file_at_all(clerk):
    assert "Chưa chọn tệp nào" in toasts(clerk.post(url("_upload"), {}))[0]


def test_attaching_and_paper(clerk, office):
    incoming = t.receive(office.clerk)
    answer = clerk.post(url("_attach", incoming.pk), {"files": [pdf("Kèm.pdf", "Kèm")]})
    assert answer["Location"] == url("_register", incoming.pk)
    clerk.post(url("_paper"), {"subject": "Giấy mời"})
    assert "chưa có bản quét" in page(
        clerk, url("_register", IncomingDocument.objects.for_actor(office.clerk).latest("pk").pk)
    )


# The form


def test_the_form_shows_the_page_and_the_next_number(clerk, office):
    t.make_incoming(office.clerk)
    incoming = t.receive(office.clerk, text_pdf("Khác"))
    html = page(clerk, url("_register", incoming.pk))
    assert "Vào sổ 2" in html
    assert f"/tep/incoming/{incoming.pk}/{incoming.main_file_id}/trang/1.webp" in html
    assert "Vũ Đình Khoát · Giám đốc" in html


def test_one_press_registers_and_the_next_opens(clerk, office):
    first, second = t.receive(office.clerk, text_pdf("Một")), t.receive(office.clerk, text_pdf("Hai"))
    answer = clerk.post(url("_register", first.pk), typed(first))
    assert answer["Location"] == url("_register", second.pk)
    assert toasts(answer) == ["Đã vào sổ số 1. Chuyển Vũ Đình Khoát."]
    row = t.row(first.pk)
    assert (row.arrival_number, row.urgency, row.leader_id) == (1, 2, office.leader.appointment_id)
    answer = clerk.post(url("_register", second.pk), typed(second, number="7", shown_number="1"))
    assert answer["Location"] == url("_waiting")
    assert toasts(answer) == ["Số 1 vừa dùng cho văn bản khác: đã vào sổ số 2. Chuyển Vũ Đình Khoát."]


def test_the_back_button_and_a_second_press_give_no_second_number(clerk, office):
    incoming = t.receive(office.clerk)
    form = typed(incoming)
    clerk.post(url("_register", incoming.pk), form)
    answer = clerk.post(url("_register", incoming.pk), form)
    assert toasts(answer) == ["Văn bản này đã vào sổ số 1. Không cấp thêm số."]
    assert RegisterNumber.objects.unscoped(reason="test").count() == 1
    assert clerk.get(url("_register", incoming.pk))["Location"] == url("_document", incoming.pk)


def test_the_slower_clerk_reads_number_and_name(client, office):
    incoming = t.receive(office.clerk)
    t.register(office.clerk, incoming)
    slow = sign_in(client, make_actor(office.agency, Role.CLERK))
    answer = slow.post(url("_register", incoming.pk), typed(incoming))
    assert answer["Location"] == url("_document", incoming.pk)
    assert "Đặng Thu Ngà đã vào sổ văn bản này lúc 17/11/2026 08:30, số đến 1" in toasts(answer)[0]


def test_wrong_fields_keep_what_was_typed(clerk, office):
    incoming = t.receive(office.clerk)
    form = typed(incoming, subject="", due_on="2026-11-01", issuer_name="Sở Lạ")
    answer = clerk.post(url("_register", incoming.pk), form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Ghi trích yếu." in html
    assert "Hạn trả lời 01/11/2026 đã qua" in html
    assert 'value="Sở Lạ"' in html
    answer = clerk.post(
        url("_register", incoming.pk), typed(incoming, due_on="2026-11-01", past_due_confirmed="on")
    )
    assert answer.status_code == 302


def test_a_value_that_cannot_be_read_is_told(clerk, office):
    incoming = t.receive(office.clerk)
    for address in ("_register", "_save"):
        answer = clerk.post(url(address, incoming.pk), typed(incoming, document_date="31/13/2026"))
        assert answer.status_code == 422


def test_a_marked_field_leads_to_the_reason(clerk, office):
    incoming = t.receive(office.clerk)
    answer = clerk.post(url("_register", incoming.pk), typed(incoming, subject="TỐI MẬT"))
    assert answer.status_code == 422
    assert "cách ghi mẩu đăng ký" in answer.content.decode()


def test_a_twin_stops_the_press_and_offers_the_ways(clerk, office):
    t.make_incoming(office.clerk)
    incoming = t.receive(office.clerk, text_pdf("Bản quét"))
    answer = clerk.post(url("_register", incoming.pk), typed(incoming))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Có thể trùng với số đến 1" in html
    assert "Thay 1" in html


def test_the_box_of_twins_follows_what_is_typed(clerk, office):
    t.make_incoming(office.clerk)
    incoming = t.receive(office.clerk, text_pdf("Bản quét"))
    same = {"number": "3411", "symbol": "UBND-NC", "issuer_name": "UBND tỉnh Mẫu"}
    assert "Có thể trùng" in clerk.get(url("_twins", incoming.pk), same, **HTMX).content.decode()
    assert (
        "Có thể trùng"
        not in clerk.get(url("_twins", incoming.pk), {**same, "number": "9"}, **HTMX).content.decode()
    )


@pytest.mark.parametrize("way", ["different", "replacement"])
def test_a_decision_in_the_box_keeps_the_form(clerk, office, way):
    old = t.make_incoming(office.clerk)
    incoming = t.receive(office.clerk, text_pdf("Bản quét"))
    answer = clerk.post(url("_twin", incoming.pk, old.pk), typed(incoming, cach=way), **HTMX)
    html = answer.content.decode()
    assert 'id="id_version" hx-swap-oob="true"' in html
    assert ("Sẽ thay số đến 1" in html) == (way == "replacement")
    version = re.search(r'name="version" value="(\d+)"', html).group(1)
    assert clerk.post(url("_register", incoming.pk), typed(incoming, version=version)).status_code == 302


def test_two_documents_side_by_side(clerk, office):
    old = t.make_incoming(office.clerk)
    incoming = t.receive(office.clerk, text_pdf("Bản quét"))
    html = page(clerk, url("_twin", incoming.pk, old.pk))
    assert "Là bản giấy của số 1" in html
    assert html.count('<figure class="v-page"') == 2
    answer = clerk.post(
        url("_twin", incoming.pk, old.pk), {"cach": "paper_original", "place": "Tủ 2", "version": "1"}
    )
    assert answer["Location"] == url("_waiting")
    html = page(clerk, url("_related", old.pk))
    assert "Tủ 2" in html
    assert "Bản quét của bản giấy" in html
    assert "Bản giấy của số đến 1" in page(clerk, url("_related", incoming.pk))


def test_the_plain_form_of_the_comparison_goes_back_to_registering(clerk, office):
    old, incoming = t.make_incoming(office.clerk), t.receive(office.clerk, text_pdf("Bản quét"))
    answer = clerk.post(url("_twin", incoming.pk, old.pk), {"cach": "different", "version": "1"})
    assert answer["Location"] == url("_register", incoming.pk)


def test_an_incomplete_form_can_be_kept(clerk, office):
    incoming = t.receive(office.clerk)
    answer = clerk.post(url("_save", incoming.pk), typed(incoming, subject="", issuer_name="UBND xã"))
    assert answer["Location"] == url("_register", incoming.pk)
    assert 'value="UBND xã"' in page(clerk, url("_register", incoming.pk))
    answer = clerk.post(url("_save", incoming.pk), typed(incoming, subject="MẬT"))
    assert answer.status_code == 422
    answer = clerk.post(url("_save", incoming.pk), typed(incoming, issuer_name="Khác"))
    assert "Người khác vừa thay đổi" in answer.content.decode()


def test_the_issuer_is_found_among_agencies(clerk, office):
    issuer = make_agency("Ủy ban nhân dân tỉnh Mẫu", short_name="UBND tỉnh Mẫu")
    assert "Ủy ban nhân dân tỉnh Mẫu" in page(clerk, url("_issuers") + "?issuer_name=uy+ban")
    assert "option" not in page(clerk, url("_issuers"))
    incoming = t.receive(office.clerk)
    clerk.post(url("_register", incoming.pk), typed(incoming))
    assert t.row(incoming.pk).issuer_agency_id == issuer.id


def test_a_held_scan_asks_its_clerk_one_question(clerk, office):
    incoming = t.receive(office.clerk, scan_pdf(), "Quét bí ẩn.pdf")
    assert "có dấu chỉ độ mật không?" in page(clerk, url("_register", incoming.pk))
    assert clerk.post(url("_marking", incoming.pk), {}).status_code == 422
    answer = clerk.post(url("_marking", incoming.pk), {"marked": "khong"})
    assert answer["Location"] == url("_register", incoming.pk)
    assert files.row(incoming.main_file_id).state == "ready"


def test_a_marked_scan_goes_and_the_next_opens(clerk, office):
    incoming = t.receive(office.clerk, scan_pdf())
    assert clerk.post(url("_marking", incoming.pk), {"marked": "co"})["Location"] == url("_waiting")
    html = page(clerk, url("_document", incoming.pk))
    assert "Nội dung tệp đã được xóa" in html


def test_another_clerk_learns_nothing_of_a_held_scan(client, office):
    incoming = t.receive(office.clerk, scan_pdf(), "Quét bí ẩn.pdf")
    other = sign_in(client, make_actor(office.agency, Role.CLERK))
    html = page(other, url("_register", incoming.pk))
    assert "bí ẩn" not in html
    assert "Bản quét đang được giữ" in html
    picture = reverse("files:page", args=["incoming", incoming.pk, incoming.main_file_id, 1])
    assert other.get(picture).status_code == 404


# The page of a document


def test_the_page_shows_the_stamped_pages_first(clerk, office):
    incoming = t.make_incoming(office.clerk)
    t.run_jobs()
    html = page(clerk, url("_document", incoming.pk))
    assert "ban=stamped" in html
    assert "Xem bản gốc" in html
    original = page(clerk, url("_document", incoming.pk) + "?goc=1")
    assert "ban=stamped" not in original
    assert "Xem bản có dấu đến" in original
    assert "<html" not in page(clerk, url("_viewer", incoming.pk), **HTMX)
    assert "<html" in page(clerk, url("_viewer", incoming.pk))


def test_an_unknown_file_is_not_shown(clerk, office):
    incoming = t.make_incoming(office.clerk)
    assert "chưa có bản quét" in page(clerk, url("_document", incoming.pk) + "?tep=999999")


def test_opening_by_the_holder_is_written_down(client, office):
    incoming = t.make_incoming(office.clerk)
    html = page(sign_in(client, office.leader), url("_document", incoming.pk))
    assert "Vũ Đình Khoát" in html
    assert (
        Hold.objects.unscoped(reason="test").get(subject_id=incoming.pk, until=None).working_since
        == clock.now()
    )
    client.get(reverse("files:page", args=["incoming", incoming.pk, incoming.main_file_id, 1]))
    assert "document.opened" in [line.verb for line in trail([SubjectRef("incoming", incoming.pk)])]


def test_strangers_find_nothing(client, office):
    incoming = t.make_incoming(office.clerk)
    for actor in (make_actor(office.agency), t.make_office("Sở Tài chính").clerk):
        sign_in(client, actor)
        for name in ("_document", "_viewer", "_related", "_register", "_twins", "_edit"):
            assert client.get(url(name, incoming.pk)).status_code == 404
        for name in (
            "_refuse",
            "_cancel",
            "_close",
            "_reopen",
            "_add_paper",
            "_recall",
            "_save",
            "_marking",
            "_attach",
        ):
            assert client.post(url(name, incoming.pk), {"reason": "x", "marked": "co"}).status_code in (
                404,
                422,
            )
        picture = reverse("files:page", args=["incoming", incoming.pk, incoming.main_file_id, 1])
        assert client.get(picture).status_code == 404
    assert t.row(incoming.pk).state == "registered"


def test_nobody_signed_in_goes_to_sign_in(client):
    assert client.get(url("")).status_code == 302


def test_an_officer_who_takes_part_reads_but_does_not_act(client, office):
    incoming, officer = t.make_incoming(office.clerk), make_actor(office.agency)
    subject = SubjectRef("incoming", incoming.pk)
    involve.involve(subject, agency_id=office.agency.id, why="informed", person_id=officer.person_id)
    sign_in(client, officer)
    html = page(client, url("_document", incoming.pk))
    assert "Hủy đăng ký" not in html
    assert client.get(url("_twins", incoming.pk)).status_code == 404
    assert client.get(url("_edit", incoming.pk)).status_code == 403
    assert client.post(url("_cancel", incoming.pk), {"reason": "Nhầm"}).status_code == 403
    assert client.post(url("_register", incoming.pk), {}).status_code == 403


def test_closing_reopening_paper_and_cancelling_from_the_page(clerk, office):
    incoming = t.make_incoming(office.clerk)
    here = url("_document", incoming.pk)
    assert clerk.post(url("_close", incoming.pk), {"kind": "filed", "reason": "Lưu"})["Location"] == here
    assert "Lưu" in page(clerk, here)
    assert clerk.post(url("_reopen", incoming.pk), {"reason": "Còn việc"})["Location"] == here
    assert clerk.post(url("_add_paper", incoming.pk), {"place": "Tủ 2"})["Location"] == here
    assert clerk.post(url("_cancel", incoming.pk), {"reason": "Nhầm"})["Location"] == here
    assert "số đến 1 được giữ trong sổ" in page(clerk, here)
    assert clerk.post(url("_cancel", incoming.pk), {"reason": "Nhầm"}).status_code == 409


def test_cancelled_to_be_registered_again(clerk, office):
    incoming = t.make_incoming(office.clerk)
    answer = clerk.post(url("_cancel", incoming.pk), {"reason": "Nhầm", "again": "1"})
    assert answer["Location"] == url(
        "_register", IncomingDocument.objects.for_actor(office.clerk).latest("pk").pk
    )


@pytest.mark.parametrize(("agree", "state"), [("1", "withdrawn"), ("", "registered")])
def test_a_recall_is_answered_on_the_page(clerk, office, agree, state):
    incoming = t.make_incoming(office.clerk)
    IncomingDocument.objects.for_actor(office.clerk).update(delivery_id=5)
    ask_recall(actor=Actor.system(), delivery_id=5, reason="Sai số liệu")
    assert "Nơi gửi đề nghị thu hồi" in page(clerk, url("_document", incoming.pk))
    clerk.post(url("_recall", incoming.pk), {"agree": agree, "reason": "Đã xử lý"})
    assert t.row(incoming.pk).state == state
    page(clerk, url("_document", incoming.pk))


def test_registered_fields_are_corrected_on_their_page(clerk, office):
    incoming = t.make_incoming(office.clerk)
    here = url("_edit", incoming.pk)
    assert "Sửa thông tin số đến 1" in page(clerk, here)
    assert clerk.post(here, typed(incoming, subject="Mới"))["Location"] == url("_document", incoming.pk)
    assert t.row(incoming.pk).subject == "Mới"
    now = t.row(incoming.pk)
    for changes in ({"subject": ""}, {"document_date": "x"}, {"subject": "MẬT"}, {"version": "1"}):
        assert clerk.post(here, typed(now, **{"subject": "Khác", **changes})).status_code == 422
    assert t.row(incoming.pk).subject == "Mới"


def test_every_word_of_a_full_page(clerk, office):
    full = {
        "signer_title": "Phó Chủ tịch", "urgency": 4, "due_on": date(2026, 11, 23), "description": "Kèm đĩa", "pages": 3,
    }  # fmt: skip
    incoming = t.make_incoming(office.clerk, **full)
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=incoming.pk).update(
        signatures={"state": "invalid", "signatures": [{"name": "A", "organization": "B"}]},
        stamp_error="encrypted",
    )
    html = page(clerk, url("_document", incoming.pk))
    for words in (
        "hẹn giờ",
        "Phó Chủ tịch: Mai Xuân Lộc",
        "23/11/2026",
        "Kèm đĩa",
        "đã bị thay đổi",
        "có mật khẩu",
    ):
        assert words in html


def test_queries_stay_few_however_many_rows(clerk, office, three, django_assert_max_num_queries, settings):
    settings.CONGSO_COUNTS_SECONDS = 60  # as in production: the counts of the rail are kept
    waiting = [t.receive(office.clerk, text_pdf(f"Chờ {n}")) for n in range(8)]
    t.run_jobs()
    for address, most in (
        (url("_waiting"), 12),
        (url("_registered"), 12),
        (url("_register", waiting[0].pk), 15),  # the list beside the form tells duplicates and readings
        (url("_document", three[0].pk), 12),
    ):
        clerk.get(address)
        with django_assert_max_num_queries(most):
            page(clerk, address)


def test_a_file_with_an_owners_password_says_so_on_its_page(clerk, office):
    incoming = t.receive(office.clerk, locked_pdf("Kính gửi: Sở Nội vụ"))
    assert "đặt hạn chế sửa, in, sao chép" in page(clerk, url("_document", incoming.pk))
    assert "đặt hạn chế" not in page(clerk, url("_document", t.make_incoming(office.clerk).pk))
