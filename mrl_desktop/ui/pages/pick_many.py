"""Several things out of a long list: the chosen ones stand in the form, the list with a search line opens when wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.records import Value
from mrl_desktop.ui import theme
from mrl_desktop.ui.values import Kind, Options
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.entries import Entry

KEPT = int(Qt.ItemDataRole.UserRole)


class PickManyEntry(Entry):
    """A tuple of values in the list's order. `title` heads the dialog."""

    def __init__(self, kind: Kind, title: str) -> None:
        super().__init__()
        self._kind, self._title = kind, title
        self._value: tuple[Value, ...] = ()
        self._shown = label("", selectable=True)
        self._choose = button("Wybierz…", self._ask, icon="list")
        self._column.setSpacing(theme.S4)
        self._column.addWidget(self._shown)
        self._column.addWidget(self._choose)
        self.setFocusProxy(self._choose)
        self._name = title

    def name(self, text: str, help_text: str = "") -> None:
        self._name = text
        super().name(f"{text}: wybierz", help_text)

    def value(self) -> Value:
        return self._value

    def show_value(self, value: Value) -> None:
        self._value = value if isinstance(value, tuple) else ()
        words = [shown for kept, shown in self._options() if kept in self._value]
        missing = len(self._value) - len(words)
        if missing:
            words.append(polish.counted(missing, "element, którego nie ma na liście", "elementy, których nie ma na liście", "elementów, których nie ma na liście"))
        self._shown.setText("\n".join(f"•  {word}" for word in words))
        self._shown.setVisible(bool(words))
        self._choose.setText("Zmień wybór…" if words else "Wybierz…")
        self._choose.setAccessibleDescription(", ".join(words) or "nic nie wybrano")

    def _options(self) -> Options:
        return self._kind.options() if self._kind.options else ()

    def _ask(self) -> None:
        picked = PickManyDialog.ask(self.window(), self._title, self._options(), self._value)
        if picked is not None and picked != self._value:
            self.show_value(picked)
            self.edited.emit()
            self.settled.emit()


class PickManyDialog(QDialog):
    """Returns the ticked values in the list's order, or None."""

    def __init__(self, parent: QWidget | None, title: str, options: Options, chosen: tuple[Value, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(640, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label(title, "section"))
        self.line = QLineEdit()
        self.line.setPlaceholderText("Znajdź na liście")
        self.line.setAccessibleName("Znajdź na liście")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look_for)
        column.addWidget(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        for kept, words in options:
            item = QListWidgetItem(words)
            item.setData(KEPT, kept)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if kept in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if not options:
            self.list.addItem("Nie ma jeszcze z czego wybierać.")
            self.list.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.itemChanged.connect(lambda _: self._count())
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        self._counted = label("", "help", wrap=False)
        row.addStretch(1)
        row.addWidget(self._counted)
        take = button("Wybierz zaznaczone", self.accept, role="primary")
        take.setDefault(True)
        row.addWidget(take)
        column.addLayout(row)
        self._count()
        self.line.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, options: Options, chosen: tuple[Value, ...]) -> tuple[Value, ...] | None:
        """Opens the list; the values ticked, or None when the person changed their mind."""
        dialog = cls(parent, title, options, chosen)
        return dialog.picked() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def picked(self) -> tuple[Value, ...]:
        """Values ticked now."""
        return tuple(item.data(KEPT) for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    def _items(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]

    def _look_for(self, text: str) -> None:
        words = polish.fold(text).split()
        for item in self._items():
            item.setHidden(not all(word in polish.fold(item.text()) for word in words))

    def _count(self) -> None:
        self._counted.setText(f"zaznaczono {len(self.picked())}")
