import pytest
from django.core.exceptions import ImproperlyConfigured

from congso.kernel.actor import Role
from congso.kernel.testing import actor
from congso.ui import checks
from congso.ui.registry import (
    NavItem,
    Panel,
    Registry,
    panels_for,
    register_counts,
    register_identity,
    register_nav,
    register_panel,
)

pytestmark = pytest.mark.usefixtures("empty_registry")


def item(key: str = "incoming", **changes: object) -> NavItem:
    values = {"label": "Văn bản đến", "icon": "inbox", "url_name": "page", "order": 20, **changes}
    return NavItem(key=key, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "Văn bản"}, "a key is small latin letters"),
        ({"icon": "no-such-icon"}, 'there is no icon "no-such-icon"'),
        ({"section": "middle"}, 'there is no section "middle"'),
        ({"label": "  "}, "needs a label"),
        ({"url_name": ""}, "needs a label and the name of an address"),
    ],
)
def test_a_bad_entry_stops_the_start_with_a_plain_sentence(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        register_nav(item(**changes))  # type: ignore[arg-type]


def test_an_entry_registered_twice_is_refused_but_the_same_object_is_not() -> None:
    first = item()
    register_nav(first)
    register_nav(first)
    with pytest.raises(ImproperlyConfigured, match="registered twice"):
        register_nav(item(label="Đến"))


def test_one_count_provider_per_app() -> None:
    def counts(who: object) -> dict[str, int]:
        return {"incoming": 9}

    register_counts("documents", counts)
    register_counts("documents", counts)
    with pytest.raises(ImproperlyConfigured, match="one provider per app"):
        register_counts("documents", lambda who: {})


def test_one_app_words_who_is_signed_in() -> None:
    def nobody(request: object) -> None:
        return None

    register_identity(nobody)
    register_identity(nobody)
    with pytest.raises(ImproperlyConfigured, match="only one app"):
        register_identity(lambda request: None)


@pytest.mark.parametrize(
    ("kind", "panel", "sentence"),
    [
        ("Văn bản", Panel("tasks", "Phân công", "panel", 1), "a key is small latin letters"),
        ("incoming", Panel("Tasks", "Phân công", "panel", 1), "a key is small latin letters"),
        ("incoming", Panel("tasks", "", "panel", 1), "needs a title"),
        ("incoming", Panel("tasks", "Phân công", "", 1), "needs a title and the name of an address"),
    ],
)
def test_a_bad_panel_is_refused(kind: str, panel: Panel, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        register_panel(kind, panel)


def test_panels_come_in_order_and_only_to_those_who_may_see_them() -> None:
    late = Panel("trace", "Quá trình", "panel", 20)
    register_panel("incoming", late)
    register_panel("incoming", late)
    register_panel("incoming", Panel("tasks", "Phân công", "panel", 10))
    register_panel(
        "incoming", Panel("audit", "Nhật ký", "panel", 30, visible=lambda who: who.has(Role.ADMIN))
    )
    with pytest.raises(ImproperlyConfigured, match="registered twice"):
        register_panel("incoming", Panel("tasks", "Khác", "panel", 10))
    assert [panel.key for panel in panels_for("incoming", actor())] == ["tasks", "trace"]
    assert [panel.key for panel in panels_for("incoming", actor(Role.ADMIN))] == ["tasks", "trace", "audit"]
    assert panels_for("draft", actor()) == []
    assert panels_for("incoming", None) == []


def test_addresses_that_do_not_exist_are_found_by_the_system_check(
    own_urls: None, empty_registry: Registry
) -> None:
    register_nav(item())
    register_nav(item("lost", url_name="nowhere"))
    register_panel("incoming", Panel("tasks", "Phân công", "panel", 10))
    register_panel("incoming", Panel("lost", "Lạc", "page", 20))
    found = checks.addresses(None)
    assert [(error.id, error.msg.split('"')[1]) for error in found] == [
        ("ui.E001", "lost"),
        ("ui.E002", "lost"),
    ]
