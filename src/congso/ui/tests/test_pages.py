"""The shell's own addresses, the budget of bytes, and habits every template must keep."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from congso.ui.storage import StaticStorage
from congso.ui.views import STATIC_FILES

UI = Path(__file__).parents[1]
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
FIRST_LOAD = 250_000
LATER_PAGE = 30_000


def compressed(path: Path) -> int:
    raw = path.read_bytes()
    return len(raw) if path.suffix in {".woff2", ".png"} else len(brotli.compress(raw, quality=5))


def linked(html: str) -> set[str]:
    """Static files a page links, with the modules these import at once and the fonts its styles name."""
    names = {name.split("#")[0] for name in re.findall(r'\s(?:href|src)="/static/([^"]+)"', html)}
    todo = list(names)
    while todo:
        name = todo.pop()
        path = Path(str(finders.find(name)))
        if path.suffix not in {".js", ".css"} or name.startswith("vendor/htmx"):
            continue
        text = path.read_text(encoding="utf-8")
        found = re.findall(r'^import [^;]*?from "\./([^"]+)"', text, re.M) + re.findall(
            r"url\(([\w./-]+)\)", text
        )
        for other in found:
            full = f"{name.rpartition('/')[0]}/{other}"
            if full not in names:
                names.add(full)
                todo.append(full)
    return names


def test_the_first_load_stays_in_its_budget(web: Client) -> None:
    html = web.get("/ui/").content
    names = {name for name in linked(html.decode()) if not name.startswith("ui/sample/")}
    assert {"vendor/htmx.js", "vendor/sprite.svg", "ui/js/live.js"} <= names
    total = sum(compressed(Path(str(finders.find(name)))) for name in names) + len(gzip.compress(html))
    assert total <= FIRST_LOAD


def test_a_later_page_stays_in_its_budget(web: Client) -> None:
    assert len(gzip.compress(web.get("/ui/").content)) <= LATER_PAGE


def test_the_service_worker_keeps_what_a_page_links_and_no_document(web: Client) -> None:
    answer = web.get("/ui/sw.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert all(finders.find(name) for name in STATIC_FILES)
    kept = set(STATIC_FILES)
    missing = {
        name
        for name in linked(web.get("/ui/").content.decode())
        if name.endswith((".js", ".css", ".woff2", "sprite.svg"))
    } - kept
    assert missing == set()
    assert "/tep/" not in answer.content.decode()


def test_hashed_names_reach_the_imports_between_modules(tmp_path: Path) -> None:
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    paths = {}
    for full in sorted(Path(str(finders.find("ui/js/app.js"))).parent.glob("*.js")):
        name = f"ui/js/{full.name}"
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(full.read_bytes())
        paths[name] = (storage, name)
    assert not [result for _, _, result in storage.post_process(paths) if isinstance(result, Exception)]
    app = next(path for path in (tmp_path / "ui/js").glob("app.*.js")).read_text(encoding="utf-8")
    assert re.search(r'from "\./live\.[0-9a-f]{12}\.js"', app)
    assert re.search(r'import\("\./viewer\.[0-9a-f]{12}\.js"\)', app)


def test_the_manifest_makes_it_installable(web: Client) -> None:
    answer = web.get("/ui/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["start_url"], manifest["display"], manifest["lang"]) == ("/", "standalone", "vi")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/ui/ngoai-tuyen/", "đang mất mạng"),
        ("/ui/them/", "Thêm"),
        ("/ui/phim-tat/", "Dùng phím chữ cái"),
        ("/bare/", "bí mật nhà nước"),
    ],
)
def test_pages_of_the_shell(web: Client, path: str, text: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 200
    assert text in answer.content.decode()


def test_the_keys_come_as_a_dialog_for_htmx(web: Client) -> None:
    html = web.get("/ui/phim-tat/", headers={"HX-Request": "true"}).content.decode()
    assert "data-auto-open" in html
    assert "<html" not in html


def test_counts_of_nobody_are_empty_and_never_stored(web: Client) -> None:
    answer = web.get("/ui/so-dem/")
    assert answer.json() == {}
    assert "no-store" in answer["Cache-Control"]


def test_the_language_can_be_chosen(web: Client) -> None:
    answer = web.post("/ui/ngon-ngu/", {"language": "en", "next": "/trang/"})
    assert answer["Location"] == "/trang/"
    assert web.cookies["django_language"].value == "en"


def test_the_style_page_shows_every_component(web: Client) -> None:
    html = web.get("/ui/").content.decode()
    for cls in (
        "u u1",
        "due late",
        "st ok",
        "hands",
        "tl",
        "viewer",
        "editor",
        "drop",
        "sheet drawer",
        "pager",
        "toast-undo",
        "sk w60",
        "blank0",
    ):
        assert f'class="{cls}' in html, cls


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_code_or_style_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|\|safe\b", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert text.count("\n") <= 200


def test_no_page_asks_another_host(web: Client) -> None:
    html = web.get("/ui/").content.decode()
    assert not re.findall(r'(?:src|href)="https?://', html)


def test_the_sprite_holds_exactly_the_icons_of_the_list() -> None:
    names = (UI / "icons.txt").read_text(encoding="utf-8").split()
    sprite = (UI / "static/vendor/sprite.svg").read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == names
    assert len(names) == len(set(names))


def test_vendored_files_match_the_lock_and_name_no_registry() -> None:
    root = UI.parents[2]
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    versions = json.loads((UI / "static/vendor/versions.json").read_text(encoding="utf-8"))
    assert {name: lock[f"node_modules/{name}"]["version"] for name in versions} == versions
    assert not any("resolved" in package for package in lock.values())
    assert all("integrity" in package for name, package in lock.items() if name)
