"""Facts in the past tense, announced in the transaction that made them true.

`publish` writes the event and one job per subscribed handler; they commit or vanish together. Handlers live in `flows`,
are named in `config/subscriptions.py`, and run once per (event, handler).
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import import_string

from congso.kernel import clock
from congso.kernel.jobs import job
from congso.kernel.models import Event as EventRow
from congso.kernel.models import Handled


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of all events: ids and plain values only."""

    name: ClassVar[str] = ""


Handler = Callable[[Any], None]


def _handlers(event_type: type[Event]) -> Mapping[str, Handler]:
    table: Mapping[type[Event], tuple[Handler, ...]] = import_string(settings.CONGSO_SUBSCRIPTIONS)
    return {f"{h.__module__}.{h.__qualname__}": h for h in table.get(event_type, ())}


def _event_types() -> dict[str, type[Event]]:
    table: Mapping[type[Event], tuple[Handler, ...]] = import_string(settings.CONGSO_SUBSCRIPTIONS)
    return {_name(kind): kind for kind in table}


def _name(kind: type[Event]) -> str:
    return kind.name or f"{kind.__module__.split('.')[-2]}.{kind.__name__}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _revived(kind: type[Event], data: Mapping[str, Any]) -> Event:
    """The event as it was announced: JSON gave its days and moments back as texts, its tuples as lists."""
    hints = get_type_hints(kind)
    values = {name: _as(hints.get(name), value) for name, value in data.items()}
    return kind(**values)


def _as(hint: Any, value: Any) -> Any:
    wanted = {hint, *get_args(hint)} if get_origin(hint) in {Union, UnionType} else {hint}
    if isinstance(value, str) and datetime in wanted:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and date in wanted:
        return date.fromisoformat(value)
    if isinstance(value, list) and any(get_origin(one) is tuple for one in wanted):
        return tuple(value)
    return value


def publish(event: Event) -> None:
    """Announce. Raises RuntimeError outside a transaction: an announcement may never outlive a rolled-back act."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() needs a transaction")
    data = {f.name: _plain(getattr(event, f.name)) for f in dataclasses.fields(event)}
    row = EventRow.objects.create(name=_name(type(event)), data=data, at=clock.now())
    for handler in _handlers(type(event)):
        deliver.defer(event_id=row.pk, handler=handler)


@job("kernel.deliver", retry=10)
def deliver(*, event_id: int, handler: str) -> None:
    """Run one handler for one event, once."""
    row = EventRow.objects.get(pk=event_id)
    kind = _event_types().get(row.name)
    call = _handlers(kind).get(handler) if kind else None
    if kind is None or call is None:
        return  # the subscription was taken out since
    with transaction.atomic():
        try:
            with transaction.atomic():
                Handled.objects.create(event=row, handler=handler, at=clock.now())
        except IntegrityError:
            return
        call(_revived(kind, row.data))
