"""A list above, the chosen record's form below: the usual shape of a page that keeps records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.findings import Place
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, R
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.widgets.basics import frame, label


class ListWithForm(QWidget, Generic[R]):
    """`more` are widgets that show what belongs to the chosen record; they get its id (or None) through `chosen`.

    Inside another card the form goes without a frame and heading of its own (`framed` False).
    """

    chosen = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        name: str,
        title: str,
        columns: Sequence[Column[R]],
        rows: Callable[[], Sequence[R]],
        what: str,
        fields: Sequence[Field],
        *,
        new: Callable[[], R] | None = None,
        add_text: str = "Dodaj",
        empty: str = "",
        most_rows: int = 8,
        form_title: Callable[[R], str] | None = None,
        more: Sequence[QWidget] = (),
        framed: bool = True,
    ) -> None:
        super().__init__()
        self._session, self._rows, self._title_of = session, rows, form_title
        self.table = RecordTable[R](session, name, title, columns, rows, what, new=new, add_text=add_text, empty=empty, most_rows=most_rows)
        self.form = Form(session, fields, what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        column.addWidget(self.table)
        self._card = frame("card") if framed else QWidget()
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(*((theme.S16, theme.S12, theme.S16, theme.S16) if framed else (0, 0, 0, 0)))
        inside.setSpacing(theme.S12)
        self._heading = label("", "section")
        self._heading.setVisible(framed)
        inside.addWidget(self._heading)
        inside.addWidget(self.form)
        for widget in more:
            inside.addWidget(widget)
        column.addWidget(self._card)
        self.table.chosen.connect(self._choose)
        self._card.hide()

    @property
    def current(self) -> UUID | None:
        """Id of the chosen record."""
        return self.table.current_id()

    def refresh(self) -> None:
        """Shows list and form as the project is now; the first record is chosen while none is."""
        self.table.refresh()
        if self.table.current_id() is None:
            first = next(iter(self._rows()), None)
            if first is not None:
                self.table.pick(first.id)
        self._choose(self.table.current_id())

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses the record of a place; returns the widget to reveal, or None when the record is not in the list."""
        if place.record is None or not self.table.pick(place.record):
            return None
        if place.field and self.form.has(place.field):
            return self.form.entry(place.field)
        return self.table.view

    def _choose(self, record_id: UUID | None) -> None:
        record = next((one for one in self._rows() if one.id == record_id), None)
        self._card.setVisible(record is not None)
        self.form.display(record)
        if record is not None:
            self._heading.setText(self._title_of(record) if self._title_of else record.name_for_people)
        self.chosen.emit(record.id if record is not None else None)
