"""Many rows at once by COPY; columns nobody names get the default of their field."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import connection, models

Row = Mapping[str, Any]


def next_id(app: str, model: str) -> int:
    """The first id that is free; `write` moves the sequence behind the last one used."""
    newest = apps.get_model(app, model)._base_manager.aggregate(last=models.Max("pk"))["last"]
    return int(newest or 0) + 1


def write(app: str, model: str, rows: Iterable[Row]) -> int:
    """Append rows named by column; all rows name the same columns. Returns how many."""
    kind = apps.get_model(app, model)
    fields = {field.column: field for field in kind._meta.concrete_fields}
    table, source, count = kind._meta.db_table, iter(rows), 0
    first = next(source, None)
    if first is None:
        return 0
    # An id that nobody names is left to the sequence.
    columns = [name for name, field in fields.items() if name in first or not field.primary_key]
    defaults = [None if name in first else _plain(fields[name].get_default()) for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in _chain(first, source):
            copy.write_row(
                [_plain(row[n]) if n in row else d for n, d in zip(columns, defaults, strict=True)]
            )
            count += 1
    if "id" in first:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))"  # noqa: S608
            )
    return count


def _chain(first: Row, rest: Iterable[Row]) -> Iterable[Row]:
    yield first
    yield from rest


class Words(list[str]):
    """A list for an array column; plain lists become JSON."""


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return list(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
