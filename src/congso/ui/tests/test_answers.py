"""Errors, refusals and the content security policy."""

import re

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import Settings

from congso.kernel import wording
from congso.ui import errors
from congso.ui.csp import live_origin, live_url, policy

wording.register(
    {
        "ui_test.taken": "Số %(number)s vừa có người lấy",
        "ui_test.forbidden": "Chỉ văn thư vào sổ được",
        "ui_test.long": "Chưa ký TL. CHỦ TỊCH được. Dự thảo còn nguyên. Nhờ văn phòng giao quyền ký.",
    }
)


def test_a_refusal_becomes_a_page_in_plain_words(web: Client) -> None:
    answer = web.get("/refuse/")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Số 12 vừa có người lấy" in html
    assert "Thay đổi của bạn chưa được lưu" in html
    assert "ui_test.taken" in html


def test_a_refusal_is_a_short_note_for_htmx_and_json_for_scripts(web: Client) -> None:
    note = web.get("/forbid/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in note
    assert re.search(r"data-error-message>Chỉ văn thư vào sổ được<", note)
    said = web.get("/forbid/", headers={"Accept": "application/json"})
    assert said.status_code == 403
    assert said.json() == {"code": "ui_test.forbidden", "message": "Chỉ văn thư vào sổ được"}


def test_the_sentences_of_a_refusal_follow_its_heading(web: Client) -> None:
    html = web.get("/forbid/long/").content.decode()
    assert "<h1 data-error-message>Chưa ký TL. CHỦ TỊCH được</h1>" in html
    assert "<p>Dự thảo còn nguyên. Nhờ văn phòng giao quyền ký.</p>" in html
    assert "Chưa có gì thay đổi" not in html
    said = web.get("/forbid/long/", headers={"Accept": "application/json"}).json()
    assert said["message"] == "Chưa ký TL. CHỦ TỊCH được. Dự thảo còn nguyên. Nhờ văn phòng giao quyền ký."


def test_a_fault_of_the_code_is_not_hidden(web: Client) -> None:
    with pytest.raises(KeyError):
        web.get("/crash/")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 500])
def test_every_error_says_what_happened_what_is_kept_and_what_to_do(
    own_urls: None, rf: RequestFactory, status: int
) -> None:
    html = errors.respond(rf.get("/"), status).content.decode()
    words = errors.STANDARD[status]
    for part in (words.what, words.kept, words.todo):
        assert str(part) in html
    assert "!" not in str(words.what) + str(words.kept) + str(words.todo)


def test_handlers_of_django(own_urls: None, rf: RequestFactory) -> None:
    request = rf.get("/")
    assert errors.bad_request(request).status_code == 400
    assert errors.permission_denied(request).status_code == 403
    assert errors.page_not_found(request).status_code == 404
    assert errors.server_error(request).status_code == 500
    assert errors.csrf_failure(request).status_code == 403
    assert errors.respond(request, 418).status_code == 418


def test_an_unknown_address_is_answered_in_vietnamese(web: Client) -> None:
    answer = web.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang hoặc văn bản này" in answer.content.decode()


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(web: Client) -> None:
    assert web.get("/to-sign-in/").status_code == 302
    told = web.get("/to-sign-in/", headers={"HX-Request": "true"})
    assert (told.status_code, told["HX-Redirect"]) == (204, "/dang-nhap/?next=/x/")
    other = web.get("/away/", headers={"HX-Request": "true"})
    assert other["HX-Redirect"] == "/ui/them/"


def directives(header: str) -> dict[str, str]:
    return {part.strip().split(" ")[0]: part.strip().partition(" ")[2] for part in header.split(";")}


def test_nothing_inline_and_nothing_foreign(web: Client, settings: Settings) -> None:
    settings.CONGSO_LIVE_URL, settings.CONGSO_LIVE_PORT = "", 8001
    found = directives(web.get("/trang/")["Content-Security-Policy"])
    assert found == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob: data:",
        "connect-src": "'self' http://testserver:8001",
        "worker-src": "'self'",
        "frame-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
    }


def test_a_viewer_may_stand_in_our_own_frame(web: Client) -> None:
    answer = web.get("/framed/")
    assert directives(answer["Content-Security-Policy"])["frame-ancestors"] == "'self'"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_pdf_is_left_to_the_browsers_reader(web: Client) -> None:
    assert "Content-Security-Policy" not in web.get("/pdf/")


@pytest.mark.parametrize(
    ("configured", "host", "origin", "stream"),
    [
        ("/", "congso.mau.gov.vn", "", "/live"),
        ("", "localhost:8000", "http://localhost:8001", "http://localhost:8001/live"),
        ("", "[::1]:8000", "http://[::1]:8001", "http://[::1]:8001/live"),
        ("https://live.mau.gov.vn/", "x.vn", "https://live.mau.gov.vn", "https://live.mau.gov.vn/live"),
    ],
)
def test_where_the_live_process_is(
    settings: Settings, rf: RequestFactory, configured: str, host: str, origin: str, stream: str
) -> None:
    settings.CONGSO_LIVE_URL, settings.CONGSO_LIVE_PORT, settings.ALLOWED_HOSTS = configured, 8001, ["*"]
    request = rf.get("/", headers={"Host": host})
    assert live_origin(request) == origin
    assert live_url(request) == stream


def test_other_form_targets_can_be_named(settings: Settings, rf: RequestFactory) -> None:
    settings.CONGSO_FORM_TARGETS = ["https://sso.mau.gov.vn"]
    assert directives(policy(rf.get("/"), framed=False))["form-action"] == "'self' https://sso.mau.gov.vn"


def test_error_words_exist_in_both_halves_of_a_lazy_string() -> None:
    with translation.override("vi"):
        assert str(errors.CSRF.what).startswith("Trang này")
