"""Without JavaScript the basics work: sign in, add a file, register it, read it. And what a page weighs."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from congso.config.demo.people import PASSWORD
from congso.files.testing import text_pdf
from tests_e2e.person import PATIENCE, House

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
FIRST, LATER = 250_000, 30_000  # bytes as they travel
PAGES = ["/van-ban-den/da-vao-so/", "/van-ban-di/da-phat-hanh/", "/du-thao/", "/cong-viec/", "/so/", "/ho-so/", "/nguoi/"]  # fmt: skip


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(java_script_enabled=False, base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill("vanthu.snv")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").first.click()
    expect(page.get_by_role("heading", name="Bàn làm việc", exact=True)).to_be_visible()
    yield page
    context.close()


def test_an_arrival_is_registered_without_script(plain: Page) -> None:
    plain.get_by_role("link", name="Văn bản đến").first.click()
    content = text_pdf("Số: 77/UBND-VP\nV/v rà soát thủ tục hành chính")
    plain.locator("#up-files").set_input_files(
        {"name": "khong-script.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    plain.get_by_role("button", name="Gửi tệp").click()
    plain.goto("/van-ban-den/cho-vao-so/")
    plain.locator("a.item[data-row]").last.click()
    plain.locator("#id_subject").fill("Rà soát thủ tục hành chính, không dùng script")
    plain.locator("#id_number").fill("77")
    plain.locator("#id_symbol").fill("UBND-VP")
    plain.locator("#id_issuer_name").fill("Ủy ban nhân dân xã Tân Hòa")
    plain.locator("#id_document_date").fill("20/11/2026")
    plain.get_by_role("button", name=re.compile(r"^Vào sổ \d+")).first.click()
    expect(plain.get_by_text(re.compile(r"vào sổ số \d+")).first).to_be_visible()
    plain.goto("/van-ban-den/da-vao-so/?q=script")
    plain.locator("tr[data-row] a").first.click()
    expect(plain.get_by_role("heading", name="Rà soát thủ tục hành chính, không dùng script")).to_be_visible()
    expect(plain.locator(".v-page img").first).to_be_visible()


def _weight(page: Page, path: str) -> int:
    """Bytes of everything a visit fetches, as compressed on the wire; what comes from the cache weighs nothing."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    session.detach()
    return int(sum(sizes))


def test_the_first_visit_and_the_later_ones_are_light(browser: Browser, demo: str) -> None:
    person = House(browser, demo, "desktop").person("vanthu.snv")
    state = person.context.storage_state()
    context = browser.new_context(storage_state=state, base_url=demo, service_workers="block")
    page = context.new_page()
    assert 0 < _weight(page, "/") <= FIRST
    weights = {path: _weight(page, path) for path in PAGES}
    assert {path: size for path, size in weights.items() if size > LATER} == {}
    context.close()
    person.context.close()
