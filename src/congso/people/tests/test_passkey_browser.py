"""Passkeys in a real browser with a virtual device: added, used to sign in, and a cancelled one said plainly."""

import os
import shutil

import pytest
from playwright.sync_api import Page, sync_playwright

from congso.people.models import Person
from congso.people.testing import PASSWORD, make_actor, make_agency

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person():
    person = Person.objects.get(pk=make_actor(make_agency(), name="Đỗ Thu Nga").person_id)
    person.username = "ngadt"
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def page(person, live_server):
    """Started last and gone first: within Playwright's loop Django would open a connection that nobody closes."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing")
        pytest.skip("chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        cdp = page.context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        made = cdp.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        page.user_says_no = lambda: cdp.send(  # type: ignore[attr-defined]
            "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": False}
        )
        yield page
        browser.close()


def _add_key(page: Page, base: str) -> None:
    page.goto(f"{base}/dang-nhap/?next=/tai-khoan/khoa/them/")
    page.fill("[name=login]", "ngadt")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.check("[name=passwordless]")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Mã dự phòng").first.wait_for()


def test_a_passkey_is_added_and_signs_in(page, live_server):
    errors: list[str] = []
    page.on(
        "console", lambda message: errors.append(message.text) if "Content Security" in message.text else None
    )
    _add_key(page, live_server.url)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/dang-nhap/?next=/tai-khoan/")
    page.get_by_role("button", name="Dùng khóa của thiết bị này").click()
    page.get_by_text("Đỗ Thu Nga").first.wait_for()
    assert page.url.endswith("/tai-khoan/")
    assert errors == []


def test_a_device_that_says_no_is_said_plainly(page, live_server):
    _add_key(page, live_server.url)
    page.context.clear_cookies()
    page.user_says_no()
    page.goto(f"{live_server.url}/dang-nhap/")
    page.get_by_role("button", name="Dùng khóa của thiết bị này").click()
    page.get_by_text("Chưa dùng được khóa").wait_for(timeout=70_000)
    assert page.url.endswith("/dang-nhap/")
