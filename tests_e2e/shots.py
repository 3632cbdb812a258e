"""Pictures of every screen of a running demo, to look at: `python -m tests_e2e.shots FOLDER [ADDRESS] [WORD …]`.

Three sizes, light and dark (CONGSO_SHOT_SIZES, CONGSO_SHOT_THEMES choose fewer), and sheets that show several beside each
other. CONGSO_SHOT_STYLES=1 takes the styles from the working tree, so that a change is seen without a restart. With words, only the screens whose name holds one of them. What a look may miss is written beside the name: pages wider
than their window, buttons that are too small for a thumb, words that are cut off in a button.
"""

import os
import re
import sys
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from congso.launcher.browser import find_chromium
from congso.launcher.site import ROOT
from congso.ui.errors import STANDARD
from tests_e2e.screens import SIZES, Screen, screens

_PASSWORD: Final = "congso-demo-2026"
_THEMES: Final = ("light", "dark")
_BESIDE: Final = {"desktop": (1, 2), "tablet": (2, 1), "phone": (4, 1)}  # columns, rows of a sheet
_WAIT: Final = 6000  # ms
_SEND: Final = """address => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  document.body.append(form); form.submit();
}"""
_WORDS: Final = """([what, kept, todo, code]) => {
  const box = document.querySelector(".oops"); box.querySelector("h1").textContent = what;
  const [one, two] = box.querySelectorAll("p"); one.textContent = kept; two.textContent = todo;
  document.querySelector(".num").textContent = code;
}"""
_FAULTS: Final = """phone => {
  const found = [], seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0;
  const said = (node) => (node.getAttribute("aria-label") || node.textContent).trim().replace(/\\s+/g, " ").slice(0, 40);
  const root = document.querySelector("dialog[open]") || document;
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} px too wide`);
  root.querySelectorAll(".cs-body, .pane, .pane-scroll, .sheet-b, .cs-top, .pane-foot, .sheet-f, .pane-top, .pdfbar").forEach((node) => {
    if (seen(node) && node.scrollWidth - node.clientWidth > 1) found.push(`${node.className} ${node.scrollWidth - node.clientWidth} px too wide`);
  });
  root.querySelectorAll(".btn, .chip, .tg, .seg > *, .tabs > *, .st, h1, h2").forEach((node) => {
    if (seen(node) && node.scrollWidth - node.clientWidth > 5 && !node.matches(".ell, .btn-icon")) found.push(`cut: ${said(node)}`);
    if (seen(node) && node.matches(".btn, .seg > *, .tabs > *") && node.getBoundingClientRect().height > 60) found.push(`tall: ${said(node)}`);
  });
  if (phone) root.querySelectorAll("a, button, summary, input:not([type=hidden]), select, label.pickable").forEach((node) => {
    if (!seen(node) || node.closest(".vh") || node.matches(".lnk, .chip, .seg > *, .skip, .check, .radio, .switch, [data-row-link], .cs-search input, p a, .prose a, dd a, .vh, .in-date input[type=date]")) return;
    const box = (node.closest("label") || node).getBoundingClientRect();
    if (box.height < 43.5 || box.width < 39.5) found.push(`small ${Math.round(box.width)}×${Math.round(box.height)}: ${said(node)}`);
  });
  return [...new Set(found)].slice(0, 12);
}"""


def _own_style(route: Route) -> None:
    """A style sheet as it stands in the working tree."""
    name = re.sub(r"\.[0-9a-f]{12}\.css$", ".css", route.request.url.partition("/static/")[2])
    found = next(iter((ROOT / "src" / "congso").glob(f"*/static/{name}")), None)
    if found is None:
        route.continue_()
    else:
        route.fulfill(path=found, content_type="text/css")


class Photographer:
    """Takes pictures of one installation into a folder; people sign in once."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder
        self.states: dict[str, str] = {}

    def context(self, account: str, size: str, theme: str) -> BrowserContext:
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            is_mobile=size == "phone",
            has_touch=size == "phone",
            reduced_motion="reduce",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            storage_state=self.states.get(account),
        )
        context.set_default_timeout(5 * _WAIT)
        if os.environ.get("CONGSO_SHOT_STYLES"):
            context.route(re.compile(r"/static/(?!vendor).*\.css$"), _own_style)
        if account and account not in self.states:
            page = context.new_page()
            self._sign_in(page, account)
            self.states[account] = str(self.folder / f".{account}.json")
            context.storage_state(path=self.states[account])
            page.close()
        return context

    def _sign_in(self, page: Page, account: str) -> None:
        page.goto(f"{self.address}/dang-nhap/")
        page.fill("[name=login]", account)
        page.fill("[name=password]", _PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{self.address}/")

    def go(self, page: Page, screen: Screen) -> None:
        page.goto(f"{self.address}{screen.path}")
        for step in screen.steps:
            self._step(page, step)
            page.wait_for_timeout(500)  # a sheet is fetched and slides in
        page.wait_for_load_state("networkidle")

    def _step(self, page: Page, step: str) -> None:
        verb, _, rest = step.partition(":")
        if verb == "key":
            page.keyboard.press(rest)
        elif verb == "fill":
            where, _, words = rest.rpartition("=")
            page.fill(where, words)
        elif verb == "send":
            page.evaluate(_SEND, rest)
        elif verb == "words":
            said = STANDARD[int(rest)]
            page.evaluate(_WORDS, [str(said.what), str(said.kept), str(said.todo), f"Mã {rest}"])
        elif step == "no-net":
            page.context.set_offline(True)
        else:
            found = page.locator(step.removeprefix("?")).filter(visible=True)
            if not step.startswith("?") or found.count():
                found.first.click(timeout=_WAIT)

    def take(self, screen: Screen, size: str, theme: str) -> str:
        """One picture; what is wrong with it, in words."""
        context = self.context(screen.account, size, theme)
        try:
            page = context.new_page()
            self.go(page, screen)
            page.screenshot(path=self.folder / f"{screen.name}-{size}-{theme}.png")
            return "; ".join(page.evaluate(_FAULTS, size == "phone"))
        except Exception as error:  # one screen without rows must not stop the others
            return f"NOT TAKEN: {str(error).splitlines()[0]}"
        finally:
            context.close()


def sheets(folder: Path, size: str, theme: str, names: list[str]) -> None:
    """Several pictures on one sheet, in order."""
    across, down = _BESIDE[size]
    width, height = SIZES[size]
    taken = [path for name in names if (path := folder / f"{name}-{size}-{theme}.png").exists()]
    for start in range(0, len(taken), across * down):
        sheet = Image.new("RGB", (across * (width + 8), down * (height + 8)), "#c22fb5")
        for place, path in enumerate(taken[start : start + across * down]):
            with Image.open(path) as picture:
                sheet.paste(picture, (place % across * (width + 8), place // across * (height + 8)))
        sheet.save(folder / f"sheet-{size}-{theme}-{start // (across * down):02d}.png")


def main() -> None:
    settings.configure(USE_I18N=False)
    folder, address, words = Path(sys.argv[1]), "http://localhost:8000", sys.argv[2:]
    if words and re.match("https?://", words[0]):
        address, words = words[0], words[1:]
    folder.mkdir(parents=True, exist_ok=True)
    chosen = list(screens(words))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        photographer = Photographer(browser, address, folder)
        for size in os.environ.get("CONGSO_SHOT_SIZES", ",".join(SIZES)).split(","):
            for theme in os.environ.get("CONGSO_SHOT_THEMES", ",".join(_THEMES)).split(","):
                for screen in chosen:
                    faults = photographer.take(screen, size, theme)
                    sys.stdout.write(f"{screen.name}-{size}-{theme}  {faults}\n")
                    sys.stdout.flush()
                sheets(folder, size, theme, [screen.name for screen in chosen])
        browser.close()


if __name__ == "__main__":
    main()
