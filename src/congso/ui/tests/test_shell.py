import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.testing import actor
from congso.ui.api import redirect_to
from congso.ui.context import Shell, navigation_counts
from congso.ui.registry import Identity, NavItem, Registry, register_counts, register_identity, register_nav

pytestmark = pytest.mark.usefixtures("own_urls", "empty_registry")


def visit(path: str = "/trang/con/9/", who: Actor | None = None, **headers: Any) -> HttpRequest:
    request = RequestFactory(headers=headers).get(path)
    request.actor = who or actor()  # type: ignore[attr-defined]
    return request


def add(key: str, url_name: str, order: int, **more: Any) -> None:
    register_nav(NavItem(key, key.title(), "inbox", url_name, order, **more))


def test_entries_in_order_by_section_for_those_who_may_see_them() -> None:
    add("incoming", "page", 20, tab="Đến")
    add("desk", "home", 10, tab="Bàn", hot=True)
    add("people", "child", 90, section="admin", visible=lambda who: who.has(Role.ADMIN))
    add("notices", "child", 80, section="own")
    shell = Shell(visit())
    assert [entry.key for entry in shell.nav] == ["desk", "incoming"]
    assert [entry.key for entry in shell.own] == ["notices"]
    assert shell.admin == []
    assert [entry.tab for entry in shell.tabs] == ["Bàn", "Đến"]
    assert [entry.key for entry in Shell(visit(who=actor(Role.ADMIN))).admin] == ["people"]


@pytest.mark.parametrize(
    ("path", "current"), [("/trang/con/9/", "child"), ("/trang/x/", "page"), ("/", "home"), ("/khac/", "")]
)
def test_the_current_entry_is_the_longest_beginning_of_the_path(path: str, current: str) -> None:
    for order, name in enumerate(("home", "page", "child")):
        add(name, name, order)
    assert [entry.key for entry in Shell(visit(path)).nav if entry.current] == ([current] if current else [])


def test_nobody_has_an_empty_rail() -> None:
    add("desk", "home", 10)
    request = RequestFactory().get("/")
    shell = Shell(request)
    assert shell.counts_old is False
    assert (shell.signed_in, shell.nav, shell.tabs, shell.me, navigation_counts(request)) == (
        False,
        [],
        [],
        None,
        {},
    )


def test_counts_are_asked_once_per_app_beside_the_page_and_kept_for_seconds(settings: Settings) -> None:
    settings.CONGSO_COUNTS_SECONDS = 5
    cache.clear()
    calls: list[str] = []

    def counts(who: Actor) -> dict[str, int]:
        calls.append(who.name)
        return {"desk": 14, "incoming": 9}

    add("desk", "home", 10)
    add("incoming", "page", 20)
    add("drafts", "child", 30, count=lambda who: 3)
    register_counts("documents", counts)

    def shown() -> tuple[list[int], bool]:
        page = Shell(visit())
        return [entry.count for entry in page.nav], page.counts_old

    moment = datetime(2026, 11, 17, 9, 0, tzinfo=clock.VIETNAM)
    with clock.frozen(moment):
        assert shown() == ([0, 0, 0], True)  # nothing is known yet: the page waits for no counting
        assert calls == []
        assert navigation_counts(visit()) == {"desk": 14, "incoming": 9, "drafts": 3}
        assert navigation_counts(visit()) == {"desk": 14, "incoming": 9, "drafts": 3}
        assert shown() == ([14, 9, 3], False)
        assert len(calls) == 1
        assert navigation_counts(visit(who=actor(person_id=2))) == {"desk": 14, "incoming": 9, "drafts": 3}
        assert len(calls) == 2
    with clock.frozen(moment + timedelta(seconds=6)):
        assert shown() == ([14, 9, 3], True)
        assert len(calls) == 2
        navigation_counts(visit())
        assert shown() == ([14, 9, 3], False)
        assert len(calls) == 3
    cache.clear()


def test_who_is_signed_in_comes_from_the_provider_or_the_actor() -> None:
    assert Shell(visit()).me == Identity(person="Nguyễn Văn Thử")
    register_identity(lambda request: Identity("Khoát", agency="Sở Nội vụ") if request.path == "/" else None)
    assert Shell(visit("/")).me == Identity("Khoát", agency="Sở Nội vụ")
    assert Shell(visit()).me == Identity(person="Nguyễn Văn Thử")


def test_search_leads_to_the_entry_of_that_name() -> None:
    assert Shell(visit()).search_url == ""
    add("search", "page", 90)
    assert Shell(visit()).search_url == "/trang/"


def test_an_odd_theme_cookie_is_ignored() -> None:
    request = visit()
    request.COOKIES["congso_theme"] = "dark"
    assert Shell(request).theme == "dark"
    request.COOKIES["congso_theme"] = '"><script>'
    assert Shell(request).theme == "auto"


def test_a_whole_page_by_default_and_the_main_part_for_htmx(web: Client) -> None:
    whole = web.get("/trang/").content.decode()
    part = web.get("/trang/", headers={"HX-Request": "true", "HX-Target": "main"}).content.decode()
    assert "<!doctype html>" in whole
    assert "<!doctype html>" not in part
    assert 'id="main"' in part
    assert "<title>Mẫu" in part
    other = web.get("/trang/", headers={"HX-Request": "true", "HX-Target": "rows"}).content.decode()
    assert "<!doctype html>" in other
    back = {"HX-Request": "true", "HX-Target": "main", "HX-History-Restore-Request": "true"}
    assert "<!doctype html>" in web.get("/trang/", headers=back).content.decode()


def test_a_part_of_a_screen_for_htmx(web: Client) -> None:
    assert "cả trang" in web.get("/partial/").content.decode()
    part = web.get("/partial/", headers={"HX-Request": "true"})
    assert part.content.decode().strip() == "<ul><li>một</li></ul>"
    assert "HX-Request" in part["Vary"]


def test_after_an_act_a_form_is_redirected_and_htmx_is_told_to_go(web: Client) -> None:
    plain = web.post("/away/")
    assert (plain.status_code, plain["Location"]) == (302, "/ui/them/")
    assert "Đã giao" in web.get("/ui/them/").content.decode()
    told = web.post("/away/", headers={"HX-Request": "true"})
    assert (told.status_code, told["HX-Redirect"]) == (204, "/ui/them/")
    assert redirect_to(RequestFactory().get("/"), "page")["Location"] == "/trang/"


def test_a_toast_travels_in_a_header_that_is_plain_ascii(web: Client) -> None:
    header = web.get("/toast/")["HX-Trigger"]
    assert header.isascii()
    assert json.loads(header)["toast"] == {"text": "Đã giao", "undo": "/undo/", "undoLabel": ""}


def test_the_language_is_vietnamese_unless_chosen(web: Client, empty_registry: Registry) -> None:
    assert '<html lang="vi"' in web.get("/trang/", headers={"Accept-Language": "en"}).content.decode()
    web.cookies["django_language"] = "en"
    answer = web.get("/trang/")
    assert '<html lang="en"' in answer.content.decode()
    assert answer["Content-Language"] == "en"
    web.cookies["django_language"] = "xx"
    assert '<html lang="vi"' in web.get("/trang/").content.decode()
