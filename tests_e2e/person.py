"""People at their screens: who signs in where, what they press and what they see."""

import os
import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from congso.config.demo.people import PASSWORD
from tests_e2e.screens import SIZES

PATIENCE: Final = 30_000  # ms: a busy machine is no failure of the product
_JOBS: Final = 90_000  # ms


class Person:
    """One signed-in person in a browser context of their own."""

    def __init__(self, house: "House", account: str) -> None:
        self.house = house
        self.account = account
        width, height = SIZES[house.device]
        self.context: BrowserContext = house.browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=house.device == "phone",
            is_mobile=house.device == "phone",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: house.complaints.append(f"{account}: {error}"))
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self._sign_in()

    def _heard(self, kind: str, text: str) -> None:
        # Answers 4xx are meant in places (a refusal); what the browser itself refuses is not.
        if kind == "error" and "Failed to load resource" not in text:
            self.house.complaints.append(f"{self.account}: {text}")

    def _sign_in(self) -> None:
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill(self.account)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.button("Đăng nhập").first.click()
        self.page.wait_for_url(f"{self.house.address}/")
        self.sees(self.page.get_by_role("heading", name="Bàn làm việc", exact=True))

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else f"{self.house.address}{path}")

    def button(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        """The visible one of that name: some stand twice, for wide and for narrow screens."""
        return (within or self.page.locator("body")).get_by_role("button", name=name).filter(visible=True)

    def link(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("body")).get_by_role("link", name=name).filter(visible=True)

    def sees(self, what: Locator | str) -> None:
        expect(self._find(what)).to_be_visible(timeout=PATIENCE)

    def sees_not(self, what: Locator | str) -> None:
        expect(self._find(what)).to_have_count(0)

    def _find(self, what: Locator | str) -> Locator:
        if isinstance(what, str):
            return self.page.get_by_text(what).filter(visible=True).first
        return what.filter(visible=True).first

    def sees_in_the_end(self, what: Locator | str) -> None:
        """Open the page again until a job of the background has brought it."""
        waited = 0
        while not self._find(what).is_visible():
            assert waited < _JOBS, f"{self.account} never saw {what} on {self.page.url}"
            self.page.wait_for_timeout(1500)
            waited += 1500
            self.page.reload()

    def told(self, words: str) -> None:
        """The toast after an act."""
        expect(self.page.locator("#toasts")).to_contain_text(words, timeout=PATIENCE)

    def fill(self, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            self.page.locator(f"#id_{name}").fill(value)

    def picture(self, name: str) -> None:
        """A picture of the screen into the folder CONGSO_SHOTS names; none without it."""
        folder = os.environ.get("CONGSO_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{name}-{self.house.device}.png")

    def bytes_of(self, path: str) -> bytes:
        """What the person gets at an address, with their own rights."""
        answer = self.context.request.get(path if path.startswith("http") else f"{self.house.address}{path}")
        assert answer.ok, f"{answer.status} {path}"
        return answer.body()


class House:
    """Everybody of one journey. People keep their windows open, as they do at work."""

    def __init__(self, browser: Browser, address: str, device: str) -> None:
        self.browser = browser
        self.address = address
        self.device = device
        self.complaints: list[str] = []
        self._people: dict[str, Person] = {}

    @property
    def phone(self) -> bool:
        return self.device == "phone"

    def person(self, account: str) -> Person:
        if account not in self._people:
            self._people[account] = Person(self, account)
        return self._people[account]

    def close(self) -> list[str]:
        for one in self._people.values():
            one.context.close()
        return self.complaints


__all__ = ["SIZES", "House", "Person"]
