"""Event to handlers: the one table. Handlers live in `flows`."""

from collections.abc import Callable, Mapping
from typing import Any

from congso.kernel.events import Event

SUBSCRIPTIONS: Mapping[type[Event], tuple[Callable[[Any], None], ...]] = {}
