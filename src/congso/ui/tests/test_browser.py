"""The shell in Chromium: a strict policy without a violation, keys, sheets, the editor, PDF.js, uploads, no network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which(os.environ.get("CONGSO_CHROMIUM", "chromium"))
    if path is None:
        pytest.skip("Chromium is not installed: the shell is not tested in a browser")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def address(own_urls: None) -> Iterator[str]:
    server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}/ui/"
    server.terminate()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The style page, loaded; any error of the console (a violation of the policy is one) fails the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(address)
    yield opened
    # The browser's own note on a request that did not get through is no fault of the page.
    assert [one for one in wrong if "Failed to load resource" not in one] == []


def test_letters_walk_rows_from_the_open_one(page: Page) -> None:
    page.keyboard.press("k")
    expect(page.locator("[data-row].at")).to_contain_text("Công điện về ứng phó mưa lớn")
    page.keyboard.press("k")
    expect(page.locator("[data-row].at")).to_contain_text("Báo cáo tình hình biên chế")
    page.keyboard.press("j")
    expect(page.locator("[data-row].at")).to_contain_text("Công điện về ứng phó mưa lớn")


def test_letters_are_off_in_fields_and_can_be_switched_off(page: Page) -> None:
    field = page.locator("#id_number").first
    field.fill("")
    field.press("?")
    expect(page.locator("#keys-dialog")).to_have_count(0)
    expect(field).to_have_value("?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()
    page.locator("#letters").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-row].at")).to_have_count(0)


def test_a_sheet_opens_and_gives_the_focus_back(page: Page) -> None:
    opener = page.locator("[data-open=s-drawer]")
    opener.click()
    expect(page.locator("#s-drawer")).to_be_visible()
    expect(page.locator("#bp")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#s-drawer")).to_be_hidden()
    expect(opener).to_be_focused()


def test_what_cannot_be_taken_back_asks_first(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "huy=1" in request.url else None)
    page.get_by_text("Hủy số thử").click()
    dialog = page.get_by_role("dialog", name="Hủy số đến 2418?")
    dialog.get_by_role("button", name="Đóng").click()
    expect(dialog).to_have_count(0)
    assert sent == []
    page.get_by_text("Hủy số thử").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Hủy số 2418").click()
    assert len(sent) == 1


def test_a_menu_closes_on_escape(page: Page) -> None:
    page.get_by_text("Việc khác", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator("details.js-menu[open]")).to_have_count(0)


def test_the_theme_is_chosen_and_kept(page: Page) -> None:
    page.locator(".cs-me").click()
    page.locator(".cs-rail [data-theme-set=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert cookies["congso_theme"] == "dark"


def test_the_editor_keeps_its_json_in_the_form(page: Page) -> None:
    page.locator(".ed .tiptap").click()
    page.keyboard.type("Sở Nội vụ báo cáo")
    page.locator("[data-cmd=center]").click()
    page.locator("[data-cmd=table]").click()
    expect(page.locator("[data-cmd=row_add]")).to_be_visible()
    value = page.locator("[data-editor-value]").input_value()
    assert '"textAlign":"center"' in value
    assert '"type":"table"' in value
    assert page.locator(".tiptap p").first.evaluate("node => getComputedStyle(node).textAlign") == "center"


def test_pdf_opens_in_place_of_the_images_and_is_searched_without_accents(page: Page) -> None:
    page.locator("[data-v=pdf]").click()
    expect(page.locator(".textLayer span").first).to_be_attached(timeout=30_000)
    page.locator("[data-v=find]").click()
    page.keyboard.type("cong hoa xa hoi")
    expect(page.locator(".v-find [role=status]")).to_have_text("1 / 1 chỗ")
    expect(page.locator(".textLayer .hit.now").first).to_contain_text("CỘNG HÒA")


def test_files_are_sent_one_by_one(page: Page, tmp_path: Path) -> None:
    names = ["một.pdf", "hai.pdf"]
    for name in names:
        (tmp_path / name).write_bytes(b"%PDF-1.4")
    page.route("**/ui/nhan/", lambda route: route.fulfill(json={"message": "Đã nhận"}))
    page.evaluate("document.querySelector('form[data-upload]').action = '/ui/nhan/'")
    page.set_input_files("#files", [tmp_path / name for name in names])
    expect(page.locator(".upl.done", has_text="Đã nhận")).to_have_count(2)


def test_a_file_whose_line_was_lost_is_sent_again_as_the_same(page: Page, tmp_path: Path) -> None:
    """Words while it waits, then the same upload by its id: the server knows it took it already."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.headers["x-upload-id"])
        if len(sent) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(json={"message": "Đã nhận"})

    (tmp_path / "một.pdf").write_bytes(b"%PDF-1.4")
    page.route("**/ui/nhan/", answer)
    page.evaluate("document.querySelector('form[data-upload]').action = '/ui/nhan/'")
    page.set_input_files("#files", tmp_path / "một.pdf")
    expect(page.locator(".upl", has_text="Mất kết nối")).to_be_visible()
    expect(page.locator(".upl.done", has_text="Đã nhận")).to_have_count(1)
    assert len(sent) == 2
    assert sent[0] == sent[1] != ""


def test_a_day_typed_without_slashes(page: Page) -> None:
    field = page.locator("input[data-date]").first
    field.fill("05112026")
    field.press("Tab")
    expect(field).to_have_value("05/11/2026")


def test_the_phone_has_tabs_of_44_points_and_no_sideways_scroll(page: Page) -> None:
    page.set_viewport_size(PHONE)
    tabs = page.locator(".cs-tabbar > a")
    expect(tabs).to_have_count(5)
    assert all(tabs.nth(index).bounding_box()["height"] >= 44 for index in range(5))  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.querySelector('.cs-body').scrollWidth") <= PHONE["width"]
    tabs.nth(4).click()
    expect(page.locator("#more-sheet")).to_be_visible()


def test_a_part_whose_line_broke_comes_when_the_line_is_back(page: Page) -> None:
    page.add_init_script("addEventListener('online', () => { window.line = true })")
    page.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => Boolean(window.line) })")
    page.route("**/dates.js", lambda route: route.abort("internetdisconnected"))
    page.reload()
    expect(page.get_by_role("textbox", name="Nội dung")).to_be_visible()
    expect(page.locator("input[data-date][data-ready]")).to_have_count(0)
    page.unroute("**/dates.js")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("input[data-date][data-ready]").first).to_be_visible()


def test_without_a_network_one_page_says_so(context: BrowserContext, page: Page, address: str) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    # All parts stand, so that the page itself asks for nothing any more.
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    other = context.new_page()
    other.goto(f"{address}them/")
    expect(other.locator("h1")).to_have_text("Máy này đang mất mạng")
    context.set_offline(False)
