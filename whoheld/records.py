"""Frozen dataclasses to compact JSON and back, by their annotations: new fields need no new columns."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_Record = TypeVar("_Record")
_Convert = Callable[[Any], Any]


def encode(record: object, *, without: tuple[str, ...] = ()) -> str:
    """Return a record as JSON, the same text for equal records; fields that hold their default are left out.

    Args:
        record: A dataclass of texts, numbers, dates, enumerations, tuples and further dataclasses.
        without: Fields that are kept elsewhere.
    """
    return to_json(as_plain(record, without=without))


def decode(kind: type[_Record], text: str, *, extra: Mapping[str, Any] | None = None) -> _Record:
    """Return the record of a JSON text; fields that the class has not are left out.

    Args:
        kind: Its class.
        text: As `encode` returns it.
        extra: Values of fields that are kept elsewhere.

    Raises:
        ValueError: If the text is no such record.
    """
    return from_plain(kind, json.loads(text), extra=extra)


def to_json(plain: object) -> str:
    """Return plain data as compact JSON with sorted keys."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def as_plain(record: Any, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a record as a dictionary of plain data; fields that hold their default are left out.

    Args:
        record: As `encode` takes it.
        without: Fields that are kept elsewhere.
    """
    return {
        name: _plain(value)
        for name, default in _defaults(type(record))  # type: ignore[arg-type]
        if name not in without and (value := getattr(record, name)) is not default and value != default
    }


def from_plain(
    kind: type[_Record], plain: Mapping[str, Any], *, extra: Mapping[str, Any] | None = None
) -> _Record:
    """Return the record of plain data.

    Raises:
        ValueError: If the data is no such record.
    """
    converters = _converters(kind)  # type: ignore[arg-type]
    try:
        given = {
            key: value if (convert := converters[key]) is None else convert(value)
            for key, value in plain.items()
            if key in converters
        }
        return kind(**given, **(extra or {}))
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | NoneType):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return as_plain(value)
    raise TypeError(f"a record holds no {type(value).__name__}")


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: "Field[Any]") -> object:
    return MISSING if field.default is MISSING else field.default


@cache
def _converters(kind: type) -> Mapping[str, _Convert | None]:
    """Return for each field what makes its value from plain data; None = it is plain."""
    hints = get_type_hints(kind)
    return {field.name: _converter(hints[field.name]) for field in fields(kind)}


def _converter(hint: Any) -> _Convert | None:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (part for part in get_args(hint) if part is not NoneType)
        return _or_none(_converter(inner))
    if get_origin(hint) is tuple:
        return _tuple_of(_converter(get_args(hint)[0]))
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return date.fromisoformat if hint is date else None


def _or_none(convert: _Convert | None) -> _Convert | None:
    if convert is None:
        return None
    return lambda value: None if value is None else convert(value)


def _tuple_of(convert: _Convert | None) -> _Convert:
    if convert is None:
        return tuple
    return lambda values: tuple(convert(value) for value in values)


def _record_of(kind: type) -> _Convert:
    return lambda value: from_plain(kind, value)
