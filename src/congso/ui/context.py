"""The context of every page: `shell` with the navigation, who is signed in, and the addresses the scripts need.

Everything is computed when a template asks for it, so a fragment pays nothing. Counts come from at most one callable
per app and are kept for a few seconds. After that a page shows the last known ones and asks for new ones by itself
(`data-counts-old`, live.js): the first page after a pause waits for no app's counting.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.ui.csp import live_url
from congso.ui.htmx import base_template
from congso.ui.registry import Identity, NavItem, registry

THEMES = ("light", "dark", "auto")
COUNTS_SHOWN = 600  # seconds for which counts that are no longer fresh are still shown


@dataclass(frozen=True, slots=True)
class Entry:
    """A navigation entry as shown. `count` 0 is not shown."""

    key: str
    label: str | Promise
    icon: str
    url: str
    current: bool
    count: int
    hot: bool
    tab: str | Promise


class _Visit:
    """Navigation of one request."""

    def __init__(self, request: HttpRequest, *, exact: bool = False) -> None:
        self.request = request
        self.actor: Actor | None = getattr(request, "actor", None)
        self.exact = exact  # count now rather than show what was counted last

    @cached_property
    def items(self) -> list[NavItem]:
        actor = self.actor
        if actor is None:
            return []
        found = [item for item in registry.nav.values() if item.visible(actor)]
        return sorted(found, key=lambda item: (item.order, item.key))

    @cached_property
    def known(self) -> tuple[dict[str, int], bool]:
        """The counts, and whether they are no longer fresh."""
        actor = self.actor
        if actor is None:
            return {}, False
        seconds: int = getattr(settings, "CONGSO_COUNTS_SECONDS", 0 if settings.TESTING else 5)
        if not seconds:
            return count_all(actor, self.items), False
        key = f"ui.counts:{actor.kind}:{actor.person_id}:{actor.appointment_id}:{actor.on_behalf_of}"
        kept, until = cache.get(key) or ({}, 0.0)
        now = clock.now().timestamp()
        if until < now and self.exact:
            kept, until = count_all(actor, self.items), now + seconds
            cache.set(key, (kept, until), COUNTS_SHOWN)
        return kept, until < now

    @property
    def counts(self) -> dict[str, int]:
        return self.known[0]

    @cached_property
    def entries(self) -> dict[str, list[Entry]]:
        places = {item.key: reverse(item.url_name) for item in self.items}
        current = _current(self.request.path, places)
        shown: dict[str, list[Entry]] = {}
        for item in self.items:
            entry = Entry(
                item.key,
                item.label,
                item.icon,
                places[item.key],
                item.key == current,
                self.counts.get(item.key, 0),
                item.hot,
                item.tab,
            )
            shown.setdefault(item.section, []).append(entry)
        return shown


class Shell:
    """What base.html reads: `shell.nav`, `shell.own`, `shell.admin`, `shell.tabs`, `shell.me`, `shell.base`, …"""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._visit = _Visit(request)

    @property
    def signed_in(self) -> bool:
        return self._visit.actor is not None

    @property
    def nav(self) -> list[Entry]:
        return self._visit.entries.get("main", [])

    @property
    def own(self) -> list[Entry]:
        return self._visit.entries.get("own", [])

    @property
    def admin(self) -> list[Entry]:
        return self._visit.entries.get("admin", [])

    @property
    def tabs(self) -> list[Entry]:
        every = [entry for entries in self._visit.entries.values() for entry in entries if entry.tab]
        return every[:4]

    @property
    def counts_old(self) -> bool:
        """The counts shown are the last known ones, or none: the page asks for new ones."""
        return self._visit.known[1]

    @cached_property
    def me(self) -> Identity | None:
        if registry.identity is not None:
            given = registry.identity(self._request)
            if given is not None:
                return given
        actor = self._visit.actor
        return None if actor is None else Identity(person=actor.name, post=actor.post_title)

    @property
    def base(self) -> str:
        return base_template(self._request)

    @property
    def live_url(self) -> str:
        return live_url(self._request)

    @property
    def search_url(self) -> str:
        """Where `/` leads on a page without a search field: the entry "search", when an app has one."""
        every = [
            entry for entries in self._visit.entries.values() for entry in entries if entry.key == "search"
        ]
        return every[0].url if every else ""

    @property
    def theme(self) -> str:
        """The chosen theme, kept in a cookie that theme.js writes."""
        chosen = self._request.COOKIES.get("congso_theme", "auto")
        return chosen if chosen in THEMES else "auto"


def count_all(actor: Actor, items: list[NavItem]) -> dict[str, int]:
    """Counts of the entries shown: one call per app, then the entries that count for themselves."""
    counts: dict[str, int] = {}
    for provider in registry.counts.values():
        counts.update(provider(actor))
    for item in items:
        if item.count is not None:
            counts[item.key] = item.count(actor)
    return counts


def _current(path: str, places: dict[str, str]) -> str:
    """The entry whose address is the longest beginning of the path; the root counts only as itself."""
    best, length = "", 0
    for key, place in places.items():
        inside = path == place or (place != "/" and path.startswith(place))
        if inside and len(place) > length:
            best, length = key, len(place)
    return best


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}


def navigation_counts(request: HttpRequest) -> dict[str, int]:
    """Counts of this request's actor, for the live line."""
    return _Visit(request, exact=True).counts
