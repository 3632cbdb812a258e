from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings

from congso.ui.registry import Registry, registry

HERE = Path(__file__).parent


@pytest.fixture
def own_urls() -> Iterator[None]:
    """The addresses and templates of these tests instead of the product's; no session, no database."""
    templates: list[dict[str, Any]] = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}]
    with override_settings(
        ROOT_URLCONF="congso.ui.tests.urls",
        TEMPLATES=templates,
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        MIDDLEWARE=[
            "congso.ui.csp.ContentSecurityPolicyMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "congso.ui.middleware.LanguageMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
            "congso.ui.middleware.RefusalMiddleware",
        ],
    ):
        yield


@pytest.fixture
def web(own_urls: None) -> Client:
    return Client()


@pytest.fixture
def requests(own_urls: None) -> RequestFactory:
    return RequestFactory()


@pytest.fixture
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    fresh = Registry()
    for name in ("nav", "panels", "counts", "identity"):
        monkeypatch.setattr(registry, name, getattr(fresh, name))
    return registry
