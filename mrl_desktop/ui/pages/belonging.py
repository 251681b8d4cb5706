"""A titled table of what belongs to one chosen record: tasks of a project, milestones of an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, cast
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.records import Listed, Value
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, R
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.widgets.basics import label


class BelongingTable(QWidget, Generic[R]):
    """`owner` is the field by which the rows point at their record; new rows get it, and `fresh` besides."""

    def __init__(
        self,
        session: ProjectSession,
        name: str,
        title: str,
        columns: Sequence[Column[R]],
        cls: type[R],
        owner: str,
        what: str,
        add_text: str,
        *,
        lead: str = "",
        fresh: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__()
        self._about: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S8, 0, 0)
        column.setSpacing(theme.S4)
        column.addWidget(label(title, "label"))
        if lead:
            column.addWidget(label(lead, "help"))

        def rows() -> list[R]:
            return session.project.all(cls, lambda record: getattr(record, owner) == self._about) if self._about else []

        def new() -> R:
            values: dict[str, Value] = {owner: self._about, **(fresh or {})}
            if issubclass(cls, Listed):
                values["position"] = session.project.next_position(cls)
            return cast(R, cls().with_values(values))

        self.table = RecordTable[R](session, name, title, columns, rows, what, new=new, add_text=add_text, most_rows=6, empty="Jeszcze nic tu nie ma.")
        column.addWidget(self.table)

    def show_of(self, about: UUID | None) -> None:
        """Shows what belongs to one record."""
        self._about = about
        self.table.refresh()

    def pick(self, record_id: UUID) -> bool:
        """Chooses a row; False when it is not here."""
        return self.table.pick(record_id)
