"""System checks: every address named in the registry exists."""

from typing import Any

from django.core.checks import Error
from django.urls import NoReverseMatch, reverse

from congso.ui.registry import registry


def _missing(name: str, args: list[int]) -> bool:
    try:
        reverse(name, args=args)
    except NoReverseMatch:
        return True
    return False


def addresses(app_configs: Any, **kwargs: Any) -> list[Error]:
    errors = [
        Error(
            f'The navigation entry "{item.key}" names the address "{item.url_name}", which does not exist.',
            id="ui.E001",
        )
        for item in registry.nav.values()
        if _missing(item.url_name, [])
    ]
    errors += [
        Error(
            f'The panel "{panel.key}" of "{kind}" names the address "{panel.url_name}" (one id), which does not exist.',
            id="ui.E002",
        )
        for kind, panels in registry.panels.items()
        for panel in panels.values()
        if _missing(panel.url_name, [1])
    ]
    return errors
