"""A message as plain data for JSON, and back: every field, dates in ISO 8601, attachments without their bytes."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from congso.pure.edxml.errors import Unreadable
from congso.pure.edxml.values import Attachment, Message

_LEFT_OUT: Final = frozenset({"notes", "signature", "generation"})


def as_plain(message: Message) -> dict[str, Any]:
    """Keys are the names of the fields, besides `kind`; empty fields are there too. An attachment has `size` and `sha256`."""
    found: dict[str, Any] = {"kind": message.kind.value, "generation": message.generation.value}
    return found | {name: value for name, value in _plain(message).items() if name not in _LEFT_OUT}


def _plain(value: Any) -> Any:
    if isinstance(value, Attachment):
        return _attachment(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _attachment(one: Attachment) -> dict[str, Any]:
    found = {name.name: getattr(one, name.name) for name in dataclasses.fields(one) if name.name != "content"}
    enclosed = one.content is not None
    return found | {
        "enclosed": enclosed,
        "size": one.size,
        "sha256": one.sha256,
        "content_type": one.content_type,
    }


def from_plain(data: Mapping[str, Any], content_of: Callable[[Mapping[str, Any]], bytes | None]) -> Message:
    """The message that `as_plain` would show so; fields left out are empty.

    `content_of` gives the bytes for one attachment's entry. Raises Unreadable description with the path of what does not fit.
    """
    given = {name: value for name, value in data.items() if name not in {"kind", "generation"}}
    files = given.pop("attachments", [])
    if not isinstance(files, list) or not all(isinstance(one, Mapping) for one in files):
        raise Unreadable("description", "attachments", "a list of objects")
    attachments = tuple(_file(one, content_of(one), position) for position, one in enumerate(files))
    message = _build(Message, given, "")
    return dataclasses.replace(typing.cast(Message, message), attachments=attachments)


def _file(entry: Mapping[str, Any], content: bytes | None, position: int) -> Attachment:
    names = {one.name for one in dataclasses.fields(Attachment)} - {"content"}
    texts = {name: value for name, value in entry.items() if name in names}
    if not all(isinstance(value, str) for value in texts.values()):
        raise Unreadable("description", f"attachments[{position}]", "texts")
    identifier = texts.pop("content_id", "") or str(position + 1)
    return Attachment(identifier, texts.pop("name", "") or identifier, content, **texts)


def _build(kind: type, data: Any, path: str) -> object:
    if not isinstance(data, Mapping):
        raise Unreadable("description", path or "the whole description", "an object")
    hints = typing.get_type_hints(kind)
    unknown = [name for name in data if name not in hints or name in _LEFT_OUT]
    if unknown:
        raise Unreadable("description", f"{path}{unknown[0]}", "unknown")
    values = {name: _value(hints[name], value, f"{path}{name}") for name, value in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise Unreadable("description", path or "the whole description", str(error)) from error


def _value(hint: Any, value: Any, path: str) -> Any:
    """`value` as the field's type; optional fields take null."""
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        return None if value is None else _value(arguments[0], value, path)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise Unreadable("description", path, "a list")
        return tuple(_value(arguments[0], one, f"{path}[{index}]") for index, one in enumerate(value))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _build(hint, value, f"{path}.")
    return _scalar(hint, value, path)


def _scalar(hint: type, value: Any, path: str) -> Any:
    try:
        if issubclass(hint, datetime | date):
            return hint.fromisoformat(value)
        if issubclass(hint, Enum):
            return hint(value)
    except (TypeError, ValueError) as error:
        raise Unreadable("description", path, str(error)) from error
    if type(value) is not hint:
        raise Unreadable("description", path, hint.__name__)
    return value
