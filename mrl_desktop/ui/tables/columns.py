"""Columns of a record table as values: title, how to get and set, kind, width, tooltip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from mrl_desktop.domain.records import Record, Value
from mrl_desktop.ui.values import TEXT, Kind

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[R]):
    """One column. Without `set` it is only read. The unit stands in the header."""

    title: str
    get: Callable[[R], Value]
    set: Callable[[R, Value], R] | None = None
    kind: Kind = TEXT
    unit: str = ""
    sort_key: Callable[[R], object] | None = None
    """For sorting; without it texts sort as Polish words and numbers as numbers."""
    tooltip: Callable[[R], str] | None = None
    width: int = 0
    """Pixels; 0 shares what is left."""
    help: str = ""
    """Tooltip of the header."""
    required: bool = False
    """An empty cell says „do uzupełnienia"."""

    @property
    def header(self) -> str:
        return f"{self.title} [{self.unit}]" if self.unit else self.title


def of_field(
    name: str, title: str, kind: Kind = TEXT, *, unit: str = "", width: int = 0, help: str = "", required: bool = False, editable: bool = True
) -> Column[R]:
    """A column that shows and sets one field of the record."""

    def put(record: R, value: Value) -> R:
        return cast(R, record.with_values({name: value}))

    return Column(
        title=title,
        get=lambda record: cast(Value, getattr(record, name)),
        set=put if editable else None,
        kind=kind,
        unit=unit,
        width=width,
        help=help,
        required=required,
    )
