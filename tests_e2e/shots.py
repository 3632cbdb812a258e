"""Pictures of every screen of a running demo, to look at: `python -m tests_e2e.shots FOLDER [ADDRESS] [WORD …]`.

Three sizes, light and dark. With words, only the screens whose name holds one of them. Overflowing pages are named.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from congso.launcher.browser import find_chromium

_PASSWORD: Final = "congso-demo-2026"
_SIZES: Final = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}
# Screen, account, address; a second part after " > " is the link to press there (CSS).
_SCREENS: Final = """
desk-director|giamdoc.snv|/
desk-clerk|vanthu.snv|/
desk-officer|chuyenvien.snv|/
desk-given|truongphong.snv|/?xem=da-giao
arrivals|vanthu.snv|/van-ban-den/cho-vao-so/
register|vanthu.snv|/van-ban-den/cho-vao-so/ > a.item[data-row]
upload|vanthu.snv|/van-ban-den/cho-vao-so/ > [data-open=incoming-upload]
registered|vanthu.snv|/van-ban-den/da-vao-so/
registered-filters|vanthu.snv|/van-ban-den/da-vao-so/ > [data-open=incoming-filters]
returned|vanthu.snv|/van-ban-den/da-tra-lai/
document|giamdoc.snv|/van-ban-den/da-vao-so/ > tr[data-row] a, .incoming-cards a
document-answered|vanthu.snv|/van-ban-den/da-vao-so/?q=01/QĐ-UBND > tr[data-row] a, .incoming-cards a
direct|giamdoc.snv|/ > a.desk-row[href*=van-ban-den] > a[data-key=g]
trace|giamdoc.snv|/van-ban-den/da-vao-so/?trang_thai=closed > tr[data-row] a, .incoming-cards a > a[href*=qua-trinh]
drafts|chuyenvien.snv|/du-thao/
drafts-all|truongphong.snv|/du-thao/?cua=tat-ca
draft-new|chuyenvien.snv|/du-thao/moi/
draft-template|chuyenvien.snv|/du-thao/moi/ > [data-kinds] a[data-kind]
editor|chuyenvien.snv|/du-thao/ > [data-row-link]
signer|chuyenvien.snv|/du-thao/ > [data-row-link] > a.draft-signer
recipients|chuyenvien.snv|/du-thao/ > [data-row-link] > a[href$="/noi-nhan/"]
draft-compare|truongphong.snv|/trinh-ky/ > a[href*=so-sanh]
approvals-head|truongphong.snv|/trinh-ky/
approvals-done|truongphong.snv|/trinh-ky/?phan=da-duyet
signing|giamdoc.snv|/trinh-ky/
sign|giamdoc.snv|/trinh-ky/ky/
sign-confirm|giamdoc.snv|/trinh-ky/ky/ > [data-open=sign-confirm]
outgoing-waiting|vanthu.snv|/van-ban-di/cho-phat-hanh/
issuing|vanthu.snv|/van-ban-di/cho-phat-hanh/ > tr[data-row] a
outgoing|vanthu.snv|/van-ban-di/da-phat-hanh/
outgoing-document|vanthu.snv|/van-ban-di/da-phat-hanh/ > tr[data-row] a
outgoing-cancelled|vanthu.snv|/van-ban-di/da-huy/
ink|vanthu.snv|/van-ban-di/ban-giay/
series|vanthu.snv|/thiet-lap/so-va-so/
registers|vanthu.snv|/so/
register-book|vanthu.snv|/so/ > a[data-row-link]
register-out|vanthu.snv|/so/ > tr:nth-child(2) a[data-row-link]
register-gaps|vanthu.snv|/so/ > a[href*=so-thieu]
work-files|chuyenvien.snv|/ho-so/
work-file|chuyenvien.snv|/ho-so/ > a[data-row-link]
work-file-new|chuyenvien.snv|/ho-so/mo/
search|chuyenvien.snv|/tra-cuu/
search-hits|chuyenvien.snv|/tra-cuu/?q=can+bo
search-none|chuyenvien.snv|/tra-cuu/?q=xyzxyz
tasks|truongphong.snv|/cong-viec/
tasks-given|truongphong.snv|/cong-viec/?xem=da-giao
notices|chuyenvien.snv|/thong-bao/
stubs|vanthu.snv|/bao-ve/mau-dang-ky/
stub|vanthu.snv|/bao-ve/mau-dang-ky/ghi/
people-tree|quantri|/co-quan/
people-agency|quantri|/co-quan/ > a[href^="/co-quan/"]:not([href="/co-quan/them/"])
persons|quantri|/nguoi/
person|quantri|/nguoi/ > a[href^="/nguoi/"]:not([href*=them]):not([href*=nhap])
person-new|quantri|/nguoi/them/
import|quantri|/nguoi/nhap/
delegations|quantri|/uy-quyen/
calendar|quantri|/lich/
account|giamdoc.snv|/tai-khoan/
security|giamdoc.snv|/tai-khoan/hai-lop/
sessions|giamdoc.snv|/tai-khoan/phien/
not-found|giamdoc.snv|/khong-co/
sign-in||/dang-nhap/
"""


def _screens(words: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    for line in _SCREENS.strip().splitlines():
        name, account, path = line.split("|", 2)
        if not words or any(re.search(word, name) for word in words):
            yield name, account, path.split(" > ")


def _sign_in(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/dang-nhap/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", _PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def _go(page: Page, address: str, steps: list[str]) -> None:
    page.goto(f"{address}{steps[0]}")
    for step in steps[1:]:
        page.locator(step).filter(visible=True).first.click(timeout=4000)
        page.wait_for_timeout(900)  # a sheet is fetched and slides in


def _faults(page: Page) -> str:
    """What a look may miss: a page wider than its window, an answer that is no page."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return f"  {wide} px too wide" if wide > 0 else ""


def take(browser: Browser, address: str, folder: Path, words: list[str]) -> None:
    sizes = os.environ.get("CONGSO_SHOT_SIZES", ",".join(_SIZES)).split(",")
    themes = os.environ.get("CONGSO_SHOT_THEMES", "light,dark").split(",")
    states: dict[str, str] = {}
    for size in sizes:
        width, height = _SIZES[size]
        for name, account, steps in _screens(words):
            for theme in themes:
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if theme == "dark" else "light",
                    is_mobile=size == "phone",
                    has_touch=size == "phone",
                    locale="vi-VN",
                    timezone_id="Asia/Ho_Chi_Minh",
                    storage_state=states.get(account),
                )
                page = context.new_page()
                try:
                    if account and account not in states:
                        _sign_in(page, address, account)
                        states[account] = str(folder / f".{account}.json")
                        context.storage_state(path=states[account])
                    _go(page, address, steps)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name}-{size}-{theme}.png")
                    sys.stdout.write(f"{name}-{size}-{theme}{_faults(page)}\n")
                except Exception as error:  # one screen without rows must not stop the others
                    sys.stdout.write(f"{name}-{size}-{theme}: {str(error).splitlines()[0]} at {page.url}\n")
                context.close()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        take(browser, sys.argv[2] if len(sys.argv) > 2 else "http://localhost:8000", folder, sys.argv[3:])
        browser.close()


if __name__ == "__main__":
    main()
