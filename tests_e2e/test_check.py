"""The public check page in a browser: the copy stays on the machine, only its hash travels. Without script the copy is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from congso.config.demo.people import PASSWORD
from tests_e2e.person import PATIENCE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
SAME, OTHER = "Đúng là bản đã phát hành, không sai một chữ", "Không phải tệp đã phát hành"


@dataclass(frozen=True)
class Issued:
    """An issued document: the address of its check page, and its bytes."""

    path: str
    pdf: bytes


@pytest.fixture(scope="module")
def issued(browser: Browser, demo: str) -> Iterator[Issued]:
    context = browser.new_context(base_url=demo)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill("vanthu.snv")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").first.click()
    expect(page.get_by_role("heading", name="Bàn làm việc", exact=True)).to_be_visible()
    page.goto("/van-ban-di/da-phat-hanh/")
    page.locator("tr[data-row] a").first.click()
    address = page.locator('a[href*="/kiem-tra/"]').first.get_attribute("href") or ""
    file = page.locator('a[href*="/tep/outgoing/"]').first.get_attribute("href") or ""
    yield Issued(urlsplit(address).path, context.request.get(file).body())
    context.close()


def compare(page: Page, content: bytes, words: str) -> None:
    page.locator("#id_file").set_input_files(
        {"name": "ban-cua-toi.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="So hai bản").click()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("ban-cua-toi.pdf")).to_be_visible()


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_only_the_hash_leaves_the_machine(
    browser: Browser, demo: str, issued: Issued, device: dict[str, Any]
) -> None:
    context = browser.new_context(base_url=demo, **device)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sent: list[int] = []

    def weigh(request: Request) -> None:
        if request.method == "POST":
            sent.append(len(request.post_data_buffer or b""))

    page.on("request", weigh)
    page.goto(issued.path)
    expect(page.get_by_text("tệp không rời máy bạn")).to_be_visible()
    compare(page, issued.pdf, SAME)
    compare(page, issued.pdf + b" ", OTHER)
    assert len(sent) == 2
    assert max(sent) < 1500 < len(issued.pdf)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide
    context.close()


def test_without_script_the_copy_is_sent(browser: Browser, demo: str, issued: Issued) -> None:
    context = browser.new_context(base_url=demo, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(issued.path)
    expect(page.get_by_text("tệp không rời máy bạn")).to_be_hidden()
    compare(page, issued.pdf, SAME)
    compare(page, issued.pdf + b" ", OTHER)
    context.close()
