"""Compressed kilobytes a browser loads: the first page with everything it asks for, then later pages.

Usage: congso bench weights
Budgets: 250 kB the first time, 30 kB a later page. Counted by Chromium itself, over the web server on the loopback.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _common as common
from bench import _people

FIRST_KB, LATER_KB = 250.0, 30.0


class Meter:
    """Bytes on the wire since the last question."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def taken(self) -> float:
        kilobytes, self.bytes = self.bytes / 1000, 0
        return kilobytes


def main() -> int:
    who = "vanthu.snv"
    cookie, pages = _people.session_of(who), _people.pages_of(who)
    rows, over = [], False
    with common.server() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(base_url=f"http://localhost:{port}")
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        meter = Meter(page)
        for order, (name, path) in enumerate(pages.items()):
            answer = page.goto(path, wait_until="load")
            if answer is None or answer.status != 200:
                raise SystemExit(f"{path}: {answer.status if answer else 'no answer'}")
            page.wait_for_timeout(1500)
            taken, budget = meter.taken(), FIRST_KB if order == 0 else LATER_KB
            over = over or taken > budget
            rows.append((name if order else f"{name}, first load", f"{taken:.0f}", f"{budget:.0f}"))
        browser.close()
    print(common.machine() + "\n")
    common.print_table(("page", "kB", "budget"), rows)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
