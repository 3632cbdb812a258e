"""Every screen against WCAG 2.2 AA by axe, in both themes: nothing serious, nothing critical."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests_e2e.screens import Screen, screens
from tests_e2e.shots import Photographer

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
# Without the network nothing can be asked; a 409 or 413 is the page of 404 with other words.
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LEFT_OUT = {"offline-line", "error-409", "error-413"}
SCREENS = [screen for screen in screens() if screen.name not in LEFT_OUT]
# What is laid out in another way on phone and tablet.
NARROW = ["desk-leader", "menu-me", "register", "registered", "document", "direct", "editor-fields", "outgoing-document"]  # fmt: skip


@pytest.fixture(scope="module")
def visitor(browser: Browser, demo: str, tmp_path_factory: pytest.TempPathFactory) -> Photographer:
    return Photographer(browser, demo, tmp_path_factory.mktemp("visitor"))


def faults(page: Page) -> list[str]:
    """Rule and first place of each serious finding."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']} ({len(one['nodes'])}): {node['target']} {node['html'][:160]} | {node['failureSummary'][-260:]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def visit(visitor: Photographer, screen: Screen, size: str) -> dict[str, list[str]]:
    context = visitor.context(screen.account, size, "light")
    try:
        page = context.new_page()
        visitor.go(page, screen)
        found = {"light": faults(page)}
        if page.evaluate(WIDER) > 0:
            found["light"].append("wider than its window")
        page.emulate_media(color_scheme="dark")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        found["dark"] = faults(page)
        return found
    finally:
        context.close()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_can_be_used_by_everybody(visitor: Photographer, screen: Screen) -> None:
    assert visit(visitor, screen, "desktop") == {"light": [], "dark": []}


@pytest.mark.parametrize("size", ["phone", "tablet"])
@pytest.mark.parametrize("name", NARROW)
def test_a_narrow_screen_can_be_used_by_everybody(visitor: Photographer, name: str, size: str) -> None:
    (screen,) = [one for one in SCREENS if one.name == name]
    assert visit(visitor, screen, size) == {"light": [], "dark": []}
