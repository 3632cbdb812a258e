"""What other apps hang into the shell: entries of the navigation, counts, panels of combined screens, who is signed in.

Registered in `AppConfig.ready()`. A bad entry stops the start with a plain sentence; addresses are verified by a
system check (`checks.py`), when the URL configuration can be read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.functional import Promise

from congso.kernel.actor import Actor
from congso.ui.icons import ICONS

Text = str | Promise
SECTIONS: Final = ("main", "own", "admin")
_KEY = re.compile(r"[a-z][a-z0-9_-]*")


def everyone(actor: Actor) -> bool:
    """The default of `visible`: any signed-in actor."""
    return True


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the rail. `tab` is its short word in the bottom bar of a phone; the first four with one are shown.

    `hot` marks counts of things on which this person must act (filled badge, also shown on the narrow rail).
    """

    key: str
    label: Text
    icon: str
    url_name: str
    order: int
    visible: Callable[[Actor], bool] = everyone
    count: Callable[[Actor], int] | None = None
    section: str = "main"
    tab: Text = ""
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of another app's page, loaded by HTMX from `url_name` with the subject's id as its only argument."""

    key: str
    title: Text
    url_name: str
    order: int
    visible: Callable[[Actor], bool] = everyone


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One post the person holds; `value` is what the switching form sends as `appointment`."""

    value: str
    title: str
    agency: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class MenuLink:
    label: Text
    url: str
    icon: str = "settings"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in, in words, for the top and the foot of the rail. Empty addresses hide their entry."""

    person: str
    post: str = ""
    agency: str = ""
    agency_parent: str = ""
    posts: tuple[PostChoice, ...] = ()
    switch_url: str = ""
    sign_out_url: str = ""
    links: tuple[MenuLink, ...] = ()


CountProvider = Callable[[Actor], Mapping[str, int]]
IdentityProvider = Callable[[HttpRequest], Identity | None]


@dataclass
class Registry:
    nav: dict[str, NavItem] = field(default_factory=dict)
    panels: dict[str, dict[str, Panel]] = field(default_factory=dict)
    counts: dict[str, CountProvider] = field(default_factory=dict)
    identity: IdentityProvider | None = None


registry = Registry()


def _refuse(what: str, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{what}: {why}")


def register_nav(item: NavItem) -> None:
    """Add an entry of the rail. Raises ImproperlyConfigured on a bad or repeated one."""
    what = f'The navigation entry "{item.key}"'
    if not _KEY.fullmatch(item.key):
        raise _refuse(what, "a key is small latin letters, digits, - and _")
    if registry.nav.get(item.key, item) is not item:
        raise _refuse(what, "is registered twice; choose another key")
    if item.icon not in ICONS:
        raise _refuse(what, f'there is no icon "{item.icon}"; the list is ui/icons.txt')
    if item.section not in SECTIONS:
        raise _refuse(what, f'there is no section "{item.section}"; use one of {", ".join(SECTIONS)}')
    if not str(item.label).strip() or not item.url_name:
        raise _refuse(what, "needs a label and the name of an address")
    registry.nav[item.key] = item


def register_counts(app: str, provider: CountProvider) -> None:
    """One callable of an app that gives all its counts at once: {navigation key: number}. Asked at most every 5 s."""
    if app in registry.counts and registry.counts[app] is not provider:
        raise _refuse(f'The counts of "{app}"', "are registered twice; one provider per app")
    registry.counts[app] = provider


def register_panel(subject_kind: str, panel: Panel) -> None:
    """Add a panel to the pages of a kind of subject ("incoming", "draft", "outgoing", …)."""
    what = f'The panel "{panel.key}" of "{subject_kind}"'
    if not _KEY.fullmatch(panel.key) or not _KEY.fullmatch(subject_kind):
        raise _refuse(what, "a key is small latin letters, digits, - and _")
    kind = registry.panels.setdefault(subject_kind, {})
    if kind.get(panel.key, panel) is not panel:
        raise _refuse(what, "is registered twice; choose another key")
    if not str(panel.title).strip() or not panel.url_name:
        raise _refuse(what, "needs a title and the name of an address")
    kind[panel.key] = panel


def register_identity(provider: IdentityProvider) -> None:
    """Name the one callable that words who is signed in."""
    if registry.identity is not None and registry.identity is not provider:
        raise _refuse("The identity provider", "is registered twice; only one app words who is signed in")
    registry.identity = provider


def panels_for(subject_kind: str, actor: Actor | None) -> list[Panel]:
    """The panels of a kind that this actor may see, in order."""
    if actor is None:
        return []
    found = [panel for panel in registry.panels.get(subject_kind, {}).values() if panel.visible(actor)]
    return sorted(found, key=lambda panel: (panel.order, panel.key))
