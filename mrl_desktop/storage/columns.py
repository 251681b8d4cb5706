"""How a field of a record becomes a table column and a piece of journal text, and comes back exactly as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from mrl_desktop.domain.records import KINDS, Record, Value

Decode = Callable[[Any], Any]


class StoredText(TypeDecorator[Any]):
    """A value kept as text that a person can read: Decimal (exact), datetime (ISO), an enumeration, a tuple (JSON)."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        if value is None:
            return None
        return to_json(value) if self.form.many else str(_plain(value))

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        return self.form.decode(json.loads(value)) if self.form.many else self.form.decode(value)


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one field: its scalar class, whether it may be None and whether it is a tuple of such scalars."""

    scalar: type
    optional: bool = False
    many: bool = False

    def decode(self, value: Any) -> Value:
        """The Python value of what the journal or a text column holds. Raises ValueError for what this field cannot be."""
        if value is None:
            return None
        one = _decoder(self.scalar)
        if self.many:
            if not isinstance(value, list):
                raise ValueError(f"expected a list, found {value!r}")
            return tuple(None if item is None else one(item) for item in value)
        return cast(Value, one(value))

    def column_type(self) -> TypeEngine[Any]:
        """The table column that keeps this field."""
        native: dict[type, TypeEngine[Any]] = {str: sa.Text(), int: sa.BigInteger(), bool: sa.Boolean(), date: sa.Date(), UUID: sa.Uuid()}
        return native[self.scalar] if not self.many and self.scalar in native else StoredText(self)


def _decoder(scalar: type) -> Decode:
    if scalar is date:
        return date.fromisoformat
    if scalar is datetime:
        return datetime.fromisoformat
    return scalar


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def to_json(value: Value) -> str:
    """A value as compact JSON; everything JSON does not have becomes text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


@cache
def forms(kind: str) -> dict[str, Form]:
    """Field name to form for a kind of record, the id included. Raises TypeError for a field no column can hold."""
    cls: type[Record] = KINDS[kind]
    hints = get_type_hints(cls)
    return {name: _form(hints[name], f"{cls.__name__}.{name}") for name in (field.name for field in fields(cls))}


def _form(hint: Any, where: str) -> Form:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    plain = [option for option in options if option is not NoneType]
    optional = len(plain) < len(options)
    if len(plain) == 1:
        inner = plain[0]
        many = get_origin(inner) is tuple and get_args(inner)[1:] == (Ellipsis,)
        scalar = get_args(inner)[0] if many else inner
        if isinstance(scalar, type) and (scalar in (str, int, bool, Decimal, date, datetime, UUID) or issubclass(scalar, StrEnum)):
            return Form(scalar, optional, many)
    raise TypeError(f"no column can hold {where}: {hint!r}")
