"""The screens of signing and issuing, as the browser asks for them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.cancel_outgoing import recall_outgoing, return_signed
from congso.documents.actions.correct_outgoing import restrict_outgoing
from congso.documents.actions.keep_series import reserve_number
from congso.documents.actions.prepare_signing import see_draft
from congso.documents.actions.seal_outgoing import seal
from congso.documents.models import Answer, Draft, OutgoingDocument, Recipient, Register
from congso.documents.queries.signing import MOST
from congso.documents.search_index import index
from congso.documents.support_outgoing import register_of
from congso.files import api as files
from congso.files.testing import make_file, scan_pdf, text_pdf
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _rail(settings):
    settings.CONGSO_COUNTS_SECONDS = 5  # as in production: counted beside the page


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


@pytest.fixture
def clerk(client: Client, house: made.House) -> Client:
    return sign_in(client, house.clerk)


@pytest.fixture
def leader(house: made.House) -> Client:
    return sign_in(Client(), house.leader)


def url(name: str, *args: object) -> str:
    return reverse(f"documents:{name}", args=args)


def html(client: Client, address: str, status: int = 200, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def post(client: Client, view: str, /, *args: object, **data: object) -> str:
    """Post and follow to the page; its text."""
    response = client.post(url(view, *args), data, follow=True)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


# Signing


def test_the_signing_screen_shows_the_pages_of_each(leader: Client, house: made.House) -> None:
    drafts = [made.on_the_table(house, subject) for subject in ("Báo cáo một", "Báo cáo hai")]
    ids = ",".join(str(draft.pk) for draft in drafts)
    text = html(leader, f"{url('sign')}?ids={ids}")
    assert "Ký 2 văn bản" in text
    assert "Còn 2 / 2 chưa xem hết" in text
    assert f"/tep/draft/{drafts[0].pk}/" in text
    assert 'class="low"' in text
    assert "chứng thư số còn hạn đến" in text
    second = html(leader, f"{url('sign')}?ids={drafts[0].pk}&ids={drafts[1].pk}&xem={drafts[1].pk}")
    assert f"/tep/draft/{drafts[1].pk}/" in second
    assert "2 / 2" in second
    image = re.search(r'src="(/tep/draft/[^"]+)"', text)
    assert image is not None
    assert leader.get(image[1].replace("&amp;", "&")).status_code == 200


def test_the_signing_screen_takes_few_queries(
    leader: Client, house: made.House, django_assert_max_num_queries
) -> None:
    drafts = [made.on_the_table(house, f"Báo cáo {number}") for number in range(4)]
    address = f"{url('sign')}?ids={','.join(str(draft.pk) for draft in drafts)}"
    html(leader, address)
    with django_assert_max_num_queries(20):
        html(leader, address)


def test_seen_to_the_end_then_signed(leader: Client, house: made.House) -> None:
    draft, other = made.on_the_table(house), made.on_the_table(house, "Giấy mời")
    address = f"{url('sign_seen', draft.pk)}?ids={draft.pk},{other.pk}"
    part = leader.post(address, {"revision": 1}, headers={"HX-Request": "true"}).content.decode()
    assert "Còn 1 / 2 chưa xem hết" in part
    assert "<html" not in part
    moved = leader.post(address, {"revision": 1})
    assert moved["Location"].endswith(f"?ids={draft.pk},{other.pk}")
    tokens = {"draft": [f"{draft.pk}:1", f"{other.pk}:1"]}
    text = leader.post(url("sign"), tokens, follow=True).content.decode()
    assert "Đã ký 1 / 2" in text
    assert "Đã ký 09:30:00" in text
    assert "bạn chưa xem hết các trang" in text
    assert f"{url('sign')}?ids={other.pk}" in text
    assert "Đã ký 1 / 2" in html(leader, url("sign_done"))


def test_each_refusal_has_its_next_step(leader: Client, house: made.House) -> None:
    changed, gone = made.on_the_table(house, "Đổi"), made.on_the_table(house, "Rút")
    see_draft(actor=house.leader, draft_id=changed.pk, revision=1)
    Draft.objects.unscoped(reason="test").filter(pk=gone.pk).update(state="drafting")
    tokens = {"draft": [f"{changed.pk}:9", f"{gone.pk}:1", "x:y", "999999:1"]}
    text = leader.post(url("sign"), tokens, follow=True).content.decode()
    assert "Người khác vừa thay đổi văn bản này" in text
    assert "Xem lại rồi ký" in text
    assert "Mở dự thảo" in text
    assert "Văn bản không còn ở bàn của bạn" in text


def test_nothing_chosen_too_many_and_nothing_waiting(leader: Client, house: made.House) -> None:
    assert "Chưa chọn văn bản nào" in leader.post(url("sign"), {}, follow=True).content.decode()
    assert "Không còn văn bản nào chờ bạn ký" in html(leader, url("sign"))
    assert "Chưa có lần ký nào" in html(leader, url("sign_done"))
    many = leader.post(url("sign"), {"draft": [f"{number}:1" for number in range(1, MOST + 2)]})
    assert many.status_code == 422


def test_without_a_key_the_screen_says_so(house: made.House) -> None:
    poor = made.make_house("Sở Tài chính", keys=False)
    made.on_the_table(poor)
    text = html(sign_in(Client(), poor.leader), url("sign"))
    assert "chưa có chứng thư số" in text
    assert 'data-open="sign-confirm"' not in text


def test_a_page_that_cannot_be_laid_out_spoils_only_itself(
    leader: Client, house: made.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from congso.signing.api import SignatureRefused

    made.on_the_table(house)

    def refuse(draft: Draft) -> bytes:
        raise SignatureRefused("signing.encrypted")

    monkeypatch.setattr("congso.documents.draft_signing.form_of", refuse)
    assert "Tệp PDF đặt mật khẩu" in html(leader, url("sign"))


def test_only_the_signer_marks_seen(clerk: Client, house: made.House) -> None:
    draft = made.on_the_table(house)
    assert clerk.post(url("sign_seen", draft.pk), {"revision": 1}).status_code == 403
    assert "Không còn văn bản nào chờ bạn ký" in html(clerk, f"{url('sign')}?ids={draft.pk}")


# Lists


def test_the_three_lists(clerk: Client, leader: Client, house: made.House) -> None:
    waiting, issued = made.signed(house, made.on_the_table(house, "Chờ số")), made.issued(house)
    back = made.signed(house, made.on_the_table(house, "Bị trả"))
    return_signed(actor=house.clerk, outgoing_id=back.pk, reason="Thiếu phụ lục")
    first = html(clerk, url("outgoing"))
    assert "Chờ số" in first
    assert url("outgoing_document", waiting.pk) in first
    assert "Báo cáo biên chế" not in first
    assert url("outgoing_document", issued.pk) in html(leader, url("outgoing"))
    assert "Thiếu phụ lục" in html(clerk, url("outgoing_cancelled"))
    assert "Chờ số" in html(clerk, url("outgoing_waiting"))


def test_empty_lists_say_what_will_come(clerk: Client, house: made.House) -> None:
    assert "Không còn văn bản nào chờ phát hành" in html(clerk, url("outgoing"))
    assert "Chưa có văn bản đi nào" in html(clerk, url("outgoing_issued"))
    assert "Chưa có văn bản nào bị hủy" in html(clerk, url("outgoing_cancelled"))
    assert "Không có văn bản nào khớp" in html(clerk, f"{url('outgoing_issued')}?q=khong-co")


def test_filters_narrow_the_issued_ones(clerk: Client, house: made.House) -> None:
    draft = made.on_the_table(house, "Cử công chức", kind="quyet_dinh", symbol="QĐ-SNV")
    made.add_line(draft, make_agency("Sở Tài chính"), state="02")
    decision = made.issued(house, draft)
    other = made.issued(house)
    for doc in (decision, other):
        index(SubjectRef("outgoing", doc.pk))

    def found(query: str) -> list[bool]:
        text = html(clerk, f"{url('outgoing_issued')}?{query}")
        return [url("outgoing_document", doc.pk) in text for doc in (decision, other)]

    for query in (
        "loai=quyet_dinh", "q=cu+cong+chuc", "q=01/Q%C4%90-SNV", "can=on", "q=1%2FQD-SNV",
    ):  # fmt: skip
        assert found(query) == [True, False], query
    assert found(f"tu=17/11/2026&den=17/11/2026&noi={house.body.id}") == [True, True]
    assert found("tu=18/11/2026") == [False, False]
    assert found("q=2") == [False, True]
    assert found("q=-") == [False, False]
    chips = html(clerk, f"{url('outgoing_issued')}?loai=quyet_dinh&can=on&tu=17/11/2026")
    assert "Từ ngày 17/11/2026" in chips
    assert "Có nơi nhận cần xử lý" in chips


def test_pages_of_a_long_list(clerk: Client, house: made.House, django_assert_max_num_queries) -> None:
    register = register_of(agency_id=house.agency.id, body_id=house.body.id, kind="bao_cao", year=2026)
    for number in range(1, 46):
        OutgoingDocument.objects.create(
            agency_id=house.agency.id, body_id=house.body.id, kind="bao_cao", symbol="BC-SNV", state="issued",
            subject=f"Báo cáo số {number}", register=register, number=number, issued_date=made.DAY.date(),
            check_token=f"t{number}",
        )  # fmt: skip
    html(clerk, url("outgoing_cancelled"))
    with django_assert_max_num_queries(12):
        text = html(clerk, url("outgoing_issued"))
    assert "45/BC-SNV" in text
    assert "05/BC-SNV" not in text
    older = re.search(r"\?older=[\w-]+", text)
    assert older is not None
    assert "05/BC-SNV" in html(clerk, url("outgoing_issued") + older[0])


# The page


def test_the_page_proposes_a_number_and_gives_it(
    clerk: Client, house: made.House, django_assert_max_num_queries
) -> None:
    doc = made.signed(house)
    html(clerk, url("outgoing_cancelled"))
    with django_assert_max_num_queries(12):
        text = html(clerk, url("outgoing_document", doc.pk))
    assert "Phát hành, cấp số 01/BC-SNV" in text
    assert text.count('form="outgoing-number"') == 1  # in the foot of a phone, of the same form
    assert 'value="17/11/2026"' in text
    assert not Register.objects.unscoped(reason="test").exists()
    text = post(clerk, "outgoing_number", doc.pk, on="17/11/2026", way="digital")
    assert "Đã cấp số 01/BC-SNV" in text
    again = post(clerk, "outgoing_number", doc.pk, on="17/11/2026", way="digital")
    assert "không còn ở bước này" in again
    seal(outgoing_id=doc.pk)
    text = html(clerk, url("outgoing_document", doc.pk))
    assert "2 chữ ký hợp lệ" in text
    assert url("check_code", doc.check_token) in text


def test_a_refused_number_stands_beside_its_field(clerk: Client, house: made.House) -> None:
    doc = made.signed(house)
    response = clerk.post(url("outgoing_number", doc.pk), {"on": "18/11/2026", "way": "digital"})
    assert (response.status_code, "chưa tới" in response.content.decode()) == (422, True)
    response = clerk.post(url("outgoing_number", doc.pk), {"on": "hôm qua", "way": "digital"})
    assert response.status_code == 422


def test_a_reserved_number_is_offered(clerk: Client, house: made.House) -> None:
    book = register_of(agency_id=house.agency.id, body_id=house.body.id, kind="bao_cao", year=2026)
    reserve_number(actor=house.clerk, register_id=book.pk, reason="Giấy mời")
    doc = made.signed(house)
    assert "1 · 17/11/2026 · Giấy mời" in html(clerk, url("outgoing_document", doc.pk))
    assert "Đã cấp số 01/BC-SNV" in post(clerk, "outgoing_number", doc.pk, reserved=1, way="digital")


def test_the_page_of_an_issued_document(
    clerk: Client, house: made.House, django_assert_max_num_queries
) -> None:
    incoming = arrivals.make_incoming(house.clerk)
    draft = made.on_the_table(house)
    finance = make_agency("Sở Tài chính", code="H99.05")
    made.add_line(draft, finance, state="03", state_note="5127", state_at=made.DAY)
    made.add_line(draft, make_agency("Hội Cựu chiến binh"), state="02", state_note="Không thuộc thẩm quyền")
    made.add_line(draft, "Viện", "email", address="vt@vien.example", state="failed")
    made.add_line(draft, "Ông Sằm", "paper", copies=2)
    made.add_line(draft, "Lưu", "none")
    Answer.objects.create(incoming=incoming, draft=draft)
    files.use(make_file(house.officer, "Phụ lục.pdf").id, SubjectRef("draft", draft.pk), "appendix")
    doc = made.issued(house, draft)
    html(clerk, url("outgoing_cancelled"))
    with django_assert_max_num_queries(12):
        text = html(clerk, url("outgoing_document", doc.pk))
    for words in (
        "Đã vào sổ đến 5127", "H99.05", "Bị trả lại", "Không thuộc thẩm quyền", "Gửi lại", "Hộp thư từ chối",
        "Chờ in và gửi", "2 bản", "Chỉ ghi tên, không gửi", "4 nơi nhận", "Phụ lục.pdf", "3411/UBND-NC",
    ):  # fmt: skip
        assert words in text, words
    act = html(clerk, f"{url('outgoing_document', doc.pk)}?nhom=act")
    assert "Bị trả lại" in act
    assert "Đã vào sổ đến" not in act
    part = html(clerk, url("outgoing_recipients", doc.pk))
    assert "<html" not in part
    assert "5127" in part


def test_the_acts_of_the_page(clerk: Client, house: made.House) -> None:
    doc = made.issued(house)
    assert "Đã thêm nơi nhận" in post(
        clerk, "recipient_add", doc.pk, channel="email", name="Viện", address="vt@vien.example"
    )
    (line,) = Recipient.objects.unscoped(reason="test").filter(outgoing=doc)
    assert "Đã ghi trạng thái" in post(clerk, "recipient_mark", doc.pk, line.pk, state="sent")
    assert "Đã gửi thư" in html(clerk, url("outgoing_document", doc.pk))
    make_agency("Sở Tài chính")
    assert "Đã thêm nơi nhận" in post(clerk, "recipient_add", doc.pk, channel="internal", name="so tai chinh")
    inside = Recipient.objects.unscoped(reason="test").get(outgoing=doc, channel="internal")
    Recipient.objects.unscoped(reason="test").filter(pk=inside.pk).update(state="02")
    assert "Đang gửi lại" in post(clerk, "recipient_resend", doc.pk, inside.pk)
    assert "Đã bỏ nơi nhận" in post(clerk, "recipient_drop", doc.pk, inside.pk)
    for name, words in (
        ("Sở Lạ", "Không có cơ quan nào"),
        ("  ", "Ghi tên nơi nhận"),
        ("-", "Không có cơ quan nào"),
    ):
        response = clerk.post(url("recipient_add", doc.pk), {"channel": "internal", "name": name})
        assert (response.status_code, words in response.content.decode()) == (422, True)
    assert "Trang kiểm tra công khai chỉ cho biết" in post(clerk, "outgoing_restrict", doc.pk, restricted="1")
    assert "Trang kiểm tra công khai nêu đủ" in post(clerk, "outgoing_restrict", doc.pk, restricted="0")
    assert clerk.post(url("outgoing_correct", doc.pk), {"key": "k"}).status_code == 302
    assert Draft.objects.unscoped(reason="test").filter(corrects=doc).count() == 1
    assert "Đã thu hồi" in post(clerk, "outgoing_recall", doc.pk, reason="Sai")
    assert clerk.post(url("outgoing_recall", doc.pk), {"reason": "Sai"}).status_code == 409


def test_returned_cancelled_sealed_again(clerk: Client, house: made.House) -> None:
    doc = made.signed(house)
    assert clerk.post(url("outgoing_return", doc.pk), {"reason": ""}).status_code == 422
    assert "Đã trả lại người soạn" in post(clerk, "outgoing_return", doc.pk, reason="Thiếu")
    numbered = made.numbered(house)
    assert "Đã hủy; số được giữ" in post(clerk, "outgoing_cancel", numbered.pk, reason="Sai")
    poor = made.make_house("Sở Tài chính", keys=False)
    made.give_key_to_person(poor.leader.person_id or 0)
    failed = made.numbered(poor)
    seal(outgoing_id=failed.pk)
    desk = sign_in(Client(), poor.clerk)
    text = html(desk, url("outgoing_document", failed.pk))
    assert "Chưa đóng được dấu, số 01/BC-SNV vẫn giữ" in text
    assert "Hệ thống tự thử lại lúc" in text, text[text.index("vẫn giữ") :][:600]
    assert "09:31" in text, text[text.index("vẫn giữ") :][:600]
    assert "Chưa đóng được dấu" in post(desk, "outgoing_seal", failed.pk)
    made.give_key_to_body(poor.body.id)
    assert "Đã đóng dấu" in post(desk, "outgoing_seal", failed.pk)


def test_printed_and_finished_on_paper(clerk: Client, house: made.House) -> None:
    doc = made.signed(house)
    post(clerk, "outgoing_number", doc.pk, on="17/11/2026", way="paper")
    seal(outgoing_id=doc.pk)
    text = html(clerk, url("outgoing_document", doc.pk))
    link = re.search(r'href="(/tep/outgoing/[^"]+/in/)"', text)
    assert link is not None
    assert clerk.get(link[1]).status_code == 200
    assert "Đã phát hành bản giấy" in post(clerk, "outgoing_finish", doc.pk)


def test_who_may_not_see_the_page(house: made.House) -> None:
    doc = made.signed(house)
    for actor in (make_actor(make_agency("Sở Y tế"), Role.CLERK), make_actor(house.agency, Role.OFFICER)):
        stranger = sign_in(Client(), actor)
        assert stranger.get(url("outgoing_document", doc.pk)).status_code == 404
        assert stranger.post(url("outgoing_number", doc.pk), {"way": "digital"}).status_code == 404
        assert stranger.get(f"/tep/outgoing/{doc.pk}/{doc.signed_file_id}/").status_code == 404
    officer = sign_in(Client(), house.officer)
    assert "cấp số 01" not in html(officer, url("outgoing_document", doc.pk))
    assert "outgoing-number" not in html(officer, url("outgoing_document", doc.pk))
    assert officer.post(url("outgoing_number", doc.pk), {"way": "digital"}).status_code == 403
    assert Client().get(url("outgoing_document", doc.pk)).status_code == 302


def test_agencies_are_proposed_by_name(clerk: Client, house: made.House) -> None:
    make_agency("Sở Tài chính")
    assert "Sở Tài chính" in html(clerk, f"{url('outgoing_agencies')}?name=tai+chinh")
    assert "option" not in html(clerk, url("outgoing_agencies"))


# Papers and copies


def test_a_paper_is_numbered_from_its_form(clerk: Client, house: made.House) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert "Cấp số văn bản giấy" in html(clerk, url("outgoing_ink"))
    data = {
        "body": house.body.id, "kind": "quyet_dinh", "symbol": "QĐ-SNV", "subject": "Cử công chức", "urgency": 0,
        "signer_name": "Vũ Đình Khoát", "signed_on": "17/11/2026", "paper_sealed": "on",
    }  # fmt: skip
    text = clerk.post(url("outgoing_ink"), data, follow=True).content.decode()
    assert "Ghi số 01/QĐ-SNV, ngày 17/11/2026 lên bản giấy" in text
    doc = OutgoingDocument.objects.unscoped(reason="test").get()
    refused = clerk.post(url("outgoing_scan", doc.pk), {})
    assert (refused.status_code, "Chưa có bản quét" in refused.content.decode()) == (422, True)
    scan = SimpleUploadedFile("qd.pdf", scan_pdf(), "application/pdf")
    assert "Đã thêm bản quét" in post(clerk, "outgoing_scan", doc.pk, scan=scan, unmarked="on")
    assert clerk.post(url("outgoing_ink"), {**data, "signed_on": "x"}).status_code == 422
    late = clerk.post(url("outgoing_ink"), {**data, "signed_on": "18/11/2026"})
    assert (late.status_code, "nên không ghi ngày" in late.content.decode()) == (422, True)
    marked = SimpleUploadedFile("mat.pdf", text_pdf("MẬT\nSố: 01"), "application/pdf")
    secret = clerk.post(url("outgoing_ink"), {**data, "scan": marked, "unmarked": "on"})
    assert (secret.status_code, "Ghi mẩu đăng ký" in secret.content.decode()) == (422, True)
    assert sign_in(Client(), house.leader).get(url("outgoing_ink")).status_code == 403


def test_a_copy_in_two_presses(clerk: Client, house: made.House) -> None:
    incoming = arrivals.make_incoming(house.clerk)
    assert url("copy_new", incoming.pk) in html(clerk, url("incoming_document", incoming.pk))
    assert "SY" in html(clerk, url("copy_new", incoming.pk))
    data = {"form": "sao_y", "way": "digital", "body": house.body.id}
    text = clerk.post(url("copy_new", incoming.pk), data, follow=True).content.decode()
    assert "01/SY-SNV" in text
    for wrong, words in (
        ({"form": "trich_sao", "pages": "9"}, "Trang không có trong văn bản"),
        ({"form": "trich_sao", "pages": "x"}, "Ghi các trang trích sao"),
    ):
        response = clerk.post(url("copy_new", incoming.pk), {**data, **wrong})
        assert (response.status_code, words in response.content.decode()) == (422, True)
    assert 'value="trich_sao"' in html(clerk, f"{url('copy_new', incoming.pk)}?hinh-thuc=trich-sao")
    paper = {"form": "trich_sao", "pages": "1", "way": "paper", "signer": house.leader.appointment_id}
    assert clerk.post(url("copy_new", incoming.pk), {**data, **paper}).status_code == 422
    assert sign_in(Client(), house.leader).get(url("copy_new", incoming.pk)).status_code == 403


# Registers


def test_registers_and_numbers(clerk: Client, house: made.House, django_assert_max_num_queries) -> None:
    made.numbered(house)
    html(clerk, url("outgoing_cancelled"))
    with django_assert_max_num_queries(12):
        text = html(clerk, url("series"))
    assert "Văn bản đi 2026" in text
    assert url("register", Register.objects.unscoped(reason="test").get().pk) in text
    admin = html(sign_in(Client(), make_actor(house.agency, Role.ADMIN)), url("series"))
    assert "Xem sổ" not in admin, "an administrator sets books up and reads none"
    book = Register.objects.unscoped(reason="test").get()
    assert "Đã giữ số 2" in post(clerk, "series_reserve", book.pk, reason="Giấy mời")
    assert clerk.post(url("series_reserve", book.pk), {"reason": ""}).status_code == 422
    text = html(clerk, url("series"))
    assert "giữ trước" in text
    assert "Đã hủy số 2" in post(clerk, "series_cancel", book.pk, number=2, reason="Không dùng")
    assert clerk.post(url("series_cancel", book.pk), {"number": "x"}).status_code == 302
    data = {"body": house.body.id, "name": "Quyết định", "kinds": ["quyet_dinh"]}
    assert "Đã mở sổ" in clerk.post(url("series"), data, follow=True).content.decode()
    taken = clerk.post(url("series"), data)
    assert (taken.status_code, "đã đánh số ở sổ khác" in taken.content.decode()) == (422, True)
    assert clerk.post(url("series"), {"name": "x"}).status_code == 422
    assert "Năm này chưa có sổ nào" in html(clerk, f"{url('series')}?nam=2031")


def test_a_register_is_renamed(clerk: Client, house: made.House) -> None:
    made.numbered(house)
    book = Register.objects.unscoped(reason="test").get()
    assert "Sổ đã cấp số" in html(clerk, url("series_change", book.pk))
    assert "Đã ghi sổ" in post(clerk, "series_change", book.pk, name="Sổ chung")
    assert Register.objects.unscoped(reason="test").get().name == "Sổ chung"
    refused = clerk.post(url("series_change", book.pk), {"name": "Sổ", "kinds": ["quyet_dinh"]})
    assert (refused.status_code, "đã cấp số nên" in refused.content.decode()) == (422, True)
    assert clerk.post(url("series_change", book.pk), {"name": ""}).status_code == 422
    assert clerk.get(url("series_change", 0)).status_code == 404
    assert sign_in(Client(), house.officer).get(url("series")).status_code == 403


# The public check


def test_anybody_checks_what_was_issued(house: made.House) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    doc = made.issued(house)
    address, anybody = url("check", doc.check_token), Client()
    text = html(anybody, address)
    for words in ("01/BC-SNV", "17/11/2026", "Vũ Đình Khoát", "Sở Nội vụ", "Văn bản đã phát hành"):
        assert words in text
    pdf = files.read(doc.file_id or 0)
    for content, words in ((pdf, "không sai một chữ"), (pdf + b" ", "Không phải tệp đã phát hành")):
        answer = anybody.post(address, {"file": SimpleUploadedFile("ban.pdf", content)})
        assert words in answer.content.decode()
    assert anybody.post(address, {}).status_code == 422
    code = anybody.get(url("check_code", doc.check_token))
    assert (code["Content-Type"], code.content[:5]) == ("image/svg+xml", b"<?xml")


def test_what_the_check_page_keeps_to_itself(house: made.House) -> None:
    anybody = Client()
    assert anybody.get(url("check", "khong-co")).status_code == 404
    waiting = made.numbered(house)
    assert anybody.get(url("check", waiting.check_token)).status_code == 404
    doc = made.issued(house, made.on_the_table(house, "Nội dung kín"))
    restrict_outgoing(actor=house.clerk, outgoing_id=doc.pk, restricted=True)
    text = html(anybody, url("check", doc.check_token))
    assert "Văn bản này có thật" in text
    for words in ("Nội dung kín", "BC-SNV", "Vũ Đình Khoát", "SHA-256"):
        assert words not in text
    assert "SHA-256" not in anybody.post(url("check", doc.check_token), {}).content.decode()
    recall_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="Sai")
    assert html(anybody, url("check", doc.check_token)).count("Văn bản này có thật") == 1
    assert "thu hồi" not in html(anybody, url("check", doc.check_token))
    with clock.frozen(made.DAY + timedelta(days=1)):
        open_one = made.issued(house)
        recall_outgoing(actor=house.clerk, outgoing_id=open_one.pk, reason="Sai")
    assert "Đã bị thu hồi ngày 18/11/2026" in html(anybody, url("check", open_one.check_token))
