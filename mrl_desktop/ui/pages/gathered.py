"""A section made of lists and tables one under another, refreshed and searched together."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.findings import Place
from mrl_desktop.ui import theme
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.record_table import RecordTable


class Gathered(QWidget):
    """Widgets in order; lists with forms and tables among them are refreshed and asked for places."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.parts: tuple[Any, ...] = parts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S16)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Shows every list as the project is now."""
        for part in self.parts:
            if isinstance(part, ListWithForm | RecordTable):
                part.refresh()

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses the record of the place in whichever list has it."""
        for part in self.parts:
            if isinstance(part, ListWithForm):
                found = part.go_to(place)
                if found is not None:
                    return found
            elif isinstance(part, RecordTable) and place.record is not None and part.pick(place.record):
                return part.view
        return None
